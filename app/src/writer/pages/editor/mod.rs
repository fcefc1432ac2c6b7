//! `/writer/content/:id`: the editor. The article in the column it will be read in, its outline at the left, what is
//! left to do at the right, and everything saved by itself.
//!
//! Without JavaScript the Markdown view is a plain form.

mod browser;
mod conflict;
mod head;
mod kept;
#[cfg(any(feature = "hydrate", test))]
mod link;
mod properties;
mod sheet;
mod side;
mod state;
mod toolbar;

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::contents::{ContentActions, SendBack};
use crate::jobs::live::use_live_jobs;
use crate::kit::AppError;
use crate::kit::answers::use_changes;
use crate::kit::bulk::one;
use crate::kit::id::ContentId;
use crate::kit::subject::Subject;
use crate::ui::*;
use crate::writer::content::{BodyFormat, ContentView};
use crate::writer::server_fns::contents::get_content;
use state::EditorState;

/// The form of text and properties; controls outside it name it.
const FORM: &str = "editor-form";
const SEND_BACK: &str = "send-back";

#[component]
pub fn EditorPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let id = Memo::new(move |_| params.with(|params| params.get_str("id").and_then(|id| id.parse::<ContentId>().ok())));
    let format = Memo::new(move |_| match query.with(|query| query.get_str("view") == Some("markdown")) {
        true => BodyFormat::Markdown,
        false => BodyFormat::Html,
    });
    let reload = RwSignal::new(0_u32);
    let content = Resource::new(
        move || (id.get(), format.get(), reload.get()),
        |(id, format, _)| async move {
            match id {
                Some(id) => get_content(id, format).await,
                None => Err(AppError::not_found("article")),
            }
        },
    );
    // outlive the text: an approval that is refused because the text has changed brings the text as it is now
    let actions = ContentActions::new();
    actions.tell(RowSelection::new());
    view! {
        <Subject resource=content noun="article" list="/writer/content" skeleton=|| view! { <SkeletonPanel/> } version=text_of let:content>
            <Editor content reload actions/>
        </Subject>
    }
    .into_any()
}

/// Which text stands in the form: what was typed into another one is offered again, never shown as if it were this one.
fn text_of(content: &ContentView) -> String {
    format!("{} {}", content.format.as_str(), content.version)
}

#[component]
fn Editor(content: ContentView, reload: RwSignal<u32>, actions: ContentActions) -> impl IntoView {
    let state = EditorState::new(&content, reload);
    let wrapper = NodeRef::<html::Div>::new();
    state.follow_saves();
    state.follow(actions, use_changes(), use_live_jobs());
    Effect::new(move |_| {
        if wrapper.get().is_some() {
            browser::prepare();
            state.find_kept();
        }
    });
    on_cleanup(move || state.leave());
    let (id, may) = (content.id, content.may);
    let sample = content.sample.then(|| {
        view! {
            <Notice tone=Tone::Amber icon=IconName::Info title="Sample text">
                "This was written by the built-in sample model, to try things out. Connect an AI provider for real articles."
            </Notice>
        }
    });
    let side_content = content.clone();
    view! {
        <head::EditorHead content=content.clone() state actions/>
        {actions.refusals()}
        {sample}
        <kept::KeptText state/>
        <div
            class="editor"
            node_ref=wrapper
            on:input=move |event| state.typed(&event)
            on:focusout=move |_| state.save_soon()
            on:submit:capture=move |event| state.submitting(&event)
        >
            <toolbar::EditorBar state format=content.format may_edit=may.edit/>
            <sheet::Outline state/>
            <sheet::Sheet content state/>
            <div class="detail-side editor-side"><side::Side content=side_content state/></div>
        </div>
        <conflict::Conflict state/>
        <SendBack id=SEND_BACK selection=one(id) action=actions.send_back/>
    }
    .into_any()
}
