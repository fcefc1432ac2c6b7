//! What search results, archives and the address show of the article. The fields stand beside the form they belong to.

use leptos::prelude::*;

use super::FORM;
use super::state::EditorState;
use crate::ui::*;
use crate::writer::content::{ContentView, META_DESCRIPTION_SHOWN, META_TITLE_SHOWN};

/// How a field looks.
#[derive(Clone, Copy, Default)]
struct Shape {
    /// Lines; one is an input.
    rows: u32,
    /// Characters that search results show.
    shown: Option<usize>,
    help: &'static str,
}

#[component]
pub(super) fn Properties(content: ContentView, state: EditorState) -> impl IntoView {
    let readonly = !content.may.edit;
    let field = move |name: &'static str, label: &'static str, value: String, shape: Shape| {
        view! { <PropertyField name label value shape readonly state/> }.into_any()
    };
    let plain = |help: &'static str| Shape { rows: 1, shown: None, help };
    view! {
        <Panel title="Search results">
            <div class="form">
                {field("slug", "Address", content.slug, plain("The last part of the article's address. Emptied, it is made from the title."))}
                {field("meta_title", "Title in search results", content.meta_title, Shape { rows: 1, shown: Some(META_TITLE_SHOWN), help: "" })}
                {field("meta_description", "Description", content.meta_description, Shape { rows: 3, shown: Some(META_DESCRIPTION_SHOWN), help: "" })}
                {field("primary_keyword", "Primary keyword", content.primary_keyword, plain(""))}
            </div>
        </Panel>
        <Panel title="Archives">
            <div class="form">
                {field("excerpt", "Excerpt", content.excerpt, Shape { rows: 3, shown: None, help: "" })}
                {field("categories", "Categories", content.categories.join(", "), plain("Separated by commas."))}
                {field("tags", "Tags", content.tags.join(", "), plain("Separated by commas."))}
            </div>
        </Panel>
    }
    .into_any()
}

#[component]
fn PropertyField(
    name: &'static str,
    label: &'static str,
    value: String,
    shape: Shape,
    readonly: bool,
    state: EditorState,
) -> impl IntoView {
    let id = format!("property-{name}");
    let (help_id, error_id) = (format!("{id}-help"), format!("{id}-error"));
    let length = RwSignal::new(value.chars().count());
    let error = state.error_of(name);
    let described_by = {
        let (help_id, error_id) = (help_id.clone(), error_id.clone());
        move || if error.get().is_some() { error_id.clone() } else { help_id.clone() }
    };
    let name = format!("edit[{name}]");
    let count = move |event: leptos::ev::Event| length.set(event_target_value(&event).chars().count());
    let control = if shape.rows > 1 {
        view! {
            <textarea
                id=id.clone()
                class="input textarea"
                form=FORM
                name=name
                rows=shape.rows
                readonly=readonly
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=described_by
                on:input=count
                inner_html=inside_textarea(&value)
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id.clone()
                class="input"
                type="text"
                form=FORM
                name=name
                value=value
                readonly=readonly
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=described_by
                on:input=count
            />
        }
        .into_any()
    };
    let told = move || match shape.shown {
        Some(shown) => format!("{} of {shown} characters", length.get()),
        None => shape.help.to_owned(),
    };
    let too_long = move || shape.shown.is_some_and(|shown| length.get() > shown);
    view! {
        <div class="field">
            <label class="field-label" for=id>{label}</label>
            {control}
            {move || error.get().map(|error| view! { <p class="field-error" id=error_id.clone()>{error}</p> })}
            <p class="field-help num" id=help_id class:danger-text=too_long>{told}</p>
        </div>
    }
    .into_any()
}
