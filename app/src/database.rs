//! The database at start: connections, the queue's tables, our migrations.

use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::jobs::worker::install_queue;

/// Why the database is not ready.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    #[error("DATABASE_URL cannot be read: {0}")]
    Url(sqlx::Error),
    #[error("the database does not answer: {0}")]
    Connect(sqlx::Error),
    #[error("{0}")]
    Queue(String),
    #[error("the database could not be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// Opens connections, at most `connections` of them.
///
/// # Errors
/// [`DatabaseError::Url`] and [`DatabaseError::Connect`].
pub async fn connect(url: &str, connections: u32) -> Result<PgPool, DatabaseError> {
    let options: PgConnectOptions = url.parse().map_err(DatabaseError::Url)?;
    let options = options
        .application_name("igny8")
        // nothing a page asks takes this long; a query that does must not hold a connection for ever
        .options([("statement_timeout", "60s"), ("idle_in_transaction_session_timeout", "120s")])
        // a plan made for every value reads a whole site where one for this value reads a page of it: planning anew
        // costs less than a millisecond, the wrong plan a quarter of a second at 100,000 keywords
        .options([("plan_cache_mode", "force_custom_plan")]);
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options)
        .await
        .map_err(DatabaseError::Connect)
}

/// Brings the schema up to date. Safe to repeat and to run from several processes at once.
///
/// # Errors
/// [`DatabaseError::Queue`] and [`DatabaseError::Migrate`]; the schema is then as before the failing step.
pub async fn migrate(pool: &PgPool) -> Result<(), DatabaseError> {
    install_queue(pool).await.map_err(DatabaseError::Queue)?;
    sqlx::migrate!("../migrations").run(pool).await?;
    Ok(())
}

/// Whether the database answers at all.
pub async fn answers(pool: &PgPool) -> bool {
    sqlx::query("SELECT 1").execute(pool).await.is_ok()
}
