//! `ai_rates` and `credit_minimums`.

use crate::access::{SystemTx, TenantTx};
use crate::billing::credits::Operation;

/// A text model's price in one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextRate {
    pub tokens_per_credit: i64,
    /// Fewest credits of one call.
    pub minimum: i64,
    pub input_micros_per_million: i64,
    pub output_micros_per_million: i64,
}

/// An image model's price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageRate {
    pub credits: i64,
    pub cost_micros: i64,
}

pub async fn text(tx: &mut TenantTx<'_>, model: &str, operation: Operation) -> sqlx::Result<Option<TextRate>> {
    sqlx::query_as!(
        TextRate,
        r#"
        SELECT r.tokens_per_credit AS "tokens_per_credit!", m.credits AS minimum,
               r.input_micros_per_million, r.output_micros_per_million
          FROM ai_rates r
          JOIN credit_minimums m ON m.operation = $2
         WHERE r.model = $1 AND r.kind = 'text'
        "#,
        model,
        operation as Operation,
    )
    .fetch_optional(tx.conn())
    .await
}

pub async fn image(tx: &mut TenantTx<'_>, model: &str) -> sqlx::Result<Option<ImageRate>> {
    sqlx::query_as!(
        ImageRate,
        r#"
        SELECT credits_per_image AS "credits!", image_micros AS cost_micros
          FROM ai_rates
         WHERE model = $1 AND kind = 'image'
        "#,
        model,
    )
    .fetch_optional(tx.conn())
    .await
}

/// The prices of describing pictures with a text model and of making one with an image model.
pub async fn pictures(
    tx: &mut TenantTx<'_>,
    text_model: &str,
    image_model: &str,
) -> sqlx::Result<Option<(TextRate, ImageRate)>> {
    let row = sqlx::query!(
        r#"
        SELECT t.tokens_per_credit AS "tokens_per_credit!", m.credits AS minimum,
               t.input_micros_per_million, t.output_micros_per_million,
               i.credits_per_image AS "credits_per_image!", i.image_micros
          FROM ai_rates t
          JOIN credit_minimums m ON m.operation = 'image_prompts'
          JOIN ai_rates i ON i.model = $2 AND i.kind = 'image'
         WHERE t.model = $1 AND t.kind = 'text'
        "#,
        text_model,
        image_model,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| {
        let text = TextRate {
            tokens_per_credit: row.tokens_per_credit,
            minimum: row.minimum,
            input_micros_per_million: row.input_micros_per_million,
            output_micros_per_million: row.output_micros_per_million,
        };
        (text, ImageRate { credits: row.credits_per_image, cost_micros: row.image_micros })
    }))
}

/// Rows for models that have none, at cautious prices.
pub async fn insert_missing(tx: &mut SystemTx<'_>, text_model: &str, image_model: &str) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        INSERT INTO ai_rates (model, kind, tokens_per_credit, credits_per_image)
        VALUES ($1, 'text', 1000, NULL), ($2, 'image', NULL, 5)
        ON CONFLICT (model) DO NOTHING
        "#,
        text_model,
        image_model,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
