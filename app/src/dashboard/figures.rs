//! What the dashboard shows.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::AuditAction;
use crate::billing::credits::Balance;
use crate::billing::usage::DaySpent;
use crate::kit::id::SiteId;

/// One site's dashboard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dashboard {
    pub site: SiteId,
    pub site_name: String,
    /// Whether the site's WordPress is connected.
    pub connected: bool,
    pub stages: Stages,
    pub balance: Balance,
    /// Credits spent a day, the last 14 days, oldest first; days without work are there with 0.
    pub spent: Vec<DaySpent>,
    pub activity: Vec<Activity>,
}

/// How much stands at each stage of the pipeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stages {
    pub keywords: i64,
    pub keywords_waiting: i64,
    pub clusters: i64,
    pub clusters_waiting: i64,
    pub ideas: i64,
    pub ideas_waiting: i64,
    pub tasks_waiting: i64,
    pub tasks_failed: i64,
    pub drafts: i64,
    pub images_waiting: i64,
    pub images_failed: i64,
    pub review: i64,
    pub approved: i64,
    pub published: i64,
    pub publish_failed: i64,
    pub changed: i64,
    /// Jobs of the site at work, by what they make.
    pub clustering: i64,
    pub ideating: i64,
    pub writing: i64,
    pub drawing: i64,
    pub publishing: i64,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    pub action: AuditAction,
    pub who: Option<String>,
    pub target: Option<Uuid>,
    pub details: serde_json::Value,
    pub at: DateTime<Utc>,
}
