//! The embeddings of all items in half the memory of floats, and their products.

use std::ops::Range;

use super::{EmbedError, Embedder};
use crate::error::ClusterError;
use crate::watch::{Stage, Watch, checkpoint};

/// Texts handed to the model at once, between two reports of progress.
const BATCH: usize = 1024;

/// One in the fixed-point form of a coordinate. Sixteen bits keep four digits, more than a model
/// means; and whole numbers add up to the same sum in any order and on any machine.
const ONE: f32 = 32_767.0;

/// Vectors of length 1, one per item.
pub(crate) struct Vectors {
    dimensions: usize,
    coordinates: Vec<i16>,
    /// What the product of two vectors is multiplied by: the share of meaning in a similarity.
    share: f32,
}

impl Vectors {
    /// Embeds one text per item.
    pub(crate) fn new(
        embedder: &dyn Embedder,
        texts: &[&str],
        share: f32,
        watch: &dyn Watch,
    ) -> Result<Self, ClusterError> {
        let dimensions = embedder.dimensions();
        let mut coordinates = Vec::with_capacity(texts.len() * dimensions);
        for batch in texts.chunks(BATCH) {
            checkpoint(watch, Stage::Embedding, coordinates.len() / dimensions.max(1), texts.len())?;
            let expected = batch.len() * dimensions;
            let vectors = embedder.embed(batch)?;
            let usable = vectors.iter().filter(|number| number.is_finite()).count();
            if usable != expected || vectors.len() != expected || expected == 0 {
                return Err(EmbedError::Shape { given: usable, expected }.into());
            }
            for (text, vector) in batch.iter().zip(vectors.chunks_exact(dimensions)) {
                let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
                // Nothing written means nothing, whatever a model makes of it.
                let factor = if length > 0.0 && !text.is_empty() { ONE / length } else { 0.0 };
                #[expect(clippy::cast_possible_truncation, reason = "of length 1, so within bounds")]
                coordinates.extend(vector.iter().map(|x| (x * factor).round() as i16));
            }
        }
        checkpoint(watch, Stage::Embedding, texts.len(), texts.len())?;
        Ok(Self { dimensions, coordinates, share })
    }

    pub(crate) fn len(&self) -> usize {
        self.coordinates.len() / self.dimensions
    }

    pub(crate) fn of_item(&self, item: usize) -> &[i16] {
        &self.coordinates[item * self.dimensions..(item + 1) * self.dimensions]
    }

    /// The part of meaning in the similarity of two items, never negative.
    pub(crate) fn product(&self, one: usize, other: usize) -> f32 {
        self.scaled(dot(self.of_item(one), self.of_item(other)))
    }

    /// The same for a range of items with all: row by row into `products`.
    pub(crate) fn products(&self, range: Range<usize>, products: &mut [f32]) {
        let total = self.len();
        for other in 0..total {
            let theirs = self.of_item(other);
            for (row, item) in range.clone().enumerate() {
                products[row * total + other] = self.scaled(dot(self.of_item(item), theirs));
            }
        }
    }

    fn scaled(&self, product: i32) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a similarity needs few digits")]
        let product = product as f32;
        (product / (ONE * ONE)).max(0.0) * self.share
    }
}

/// The product of two vectors of length [`ONE`]. It fits 32 bits by Cauchy and Schwarz, so partial
/// sums may wrap on the way: the processor adds eight at a time for it.
pub(crate) fn dot(one: &[i16], other: &[i16]) -> i32 {
    one.iter().zip(other).map(|(a, b)| i32::from(*a) * i32::from(*b)).fold(0, i32::wrapping_add)
}
