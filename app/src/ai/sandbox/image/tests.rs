//! Pictures are whole, of the size asked for, the same each time, and differ where requests differ.

use std::collections::HashSet;

use super::{SandboxImages, draw};
use crate::ai::error::AiError;
use crate::ai::image::{ImageFormat, ImageKind, ImageModel, ImageRequest};

#[test]
fn covers_are_whole_and_the_same_each_time() {
    for title in ["How to Make Cold Brew", "咖啡的做法", "", "<b>&\u{0}"] {
        let request = ImageRequest::new(ImageKind::Featured, "A calm scene", title);
        let first = draw(&request).expect("a picture");
        assert_eq!(first, draw(&request).expect("a picture"));
        let decoded = image::load_from_memory(&first.bytes).expect("a PNG file");
        assert_eq!((decoded.width(), decoded.height()), (1_200, 675));
        assert_eq!(ImageFormat::of(&first.bytes), Some(ImageFormat::Png));
    }
}

#[test]
fn other_titles_seeds_and_kinds_give_other_pictures() {
    let mut pictures = HashSet::new();
    for kind in [ImageKind::Featured, ImageKind::InArticle] {
        for seed in 0..4 {
            let small = ImageRequest { width: 240, height: 180, seed, ..ImageRequest::new(kind, "A scene", "Tea") };
            assert!(pictures.insert(draw(&small).expect("a picture").bytes));
        }
    }
}

#[tokio::test]
async fn absurd_sizes_are_bounded_and_cancelling_is_heard() {
    let tiny = ImageRequest { width: 0, height: 1, ..ImageRequest::new(ImageKind::InArticle, "", "") };
    let answer = SandboxImages::new().generate(&tiny).await.expect("a picture");
    assert_eq!((answer.width, answer.height), (64, 64));
    tiny.cancel.cancel();
    assert_eq!(SandboxImages::new().generate(&tiny).await, Err(AiError::Cancelled));
}
