//! What lists with bulk actions share: the selection as forms send it, what an action answered, a site that is missing.

use std::fmt::Display;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;

use crate::billing::credits::Estimate;
use crate::kit::selection::Selection;
use crate::kit::{AppError, AppResult};
use crate::ui::*;

/// One row as a selection.
pub fn one(id: impl Display) -> String {
    format!("{{\"ids\":[\"{id}\"]}}")
}

/// The selected rows as a form sends them; none while nothing is selected.
pub fn selected<F>(selection: RowSelection, query: Memo<F>) -> Memo<Option<String>>
where
    F: Serialize + Clone + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| {
        if selection.all_matching() {
            return serde_json::to_string(&Selection::AllMatching(query.get())).ok();
        }
        let ids = selection.ids();
        (!ids.is_empty()).then(|| serde_json::to_string(&Selection::<F>::of_ids(&ids)).unwrap_or_default())
    })
}

/// What the selection costs at most, asked for each time it changes.
pub fn estimated<F, A>(json: Memo<Option<String>>, ask: F) -> RwSignal<Option<Estimate>>
where
    F: Fn(Option<String>) -> A + Copy + 'static,
    A: Future<Output = AppResult<Option<Estimate>>> + 'static,
{
    let estimate = RwSignal::new(None);
    Effect::new(move |_| {
        let asked = json.get();
        estimate.set(None);
        if asked.is_none() {
            return;
        }
        spawn_local(async move {
            let answer = ask(asked.clone()).await;
            // an answer to an older selection is no answer
            if json.try_get_untracked() == Some(asked)
                && let Ok(answer) = answer
            {
                estimate.set(answer);
            }
        });
    });
    estimate
}

/// The hidden field that carries a selection.
#[component]
pub fn SelectionField(#[prop(into)] value: Signal<String>) -> impl IntoView {
    view! { <input type="hidden" name="selection" value=value/> }.into_any()
}

/// What an action refused, in words.
pub fn refusal<I, T>(action: Action<I, AppResult<T>>) -> Signal<Option<String>>
where
    I: Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    Signal::derive(move || action.value().get().and_then(Result::err).map(|error| error.message))
}

/// Shows what actions refused: above the list, with and without JavaScript.
#[component]
pub fn Refusals(of: Vec<Signal<Option<String>>>) -> impl IntoView {
    of.into_iter()
        .map(|refusal| {
            view! { {move || refusal.get().map(|text| view! { <Notice tone=Tone::Red icon=IconName::Alert>{text}</Notice> })} }
        })
        .collect_view()
        .into_any()
}

/// Runs `then` with what an action answered, each time it ends well.
pub fn on_success<I, T>(action: Action<I, AppResult<T>>, then: impl Fn(T) + 'static)
where
    I: Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    // the action's first value may come from the server: only what happens here is told here
    Effect::new(move |seen: Option<usize>| {
        let version = action.version().get();
        if seen.is_some_and(|seen| seen < version)
            && let Some(Ok(answer)) = action.value().get_untracked()
        {
            then(answer);
        }
        version
    });
}

/// A list's answer, or nothing where the account has no site yet.
pub fn or_no_site<T>(answer: AppResult<T>) -> AppResult<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.code == "no_site" => Ok(None),
        Err(error) => Err(error),
    }
}

/// Stands where a list would, while there is no site.
#[component]
pub fn NoSite() -> impl IntoView {
    view! {
        <EmptyState
            title="No site yet"
            body="Articles are written for a site. Add yours, then keywords, and ideas for articles come from those."
            picture=Picture::Sites
        >
            <ButtonLink href="/sites/new" kind=ButtonKind::Primary icon=IconName::Plus>"Add a site"</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

/// "1–50 of 1,204", as far as it is known on which page one is.
pub fn page_summary(rows: usize, total: i64, first: bool, noun: (&'static str, &'static str)) -> String {
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    if first && rows == total {
        plural(total, noun.0, noun.1)
    } else if first {
        format!("1–{} of {}", format_number(rows), format_number(total))
    } else {
        format!("{} of {}", format_number(rows), plural(total, noun.0, noun.1))
    }
}

/// Whether an action found nobody signed in.
pub fn is_signed_out(error: &AppError) -> bool {
    error.kind == crate::kit::ErrorKind::SignedOut
}
