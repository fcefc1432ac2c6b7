//! The lists behind the figures: each shows exactly what its figure counts.

use super::figures::Activity;
use crate::access::AuditAction;
use crate::kit::id::SiteId;

pub const KEYWORDS: &str = "/planner/keywords";
pub const KEYWORDS_WAITING: &str = "/planner/keywords?state=new";
pub const CLUSTERS: &str = "/planner/clusters";
pub const CLUSTERS_WAITING: &str = "/planner/clusters?status=new&off=0";
pub const IDEAS: &str = "/planner/ideas";
pub const IDEAS_WAITING: &str = "/planner/ideas?status=new&off=0";
pub const TASKS: &str = "/writer/tasks?status=queued";
pub const TASKS_IN_PROGRESS: &str = "/writer/tasks?status=in_progress";
pub const TASKS_FAILED: &str = "/writer/tasks?status=failed";
pub const DRAFTS: &str = "/writer/content?status=draft";
pub const IMAGES: &str = "/writer/images?status=pending";
pub const IMAGES_FAILED: &str = "/writer/images?status=failed";
pub const REVIEW: &str = "/writer/review";
pub const APPROVED: &str = "/writer/approved?site_status=not_published";
pub const PUBLISHING: &str = "/writer/content?site_status=publishing";
pub const PUBLISHED: &str = "/writer/content?site_status=published";
pub const PUBLISH_FAILED: &str = "/writer/content?site_status=failed";
pub const CHANGED: &str = "/writer/content?site_status=changed";

/// Where what waits for a cluster is counted and clustered.
pub const CLUSTERING: &str = "/planner/clusters?run=1";

/// What every job is doing, and why it failed.
pub const JOBS: &str = "/jobs";

/// The days that the dashboard shows, day by day, and every entry of the ledger.
pub const USAGE: &str = "/usage";

/// Where a site's connection is made and says why it does not work.
pub fn connection(site: SiteId) -> String {
    format!("/sites/{site}/connection")
}

/// The number of an event that a page shows just so, and that page. Most numbers of what happened are of their moment:
/// no list can tell the rows they counted from those that came before and after.
pub fn of_event(event: &Activity) -> Option<(i64, String)> {
    if !matches!(event.action, AuditAction::KeywordsImported | AuditAction::KeywordsAdded) {
        return None;
    }
    Some((event.details["imported"].as_i64()?, format!("/planner/import/{}", event.target?)))
}
