//! Publishing's parts of other pages: the panel beside an article, the log on a site's connection page.

mod panel;
mod sync_log;

pub use panel::PublishPanel;
pub use sync_log::SyncLog;
