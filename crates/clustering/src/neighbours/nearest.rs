//! The best few of many, kept sorted.

use super::KEPT;

/// Keeps the [`KEPT`] highest scores seen; of equal scores the lower number wins, so the outcome
/// does not depend on the order they come in.
pub(super) struct Nearest {
    entries: Vec<(u32, f32)>,
    bar: f32,
}

impl Nearest {
    pub(super) fn new() -> Self {
        Self { entries: Vec::with_capacity(KEPT + 1), bar: 0.0 }
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.bar = 0.0;
    }

    #[inline]
    pub(super) fn offer(&mut self, number: u32, score: f32) {
        if score > 0.0 && score >= self.bar {
            self.insert(number, score);
        }
    }

    /// No score below this can get in.
    pub(super) fn bar(&self) -> f32 {
        self.bar
    }

    fn insert(&mut self, number: u32, score: f32) {
        let ahead =
            |&(other, theirs): &(u32, f32)| theirs > score || (theirs.total_cmp(&score).is_eq() && other < number);
        let place = self.entries.partition_point(ahead);
        if place >= KEPT {
            return;
        }
        self.entries.insert(place, (number, score));
        self.entries.truncate(KEPT);
        if self.entries.len() == KEPT {
            self.bar = self.entries[KEPT - 1].1;
        }
    }

    /// The highest first.
    pub(super) fn entries(&self) -> &[(u32, f32)] {
        &self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_stay_whatever_the_order() {
        let scores: Vec<(u32, f32)> =
            (0u32..200).map(|i| (i, f32::from(u16::try_from(i * 7919 % 50).expect("below 50")) / 50.0)).collect();
        let keep = |scores: &mut dyn Iterator<Item = (u32, f32)>| {
            let mut nearest = Nearest::new();
            scores.for_each(|(number, score)| nearest.offer(number, score));
            nearest.entries().to_vec()
        };
        let mut sorted = scores.clone();
        sorted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        sorted.truncate(KEPT);
        assert_eq!(keep(&mut scores.iter().copied()), sorted);
        assert_eq!(keep(&mut scores.iter().rev().copied()), sorted);
    }
}
