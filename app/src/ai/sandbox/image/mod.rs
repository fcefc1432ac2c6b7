//! The sandbox for pictures: draws a designed cover, or an illustration without words, from the request alone. No
//! network, and the same picture for the same request.

mod canvas;
mod colour;
mod layouts;
#[cfg(test)]
mod tests;
mod typeset;

use async_trait::async_trait;
use tokio_util::sync::CancellationToken;

use super::seed::Seed;
use crate::ai::error::{AiError, Tokens};
use crate::ai::image::{ImageAnswer, ImageFormat, ImageModel, ImageRequest};
use canvas::Canvas;
use colour::Palette;

/// Smallest and largest side that is drawn, in pixels.
const SIDES: std::ops::RangeInclusive<u32> = 64..=2_048;

/// The sandbox for pictures.
#[derive(Debug, Clone, Copy, Default)]
pub struct SandboxImages;

impl SandboxImages {
    #[must_use]
    pub const fn new() -> Self {
        Self
    }
}

#[async_trait]
impl ImageModel for SandboxImages {
    fn name(&self) -> &str {
        "sandbox-image"
    }

    fn provider(&self) -> &'static str {
        "sandbox"
    }

    fn is_sample(&self) -> bool {
        true
    }

    async fn generate(&self, request: &ImageRequest) -> Result<ImageAnswer, AiError> {
        if request.cancel.is_cancelled() {
            return Err(AiError::Cancelled);
        }
        let request = ImageRequest { cancel: CancellationToken::new(), ..request.clone() };
        // Drawing takes a tenth of a second of computing, which no other request should wait for.
        let drawn = tokio::task::spawn_blocking(move || draw(&request)).await;
        drawn.map_err(|error| failed(&error.to_string()))?
    }
}

fn draw(request: &ImageRequest) -> Result<ImageAnswer, AiError> {
    let width = request.width.clamp(*SIDES.start(), *SIDES.end());
    let height = request.height.clamp(*SIDES.start(), *SIDES.end());
    let mut seed = Seed::of(&[&request.title, &request.prompt, &request.seed.to_string()]);
    let palette = Palette::choose(request.palette.as_deref(), &mut seed);
    let mut canvas = Canvas::new(width, height);
    let place = layouts::compose(&mut canvas, request.kind, &palette, &mut seed);
    if let Some(place) = place {
        typeset::set_title(&mut canvas, &request.title, &place);
    }
    let bytes = canvas.render().map_err(|error| failed(&error))?;
    Ok(ImageAnswer { bytes, format: ImageFormat::Png, width, height, revised_prompt: None })
}

fn failed(reason: &str) -> AiError {
    AiError::Unusable { reason: reason.to_owned(), raw: String::new(), spent: Tokens::default() }
}
