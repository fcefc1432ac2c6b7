//! The embedding model beside words: used where its folder is there, said where it is not.

use std::path::Path;

use clustering::{Embedder, MiniLm};

/// The model in a folder (`model.onnx` and `vocab.txt`, see `scripts/fetch-embedding-model`), on `threads` threads.
/// `None` without a folder.
///
/// # Errors
/// A sentence when the folder's files cannot be used.
pub fn load(folder: Option<&Path>, threads: usize) -> Result<Option<Box<dyn Embedder>>, String> {
    let Some(folder) = folder else { return Ok(None) };
    let model = MiniLm::load(&folder.join("model.onnx"), &folder.join("vocab.txt"), threads)
        .map_err(|error| error.to_string())?;
    Ok(Some(Box::new(model)))
}
