//! Clusters: the list (as a table and as a map), clustering, and one cluster.

mod bar;
mod detail;
mod filters;
mod last_run;
mod list;
mod map;
mod row;
mod run_panel;
mod running;

pub use detail::ClusterPage;
pub(in crate::planner::pages) use detail::reasons;
pub use list::ClustersPage;
