//! Text of an earlier visit that was never saved, because the session or the connection ended first.

use leptos::prelude::*;

use super::state::EditorState;
use crate::sites::use_scope;
use crate::ui::*;
use crate::writer::content::BodyFormat;

#[component]
pub(super) fn KeptText(state: EditorState) -> impl IntoView {
    let scope = use_scope();
    let note = move || {
        let kept = state.kept.get()?;
        let older = kept.version != state.version.get_untracked();
        let sentence = if older {
            "Text of yours was kept in this browser and not saved. The article has changed since; what stands now stays a revision if you take yours."
        } else {
            "Text of yours was kept in this browser and not saved."
        };
        let take = if kept.format == state.format {
            view! { <Button size=ButtonSize::Small icon=IconName::History on_click=move |_| state.take_kept()>"Take my text"</Button> }.into_any()
        } else {
            let href = scope.site_href(&match kept.format {
                BodyFormat::Markdown => format!("/writer/content/{}?view=markdown", state.id),
                BodyFormat::Html => format!("/writer/content/{}", state.id),
            });
            view! { <ButtonLink href size=ButtonSize::Small>"Show it"</ButtonLink> }.into_any()
        };
        Some(view! {
            <Notice tone=Tone::Amber icon=IconName::History title="Unsaved text">
                <p>{sentence}</p>
                <div class="row">
                    {take}
                    <Button size=ButtonSize::Small kind=ButtonKind::Ghost on_click=move |_| state.drop_kept()>"Discard it"</Button>
                </div>
            </Notice>
        })
    };
    view! { {note} }.into_any()
}
