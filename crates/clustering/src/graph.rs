//! The neighbour graph: who is tied to whom, and how strongly.

use crate::neighbours::Neighbours;

/// An undirected graph in compressed rows. Rows are sorted; weights are positive.
pub(crate) struct Graph {
    offsets: Vec<usize>,
    entries: Vec<(u32, f32)>,
}

impl Graph {
    /// Ties every item to its neighbours and to those that have it as a neighbour, with the mean of
    /// the similarities in both directions, a missing direction counting as 0: a mutual tie is
    /// worth twice a one-sided one. Items whose best similarity is below `floor` get no ties.
    pub(crate) fn new(neighbours: &Neighbours, floor: f32) -> Self {
        let count = neighbours.item_count();
        let apart: Vec<bool> = (0..count).map(|item| neighbours.best(item) < floor).collect();
        let ties_of = |item: usize| {
            let own = if apart[item] { &[] } else { neighbours.of_item(item) };
            own.iter().copied().filter(|&(other, _)| !apart[other as usize])
        };

        let mut offsets = vec![0usize; count + 1];
        for item in 0..count {
            for (other, _) in ties_of(item) {
                offsets[item + 1] += 1;
                offsets[other as usize + 1] += 1;
            }
        }
        for item in 0..count {
            offsets[item + 1] += offsets[item];
        }
        let mut next = offsets.clone();
        let mut entries = vec![(0u32, 0f32); offsets[count]];
        for (number, item) in (0u32..).zip(0..count) {
            for (other, similarity) in ties_of(item) {
                for (from, to) in [(item, other), (other as usize, number)] {
                    entries[next[from]] = (to, similarity / 2.0);
                    next[from] += 1;
                }
            }
        }
        drop(next);
        merge_rows(&mut offsets, &mut entries);
        Self { offsets, entries }
    }

    pub(crate) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The item's ties: whom to, and the weight.
    pub(crate) fn ties(&self, item: usize) -> &[(u32, f32)] {
        &self.entries[self.offsets[item]..self.offsets[item + 1]]
    }

    /// Ties in all, each counted once.
    pub(crate) fn tie_count(&self) -> usize {
        self.entries.len() / 2
    }
}

/// Sorts each row and adds up entries for the same item, closing the gaps in place.
fn merge_rows(offsets: &mut [usize], entries: &mut Vec<(u32, f32)>) {
    let mut end = 0;
    let mut start = 0;
    for row_end in offsets.iter_mut().skip(1) {
        let stop = *row_end;
        entries[start..stop].sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let first = end;
        for at in start..stop {
            let (other, weight) = entries[at];
            if end > first && entries[end - 1].0 == other {
                entries[end - 1].1 += weight;
            } else {
                entries[end] = (other, weight);
                end += 1;
            }
        }
        start = stop;
        *row_end = end;
    }
    entries.truncate(end);
    entries.shrink_to_fit();
}
