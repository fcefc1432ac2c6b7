//! The frame of the pages before the sign-in: a form, and a calm side that says what waits behind it.

use leptos::prelude::*;

use super::{Logo, SkipLink};
use crate::ui::{DocumentTitle, ToastHost};

/// The product's way from a word to a page, drawn as the pipeline the reader will meet inside.
const STAGES: [(&str, &str); 5] = [
    ("Keywords", "sorted into topics"),
    ("Ideas", "with an outline each"),
    ("Articles", "written in your voice"),
    ("Review", "by a person, always possible"),
    ("Published", "on your site, on time"),
];

/// A form in the middle, its title above, `foot` below ("No account yet?").
#[component]
pub fn AuthLayout(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] sentence: Signal<Option<String>>,
    #[prop(optional, into)] foot: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let stages = STAGES
        .map(|(name, words)| {
            view! {
                <li>
                    <span class="auth-stage">{name}</span>
                    <span class="auth-words">{words}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <DocumentTitle title/>
        <SkipLink/>
        <div class="auth">
            <main id="main" class="auth-main" tabindex="-1">
                <a class="auth-home" href="/" aria-label="IGNY8"><Logo/></a>
                <div class="auth-sheet">
                    <header class="auth-head">
                        <h1>{title}</h1>
                        {move || sentence.get().map(|sentence| view! { <p>{sentence}</p> })}
                    </header>
                    {children()}
                    {foot.map(|foot| view! { <footer class="auth-foot">{foot.run()}</footer> })}
                </div>
            </main>
            <aside class="auth-side" aria-label="What IGNY8 does">
                <p class="auth-promise">"From keyword research to published articles."</p>
                <ol class="auth-stages">{stages}</ol>
            </aside>
        </div>
        <ToastHost/>
    }
    .into_any()
}
