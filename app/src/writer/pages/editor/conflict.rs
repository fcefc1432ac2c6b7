//! Two people, or two windows, at one article: the later save asks what should stand. Nothing is lost either way.

use leptos::prelude::*;

use super::state::{CONFLICT, EditorState, Trouble};
use crate::sites::use_scope;
use crate::ui::*;

#[component]
pub(super) fn Conflict(state: EditorState) -> impl IntoView {
    let sentence = move || match state.trouble.get() {
        Some(Trouble::Conflict { sentence, .. }) => Some(sentence),
        _ => None,
    };
    let scope = use_scope();
    let theirs = move || {
        scope.site_href(&match state.trouble.get() {
            Some(Trouble::Conflict { version, .. }) => {
                format!("/writer/content/{}/revisions?from={}&to={version}", state.id, state.version.get())
            }
            _ => format!("/writer/content/{}/revisions", state.id),
        })
    };
    let since = move || match state.trouble.get() {
        Some(Trouble::Conflict { at: Some(at), .. }) => {
            Some(view! { <p class="muted">"The other text was saved on " <Timestamp at/> "."</p> })
        }
        _ => None,
    };
    let mine = Signal::derive(move || {
        // asked for anew whenever there is something to decide
        let _ = state.trouble.get();
        state.text()
    });
    view! {
        <Dialog id=CONFLICT title="This article has changed meanwhile" sentence=Signal::derive(sentence)>
            <div class="stack">
                {since}
                <p>"Look at the other text first. If you overwrite it, it stays as a revision; if you show it here, your text stays in this browser and is offered again."</p>
                <div class="row">
                    <ButtonLink href=Signal::derive(theirs) icon=IconName::Columns external=true>"See what changed"</ButtonLink>
                    <CopyButton text=mine label="Copy my text"/>
                </div>
                <FormActions>
                    <Button
                        on_click=move |_| {
                            close_dialog(CONFLICT);
                            state.show_saved();
                        }
                    >
                        "Show the other text"
                    </Button>
                    <Button
                        kind=ButtonKind::Primary
                        on_click=move |_| {
                            close_dialog(CONFLICT);
                            state.overwrite();
                        }
                    >
                        "Overwrite with mine"
                    </Button>
                </FormActions>
            </div>
        </Dialog>
    }
    .into_any()
}
