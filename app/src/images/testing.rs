//! Articles for tests.

use crate::kit::id::ContentId;
use crate::testing::{Person, TestSite};

/// A body with two headings.
pub const BODY: &str = "<p>Cold brew takes time.</p><h2>Grind coarse</h2><p>Fine powder clouds the cup.</p>\
                        <h2>Wait twelve hours</h2><p>Patience makes it sweet.</p>";

/// A draft of a person's site.
pub async fn draft(person: &Person, site: TestSite, title: &str, body: &str) -> ContentId {
    let id = ContentId::new();
    let mut tx = person.tenant.begin().await.expect("begins");
    sqlx::query(
        "INSERT INTO contents (account_id, id, site_id, sector_id, title, slug, body, words, primary_keyword, content_type,
                               structure, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, 'a-' || $2::text, $6, 12, 'cold brew', 'post', 'guide', $7, $7)",
    )
    .bind(person.account)
    .bind(id)
    .bind(site.site)
    .bind(site.sector)
    .bind(title)
    .bind(body)
    .bind(tx.now())
    .execute(tx.conn())
    .await
    .expect("the article is made");
    tx.commit().await.expect("commits");
    id
}

/// Approves an article, whatever it was.
pub async fn approve(person: &Person, id: ContentId) {
    sqlx::query("UPDATE contents SET status = 'approved', approved_by = $3, approved_at = now() WHERE account_id = $1 AND id = $2")
        .bind(person.account)
        .bind(id)
        .bind(person.user)
        .execute(person.state.pool())
        .await
        .expect("approved");
}

/// A word of an article's row.
pub async fn word_of(person: &Person, id: ContentId, column: &str) -> String {
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
        "SELECT {column}::text FROM contents WHERE account_id = $1 AND id = $2"
    )))
    .bind(person.account)
    .bind(id)
    .fetch_one(person.state.pool())
    .await
    .expect("the article is there")
}
