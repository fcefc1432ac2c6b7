//! What an action on the selected rows will cost: asked anew for each selection, said before it is begun.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::credits::Estimate;
use crate::kit::AppResult;
use crate::ui::format_number;

/// The price of an action on the selected rows.
#[derive(Clone, Copy, Debug)]
pub struct Price(RwSignal<Option<AppResult<Estimate>>>);

impl Price {
    /// Asks for the price of a selection, as forms send it, each time it changes. The answer to none is none.
    pub fn of<F, A>(selection: Memo<Option<String>>, ask: F) -> Self
    where
        F: Fn(Option<String>) -> A + Copy + 'static,
        A: Future<Output = AppResult<Option<Estimate>>> + 'static,
    {
        let price = RwSignal::new(None);
        Effect::new(move |_| {
            let asked = selection.get();
            price.set(None);
            if asked.is_none() {
                return;
            }
            spawn_local(async move {
                let answer = ask(asked.clone()).await.transpose();
                // an answer to an older selection is no answer; the page may be gone, too
                if selection.try_get_untracked() == Some(asked) {
                    price.set(answer);
                }
            });
        });
        Self(price)
    }

    /// Nothing while it is asked for, and where it could not be told.
    #[must_use]
    pub fn known(self) -> Option<Estimate> {
        self.0.get().and_then(Result::ok)
    }

    /// Why the action rests although there is something to do: it costs more than there is, or nobody can say what.
    #[must_use]
    pub fn note(self) -> Option<String> {
        self.0.with(|price| note(price.as_ref()?))
    }

    /// Whether the action rests: there is nothing to do, or for the reason that [`Self::note`] says.
    #[must_use]
    pub fn rests(self) -> bool {
        self.known().is_some_and(|estimate| estimate.items == 0) || self.note().is_some()
    }

    /// The words of the button: `priced` with the price, `nothing` where there is nothing to do, else `unpriced`.
    #[must_use]
    pub fn label(self, unpriced: &str, nothing: &str, priced: impl FnOnce(Estimate) -> String) -> String {
        match self.known() {
            Some(estimate) if estimate.items > 0 => priced(estimate),
            Some(_) => nothing.to_owned(),
            None => unpriced.to_owned(),
        }
    }
}

fn note(price: &AppResult<Estimate>) -> Option<String> {
    match price {
        Ok(estimate) if estimate.affordable() => None,
        Ok(estimate) => {
            Some(format!("{} available, {} needed", format_number(estimate.available), format_number(estimate.credits)))
        }
        Err(error) => Some(format!("What it costs could not be told. {}", error.message)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::AppError;

    #[test]
    fn it_says_why_an_action_rests() {
        let of = |items, credits| Price(RwSignal::new(Some(Ok(Estimate { items, credits, available: 5 }))));
        Owner::new().with(|| {
            for (price, rests, note, label) in [
                (Price(RwSignal::new(None)), false, None, "Write"),
                (of(2, 5), false, None, "Write 2 for 5"),
                (of(0, 0), true, None, "Nothing to write"),
                (of(2, 1_200), true, Some("5 available, 1,200 needed"), "Write 2 for 1200"),
                (
                    Price(RwSignal::new(Some(Err(AppError::not_found("site"))))),
                    true,
                    Some("What it costs could not be told. "),
                    "Write",
                ),
            ] {
                let said = price.note();
                assert!(said.as_deref().unwrap_or_default().starts_with(note.unwrap_or_default()), "{said:?}");
                assert_eq!((price.rests(), said.is_some()), (rests, note.is_some()), "{price:?}");
                let words = |estimate: Estimate| format!("Write {} for {}", estimate.items, estimate.credits);
                assert_eq!(price.label("Write", "Nothing to write", words), label);
            }
        });
    }
}
