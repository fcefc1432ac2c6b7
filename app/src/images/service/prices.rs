//! What pictures cost with the models in force: looked up once, then told for as many articles as a page shows.

use crate::access::TenantTx;
use crate::ai::brief::TOKENS_ABOUT_SITE;
use crate::billing::service::rates::{self, ImageRate, TextRate};
use crate::images::image::USUAL_IN_ARTICLE;
use crate::kit::AppResult;
use crate::state::AppState;

/// The prices of describing pictures and of making one.
#[derive(Debug, Clone, Copy)]
pub struct Prices {
    text: TextRate,
    image: ImageRate,
}

impl Prices {
    /// The prices in force.
    ///
    /// # Errors
    /// 500 when a model has no price.
    pub async fn read(tx: &mut TenantTx<'_>, state: &AppState) -> AppResult<Self> {
        let (text, image) = rates::picture_rates(tx, state.text_model.name(), state.image_model.name()).await?;
        Ok(Self { text, image })
    }

    /// The most that describing the pictures of a text is charged for, in credits.
    #[must_use]
    pub const fn of_describing(&self, words: i64) -> i64 {
        self.text.credits(tokens_of_prompts(words))
    }

    /// The most that it costs, in credits, to describe so many pictures of a text, and to make them and those that wait.
    /// A text is read for all of them at once, and not at all for none.
    #[must_use]
    pub const fn of_pictures(&self, words: i64, described: i64, waiting: i64) -> i64 {
        let describing = if described > 0 { self.of_describing(words) } else { 0 };
        describing.saturating_add(described.saturating_add(waiting).saturating_mul(self.image.credits))
    }

    /// The same for an article that has none yet.
    #[must_use]
    pub const fn of_first_pictures(&self, words: i64) -> i64 {
        self.of_pictures(words, 1 + USUAL_IN_ARTICLE, 0)
    }
}

/// The most tokens that describing the pictures of a text is charged for: instructions, what the site is about, as much
/// of the text as is read, the answer; a quarter more for an answer that is asked for twice.
const fn tokens_of_prompts(words: i64) -> i64 {
    // the model reads 16,000 characters of the text at most
    let read = if words < 3_000 { words * 3 / 2 } else { 4_500 };
    (1_400 + TOKENS_ABOUT_SITE + read + 1_500) * 5 / 4
}
