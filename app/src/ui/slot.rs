//! A place where one view follows another.

use leptos::either::Either;
use leptos::prelude::*;

/// Shows one view after another in one place. Leptos changes a view into the one that follows it, element by element,
/// and a field that somebody has typed into keeps its text, whatever the next view says. Under the same key that is as
/// it should be. Another key stands for another thing, and its view is built anew.
#[derive(Clone, Copy, Debug)]
pub struct Slot(
    /// The key of the view that stands there, and on which of two sides it does: what changes sides is built anew.
    StoredValue<(String, bool)>,
);

impl Slot {
    /// The view in its place.
    #[must_use]
    pub fn show(self, key: String, view: AnyView) -> AnyView {
        let view: Either<AnyView, AnyView> = if self.side_of(key) { Either::Left(view) } else { Either::Right(view) };
        view.into_any()
    }

    fn side_of(self, key: String) -> bool {
        let side = self.0.try_update_value(|(stood, side)| {
            if *stood != key {
                *stood = key;
                *side = !*side;
            }
            *side
        });
        side.unwrap_or_default()
    }
}

impl Default for Slot {
    fn default() -> Self {
        Self(StoredValue::new((String::new(), false)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_key_changes_sides() {
        Owner::new().with(|| {
            let slot = Slot::default();
            let sides = ["a", "a", "b", "b", "a", "c"].map(|key| slot.side_of(key.to_owned()));
            let changed: Vec<bool> = sides.windows(2).map(|pair| pair[0] != pair[1]).collect();
            assert_eq!(changed, [false, true, false, true, true]);
        });
    }
}
