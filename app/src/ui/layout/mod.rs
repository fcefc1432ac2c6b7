//! The frames around every page. They take what they show as props and know no module.

mod app_shell;
mod auth_layout;
mod banner;
mod header_parts;
mod logo;
mod nav;
mod skip_link;
mod theme;
mod update_banner;

pub use app_shell::AppShell;
pub use auth_layout::AuthLayout;
pub use banner::Banner;
pub use header_parts::{BellLink, CreditsLink, JobsLink, SearchButton, SwitcherMenu, UserMenu};
pub use logo::{Logo, LogoMark};
pub use nav::{NavGroup, NavItem};
pub use skip_link::SkipLink;
pub use theme::{THEME_COOKIE, Theme, ThemeSwitch};
pub use update_banner::UpdateBanner;
