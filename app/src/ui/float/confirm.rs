//! Asking before something goes.

use leptos::prelude::*;

use super::{Dialog, DialogClose, DialogSize};
use crate::ui::{Button, ButtonKind, FormError};

/// Asks by naming what goes (`title`) and what follows from it (`body`). Children are the form that does it,
/// or [`ConfirmActions`] alone. `error` says why it was not done: what the page says lies behind the window.
#[component]
pub fn Confirm(
    #[prop(into)] id: String,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] body: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <Dialog id title size=DialogSize::Small>
            <p class="confirm-body">{body}</p>
            <FormError error/>
            {children()}
        </Dialog>
    }
    .into_any()
}

/// "Cancel", and the button that says what it does. Sends the form around it unless `on_confirm` is given.
#[component]
pub fn ConfirmActions(
    /// The id of the [`Confirm`].
    #[prop(into)]
    dialog: String,
    #[prop(into)] label: Signal<String>,
    #[prop(default = ButtonKind::Danger)] kind: ButtonKind,
    #[prop(optional, into)] pending: Signal<bool>,
    #[prop(optional, into)] on_confirm: Option<Callback<()>>,
) -> impl IntoView {
    let act = move |_| {
        if let Some(on_confirm) = on_confirm {
            on_confirm.run(());
        }
    };
    view! {
        <div class="dialog-actions">
            <DialogClose closes=dialog>"Cancel"</DialogClose>
            <Button kind submit=on_confirm.is_none() pending on_click=act>
                {label}
            </Button>
        </div>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn why_it_was_not_done_is_told_in_the_window_that_asked() {
        let html = Owner::new_root(None).with(|| {
            let error = Some("It is in use.".to_owned());
            view! { <Confirm id="delete" title="Delete it" body="It goes." error><span></span></Confirm> }.to_html()
        });
        let window = html.split("<dialog").nth(1).and_then(|rest| rest.split("</dialog>").next()).unwrap_or_default();
        assert!(window.contains("role=\"alert\"") && window.contains("It is in use."), "{html}");
    }
}
