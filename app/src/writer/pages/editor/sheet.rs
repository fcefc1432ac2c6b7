//! The article itself, in the column it will be read in, and its outline.

use leptos::prelude::*;

use super::FORM;
use super::browser::{self, BODY, BODY_FIELD};
use super::state::EditorState;
use crate::ui::*;
use crate::writer::content::{BodyFormat, ContentView};

/// The headings; pressing one brings it into view.
#[component]
pub(super) fn Outline(state: EditorState) -> impl IntoView {
    let entries = move || {
        state
            .outline
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, heading)| {
                let show = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    browser::show_heading(at);
                };
                view! { <a href=format!("#{BODY}") class:editor-outline-deep={heading.level > 2} on:click=show>{heading.text}</a> }
            })
            .collect_view()
    };
    view! { <nav class="editor-outline" aria-label="Outline">{entries}</nav> }.into_any()
}

/// Title and text. The form also carries what the controls outside it name it for.
#[component]
pub(super) fn Sheet(content: ContentView, state: EditorState) -> impl IntoView {
    let editable = content.may.edit;
    let title_error = state.error_of("title");
    let body = match content.format {
        BodyFormat::Html => rich_text(&content, state, editable),
        BodyFormat::Markdown => markdown(&content, state, editable),
    };
    let fields = view! {
        <input type="hidden" name="edit[id]" value=content.id.to_string()/>
        <input type="hidden" name="edit[version]" value=move || state.version.get()/>
        <input type="hidden" name="edit[format]" value=content.format.as_str()/>
        <textarea
            class="editor-title"
            name="edit[title]"
            rows="1"
            aria-label="Title"
            readonly=!editable
            aria-invalid=move || title_error.get().map(|_| "true")
            inner_html=inside_textarea(&content.title)
        ></textarea>
        {move || title_error.get().map(|error| view! { <p class="field-error">{error}</p> })}
        {body}
    };
    view! {
        <div class="editor-main">
            <ActionForm action=state.save attr:id=FORM>{fields}</ActionForm>
        </div>
    }
    .into_any()
}

// Raw, because a browser with scripts reads the inside of <noscript> as text and hydration would stumble.
const WITHOUT_SCRIPT: &str = "<p class=\"muted\">To change the text without JavaScript, go on as Markdown. Title and properties can be changed here.</p>";

fn rich_text(content: &ContentView, state: EditorState, editable: bool) -> AnyView {
    // what is typed before our script listens, or without it, would look saved and be lost
    let listening = RwSignal::new(false);
    Effect::new(move |_| listening.set(true));
    let error = state.error_of("body");
    view! {
        {editable.then(|| view! { <noscript inner_html=WITHOUT_SCRIPT></noscript> })}
        {move || error.get().map(|error| view! { <p class="field-error">{error}</p> })}
        <div
            id=BODY
            class="prose"
            role="textbox"
            aria-multiline="true"
            aria-label="Article"
            contenteditable=move || if editable && listening.get() { "true" } else { "false" }
            inner_html=content.body.clone()
            on:paste=move |event| browser::paste_as_text(&event)
        ></div>
        <textarea
            id=BODY_FIELD
            name="edit[body]"
            hidden
            aria-hidden="true"
            tabindex="-1"
            inner_html=inside_textarea(&content.body)
        ></textarea>
    }
    .into_any()
}

fn markdown(content: &ContentView, state: EditorState, editable: bool) -> AnyView {
    view! {
        <TextArea
            name="edit[body]"
            label="Text as Markdown"
            rows=30
            mono=true
            id=BODY_FIELD
            value=content.body.clone()
            error=state.error_of("body")
            help="Headings with ##, lists with -, links as [text](address). HTML that Markdown has no words for stays as it is."
            disabled=!editable
        />
    }
    .into_any()
}
