//! The database of this process: the one `DATABASE_URL` names, or the private one.

use std::time::Duration;

use private_postgres::{Options, PrivatePostgres};
use sqlx::PgPool;

use crate::config::Config;

/// An open database; the private one runs as long as this lives.
pub struct Database {
    pub pool: PgPool,
    private: Option<PrivatePostgres>,
}

const NAME: &str = "igny8";
/// How long connections that are still in use at the end are waited for. What they were in the middle of is rolled back
/// when they are cut.
const LAST_CONNECTIONS: Duration = Duration::from_secs(5);
/// Where root keeps private clusters that PostgreSQL's own user could not reach in a home folder.
const ROOT_DATA_DIR: &str = "/var/lib/igny8";

impl Database {
    /// Opens the database and brings it up to date.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub async fn open(config: &Config, connections: u32) -> Result<Self, String> {
        let private = match &config.database_url {
            Some(_) => None,
            None => {
                // room for two processes of this size, as when one takes over from another, and for an operator
                let room = (connections * 2 + 20).max(100).to_string();
                let mut options = Options::new(config.data_dir.join("postgres"), NAME).setting("max_connections", room);
                options.root_data_dir = Some(ROOT_DATA_DIR.into());
                Some(PrivatePostgres::start(options).await.map_err(|error| error.to_string())?)
            }
        };
        let url = match (&config.database_url, &private) {
            (Some(url), _) => url.clone(),
            (None, Some(private)) => private.url(NAME),
            (None, None) => return Err("no database was chosen".to_owned()),
        };
        let opened = async {
            let pool = app::database::connect(&url, connections).await.map_err(|error| error.to_string())?;
            app::database::migrate(&pool).await.map_err(|error| error.to_string())?;
            Ok::<PgPool, String>(pool)
        };
        match opened.await {
            Ok(pool) => Ok(Self { pool, private }),
            Err(error) => {
                if let Some(private) = private {
                    let _ = private.stop().await;
                }
                Err(error)
            }
        }
    }

    /// Closes the connections and stops the private server.
    ///
    /// # Errors
    /// A sentence when it would not stop.
    pub async fn close(self) -> Result<(), String> {
        if tokio::time::timeout(LAST_CONNECTIONS, self.pool.close()).await.is_err() {
            tracing::warn!(open = self.pool.size(), "connections were still in use and are cut");
        }
        match self.private {
            Some(private) => private.stop().await.map_err(|error| error.to_string()),
            None => Ok(()),
        }
    }
}
