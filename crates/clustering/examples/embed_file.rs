//! Writes the embeddings of the `keyword` column of a CSV file as little-endian 32-bit floats, for
//! programs that compare methods on the same vectors.
//!
//! Usage: `embed_file FILE MODEL_FOLDER OUT`

use std::error::Error;
use std::path::Path;

use clustering::{Embedder, MiniLm, normalise};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, folder, out] = arguments.as_slice() else {
        return Err("Usage: embed_file FILE MODEL_FOLDER OUT".into());
    };
    let folder = Path::new(folder);
    let model = MiniLm::load(&folder.join("model.onnx"), &folder.join("vocab.txt"), 0)?;

    let mut reader = csv::Reader::from_path(file)?;
    let column = reader
        .headers()?
        .iter()
        .position(|header| header == "keyword")
        .ok_or("The file has no column named keyword.")?;
    let mut texts = Vec::new();
    for row in reader.records() {
        texts.push(normalise(row?.get(column).unwrap_or_default()));
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let vectors = model.embed(&texts)?;
    std::fs::write(out, vectors.into_iter().flat_map(f32::to_le_bytes).collect::<Vec<u8>>())?;
    Ok(())
}
