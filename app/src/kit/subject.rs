//! What a page is about: one row, or a page that says why there is none.

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::address::Address;
use super::answers::{answer_with, is_signed_out};
use super::{AppError, AppResult, ErrorKind};
use crate::sites::scope::href_here;
use crate::ui::{Arrival, ErrorPage, Failure, Slot, TextLink, failed, outage_of};

impl Failure for AppError {
    fn passes(&self) -> bool {
        matches!(self.kind, ErrorKind::SignedOut | ErrorKind::Unavailable | ErrorKind::Internal)
    }

    fn door(&self) -> Option<String> {
        is_signed_out(self).then(|| Address::sign_in(&self.code, "").finish())
    }
}

/// Loads what a page is about. What is not there, or not for this person, is a page of its own that leads on; the
/// answer's status says the same. What stands there stays when a failure comes that passes. Parts of a page are loaded
/// by [`Load`](crate::ui::Load).
#[component]
pub fn Subject<T, F, V>(
    resource: Resource<AppResult<T>>,
    /// What it is, in a word: "cluster".
    noun: &'static str,
    /// Where its kind is listed.
    list: &'static str,
    #[prop(into)] skeleton: ViewFn,
    /// Tells one state of it from another, where forms show it: with another one they are made anew, and nothing that
    /// was typed for the one before stays in them.
    #[prop(optional)]
    version: Option<fn(&T) -> String>,
    children: F,
) -> impl IntoView
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let slot = Slot::default();
    view! {
        <Arrival resource skeleton outage=outage_of let:answer>
            {match answer {
                Ok(data) => {
                    let key = version.map(|version| version(&data)).unwrap_or_default();
                    slot.show(key, children(data).into_any())
                }
                Err(error) => {
                    answer_with(error.kind);
                    no_page(&error, noun, list).unwrap_or_else(|| failed(resource, error.message))
                }
            }}
        </Arrival>
    }
    .into_any()
}

/// The page for what is not there, or not for this person; none for what may be there the next time.
fn no_page(error: &AppError, noun: &'static str, list: &'static str) -> Option<AnyView> {
    let (title, body) = match error.kind {
        ErrorKind::NotFound => (
            format!("There is no such {noun}"),
            format!("The address may be mistyped, or the {noun} has been deleted."),
        ),
        ErrorKind::Forbidden => (format!("This {noun} is not for you to see"), error.message.clone()),
        _ => return None,
    };
    let code = error.kind.status();
    Some(
        view! {
            <ErrorPage code title body>
                <TextLink href=href_here(list)>{format!("Go to all {noun}s")}</TextLink>
            </ErrorPage>
        }
        .into_any(),
    )
}
