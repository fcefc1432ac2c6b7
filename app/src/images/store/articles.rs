//! Articles, as far as their pictures need them.

use crate::access::TenantTx;
use crate::images::image::USUAL_IN_ARTICLE;
use crate::kit::id::{AccountId, ContentId, SiteId};

/// An article that pictures are wanted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRow {
    pub id: ContentId,
    pub site: SiteId,
    pub title: String,
    pub words: i32,
    /// Pictures that have their place and no file, and that nobody is making: described, or added by hand.
    pub waiting: i64,
    /// Of the featured place and the usual ones in the text, those that a picture has, made or not.
    pub usual_taken: i64,
    /// Whether it is being read to describe its pictures, or about to be.
    pub at_work: bool,
}

impl ArticleRow {
    /// How many pictures are to be described: one for each usual place that is still free. Without any, the text need not
    /// be read.
    #[must_use]
    pub const fn free(&self) -> i64 {
        let free = 1 + USUAL_IN_ARTICLE - self.usual_taken;
        if free > 0 { free } else { 0 }
    }

    /// Whether every picture is there, or being made.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.free() == 0 && self.waiting == 0
    }
}

/// The articles of the ids that are there, as added.
pub async fn find(tx: &mut TenantTx<'_>, ids: &[ContentId]) -> sqlx::Result<Vec<ArticleRow>> {
    let account = tx.account();
    sqlx::query_as!(
        ArticleRow,
        r#"
        SELECT a.id AS "id: ContentId", a.site_id AS "site: SiteId", a.title, a.words,
               i.waiting AS "waiting!", i.usual_taken AS "usual_taken!",
               EXISTS (
                   SELECT 1
                     FROM jobs j
                    WHERE j.account_id = a.account_id AND j.kind = 'prompt_images' AND j.target_id = a.id
                      AND j.state IN ('queued', 'running')) AS "at_work!"
          FROM contents a
         CROSS JOIN LATERAL (
               SELECT count(*) FILTER (
                          WHERE p.file_key IS NULL
                            AND NOT EXISTS (
                                SELECT 1
                                  FROM jobs j
                                 WHERE j.account_id = p.account_id AND j.kind = 'generate_image' AND j.target_id = p.id
                                   AND j.state IN ('queued', 'running'))
                      ) AS waiting,
                      count(*) FILTER (WHERE p.position < CASE p.kind WHEN 'featured' THEN 1 ELSE $3 END) AS usual_taken
                 FROM images p
                WHERE p.account_id = a.account_id AND p.content_id = a.id
               ) i
         WHERE a.account_id = $1 AND a.id = ANY($2) AND a.deleted_at IS NULL
         ORDER BY a.id
        "#,
        account as AccountId,
        ids as &[ContentId],
        i32::try_from(USUAL_IN_ARTICLE).unwrap_or(i32::MAX),
    )
    .fetch_all(tx.conn())
    .await
}
