//! Offering "Undo": in a toast, or in a note on the page for those who come from a form without JavaScript.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::server_fns::{UndoChange, describe_change, undo_change};
use crate::kit::answers::{Refusals, on_success, refusal, use_changes};
use crate::kit::id::UndoId;
use crate::ui::{Arrival, Button, ButtonSize, IconName, Notice, Toast, Toasts, Tone, use_toasts};

/// What was done, with a button that takes it back, while the address carries `undo`; `after` runs once that has
/// happened here, so that the page shows what is there again.
#[component]
pub fn UndoNotice(after: Callback<()>) -> impl IntoView {
    let query = use_query_map();
    let undo = Memo::new(move |_| query.with(|query| query.get_str("undo").and_then(|id| id.parse::<UndoId>().ok())));
    let take_back = ServerAction::<UndoChange>::new();
    let toasts = use_toasts();
    on_success(*take_back, move |sentence| {
        toasts.success(sentence);
        after.run(());
    });
    let described = Resource::new(move || (undo.get(), take_back.version().get()), |(undo, _)| describe_change(undo));
    view! {
        <Refusals of=vec![refusal(*take_back)]/>
        <Arrival resource=described let:sentence>
            // a change that cannot be read is no reason to trouble whoever reads the page
            {sentence.ok().flatten().map(|sentence| {
                let id = undo.get_untracked().map(|id| id.to_string());
                view! {
                    <Notice tone=Tone::Green icon=IconName::CheckCircle>
                        <span>{sentence}</span>
                        <ActionForm action=take_back>
                            <input type="hidden" name="undo" value=id/>
                            <Button submit=true size=ButtonSize::Small icon=IconName::Undo pending=take_back.pending()>
                                "Undo"
                            </Button>
                        </ActionForm>
                    </Notice>
                }
            })}
        </Arrival>
    }
    .into_any()
}

/// Says in a toast what was done and offers to take it back; `after` runs once that has happened, unless the page that
/// it belongs to has been left.
pub fn undo_toast(toasts: Toasts, message: String, undo: UndoId, after: Callback<()>) {
    let changes = use_changes();
    let take_back = move || {
        leptos::task::spawn_local(async move {
            match undo_change(undo).await {
                Ok(sentence) => {
                    toasts.success(sentence);
                    after.try_run(());
                    changes.add();
                }
                Err(error) => toasts.error(error.message),
            }
        });
    };
    toasts.show(Toast::new(message).tone(Tone::Green).action("Undo", take_back));
}
