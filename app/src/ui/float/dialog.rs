//! Dialogs, which are named by an id and opened by buttons that name it.

use leptos::prelude::*;

use crate::ui::button::button_class;
use crate::ui::{ButtonKind, ButtonSize, Icon, IconName, browser};

/// Width of a dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DialogSize {
    /// 400 px: a question.
    Small,
    /// 520 px: a form.
    #[default]
    Medium,
    /// 800 px: something to look through.
    Large,
}

/// Opens the dialog of this id. For effects; a button does it with [`DialogButton`].
pub fn open_dialog(id: &str) {
    browser::open_dialog(id);
}

/// Closes the dialog of this id.
pub fn close_dialog(id: &str) {
    browser::close_dialog(id);
}

/// Closes the dialog whenever `done` becomes true, as when its form was accepted.
pub fn close_dialog_when(id: impl Into<String>, done: Signal<bool>) {
    let id = id.into();
    Effect::new(move |_| {
        if done.get() {
            browser::close_dialog(&id);
        }
    });
}

/// A window above the page. Closed by its cross, Escape, or a press outside it.
#[component]
pub fn Dialog(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] sentence: Signal<Option<String>>,
    #[prop(optional)] size: DialogSize,
    children: Children,
) -> impl IntoView {
    let class = match size {
        DialogSize::Small => "dialog dialog-small",
        DialogSize::Medium => "dialog",
        DialogSize::Large => "dialog dialog-large",
    };
    let (title_id, own_id) = (format!("{id}-title"), id.clone());
    let labelled_by = title_id.clone();
    view! {
        <dialog
            id=id
            class=class
            aria-labelledby=labelled_by
            on:mousedown=move |event| browser::close_on_backdrop(&event, &own_id)
        >
            <div class="dialog-sheet">
                <header class="dialog-head">
                    <div>
                        <h2 id=title_id>{title}</h2>
                        {move || sentence.get().map(|sentence| view! { <p>{sentence}</p> })}
                    </div>
                    <form method="dialog">
                        <button class="button button-ghost button-icon" aria-label="Close">
                            <Icon name=IconName::Close/>
                        </button>
                    </form>
                </header>
                <div class="dialog-body">{children()}</div>
            </div>
        </dialog>
    }
    .into_any()
}

/// Opens a dialog, before and after hydration.
#[component]
pub fn DialogButton(
    /// The dialog's id.
    #[prop(into)]
    opens: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: ButtonSize,
    #[prop(optional)] icon: Option<IconName>,
    #[prop(optional, into)] disabled: Signal<bool>,
    children: Children,
) -> impl IntoView {
    // `command` works without script; browsers that don't know it yet need the handler.
    let id = opens.clone();
    view! {
        <button
            type="button"
            class=button_class(kind, size)
            aria-haspopup="dialog"
            command="show-modal"
            commandfor=opens
            disabled=disabled
            on:click=move |_| browser::open_dialog_by_button(&id)
        >
            {icon.map(|name| view! { <Icon name/> })}
            <span class="button-text">{children()}</span>
        </button>
    }
    .into_any()
}

/// Closes a dialog from within, as "Cancel" does.
#[component]
pub fn DialogClose(
    /// The dialog's id.
    #[prop(into)]
    closes: String,
    children: Children,
) -> impl IntoView {
    let id = closes.clone();
    view! {
        <button
            type="button"
            class=button_class(ButtonKind::Secondary, ButtonSize::Medium)
            command="close"
            commandfor=closes
            on:click=move |_| browser::close_dialog_by_button(&id)
        >
            {children()}
        </button>
    }
    .into_any()
}
