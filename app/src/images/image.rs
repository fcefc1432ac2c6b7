//! A picture of an article, as both sides know it.

use serde::{Deserialize, Serialize};

use crate::kit::id::{ContentId, ImageId};
use crate::ui::Tone;

/// Pictures within an article, unless somebody adds more.
pub const USUAL_IN_ARTICLE: i64 = 2;
/// The most pictures within an article; the featured one comes on top.
pub const MAX_IN_ARTICLE: i64 = 8;
/// Longest prompt, in characters.
pub const MAX_PROMPT: usize = 4_000;
/// Longest alternative text and longest caption, in characters.
pub const MAX_ALT: usize = 300;
/// Largest file that may be uploaded: 15 MB.
pub const MAX_UPLOAD: usize = 15 * 1024 * 1024;

crate::words! {
    /// What a picture is for.
    pub enum ImageKind {
        /// At the head of the article, and wherever a list shows it.
        Featured = "featured",
        /// Under one of its headings.
        InArticle = "in_article",
    }
}

impl ImageKind {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Featured => "Featured",
            Self::InArticle => "In the article",
        }
    }
}

#[cfg(feature = "ssr")]
impl From<ImageKind> for crate::ai::image::ImageKind {
    fn from(kind: ImageKind) -> Self {
        match kind {
            ImageKind::Featured => Self::Featured,
            ImageKind::InArticle => Self::InArticle,
        }
    }
}

crate::words! {
    /// Whether there is a picture.
    pub enum ImageStatus {
        Pending = "pending",
        Generated = "generated",
        Failed = "failed",
    }
}

impl ImageStatus {
    /// What may follow. A picture that is there is only ever replaced by another one: a try that fails leaves it.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Pending => matches!(next, Self::Generated | Self::Failed),
            Self::Failed => matches!(next, Self::Pending | Self::Generated | Self::Failed),
            Self::Generated => matches!(next, Self::Generated),
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pending => "Not made yet",
            Self::Generated => "Done",
            Self::Failed => "Failed",
        }
    }

    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Pending => Tone::Neutral,
            Self::Generated => Tone::Green,
            Self::Failed => Tone::Red,
        }
    }
}

/// A picture as pages show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageView {
    pub id: ImageId,
    pub kind: ImageKind,
    /// From 0, among the article's pictures of the kind.
    pub position: i64,
    pub prompt: String,
    pub alt: String,
    pub caption: String,
    /// The heading it stands under; empty: where there is room.
    pub after_heading: String,
    pub status: ImageStatus,
    /// Why the last try failed.
    pub failure: Option<String>,
    pub file: Option<ImageFile>,
    /// Which model made it; empty for one's own.
    pub model: String,
    /// Charged for this picture.
    pub credits: i64,
    /// A job is making it, or waits to.
    pub at_work: bool,
}

/// The file of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageFile {
    /// Its address on this server.
    pub url: String,
    /// Pixels.
    pub width: i64,
    pub height: i64,
    pub bytes: i64,
}

/// What a person may do with pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageRights {
    pub edit: bool,
    pub run_ai: bool,
}

/// The pictures of one article, for the panel beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticlePictures {
    pub content: ContentId,
    pub images: Vec<ImageView>,
    /// The article's headings, under which pictures may stand.
    pub headings: Vec<String>,
    /// What it costs at most, in credits, to have those described and made that are missing; `None` when all are there or
    /// at work.
    pub credits_for_missing: Option<i64>,
    /// What one picture costs, in credits.
    pub credits_each: i64,
    pub may: ImageRights,
}

/// A picture's texts, as a form sends them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageTexts {
    pub prompt: String,
    #[serde(default)]
    pub alt: String,
    #[serde(default)]
    pub caption: String,
    #[serde(default)]
    pub after_heading: String,
}

/// Why an uploaded file is no picture for an article. Codes are stable and travel in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UploadProblem {
    #[error("Choose a file first.")]
    Nothing,
    #[error("The file is larger than 15 MB. Save it smaller, then upload it again.")]
    TooLarge,
    #[error("The file is no JPEG, PNG or WebP picture. Save it as one of these, then upload it again.")]
    NotAPicture,
    #[error("The picture has too many pixels. Make it at most 8,192 pixels wide and high, then upload it again.")]
    TooManyPixels,
    #[error("The picture is too small to be shown. Use one that is at least 200 pixels wide and high.")]
    TooSmall,
}

impl UploadProblem {
    pub const ALL: [Self; 5] = [Self::Nothing, Self::TooLarge, Self::NotAPicture, Self::TooManyPixels, Self::TooSmall];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nothing => "no_file",
            Self::TooLarge => "file_too_large",
            Self::NotAPicture => "no_picture",
            Self::TooManyPixels => "too_many_pixels",
            Self::TooSmall => "picture_too_small",
        }
    }

    /// The problem that an address names.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.code() == code)
    }
}

/// What the page says of an upload that came to nothing, by the code in its address: words are never taken from there.
#[must_use]
pub fn upload_refusal(code: &str) -> String {
    if let Some(problem) = UploadProblem::of_code(code) {
        return problem.to_string();
    }
    let sentence = match code {
        "role" => "Your role in this account does not allow changing pictures. An owner or admin can do it.",
        "not_found" => "This picture has been removed meanwhile. Add another one and use your file there.",
        "files_unavailable" | "database_away" | "database_busy" => {
            "Pictures cannot be stored right now. Nothing was lost; try again in a moment."
        }
        _ => "The picture was not stored, and nothing was changed. Try again.",
    };
    sentence.to_owned()
}

#[cfg(test)]
mod tests {
    use super::ImageStatus::{Failed, Generated, Pending};
    use super::*;

    #[test]
    fn every_pair_of_states_is_decided() {
        let legal = [
            (Pending, Generated),
            (Pending, Failed),
            (Failed, Pending),
            (Failed, Generated),
            (Failed, Failed),
            (Generated, Generated),
        ];
        for from in ImageStatus::ALL {
            for to in ImageStatus::ALL {
                assert_eq!(from.may_become(*to), legal.contains(&(*from, *to)), "{from} to {to}");
            }
        }
    }

    #[test]
    fn upload_problems_are_found_again_by_their_codes() {
        for problem in UploadProblem::ALL {
            assert_eq!(UploadProblem::of_code(problem.code()), Some(problem));
        }
        assert_eq!(UploadProblem::of_code("x"), None);
        assert_eq!(upload_refusal("no_file"), "Choose a file first.");
        assert!(upload_refusal("<b>").starts_with("The picture was not stored"));
    }
}
