//! Articles, as far as their pictures need them.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ContentId, SiteId};

/// An article that pictures are wanted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRow {
    pub id: ContentId,
    pub site: SiteId,
    pub title: String,
    pub words: i32,
    /// Pictures it has already.
    pub done: i64,
}

/// The articles of the ids that are there, as added.
pub async fn find(tx: &mut TenantTx<'_>, ids: &[ContentId]) -> sqlx::Result<Vec<ArticleRow>> {
    let account = tx.account();
    sqlx::query_as!(
        ArticleRow,
        r#"
        SELECT a.id AS "id: ContentId", a.site_id AS "site: SiteId", a.title, a.words,
               (SELECT count(*)
                  FROM images i
                 WHERE i.account_id = a.account_id AND i.content_id = a.id AND i.status = 'generated') AS "done!"
          FROM contents a
         WHERE a.account_id = $1 AND a.id = ANY($2) AND a.deleted_at IS NULL
         ORDER BY a.id
        "#,
        account as AccountId,
        ids as &[ContentId],
    )
    .fetch_all(tx.conn())
    .await
}
