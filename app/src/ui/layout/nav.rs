//! The sidebar's navigation.

use leptos::prelude::*;

use crate::ui::format::{format_compact, format_number};
use crate::ui::{Icon, IconName};

/// One place to go.
#[derive(Debug, Clone)]
pub struct NavItem {
    label: String,
    href: Signal<String>,
    icon: IconName,
    count: Signal<Option<i64>>,
    current: Signal<bool>,
}

impl NavItem {
    pub fn new(label: impl Into<String>, href: impl Into<Signal<String>>, icon: IconName) -> Self {
        Self { label: label.into(), href: href.into(), icon, count: Signal::default(), current: Signal::default() }
    }

    /// How much waits there; nothing is shown for zero.
    #[must_use]
    pub fn count(mut self, count: impl Into<Signal<Option<i64>>>) -> Self {
        self.count = count.into();
        self
    }

    /// Whether the reader is there.
    #[must_use]
    pub fn current(mut self, current: impl Into<Signal<bool>>) -> Self {
        self.current = current.into();
        self
    }
}

/// Places under a common title.
#[derive(Debug, Clone)]
pub struct NavGroup {
    title: Option<String>,
    items: Vec<NavItem>,
}

impl NavGroup {
    pub fn new(title: impl Into<String>, items: Vec<NavItem>) -> Self {
        Self { title: Some(title.into()), items }
    }

    /// A group without a title, as the first one is.
    #[must_use]
    pub const fn plain(items: Vec<NavItem>) -> Self {
        Self { title: None, items }
    }
}

/// The groups with their links.
#[component]
pub(super) fn Nav(groups: Vec<NavGroup>) -> impl IntoView {
    let groups = groups
        .into_iter()
        .map(|group| {
            let items = group.items.into_iter().map(|item| view! { <Item item/> }).collect_view();
            view! {
                <div class="nav-group">
                    {group.title.map(|title| view! { <p class="nav-title">{title}</p> })}
                    <ul>{items}</ul>
                </div>
            }
        })
        .collect_view();
    view! { <div class="nav">{groups}</div> }.into_any()
}

#[component]
fn Item(item: NavItem) -> impl IntoView {
    let NavItem { label, href, icon, count, current } = item;
    let count = move || {
        count.get().filter(|count| *count > 0).map(|count| {
            view! { <span class="count" title=format_number(count)>{format_compact(count)}</span> }
        })
    };
    let title = label.clone();
    view! {
        <li>
            <a
                class="nav-item"
                href=href
                title=title
                aria-current=move || current.get().then_some("page")
            >
                <Icon name=icon/>
                <span class="nav-label">{label}</span>
                {count}
            </a>
        </li>
    }
    .into_any()
}
