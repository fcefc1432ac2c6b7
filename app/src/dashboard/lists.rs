//! The lists behind the figures: each shows exactly what its figure counts.

pub const KEYWORDS: &str = "/planner/keywords";
pub const CLUSTERS: &str = "/planner/clusters";
pub const CLUSTERS_WAITING: &str = "/planner/clusters?status=new&off=0";
pub const IDEAS: &str = "/planner/ideas";
pub const IDEAS_WAITING: &str = "/planner/ideas?status=new&off=0";
pub const TASKS: &str = "/writer/tasks?status=queued";
pub const TASKS_FAILED: &str = "/writer/tasks?status=failed";
pub const DRAFTS: &str = "/writer/content?status=draft";
pub const IMAGES: &str = "/writer/images?status=pending";
pub const IMAGES_FAILED: &str = "/writer/images?status=failed";
pub const REVIEW: &str = "/writer/review";
pub const APPROVED: &str = "/writer/approved?site_status=not_published";
pub const PUBLISHED: &str = "/writer/content?site_status=published";
pub const PUBLISH_FAILED: &str = "/writer/content?site_status=failed";
pub const CHANGED: &str = "/writer/content?site_status=changed";

/// Where what waits for a cluster is counted and clustered.
pub const CLUSTERING: &str = "/planner/clusters?run=1";
