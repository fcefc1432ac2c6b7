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
    let patient = patient(pool).await?;
    install_queue(&patient).await.map_err(DatabaseError::Queue)?;
    sqlx::migrate!("../migrations").run(&patient).await?;
    patient.close().await;
    Ok(())
}

/// Connections to the same database without a limit of time: a migration takes as long as it takes, and so does waiting
/// for another process that migrates.
async fn patient(pool: &PgPool) -> Result<PgPool, DatabaseError> {
    let options = pool.connect_options().as_ref().clone().options([("statement_timeout", "0")]);
    PgPoolOptions::new().max_connections(2).connect_with(options).await.map_err(DatabaseError::Connect)
}

/// Whether the database answers at all.
pub async fn answers(pool: &PgPool) -> bool {
    sqlx::query("SELECT 1").execute(pool).await.is_ok()
}

#[cfg(test)]
mod tests {
    use super::patient;
    use crate::testing::World;

    #[tokio::test]
    async fn migrations_have_all_the_time_they_take_and_pages_have_not() {
        let world = World::new().await;
        let pages = world.state.pool();
        let migrations = patient(pages).await.expect("connects");
        let mut limits = Vec::new();
        for pool in [pages, &migrations] {
            let limit: String = sqlx::query_scalar("SHOW statement_timeout").fetch_one(pool).await.expect("is known");
            limits.push(limit);
        }
        assert_eq!(limits, ["1min", "0"]);
    }
}
