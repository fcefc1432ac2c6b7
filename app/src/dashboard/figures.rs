//! What the dashboard shows.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::AuditAction;
use crate::billing::credits::Balance;
use crate::billing::usage::DaySpent;
use crate::integrations::ConnectionState;
use crate::kit::id::SiteId;

/// What the first page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FirstPage {
    Site(Box<Dashboard>),
    /// The account has none yet; `may_add`: this person may add one.
    NoSite {
        may_add: bool,
    },
}

/// One site's dashboard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dashboard {
    pub site: SiteId,
    pub site_name: String,
    /// A site that is switched off is shown, and nothing is started for it.
    pub active: bool,
    /// How the site's connection to WordPress stands; none: it has none.
    pub connection: Option<ConnectionState>,
    pub stages: Stages,
    pub failed: FailedRuns,
    pub balance: Balance,
    /// Credits charged a day, for the days that the usage page shows, oldest first; days without work are there with 0.
    pub spent: Vec<DaySpent>,
    pub activity: Vec<Activity>,
    /// Whether this person may do more than look.
    pub may_edit: bool,
}

impl Dashboard {
    /// Whether this person may do more than look here: nothing is started for a site that is switched off.
    #[must_use]
    pub const fn may_act(&self) -> bool {
        self.may_edit && self.active
    }

    /// Whether articles can be published on the site.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.connection == Some(ConnectionState::Connected)
    }
}

/// How much stands at each stage of the pipeline: as much as the list behind it shows (`lists`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stages {
    pub keywords: i64,
    pub keywords_waiting: i64,
    pub clusters: i64,
    pub clusters_waiting: i64,
    pub ideas: i64,
    pub ideas_waiting: i64,
    pub tasks_queued: i64,
    pub tasks_in_progress: i64,
    pub tasks_failed: i64,
    pub drafts: i64,
    pub images_waiting: i64,
    pub images_failed: i64,
    pub review: i64,
    /// Not sent to the site yet.
    pub approved: i64,
    /// As it is here; what was changed since is counted as that.
    pub published: i64,
    pub publish_failed: i64,
    pub changed: i64,
    /// Articles on their way to the site.
    pub publishing: i64,
    /// Jobs of the site at work, by what they make.
    pub clustering: i64,
    pub ideating: i64,
    pub writing: i64,
    pub drawing: i64,
}

/// What runs were for that failed lately, or were stopped by such a failure, and that no later run has made good. Only
/// of kinds that leave no other trace: articles, images and publishing have failures of their own in [`Stages`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedRuns {
    pub imports: i64,
    /// Sectors whose keywords were to be grouped.
    pub sectors: i64,
    /// Clusters that ideas were to be found for.
    pub clusters: i64,
    /// Articles whose pictures were to be described.
    pub articles: i64,
}

/// Something that happened, once or several times (see `gathering`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    pub action: AuditAction,
    pub times: i64,
    pub who: Option<String>,
    pub target: Option<Uuid>,
    pub details: serde_json::Value,
    /// The last time.
    pub at: DateTime<Utc>,
}
