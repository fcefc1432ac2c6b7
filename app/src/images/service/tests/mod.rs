//! Pictures on a real database, with the sandbox's models or models of the tests' own.

mod describing;
mod doors;
mod editing;
mod list;
mod making;
mod prices;
mod unlucky;

use super::{listing, prompts};
use crate::images::image::{ArticlePictures, ImageTexts, ImageView};
use crate::images::testing::{BODY, draft};
use crate::kit::id::ContentId;
use crate::testing::{Person, World};

async fn pictures(person: &Person, content: ContentId) -> ArticlePictures {
    listing::of_article(&person.tenant, &person.state, content).await.expect("pictures")
}

/// A draft with its three pictures made.
async fn illustrated(world: &World, person: &Person) -> ContentId {
    let content = draft(person, person.site().await, "Cold brew at home", BODY).await;
    prompts::enqueue(&person.tenant, vec![content]).await.expect("queued");
    world.run_jobs().await;
    content
}

fn texts(prompt: &str) -> ImageTexts {
    ImageTexts { prompt: prompt.to_owned(), ..ImageTexts::default() }
}

fn png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(400, 300).write_to(&mut bytes, image::ImageFormat::Png).expect("a file");
    bytes.into_inner()
}

async fn file(person: &Person, image: &ImageView) -> Option<Vec<u8>> {
    let url = &image.file.as_ref().expect("a file").url;
    person.state.files().get(url.trim_start_matches("/media/")).await.expect("the store answers")
}
