//! A world for tests: its own database, its own clock, the sandbox models, people with accounts and sites.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, PgPool, Postgres, Transaction};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::access::{Role, Tenant};
use crate::accounts::AccountStatus;
use crate::accounts::service::sessions::Origin;
use crate::accounts::service::sign_up::{SignUp, sign_up};
use crate::ai::image::ImageModel;
use crate::ai::sandbox::{SandboxImages, SandboxText};
use crate::ai::text::TextModel;
use crate::kit::clock::Clock;
use crate::kit::id::{AccountId, JobId, SectorId, SiteId, UserId};
use crate::state::{AppState, Parts, Settings};

/// The moment every test begins at.
pub const START: &str = "2026-11-23T09:00:00Z";

/// One test's own everything.
pub struct World {
    pub state: AppState,
    pub data_dir: std::path::PathBuf,
}

/// A person with an account of their own.
pub struct Person {
    pub tenant: Tenant,
    pub account: AccountId,
    pub user: UserId,
    pub state: AppState,
}

/// A site with one sector.
#[derive(Clone, Copy, Debug)]
pub struct TestSite {
    pub site: SiteId,
    pub sector: SectorId,
}

/// Comes back once somebody waits for what the connection's transaction holds.
pub async fn somebody_waits_for(held: &mut PgConnection) {
    let waiting =
        "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))";
    while !sqlx::query_scalar::<_, bool>(waiting).fetch_one(&mut *held).await.expect("answers") {
        tokio::task::yield_now().await;
    }
}

static TEMPLATE: OnceCell<String> = OnceCell::const_new();

fn server_url() -> String {
    std::env::var("TEST_DATABASE_URL")
        .expect("TEST_DATABASE_URL names a PostgreSQL whose user may create databases; `make test` starts one")
}

fn url_of(database: &str) -> String {
    let mut url: url::Url = server_url().parse().expect("TEST_DATABASE_URL is a URL");
    url.set_path(database);
    url.to_string()
}

/// The migrated database that each test's is copied from, made once a test process.
async fn template() -> &'static str {
    TEMPLATE
        .get_or_init(|| async {
            let name = format!("igny8_template_{}", std::process::id());
            let mut admin = PgConnection::connect(&server_url()).await.expect("the test PostgreSQL answers");
            for statement in [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")] {
                sqlx::query(AssertSqlSafe(statement)).execute(&mut admin).await.expect("the template is made");
            }
            let pool = PgPool::connect(&url_of(&name)).await.expect("the template answers");
            crate::database::migrate(&pool).await.expect("the migrations run");
            pool.close().await;
            name
        })
        .await
}

impl World {
    /// A world with the sandbox models.
    pub async fn new() -> Self {
        Self::with_models(Arc::new(SandboxText::new()), Arc::new(SandboxImages::new())).await
    }

    /// A world with models of the test's own.
    pub async fn with_models(text_model: Arc<dyn TextModel>, image_model: Arc<dyn ImageModel>) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let template = template().await;
        let name = format!("igny8_test_{}", Uuid::now_v7().simple());
        let mut admin = PgConnection::connect(&server_url()).await.expect("the test PostgreSQL answers");
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE {template}")))
            .execute(&mut admin)
            .await
            .expect("the test's database is made");
        let pool = crate::database::connect(&url_of(&name), 12).await.expect("the test's database answers");
        let data_dir = std::env::temp_dir().join(&name);
        let start: DateTime<Utc> = START.parse().expect("a moment");
        let state = AppState::new(Parts {
            pool,
            clock: Clock::fixed(start),
            secret_key: [42; 32],
            text_model,
            image_model,
            settings: Settings {
                public_url: "http://127.0.0.1:3000".to_owned(),
                secure_cookies: false,
                allow_private_addresses: true,
                data_dir: data_dir.clone(),
                embedding_model: None,
            },
        });
        Self { state, data_dir }
    }

    /// A new person who owns a new account on the free plan.
    pub async fn owner(&self, name: &str) -> Person {
        let form = SignUp {
            name: name.to_owned(),
            email: format!("{name}@example.com"),
            password: "correct horse battery".to_owned(),
            company: format!("{name} & co"),
        };
        let signed_up = sign_up(&self.state, &form, None, &Origin::default()).await.expect("signs up");
        self.person(signed_up.account, signed_up.user, Role::Owner)
    }

    fn person(&self, account: AccountId, user: UserId, role: Role) -> Person {
        let tenant = Tenant::of_person_for_tests(account, AccountStatus::Active, user, role, &self.state);
        Person { tenant, account, user, state: self.state.clone() }
    }

    /// Runs what is queued, one after another, until nothing is due: also what jobs queue themselves. The clock
    /// jumps to jobs that wait for a later moment.
    pub async fn run_jobs(&self) {
        for _ in 0..1_000 {
            let due = sqlx::query_as::<_, (Uuid, Uuid, DateTime<Utc>)>(
                "SELECT account_id, id, run_after FROM jobs WHERE state IN ('queued', 'running') ORDER BY run_after, id LIMIT 1",
            )
            .fetch_optional(self.state.pool())
            .await
            .expect("jobs are read");
            let Some((account, job, at)) = due else { return };
            let wait = at - self.state.clock().now();
            if wait > chrono::Duration::zero() {
                self.state.clock().advance(wait);
            }
            self.run_job(AccountId(account), JobId(job)).await;
        }
        panic!("jobs queue jobs without end");
    }

    /// Runs one delivery of a job, as the queue would.
    pub async fn run_job(&self, account: AccountId, job: JobId) {
        crate::jobs::worker::perform(&self.state, account, job).await.expect("the job's end is written");
    }

    /// Takes the database away, as a restart of the server does, or gives it back: every connection is cut, and new ones
    /// are refused.
    pub async fn set_reachable(&self, reachable: bool) {
        let options = self.state.pool().connect_options();
        let name = options.get_database().expect("a test's database has a name");
        let mut admin = PgConnection::connect(&server_url()).await.expect("the test PostgreSQL answers");
        let statement = format!("ALTER DATABASE {name} ALLOW_CONNECTIONS {reachable}");
        sqlx::query(AssertSqlSafe(statement)).execute(&mut admin).await.expect("is changed");
        if !reachable {
            sqlx::query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1")
                .bind(name)
                .execute(&mut admin)
                .await
                .expect("connections are cut");
        }
    }

    /// Has whoever makes such a change (`INSERT ON keywords`) to such a row wait until the answered transaction ends.
    pub async fn hold_up(&self, change: &str, row: &str) -> Transaction<'static, Postgres> {
        let statement = format!(
            "CREATE FUNCTION test_holds_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN NEW; END $$;
             CREATE TRIGGER test_holds_up BEFORE {change} FOR EACH ROW WHEN ({row}) EXECUTE FUNCTION test_holds_up();"
        );
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(self.state.pool()).await.expect("it is made");
        let mut held_up = self.state.pool().begin().await.expect("begins");
        sqlx::query("SELECT pg_advisory_xact_lock(1)").execute(&mut *held_up).await.expect("it is held");
        held_up
    }

    /// The breaches that `igny8 check --deep` would report; every test that breaks things ends with none.
    pub async fn breaches(&self) -> Vec<String> {
        crate::check::breaches(self.state.pool(), self.state.clock()).await.expect("the checks run")
    }
}

