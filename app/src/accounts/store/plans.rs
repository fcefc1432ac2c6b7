//! `plans`.

use crate::access::SystemTx;

#[derive(Debug)]
pub struct PlanRow {
    pub credits: i64,
}

pub async fn find(tx: &mut SystemTx<'_>, slug: &str) -> sqlx::Result<PlanRow> {
    sqlx::query_as!(PlanRow, "SELECT credits FROM plans WHERE slug = $1", slug).fetch_one(tx.conn()).await
}

pub async fn slugs(tx: &mut SystemTx<'_>) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!("SELECT slug FROM plans WHERE active ORDER BY sort").fetch_all(tx.conn()).await
}
