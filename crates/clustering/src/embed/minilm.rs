//! MiniLM, the sentence embedding model: 384 numbers that mean alike for keywords that mean alike.

use std::path::Path;
use std::sync::Arc;

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::wordpiece::WordPiece;
use super::{EmbedError, Embedder};
use crate::error::ClusterError;
use crate::parallel;
use crate::watch::{Stage, Unwatched};

/// Numbers a vector has.
const DIMENSIONS: usize = 384;

/// Texts the model reads at once. More gain nothing once its matrices fill the cache.
const TEXTS_AT_ONCE: usize = 32;

/// The model all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Apache-2.0), run on the processor.
pub struct MiniLm {
    model: Model,
    vocabulary: WordPiece,
    inputs: [NodeId; 3],
    output: NodeId,
    threads: usize,
}

impl std::fmt::Debug for MiniLm {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("MiniLm").field("threads", &self.threads).finish_non_exhaustive()
    }
}

impl MiniLm {
    /// Loads the model, an ONNX file, and its vocabulary, a text file. It runs on as many threads
    /// as given, all the machine has when that is 0.
    ///
    /// # Errors
    /// [`EmbedError::Load`] names the file that is missing or is not what it should be.
    pub fn load(model: &Path, vocabulary: &Path, threads: usize) -> Result<Self, EmbedError> {
        let failed = |reason: String| EmbedError::Load { path: model.display().to_string(), reason };
        let vocabulary = WordPiece::load(vocabulary)?;
        let loaded = ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load_file(model)
            .map_err(|error| failed(error.to_string()))?;
        let node = |name: &str| loaded.node_id(name).map_err(|_| failed(format!("it has no {name}")));
        Ok(Self {
            inputs: [node("input_ids")?, node("attention_mask")?, node("token_type_ids")?],
            output: node("last_hidden_state")?,
            model: loaded,
            vocabulary,
            threads: match threads {
                0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
                given => given,
            },
        })
    }

    /// The mean of the pieces' vectors for texts of the same number of pieces: no padding, so that
    /// no text's vector depends on its company.
    fn run(&self, texts: &[&[i32]], pool: &Arc<ThreadPool>) -> Result<Vec<f32>, EmbedError> {
        let failed = |error: &dyn std::fmt::Display| EmbedError::Run(error.to_string());
        let length = texts.first().map_or(0, |text| text.len());
        let shape = [texts.len(), length];
        let pieces = NdTensor::from_data(shape, texts.concat());
        let mask = NdTensor::<i32, 2>::full(shape, 1);
        let kinds = NdTensor::<i32, 2>::zeros(shape);
        let [piece_input, mask_input, kind_input] = self.inputs;
        let inputs = vec![
            (piece_input, pieces.view().into()),
            (mask_input, mask.view().into()),
            (kind_input, kinds.view().into()),
        ];
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(pool)));
        let [states] = self.model.run_n(inputs, [self.output], Some(options)).map_err(|error| failed(&error))?;
        let states: NdTensor<f32, 3> = states.try_into().map_err(|error| failed(&error))?;
        let expected = [texts.len(), length, DIMENSIONS];
        if states.shape() != expected {
            return Err(EmbedError::Shape { given: states.len(), expected: expected.iter().product() });
        }

        let states = states.into_data();
        let mut vectors = vec![0.0; texts.len() * DIMENSIONS];
        for (vector, text) in vectors.chunks_exact_mut(DIMENSIONS).zip(states.chunks_exact(length * DIMENSIONS)) {
            for state in text.chunks_exact(DIMENSIONS) {
                for (sum, number) in vector.iter_mut().zip(state) {
                    *sum += number;
                }
            }
        }
        Ok(vectors)
    }
}

impl Embedder for MiniLm {
    fn id(&self) -> &str {
        "all-MiniLM-L6-v2-int8"
    }

    fn dimensions(&self) -> usize {
        DIMENSIONS
    }

    fn embed(&self, texts: &[&str]) -> Result<Vec<f32>, EmbedError> {
        let encoded: Vec<Vec<i32>> = texts.iter().map(|text| self.vocabulary.encode(text)).collect();
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by_key(|&text| encoded[text].len());
        let batches: Vec<&[usize]> = order
            .chunk_by(|&a, &b| encoded[a].len() == encoded[b].len())
            .flat_map(|alike| alike.chunks(TEXTS_AT_ONCE))
            .collect();
        let parts = parallel::chunks(
            batches.len(),
            1,
            self.threads,
            (&Unwatched, Stage::Embedding),
            // One thread a run: short runs side by side are faster than one run spread thin.
            || Arc::new(ThreadPool::with_num_threads(1)),
            |pool, range| {
                let batch: Vec<&[i32]> = batches[range.start].iter().map(|&text| encoded[text].as_slice()).collect();
                self.run(&batch, pool).map_err(ClusterError::from)
            },
        );
        let parts = parts.map_err(|error| match error {
            ClusterError::Embedding(error) => error,
            other => EmbedError::Run(other.to_string()),
        })?;

        let mut vectors = vec![0.0; texts.len() * DIMENSIONS];
        for (batch, part) in batches.iter().zip(parts) {
            for (&text, vector) in batch.iter().zip(part.chunks_exact(DIMENSIONS)) {
                vectors[text * DIMENSIONS..(text + 1) * DIMENSIONS].copy_from_slice(vector);
            }
        }
        Ok(vectors)
    }
}