impl Person {
    /// The same account's member in another role.
    pub fn as_role(&self, role: Role) -> Tenant {
        Tenant::of_person_for_tests(self.account, AccountStatus::Active, self.user, role, &self.state)
    }

    /// Moves the account to another plan and its credits to an amount.
    pub async fn on_plan(&self, plan: &str, credits: i64) {
        sqlx::query("UPDATE accounts SET plan_slug = $2 WHERE id = $1")
            .bind(self.account)
            .bind(plan)
            .execute(self.state.pool())
            .await
            .expect("the plan is changed");
        let mut tx = self.tenant.begin().await.expect("begins");
        crate::billing::service::ledger::reset_plan(&mut tx, credits).await.expect("resets");
        tx.commit().await.expect("commits");
    }

    /// A site of this account, in the first industry, with its first sector.
    pub async fn site(&self) -> TestSite {
        let (site, sector) = (SiteId::new(), SectorId::new());
        let mut tx = self.tenant.begin().await.expect("begins");
        sqlx::query(
            "INSERT INTO sites (account_id, id, name, url, industry_id, created_at, updated_at)
             SELECT $1, $2, 'Home Brew Lab', 'https://' || $2::text || '.example', id, $3, $3 FROM industries ORDER BY slug LIMIT 1",
        )
        .bind(self.account)
        .bind(site)
        .bind(tx.now())
        .execute(tx.conn())
        .await
        .expect("the site is made");
        sqlx::query(
            "INSERT INTO sectors (account_id, id, site_id, industry_sector_id, name)
             SELECT $1, $2, $3, s.id, s.name
               FROM sites t JOIN industry_sectors s ON s.industry_id = t.industry_id
              WHERE t.account_id = $1 AND t.id = $3 ORDER BY s.slug LIMIT 1",
        )
        .bind(self.account)
        .bind(sector)
        .bind(site)
        .execute(tx.conn())
        .await
        .expect("the sector is made");
        tx.commit().await.expect("commits");
        TestSite { site, sector }
    }

    /// Another sector of a site, named so.
    pub async fn another_sector(&self, site: TestSite, name: &str) -> SectorId {
        let id = SectorId::new();
        let mut tx = self.tenant.begin().await.expect("begins");
        sqlx::query(
            "INSERT INTO sectors (account_id, id, site_id, industry_sector_id, name)
             SELECT $1, $2, $3, s.id, $4
               FROM industry_sectors s
              WHERE s.id NOT IN (SELECT industry_sector_id FROM sectors WHERE account_id = $1 AND site_id = $3)
              ORDER BY s.slug
              LIMIT 1",
        )
        .bind(self.account)
        .bind(id)
        .bind(site.site)
        .bind(name)
        .execute(tx.conn())
        .await
        .expect("the sector is made");
        tx.commit().await.expect("commits");
        id
    }

    /// Credits left, both pools.
    pub async fn credits(&self) -> i64 {
        let mut tx = self.tenant.begin().await.expect("begins");
        crate::billing::service::ledger::balance(&mut tx).await.expect("balance").available()
    }
}
