//! What every request and every job is given: the database, the clock, the keys, the models, the files.

use std::path::PathBuf;
use std::sync::Arc;

use sqlx::PgPool;

use crate::accounts::service::passwords::PasswordDesk;
use crate::accounts::service::rate_limits::SignInLimits;
use crate::ai::image::ImageModel;
use crate::ai::text::TextModel;
use crate::images::files::FileStore;
use crate::jobs::events::JobFeed;
use crate::kit::clock::Clock;
use crate::kit::seal::Sealer;

/// Cloning is cheap: everything inside is shared.
#[derive(Clone)]
pub struct AppState {
    /// The owner's connections. Tenant work goes through `Tenant::begin`, the rest through `SystemTx::begin`.
    pub(crate) pool: PgPool,
    pub(crate) clock: Clock,
    pub(crate) sealer: Sealer,
    pub(crate) passwords: PasswordDesk,
    pub(crate) sign_in_limits: Arc<SignInLimits>,
    pub(crate) text_model: Arc<dyn TextModel>,
    pub(crate) image_model: Arc<dyn ImageModel>,
    pub(crate) files: FileStore,
    pub(crate) job_feed: JobFeed,
    pub(crate) settings: Arc<Settings>,
}

/// What the operator decided.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach the product, without a slash at the end.
    pub public_url: String,
    /// Cookies carry `Secure` and the `__Host-` prefix (off only for plain http on loopback).
    pub secure_cookies: bool,
    /// Addresses that users type may lead to private networks (development, tests, own WordPress on the same machine).
    pub allow_private_addresses: bool,
    /// Where uploads and pictures lie.
    pub data_dir: PathBuf,
    /// The folder of the embedding model, when there is one.
    pub embedding_model: Option<PathBuf>,
}

/// What [`AppState::new`] is made of.
pub struct Parts {
    pub pool: PgPool,
    pub clock: Clock,
    pub secret_key: [u8; 32],
    pub text_model: Arc<dyn TextModel>,
    pub image_model: Arc<dyn ImageModel>,
    pub settings: Settings,
}

impl AppState {
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self {
            sealer: Sealer::new(&parts.secret_key),
            passwords: PasswordDesk::new(),
            sign_in_limits: Arc::new(SignInLimits::default()),
            files: FileStore::new(parts.settings.data_dir.join("files")),
            job_feed: JobFeed::new(),
            pool: parts.pool,
            clock: parts.clock,
            text_model: parts.text_model,
            image_model: parts.image_model,
            settings: Arc::new(parts.settings),
        }
    }

    /// For the process itself: migrations, the queue, health. Never for a tenant's rows.
    #[must_use]
    pub const fn pool(&self) -> &PgPool {
        &self.pool
    }

    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Drops what the sign-in limits remember of those long gone.
    pub fn forget_idle_limits(&self) {
        self.sign_in_limits.forget_idle();
    }

    #[must_use]
    pub const fn files(&self) -> &FileStore {
        &self.files
    }

    #[must_use]
    pub const fn job_feed(&self) -> &JobFeed {
        &self.job_feed
    }
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parts").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for AppState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppState").field("settings", &self.settings).finish_non_exhaustive()
    }
}
