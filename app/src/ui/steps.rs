//! The head of a wizard: what is done, where one is, what follows.

use leptos::prelude::*;

use super::{Icon, IconName};

/// Steps in their order; `current` counts from zero.
#[component]
pub fn Steps(#[prop(into)] label: String, steps: Vec<String>, #[prop(into)] current: Signal<usize>) -> impl IntoView {
    let steps = steps
        .into_iter()
        .enumerate()
        .map(|(at, name)| {
            let done = move || at < current.get();
            let mark = move || {
                if done() {
                    view! { <Icon name=IconName::Check label="done"/> }.into_any()
                } else {
                    (at + 1).to_string().into_any()
                }
            };
            view! {
                <li
                    class="step"
                    class:step-done=done
                    aria-current=move || (at == current.get()).then_some("step")
                >
                    <span class="step-mark">{mark}</span>
                    <span class="step-name">{name}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="steps" aria-label=label>{steps}</ol> }.into_any()
}
