//! `task_sections`: what is written, and paid for by nobody yet, of an article on its way.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, TaskId};

/// A section as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionRow {
    pub position: i32,
    /// Empty for the introduction.
    pub heading: String,
    /// Sanitised; without the heading.
    pub html: String,
    /// With those of the heading.
    pub words: i32,
    pub tokens: i64,
}

pub async fn of_task(tx: &mut TenantTx<'_>, task: TaskId) -> sqlx::Result<Vec<SectionRow>> {
    let account = tx.account();
    sqlx::query_as!(
        SectionRow,
        r#"
        SELECT position, heading, html, words, tokens
          FROM task_sections
         WHERE account_id = $1 AND task_id = $2
         ORDER BY position
        "#,
        account as AccountId,
        task as TaskId,
    )
    .fetch_all(tx.conn())
    .await
}

/// Keeps a section. One that is kept already stays: two tries never pay for the same.
pub async fn insert(tx: &mut TenantTx<'_>, task: TaskId, section: &SectionRow) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        r#"
        INSERT INTO task_sections (account_id, task_id, position, heading, html, words, tokens)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT DO NOTHING
        "#,
        account as AccountId,
        task as TaskId,
        section.position,
        section.heading,
        section.html,
        section.words,
        section.tokens,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes the sections of an article that is whole, or of an outline that has changed.
pub async fn delete_of_task(tx: &mut TenantTx<'_>, task: TaskId) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        "DELETE FROM task_sections WHERE account_id = $1 AND task_id = $2",
        account as AccountId,
        task as TaskId,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
