//! Menus: a button, and a popover with links, buttons and forms below it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::ui::button::button_class;
use crate::ui::load::menus;
use crate::ui::{ButtonKind, ButtonSize, Icon, IconName, browser};

/// A menu. `label` names the button for screen readers; `text` is what it shows besides its icon.
#[component]
pub fn Menu(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip)] icon: Option<IconName>,
    #[prop(optional, into)] text: Signal<Option<String>>,
    #[prop(default = ButtonKind::Ghost)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    /// The menu's right edge under the button's right edge.
    #[prop(default = true)]
    align_end: bool,
    children: Children,
) -> impl IntoView {
    let no_text = move || text.get().is_none();
    let icon = icon.or_else(|| text.get_untracked().is_none().then_some(IconName::Ellipsis));
    let own_id = id.clone();
    // the browser says nothing of an open menu that leaves the page
    on_cleanup(menus::one_moved);
    view! {
        <div class="menu">
            <button
                type="button"
                class=button_class(kind, size)
                class:button-icon=no_text
                popovertarget=id.clone()
                aria-label=label.clone()
                title=label.clone()
            >
                {icon.map(|name| view! { <Icon name/> })}
                {move || {
                    text.get()
                        .map(|text| {
                            view! {
                                <span class="button-text">{text}</span>
                                <Icon name=IconName::ChevronDown/>
                            }
                        })
                }}
            </button>
            <div
                id=id
                class="menu-list"
                class:menu-end=align_end
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

/// Whether a menu stands open: what it belongs to should not be drawn anew then, since the menu would close.
#[must_use]
pub fn is_menu_open() -> bool {
    browser::is_menu_open()
}

/// A line of a menu that goes somewhere.
#[component]
pub fn MenuLink(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] icon: Option<IconName>,
    #[prop(optional, into)] current: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="menu-item" href=href aria-current=move || current.get().then_some("true")>
            {icon.map(|name| view! { <Icon name/> })}
            <span class="menu-text">{children()}</span>
            {move || current.get().then(|| view! { <Icon name=IconName::Check/> })}
        </a>
    }
    .into_any()
}

/// A line of a menu that does something: calls back, sends its form, or opens a dialog.
#[component]
pub fn MenuItem(
    #[prop(optional)] icon: Option<IconName>,
    /// Takes something away.
    #[prop(optional)]
    danger: bool,
    #[prop(optional)] submit: bool,
    #[prop(optional, into)] form: Option<String>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    /// The id of a dialog to open.
    #[prop(optional, into)]
    opens: Option<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_click: Option<Callback<MouseEvent>>,
    children: Children,
) -> impl IntoView {
    let dialog = opens.clone();
    let act = move |event: MouseEvent| {
        if let Some(id) = &dialog {
            browser::open_dialog_by_button(id);
        }
        if let Some(on_click) = on_click {
            on_click.run(event);
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class="menu-item"
            class:menu-danger=danger
            form=form
            name=name
            value=value
            command=opens.as_ref().map(|_| "show-modal")
            commandfor=opens
            disabled=disabled
            on:click=act
        >
            {icon.map(|name| view! { <Icon name/> })}
            <span class="menu-text">{children()}</span>
        </button>
    }
    .into_any()
}

/// A heading within a menu.
#[component]
pub fn MenuLabel(children: Children) -> impl IntoView {
    view! { <p class="menu-label">{children()}</p> }.into_any()
}

/// A line between parts of a menu.
#[component]
pub fn MenuLine() -> impl IntoView {
    view! { <hr class="menu-line"/> }.into_any()
}
