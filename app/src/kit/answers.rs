//! What pages do with the answers of actions: say what was refused, in place, and go on when all is well.

use leptos::prelude::*;

use super::{AppError, AppResult, ErrorKind};
use crate::ui::{IconName, Notice, Tone};

/// What an action refused last, also when the form was sent without script.
pub fn refusal<I, T>(action: Action<I, AppResult<T>>) -> Signal<Option<AppError>>
where
    I: Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    Signal::derive(move || action.value().get().and_then(Result::err))
}

/// The sentence of a refusal, for a form's own error line.
pub fn sentence(refused: Signal<Option<AppError>>) -> Signal<Option<String>> {
    Signal::derive(move || refused.get().map(|error| error.message))
}

/// What a refusal says about one field.
pub fn about_field(refused: Signal<Option<AppError>>, field: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || refused.get().and_then(|error| error.for_field(field)))
}

/// What was typed into a field before the form came back, else what is known.
pub fn typed_or(
    refused: Signal<Option<AppError>>,
    field: &'static str,
    known: Option<String>,
) -> Signal<Option<String>> {
    Signal::derive(move || refused.get().and_then(|error| error.typed_in(field)).or_else(|| known.clone()))
}

/// Notes with what was refused, above what they are about. They are read out as they come.
#[component]
pub fn Refusals(of: Vec<Signal<Option<AppError>>>) -> impl IntoView {
    let note = |refused: Signal<Option<AppError>>| {
        move || {
            refused.get().map(|error| view! { <Notice tone=Tone::Red icon=IconName::Alert>{error.message}</Notice> })
        }
    };
    view! { <div class="refusals" role="alert">{of.into_iter().map(note).collect_view()}</div> }.into_any()
}

/// What this tab has changed, counted: for what shows figures of pages that are not open.
#[derive(Clone, Copy, Debug)]
pub struct Changes(RwSignal<u64>);

impl Changes {
    /// Rises with each change: a source for what it may have made old.
    #[must_use]
    pub fn count(self) -> Signal<u64> {
        self.0.into()
    }

    /// One more.
    pub fn add(self) {
        self.0.update(|n| *n += 1);
    }
}

/// Counts the changes of everything below. Called once, by the frame.
#[must_use]
pub fn provide_changes() -> Changes {
    let changes = Changes(RwSignal::new(0));
    provide_context(changes);
    changes
}

/// The count of this tab. Where none was provided, nobody looks at it.
#[must_use]
pub fn use_changes() -> Changes {
    use_context().unwrap_or_else(provide_changes)
}

/// Runs `then` with an action's answer each time it ends well in this browser, and counts the change. What came with
/// the page from the server is not told again.
pub fn on_success<I, T>(action: Action<I, AppResult<T>>, then: impl Fn(T) + 'static)
where
    I: Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    let changes = use_changes();
    Effect::new(move |before: Option<usize>| {
        let version = action.version().get();
        if before.is_some_and(|before| before < version)
            && let Some(Ok(answer)) = action.value().get_untracked()
        {
            then(answer);
            changes.add();
        }
        version
    });
}

/// A list's answer, or nothing where the account has no site yet.
pub fn or_no_site<T>(answer: AppResult<T>) -> AppResult<Option<T>> {
    match answer {
        Err(error) if error.code == "no_site" => Ok(None),
        other => other.map(Some),
    }
}

/// Lets the answer's status say what the page says.
pub fn answer_with(kind: ErrorKind) {
    #[cfg(feature = "ssr")]
    if let (Some(response), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(kind.status()))
    {
        response.set_status(status);
    }
    #[cfg(not(feature = "ssr"))]
    let _ = kind;
}

/// Whether an action found nobody signed in.
pub fn is_signed_out(error: &AppError) -> bool {
    error.kind == ErrorKind::SignedOut
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_read_out() {
        let html = Owner::new_root(None).with(|| {
            let refused = Signal::stored(Some(AppError::conflict("in_use", "It is in use.")));
            view! { <Refusals of=vec![refused]/> }.to_html()
        });
        assert!(html.contains("role=\"alert\"") && html.contains("It is in use."), "{html}");
    }
}
