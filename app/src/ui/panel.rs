//! Surfaces: panels that hold a part of a page, and cards in a grid.

use leptos::prelude::*;

/// A part of a page. `flush` takes the padding away, for tables and lists.
#[component]
pub fn Panel(
    #[prop(optional, into)] title: Signal<Option<String>>,
    #[prop(optional, into)] sentence: Signal<Option<String>>,
    #[prop(optional, into)] actions: Option<ViewFn>,
    #[prop(optional)] flush: bool,
    #[prop(optional, into)] foot: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let has_actions = actions.is_some();
    let head = move || {
        let (title, sentence) = (title.get(), sentence.get());
        (title.is_some() || sentence.is_some() || has_actions).then(|| {
            view! {
                <header class="panel-head">
                    <div class="panel-head-text">
                        {title.map(|title| view! { <h2>{title}</h2> })}
                        {sentence.map(|sentence| view! { <p>{sentence}</p> })}
                    </div>
                    {actions.as_ref().map(|actions| view! { <div class="panel-actions">{actions.run()}</div> })}
                </header>
            }
        })
    };
    view! {
        <section class="panel" class:panel-flush=flush>
            {head}
            <div class="panel-body">{children()}</div>
            {foot.map(|foot| view! { <footer class="panel-foot">{foot.run()}</footer> })}
        </section>
    }
    .into_any()
}

/// Cards side by side, as many as there is room for.
#[component]
pub fn CardGrid(children: Children) -> impl IntoView {
    view! { <div class="card-grid">{children()}</div> }.into_any()
}

/// One card; with an `href` all of it is a link, so it must hold no other control then.
#[component]
pub fn Card(#[prop(optional, into)] href: Option<String>, children: Children) -> impl IntoView {
    match href {
        Some(href) => view! { <a class="card card-link" href=href>{children()}</a> }.into_any(),
        None => view! { <div class="card">{children()}</div> }.into_any(),
    }
}
