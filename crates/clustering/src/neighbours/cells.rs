//! Items by meaning: the space of embeddings cut into cells, so that an item is compared with those
//! in the cells around it only.

use crate::embed::{Vectors, dot};
use crate::error::ClusterError;
use crate::parallel;
use crate::watch::{Stage, Unwatched};

/// Cells looked into for each item, the nearest first.
const VISITED: usize = 16;

/// Items, by the cell each lies in. A cell is everything nearer to one chosen item, its pivot, than
/// to any other; there are as many cells as the square root of the items.
pub(super) struct Cells {
    pivots: Vec<usize>,
    offsets: Vec<usize>,
    items: Vec<u32>,
}

impl Cells {
    pub(super) fn new(vectors: &Vectors, threads: usize) -> Result<Self, ClusterError> {
        let total = vectors.len();
        let count = total.isqrt().max(1);
        // Like items are beside each other, so even steps take in all that the list is about.
        let pivots: Vec<usize> = (0..count).map(|pivot| pivot * total / count).collect();
        let homes = parallel::chunks(
            total,
            1024,
            threads,
            (&Unwatched, Stage::Neighbours),
            || (),
            |(), range| Ok(range.map(|item| nearest_pivot(vectors, &pivots, item)).collect::<Vec<usize>>()),
        )?;
        let homes = homes.concat();
        let mut offsets = vec![0usize; count + 1];
        for &home in &homes {
            offsets[home + 1] += 1;
        }
        for cell in 0..count {
            offsets[cell + 1] += offsets[cell];
        }
        let mut next = offsets.clone();
        let mut items = vec![0u32; total];
        for (item, home) in (0u32..).zip(homes) {
            items[next[home]] = item;
            next[home] += 1;
        }
        Ok(Self { pivots, offsets, items })
    }

    /// The items in the cells around an item. `ranked` is working memory.
    pub(super) fn around<'a>(
        &'a self,
        vectors: &Vectors,
        item: usize,
        ranked: &'a mut Vec<(i32, usize)>,
    ) -> impl Iterator<Item = u32> + 'a {
        let own = vectors.of_item(item);
        ranked.clear();
        ranked.extend(self.pivots.iter().enumerate().map(|(cell, &pivot)| (-dot(own, vectors.of_item(pivot)), cell)));
        if ranked.len() > VISITED {
            ranked.select_nth_unstable(VISITED);
            ranked.truncate(VISITED);
        }
        ranked.iter().flat_map(|&(_, cell)| self.items[self.offsets[cell]..self.offsets[cell + 1]].iter().copied())
    }
}

fn nearest_pivot(vectors: &Vectors, pivots: &[usize], item: usize) -> usize {
    let own = vectors.of_item(item);
    let products = pivots.iter().enumerate().map(|(cell, &pivot)| (-dot(own, vectors.of_item(pivot)), cell));
    products.min().map_or(0, |(_, cell)| cell)
}
