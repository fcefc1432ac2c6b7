//! Buttons, and links that look like them.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::{Icon, IconName};

/// How much a button asks for attention. One primary button a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The one thing to do here.
    Primary,
    #[default]
    Secondary,
    /// Without a frame: in rows, bars and menus.
    Ghost,
    /// Takes something away.
    Danger,
}

/// Height of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonSize {
    /// 28 px.
    Small,
    /// 32 px.
    #[default]
    Medium,
    /// 40 px: on its own, as on the sign-in page.
    Large,
}

/// The classes of a button of this kind and size; links, summaries and dialog openers share them.
pub(super) fn button_class(kind: ButtonKind, size: ButtonSize) -> String {
    let kind = match kind {
        ButtonKind::Primary => "button-primary",
        ButtonKind::Secondary => "button-secondary",
        ButtonKind::Ghost => "button-ghost",
        ButtonKind::Danger => "button-danger",
    };
    let size = match size {
        ButtonSize::Small => " button-small",
        ButtonSize::Medium => "",
        ButtonSize::Large => " button-large",
    };
    format!("button {kind}{size}")
}

fn pressed(event: &MouseEvent, pending: Signal<bool>, on_click: Option<Callback<MouseEvent>>) {
    // A pending button keeps the focus, so it isn't disabled; it just doesn't act twice.
    if pending.get_untracked() {
        event.prevent_default();
    } else if let Some(on_click) = on_click {
        on_click.run(event.clone());
    }
}

/// A button. `submit` makes it send its form; `name` and `value` tell several such buttons apart.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional)] icon: Option<IconName>,
    #[prop(optional)] submit: bool,
    #[prop(optional, into)] pending: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    #[prop(optional, into)] form: Option<String>,
    #[prop(optional, into)] on_click: Option<Callback<MouseEvent>>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=button_class(kind, size)
            class:button-pending=pending
            aria-busy=move || pending.get().then_some("true")
            disabled=disabled
            name=name
            value=value
            form=form
            on:click=move |event| pressed(&event, pending, on_click)
        >
            {icon.map(|name| view! { <Icon name/> })}
            <span class="button-text">{children()}</span>
        </button>
    }
    .into_any()
}

/// A square button with an icon alone; `label` is its name for screen readers and its tooltip.
#[component]
pub fn IconButton(
    icon: IconName,
    #[prop(into)] label: Signal<String>,
    #[prop(default = ButtonKind::Ghost)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional)] submit: bool,
    #[prop(optional, into)] pending: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    #[prop(optional, into)] on_click: Option<Callback<MouseEvent>>,
) -> impl IntoView {
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=format!("{} button-icon", button_class(kind, size))
            class:button-pending=pending
            aria-label=label
            title=label
            aria-busy=move || pending.get().then_some("true")
            disabled=disabled
            name=name
            value=value
            on:click=move |event| pressed(&event, pending, on_click)
        >
            <Icon name=icon/>
        </button>
    }
    .into_any()
}

/// A link that looks like a button: it goes somewhere, a button does something.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional)] icon: Option<IconName>,
    /// Saves what it points at instead of showing it.
    #[prop(optional)]
    download: bool,
    /// Opens another site in a tab of its own.
    #[prop(optional)]
    external: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class=button_class(kind, size)
            href=href
            download=download.then_some("")
            // The router would take a file for a page.
            rel=match (external, download) {
                (true, _) => Some("noopener external"),
                (false, true) => Some("external"),
                (false, false) => None,
            }
            target=external.then_some("_blank")
        >
            {icon.map(|name| view! { <Icon name/> })}
            <span class="button-text">{children()}</span>
            {external.then(|| view! { <Icon name=IconName::External label="opens in a new tab"/> })}
        </a>
    }
    .into_any()
}

/// A link within text.
#[component]
pub fn TextLink(
    #[prop(into)] href: Signal<String>,
    /// Opens another site in a tab of its own.
    #[prop(optional)]
    external: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class="link"
            href=href
            rel=external.then_some("noopener external")
            target=external.then_some("_blank")
        >
            {children()}
            {external.then(|| view! { <Icon name=IconName::External label="opens in a new tab"/> })}
        </a>
    }
    .into_any()
}
