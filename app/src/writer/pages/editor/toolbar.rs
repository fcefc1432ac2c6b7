//! The bar above the article: what can be done to the text, which way it is edited, and whether it is saved.

use leptos::prelude::*;

use super::state::{EditorState, Trouble};
use super::{FORM, browser};
use crate::ui::*;
use crate::writer::content::BodyFormat;

#[component]
pub(super) fn EditorBar(state: EditorState, format: BodyFormat, may_edit: bool) -> impl IntoView {
    let tools = (format == BodyFormat::Html && may_edit).then(|| view! { <Tools state/> });
    let other = match format {
        BodyFormat::Html => (BodyFormat::Markdown, "Markdown", IconName::FileText),
        BodyFormat::Markdown => (BodyFormat::Html, "Rich text", IconName::FilePen),
    };
    let switch = match may_edit {
        // saves, then goes on in the other way
        true => view! {
            <Button submit=true form=FORM name="edit[then]" value=other.0.as_str() size=ButtonSize::Small kind=ButtonKind::Ghost icon=other.2>
                {other.1}
            </Button>
        }
        .into_any(),
        false => ().into_any(),
    };
    let save = may_edit.then(|| {
        view! { <Button submit=true form=FORM size=ButtonSize::Small icon=IconName::Save pending=state.save.pending()>"Save"</Button> }
    });
    view! {
        <div class="editor-bar" role="toolbar" aria-label="Editing">
            {tools}
            <SaveState state/>
            <span class="push row">{switch} {save}</span>
        </div>
    }
    .into_any()
}

/// "Saved 10:42", or what stands in the way.
#[component]
fn SaveState(state: EditorState) -> impl IntoView {
    let pending = state.save.pending();
    let text = move || match state.trouble.get() {
        Some(Trouble::Conflict { .. }) => "Not saved: somebody else saved first".to_owned(),
        Some(Trouble::SignedOut) => "Not saved: you are signed out. Your text is kept in this browser.".to_owned(),
        Some(Trouble::Refused(error)) => {
            let why = error.fields.first().map_or(&error.message, |field| &field.message);
            format!("Not saved: {why}")
        }
        None if pending.get() => "Saving…".to_owned(),
        None if state.dirty.get() => "Not saved yet".to_owned(),
        None => String::new(),
    };
    let quiet = move || text().is_empty();
    let sign_in = move || {
        matches!(state.trouble.get(), Some(Trouble::SignedOut)).then(|| {
            let href = format!("/sign-in?next=/writer/content/{}", state.id);
            view! { <TextLink href>"Sign in"</TextLink> }
        })
    };
    let choose = move || {
        matches!(state.trouble.get(), Some(Trouble::Conflict { .. })).then(|| {
            view! { <DialogButton opens=super::state::CONFLICT size=ButtonSize::Small>"Choose"</DialogButton> }
        })
    };
    view! {
        <span class="editor-saved" aria-live="polite" class:danger-text=move || state.trouble.with(Option::is_some)>
            {move || if quiet() {
                view! { "Saved " {move || view! { <Timestamp at=state.saved_at.get()/> }} }.into_any()
            } else {
                text().into_any()
            }}
        </span>
        {sign_in}
        {choose}
    }
    .into_any()
}

#[component]
fn Tools(state: EditorState) -> impl IntoView {
    let tool = move |label: &'static str, shown: AnyView, act: fn()| {
        view! {
            <button
                type="button"
                class="button button-ghost button-small"
                aria-label=label
                title=label
                // the selection in the article must not be lost to the button
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| {
                    act();
                    state.changed();
                }
            >
                {shown}
            </button>
        }
        .into_any()
    };
    let icon = |name: IconName| view! { <Icon name/> }.into_any();
    view! {
        <div class="editor-toolbar">
            {tool("Bold", view! { <strong>"B"</strong> }.into_any(), || browser::command("bold", ""))}
            {tool("Italic", view! { <em>"I"</em> }.into_any(), || browser::command("italic", ""))}
            {tool("H2: heading", "H2".into_any(), || browser::command("formatBlock", "h2"))}
            {tool("H3: smaller heading", "H3".into_any(), || browser::command("formatBlock", "h3"))}
            {tool("Paragraph", "¶".into_any(), || browser::command("formatBlock", "p"))}
            {tool("Bulleted list", "•".into_any(), || browser::command("insertUnorderedList", ""))}
            {tool("1. Numbered list", "1.".into_any(), || browser::command("insertOrderedList", ""))}
            {tool("Quotation", "“”".into_any(), || browser::command("formatBlock", "blockquote"))}
            {tool("Link", icon(IconName::Link), browser::link)}
            {tool("Undo", icon(IconName::Undo), || browser::command("undo", ""))}
        </div>
    }
    .into_any()
}
