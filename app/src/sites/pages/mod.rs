//! Sites: the list, a new one, and one of them with its settings.

mod detail;
mod industry_picker;
mod list;
mod new;
mod next_steps;
mod sectors;
mod settings;
mod tabs;

pub use detail::{SitePage, use_site};
pub use list::SitesPage;
pub use new::NewSitePage;
pub use sectors::SiteSectorsPage;
pub use settings::SiteSettingsPage;
pub use tabs::{SiteTab, SiteTabs};
