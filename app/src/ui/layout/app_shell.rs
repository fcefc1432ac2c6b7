//! The frame of every page behind the sign-in: sidebar, header, content.

use leptos::prelude::*;

use super::nav::Nav;
use super::{Logo, NavGroup, SkipLink};
use crate::ui::announcer::Announcements;
use crate::ui::{Icon, IconName, IconSize, ToastHost, browser};

/// The sidebar's id. Below 768 px it is a popover that the header's first button opens, without a script.
const SIDEBAR: &str = "sidebar";

/// Sidebar with `nav`, header with its slots, and the page as children in `<main id="main">`.
#[component]
pub fn AppShell(
    nav: Vec<NavGroup>,
    /// Where the logo leads.
    #[prop(default = "/".into(), into)]
    home: Signal<String>,
    /// Left of the header: site and sector.
    #[prop(optional, into)]
    selector: ViewFn,
    /// Its middle.
    #[prop(optional, into)]
    search: ViewFn,
    /// Right of it: jobs, credits, notifications, theme.
    #[prop(optional, into)]
    tools: ViewFn,
    /// Its end.
    #[prop(optional, into)]
    user: ViewFn,
    /// Below the navigation: help, the account.
    #[prop(optional, into)]
    sidebar_foot: Option<ViewFn>,
    /// Above the page.
    #[prop(optional, into)]
    banner: ViewFn,
    children: Children,
) -> impl IntoView {
    view! {
        <SkipLink/>
        <div class="shell">
            // A place was chosen: the drawer has done its work.
            <nav
                id=SIDEBAR
                class="sidebar"
                aria-label="Main"
                popover="auto"
                on:click=|_| browser::hide_popover(SIDEBAR)
            >
                <a class="sidebar-home" href=home aria-label="IGNY8, dashboard">
                    <Logo/>
                </a>
                <Nav groups=nav/>
                {sidebar_foot.map(|foot| view! { <div class="sidebar-foot">{foot.run()}</div> })}
            </nav>
            <div class="shell-page">
                <header class="header">
                    <button
                        type="button"
                        class="button button-ghost button-icon header-menu"
                        popovertarget=SIDEBAR
                        aria-label="Navigation"
                    >
                        <Icon name=IconName::Menu size=IconSize::Medium/>
                    </button>
                    <div class="header-selector">{selector.run()}</div>
                    <div class="header-search">{search.run()}</div>
                    <div class="header-tools">{tools.run()}</div>
                    {user.run()}
                </header>
                {banner.run()}
                <main id="main" class="content" tabindex="-1">
                    {children()}
                </main>
            </div>
        </div>
        <ToastHost/>
        <Announcements/>
    }
    .into_any()
}
