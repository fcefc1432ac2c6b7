//! What stands in the header, ready to be given to its slots.

use leptos::prelude::*;

use crate::ui::format::{format_compact, format_number, plural};
use crate::ui::{Avatar, Icon, IconName, ProgressRing, browser};

/// Opens the palette.
#[component]
pub fn SearchButton(
    /// The palette's id.
    #[prop(into)]
    opens: String,
) -> impl IntoView {
    let id = opens.clone();
    view! {
        <button
            type="button"
            class="search-button needs-script"
            title="Search everything"
            aria-haspopup="dialog"
            command="show-modal"
            commandfor=opens
            on:click=move |_| browser::open_dialog_by_button(&id)
        >
            <Icon name=IconName::Search/>
            <span class="search-button-text">"Search"</span>
            <kbd aria-hidden="true">"Ctrl K"</kbd>
        </button>
    }
    .into_any()
}

/// Jobs under way, with a ring that fills as they go. `percent` is 0 to 100.
#[component]
pub fn JobsLink(
    #[prop(into)] href: Signal<String>,
    #[prop(into)] running: Signal<i64>,
    #[prop(optional, into)] percent: Signal<Option<f64>>,
) -> impl IntoView {
    let mark = move || {
        if running.get() > 0 {
            view! { <ProgressRing label="Progress" percent size=16/> }.into_any()
        } else {
            view! { <Icon name=IconName::Activity/> }.into_any()
        }
    };
    let words = move || match running.get() {
        0 => "Jobs: none running".to_owned(),
        running => format!("Jobs: {} running", format_number(running)),
    };
    view! {
        <a class="header-item" href=href aria-label=words title=words>
            {mark}
            {move || (running.get() > 0).then(|| view! { <span class="num">{running.get()}</span> })}
        </a>
    }
    .into_any()
}

/// Credits left.
#[component]
pub fn CreditsLink(#[prop(into)] href: Signal<String>, #[prop(into)] credits: Signal<i64>) -> impl IntoView {
    let words = move || format!("{} left", plural(credits.get(), "credit", "credits"));
    view! {
        <a class="header-item header-credits" href=href title=words>
            <Icon name=IconName::Coins/>
            <span class="num" aria-hidden="true">{move || format_compact(credits.get())}</span>
            <span class="visually-hidden">{words}</span>
        </a>
    }
    .into_any()
}

/// Notifications, with a mark when some are unread.
#[component]
pub fn BellLink(#[prop(into)] href: Signal<String>, #[prop(into)] unread: Signal<i64>) -> impl IntoView {
    let words = move || match unread.get() {
        0 => "Notifications: none unread".to_owned(),
        unread => format!("Notifications: {} unread", format_number(unread)),
    };
    let mark = move || {
        let unread = unread.get();
        (unread > 0).then(|| {
            let text = if unread > 99 { "99+".to_owned() } else { unread.to_string() };
            view! { <span class="bell-count" aria-hidden="true">{text}</span> }
        })
    };
    view! {
        <a class="header-item" href=href aria-label=words title=words>
            <Icon name=IconName::Bell/>
            {mark}
        </a>
    }
    .into_any()
}

/// Chooses among things of which one is current: account, site, sector. Children are menu lines.
#[component]
pub fn SwitcherMenu(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// What is chosen, as "Site".
    #[prop(into)]
    label: String,
    #[prop(into)] current: Signal<String>,
    #[prop(optional)] icon: Option<IconName>,
    children: Children,
) -> impl IntoView {
    let own_id = id.clone();
    let words = {
        let label = label.clone();
        move || format!("{label}: {}", current.get())
    };
    view! {
        <div class="menu">
            <button type="button" class="switcher" popovertarget=id.clone() aria-label=words>
                {icon.map(|name| view! { <Icon name/> })}
                <span class="truncate">{current}</span>
                <Icon name=IconName::ChevronsUpDown/>
            </button>
            <div
                id=id
                class="menu-list"
                popover="auto"
                role="group"
                aria-label=label
                on:click=move |_| browser::hide_popover(&own_id)
            >
                {children()}
            </div>
        </div>
    }
    .into_any()
}

/// The person who is signed in. Children are menu lines.
#[component]
pub fn UserMenu(
    #[prop(into)] name: String,
    #[prop(into)] email: String,
    #[prop(optional_no_strip, into)] image: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="menu">
            <button
                type="button"
                class="user-button"
                popovertarget="user-menu"
            >
                <Avatar name=name.clone() image/>
                <span class="visually-hidden">{format!("{name}: account and sign-out")}</span>
            </button>
            <div
                id="user-menu"
                class="menu-list menu-end"
                popover="auto"
                role="group"
                aria-label="Account"
                on:click=move |_| browser::hide_popover("user-menu")
            >
                <div class="user-card">
                    <span class="strong">{name}</span>
                    <span class="muted">{email}</span>
                </div>
                {children()}
            </div>
        </div>
    }
    .into_any()
}
