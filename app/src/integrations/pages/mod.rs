//! The pages of connections: the panel on a site's page, and the page of its own.

mod form;
mod page;
mod panel;

pub use page::ConnectionPage;
pub use panel::ConnectionPanel;
