//! The inverted index: for each feature, the items that have it.

use crate::features::Features;

/// Items by feature, by rising item number.
pub(super) struct Index {
    offsets: Vec<usize>,
    postings: Vec<(u32, f32)>,
    /// Per feature, its mean weight in the items that have it.
    mean_weights: Vec<f32>,
}

impl Index {
    pub(super) fn new(features: &Features) -> Self {
        let mut offsets = vec![0usize; features.feature_count() + 1];
        for item in 0..features.item_count() {
            for &(feature, _) in features.of_item(item) {
                offsets[feature as usize + 1] += 1;
            }
        }
        for feature in 1..offsets.len() {
            offsets[feature] += offsets[feature - 1];
        }
        let mut next = offsets.clone();
        let mut postings = vec![(0, 0.0); *offsets.last().unwrap_or(&0)];
        for (number, item) in (0u32..).zip(0..features.item_count()) {
            for &(feature, weight) in features.of_item(item) {
                postings[next[feature as usize]] = (number, weight);
                next[feature as usize] += 1;
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "only the order of means is used")]
        let mean_weights = offsets
            .windows(2)
            .map(|bounds| {
                let own = &postings[bounds[0]..bounds[1]];
                own.iter().map(|&(_, weight)| weight).sum::<f32>() / own.len().max(1) as f32
            })
            .collect();
        Self { offsets, postings, mean_weights }
    }

    /// What this feature adds to the score of an item that has it, on average, for each unit of
    /// weight in the query.
    pub(super) fn mean_weight(&self, feature: u32) -> f32 {
        self.mean_weights[feature as usize]
    }

    /// The items with this feature, and its weight in each.
    pub(super) fn items_with(&self, feature: u32) -> &[(u32, f32)] {
        let feature = feature as usize;
        &self.postings[self.offsets[feature]..self.offsets[feature + 1]]
    }
}
