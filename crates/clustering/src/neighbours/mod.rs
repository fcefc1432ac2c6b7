//! Each item's nearest neighbours by similarity: exact for lists people work with, from chosen
//! candidates beyond.

mod candidates;
mod cells;
mod exact;
mod index;
mod nearest;

use crate::embed::Vectors;
use crate::error::ClusterError;
use crate::features::Features;
use crate::watch::Watch;

/// Neighbours kept for each item. With fewer, large subjects fall apart; with more, small ones drown.
pub(crate) const KEPT: usize = 20;

/// Up to this many items everything is compared with everything, in a few seconds.
const EXACT_UP_TO: usize = 30_000;

/// The neighbours of all items, the most similar first.
pub(crate) struct Neighbours {
    offsets: Vec<usize>,
    entries: Vec<(u32, f32)>,
}

impl Neighbours {
    /// The item's neighbours with their similarity (0..=1), the most similar first.
    pub(crate) fn of_item(&self, item: usize) -> &[(u32, f32)] {
        &self.entries[self.offsets[item]..self.offsets[item + 1]]
    }

    pub(crate) fn item_count(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The similarity to the nearest neighbour, 0 without any.
    pub(crate) fn best(&self, item: usize) -> f32 {
        self.of_item(item).first().map_or(0.0, |&(_, similarity)| similarity)
    }

    fn from_parts(parts: Vec<Part>) -> Self {
        let mut offsets = vec![0];
        let mut entries = Vec::with_capacity(parts.iter().map(|part| part.entries.len()).sum());
        for part in parts {
            let mut end = entries.len();
            offsets.extend(part.sizes.into_iter().map(|size| {
                end += size;
                end
            }));
            entries.extend(part.entries);
        }
        Self { offsets, entries }
    }
}

/// The neighbours of a range of items.
#[derive(Default)]
struct Part {
    sizes: Vec<usize>,
    entries: Vec<(u32, f32)>,
}

/// Finds everybody's neighbours.
pub(crate) fn find(
    features: &Features,
    vectors: Option<&Vectors>,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Neighbours, ClusterError> {
    let parts = if features.item_count() <= EXACT_UP_TO {
        exact::find(features, vectors, threads, watch)?
    } else {
        candidates::find(features, vectors, threads, watch)?
    };
    Ok(Neighbours::from_parts(parts))
}

#[cfg(test)]
mod tests;
