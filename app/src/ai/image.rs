//! The image model trait: a description in, a picture out.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::error::AiError;

/// Something that makes pictures.
#[async_trait]
pub trait ImageModel: Send + Sync {
    /// The model's id, as its provider calls it.
    fn name(&self) -> &str;

    /// Which adapter it is: `openai` or `sandbox`.
    fn provider(&self) -> &'static str;

    /// Whether what it makes is a sample, to be labelled as such.
    fn is_sample(&self) -> bool;

    /// Makes one picture. Dropping the future, or cancelling `request.cancel`, closes the connection.
    ///
    /// # Errors
    /// [`AiError`]; never half a picture.
    async fn generate(&self, request: &ImageRequest) -> Result<ImageAnswer, AiError>;
}

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImageKind {
    /// At the head of an article.
    Featured,
    /// Within it.
    InArticle,
}

impl ImageKind {
    /// Width and height in pixels, unless somebody wants others: 16:9 for a head, 4:3 within the text.
    #[must_use]
    pub const fn usual_size(self) -> (u32, u32) {
        match self {
            Self::Featured => (1_200, 675),
            Self::InArticle => (1_024, 768),
        }
    }
}

/// A picture wanted.
#[derive(Debug, Clone)]
pub struct ImageRequest {
    pub prompt: String,
    /// The article's title; the sandbox sets it on its covers. Within an article, the passage's heading.
    pub title: String,
    pub kind: ImageKind,
    /// Pixels. A provider that has only fixed sizes gives the nearest: see the answer.
    pub width: u32,
    pub height: u32,
    pub quality: ImageQuality,
    /// Where the provider takes one, the same seed gives the same picture.
    pub seed: u64,
    /// A main colour to build on, as `#rrggbb`. Only the sandbox follows it exactly.
    pub palette: Option<String>,
    pub cancel: CancellationToken,
}

/// How much care, and money, a picture gets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImageQuality {
    Basic,
    #[default]
    Quality,
    Premium,
}

impl ImageRequest {
    /// A picture of the usual size and quality.
    #[must_use]
    pub fn new(kind: ImageKind, prompt: impl Into<String>, title: impl Into<String>) -> Self {
        let (width, height) = kind.usual_size();
        Self {
            prompt: prompt.into(),
            title: title.into(),
            kind,
            width,
            height,
            quality: ImageQuality::default(),
            seed: 0,
            palette: None,
            cancel: CancellationToken::new(),
        }
    }
}

/// What a file of pixels is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageFormat {
    Png,
    Jpeg,
    WebP,
}

impl ImageFormat {
    /// The format that a file's first bytes announce, whatever else is said of it.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            _ => None,
        }
    }

    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
        }
    }

    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::WebP => "webp",
        }
    }
}

/// A whole picture.
#[derive(Clone, PartialEq, Eq)]
pub struct ImageAnswer {
    pub bytes: Vec<u8>,
    pub format: ImageFormat,
    pub width: u32,
    pub height: u32,
    /// What the provider made of the prompt, where it says so.
    pub revised_prompt: Option<String>,
}

impl std::fmt::Debug for ImageAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { bytes, format, width, height, .. } = self;
        write!(f, "ImageAnswer({format:?}, {width}×{height}, {} bytes)", bytes.len())
    }
}
