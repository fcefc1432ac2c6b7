//! Asking the server while somebody types: not at every letter, and only the latest answer counts.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::kit::AppResult;
use crate::kit::id::SiteId;
use crate::search::server_fns::find_anything;
use crate::search::{Found, SearchText, Shown};

/// How long nothing is typed before the server is asked.
const PAUSE: Duration = Duration::from_millis(150);

/// What there is to show.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Nothing is typed.
    Quiet,
    /// Why it cannot be searched for.
    Refused(String),
    Searching,
    Nothing(SearchText),
    Found(Found),
    /// What went wrong.
    Failed(String),
}

/// What was asked, and what came.
#[derive(Clone, Copy, Debug)]
pub struct Asking {
    /// Counts the questions, so that an answer that was overtaken is known.
    latest: StoredValue<u64>,
    busy: RwSignal<bool>,
    answer: RwSignal<Option<AppResult<Found>>>,
}

impl Asking {
    pub fn new() -> Self {
        Self { latest: StoredValue::new(0), busy: RwSignal::new(false), answer: RwSignal::new(None) }
    }

    /// Whether the answer to what was asked last is still to come.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// What there is to show for a text. What was found stays until the next answer has come.
    pub fn outcome(self, text: &str) -> Outcome {
        let text = match SearchText::parse(text) {
            Ok(text) => text,
            Err(_) if text.trim().is_empty() => return Outcome::Quiet,
            Err(refused) => return Outcome::Refused(refused.to_string()),
        };
        match self.answer.get() {
            Some(Ok(found)) if !found.groups.is_empty() => Outcome::Found(found),
            _ if self.busy.get() => Outcome::Searching,
            Some(Ok(_)) => Outcome::Nothing(text),
            Some(Err(error)) => Outcome::Failed(error.message),
            None => Outcome::Searching,
        }
    }

    /// Asks for a text after a pause, unless another one is asked for before.
    pub fn ask(self, text: String, site: Option<SiteId>) {
        let turn = self.begin();
        if SearchText::parse(&text).is_err() {
            self.end(turn, None);
            return;
        }
        self.busy.set(true);
        let ask = move || {
            if self.is_latest(turn) {
                spawn_local(async move {
                    let answer = find_anything(text, site, Shown::Palette).await;
                    self.end(turn, Some(answer));
                });
            }
        };
        set_timeout(ask, PAUSE);
    }

    fn begin(self) -> u64 {
        let turn = self.latest.get_value() + 1;
        self.latest.set_value(turn);
        turn
    }

    /// Also `false` when the page has gone meanwhile.
    fn is_latest(self, turn: u64) -> bool {
        self.latest.try_get_value() == Some(turn)
    }

    fn end(self, turn: u64, answer: Option<AppResult<Found>>) {
        if self.is_latest(turn) {
            self.busy.set(false);
            self.answer.set(answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::AppError;
    use crate::search::Kind;
    use crate::search::found::Group;

    #[test]
    fn an_answer_that_was_overtaken_is_passed_over() {
        Owner::new().with(|| {
            let asking = Asking::new();
            let (first, second) = (asking.begin(), asking.begin());
            asking.busy.set(true);
            asking.end(second, Some(Ok(Found::default())));
            asking.end(first, Some(Err(AppError::not_found("page"))));
            assert_eq!(asking.answer.get_untracked(), Some(Ok(Found::default())));
            assert!(!asking.busy.get_untracked());
        });
    }

    #[test]
    fn what_was_found_stays_while_the_next_answer_is_on_its_way() {
        Owner::new().with(|| {
            let found = Found { groups: vec![Group { kind: Kind::Idea, hits: Vec::new(), more: false }] };
            let asking = Asking::new();
            assert_eq!(asking.outcome("cold"), Outcome::Searching);
            asking.end(0, Some(Ok(found.clone())));
            asking.busy.set(true);
            assert_eq!(asking.outcome("cold b"), Outcome::Found(found));
            asking.end(0, Some(Ok(Found::default())));
            assert!(matches!(asking.outcome("cold b"), Outcome::Nothing(_)));
            // what failed or found nothing says nothing about another text
            asking.busy.set(true);
            assert_eq!(asking.outcome("cold br"), Outcome::Searching);
            asking.end(0, Some(Err(AppError::not_found("page"))));
            assert!(matches!(asking.outcome("cold br"), Outcome::Failed(_)));
            assert_eq!(asking.outcome(" "), Outcome::Quiet);
            assert_eq!(asking.outcome("c"), Outcome::Refused("Type at least 2 characters.".to_owned()));
        });
    }

    #[test]
    fn what_is_too_short_forgets_the_answer() {
        Owner::new().with(|| {
            let asking = Asking::new();
            let turn = asking.begin();
            asking.end(turn, Some(Ok(Found::default())));
            asking.ask("a".to_owned(), None);
            assert_eq!(asking.answer.get_untracked(), None);
            assert!(!asking.is_latest(turn), "an answer on its way is not shown");
        });
    }
}
