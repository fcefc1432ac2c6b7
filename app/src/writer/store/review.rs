//! `contents`, as review moves them.

use chrono::{DateTime, Utc};

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ContentId, UserId};
use crate::writer::ContentStatus;

/// Moves articles that are in a state to the next; answers which moved. Approving records who and when.
pub async fn move_to(
    tx: &mut TenantTx<'_>,
    ids: &[ContentId],
    from: &[ContentStatus],
    to: ContentStatus,
    note: Option<&str>,
) -> sqlx::Result<Vec<ContentId>> {
    let (account, user, now) = (tx.account(), tx.user(), tx.now());
    sqlx::query_scalar!(
        r#"
        UPDATE contents
           SET status = $4, review_note = $5, updated_at = $6,
               approved_by = CASE WHEN $4 = 'approved' THEN $7::uuid END,
               approved_at = CASE WHEN $4 = 'approved' THEN $6::timestamptz END
         WHERE account_id = $1 AND id = ANY($2) AND status = ANY($3) AND deleted_at IS NULL
        RETURNING id AS "id: ContentId"
        "#,
        account as AccountId,
        ids as &[ContentId],
        from as &[ContentStatus],
        to as ContentStatus,
        note,
        now,
        user as Option<UserId>,
    )
    .fetch_all(tx.conn())
    .await
}

/// An article in review, as far as approving it looks.
#[derive(Debug)]
pub struct InReviewRow {
    pub title: String,
    pub updated_at: DateTime<Utc>,
}

/// The articles of the ids that are in review; nobody else changes them until the transaction ends.
pub async fn lock_in_review(tx: &mut TenantTx<'_>, ids: &[ContentId]) -> sqlx::Result<Vec<InReviewRow>> {
    let account = tx.account();
    sqlx::query_as!(
        InReviewRow,
        r#"
        SELECT title, updated_at
          FROM contents
         WHERE account_id = $1 AND id = ANY($2) AND status = 'review' AND deleted_at IS NULL
         ORDER BY id
           FOR UPDATE
        "#,
        account as AccountId,
        ids as &[ContentId],
    )
    .fetch_all(tx.conn())
    .await
}
