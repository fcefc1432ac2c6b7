//! `users`.

use crate::access::SystemTx;
use crate::kit::id::UserId;

#[derive(Debug)]
pub struct UserRow {
    pub id: UserId,
    pub password_hash: String,
    pub active: bool,
}

pub async fn insert(
    tx: &mut SystemTx<'_>,
    id: UserId,
    email: &str,
    name: &str,
    password_hash: &str,
) -> sqlx::Result<()> {
    let now = tx.now();
    sqlx::query!(
        r#"
        INSERT INTO users (id, email, name, password_hash, created_at)
        VALUES ($1, $2, $3, $4, $5)
        "#,
        id as UserId,
        email,
        name,
        password_hash,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn find_by_email(tx: &mut SystemTx<'_>, email: &str) -> sqlx::Result<Option<UserRow>> {
    sqlx::query_as!(
        UserRow,
        r#"
        SELECT id AS "id: UserId", password_hash, active
          FROM users
         WHERE lower(email) = lower($1)
        "#,
        email,
    )
    .fetch_optional(tx.conn())
    .await
}

pub async fn set_password(tx: &mut SystemTx<'_>, id: UserId, password_hash: &str) -> sqlx::Result<()> {
    sqlx::query!("UPDATE users SET password_hash = $2 WHERE id = $1", id as UserId, password_hash)
        .execute(tx.conn())
        .await?;
    Ok(())
}
