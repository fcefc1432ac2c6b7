//! What narrows a list: search, filters, and what is filtered by.

use leptos::html;
use leptos::prelude::*;
use leptos_router::components::Form;

use crate::ui::form::{Choice, choice_options};
use crate::ui::{Icon, IconName, browser};

// Raw, because a browser with scripts reads the inside of <noscript> as text and hydration would stumble.
const APPLY: &str = r#"<button class="button button-secondary" type="submit">Apply</button>"#;

/// A GET form, so that filters are part of the address. Children are [`FilterSelect`]s and hidden inputs
/// for what must survive, such as the order; `chips` are [`FilterChip`]s; `tools` stand at the right.
#[component]
pub fn FilterBar(
    /// The list's own path.
    #[prop(into)]
    action: String,
    /// What is searched for now; without it there is no search box.
    #[prop(optional, into)]
    search: Option<Signal<String>>,
    #[prop(default = "q".into(), into)] search_name: String,
    #[prop(default = "Search".into(), into)] placeholder: String,
    #[prop(optional, into)] chips: Option<ViewFn>,
    #[prop(optional, into)] tools: Option<ViewFn>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let box_ = search.map(|search| {
        // a box that somebody has typed into holds that, whatever its attribute says
        Effect::new(move |_| {
            if let Some(input) = input.get() {
                browser::show_unless_typing(&input, &search.get());
            }
        });
        view! {
            <label class="search-box">
                <Icon name=IconName::Search/>
                <input
                    node_ref=input
                    class="input"
                    type="search"
                    name=search_name
                    value=search
                    placeholder=placeholder.clone()
                    aria-label=placeholder
                    // The cross that empties the box should show everything again.
                    on:search=move |event| browser::submit_form_of(&event)
                />
                <kbd>"/"</kbd>
            </label>
        }
    });
    view! {
        <div class="filter-bar">
            <Form method="GET" action=action attr:class="filter-form" attr:role="search">
                {box_} {children.map(|children| children())}
                <noscript inner_html=APPLY></noscript>
            </Form>
            {tools.map(|tools| view! { <div class="filter-tools">{tools.run()}</div> })}
            {chips.map(|chips| view! { <ul class="filter-chips" aria-label="Filters in use">{chips.run()}</ul> })}
        </div>
    }
    .into_any()
}

/// A filter of a [`FilterBar`]; choosing sends the form. The first option, "any", filters nothing.
#[component]
pub fn FilterSelect(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    options: Vec<Choice>,
    #[prop(optional, into)] selected: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <select
            class="input select filter-select"
            class:filter-on=move || selected.get().is_some_and(|value| !value.is_empty())
            name=name
            // one that somebody has chosen from keeps that, whatever the attributes of its options say
            prop:value=move || selected.get().unwrap_or_default()
            aria-label=label.clone()
            on:change=move |event| browser::submit_form_of(&event)
        >
            <option value="">{format!("{label}: any")}</option>
            {choice_options(options, selected)}
        </select>
    }
    .into_any()
}

/// A filter in use; its link leads to the list without it.
#[component]
pub fn FilterChip(#[prop(into)] label: Signal<String>, #[prop(into)] href: Signal<String>) -> impl IntoView {
    view! {
        <li>
            <a class="chip" href=href>
                <span class="visually-hidden">"Remove filter: "</span>
                {label}
                <Icon name=IconName::Close/>
            </a>
        </li>
    }
    .into_any()
}
