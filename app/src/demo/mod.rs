//! The demo account: a site with keywords and work at every stage, made by the same services that people use.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::access::Tenant;
use crate::accounts::AccountStatus;
use crate::accounts::service::operator;
use crate::accounts::service::sessions::Origin;
use crate::accounts::service::sign_up::{SignUp, sign_up};
use crate::jobs::worker;
use crate::kit::id::SiteId;
use crate::kit::selection::Selection;
use crate::kit::{AppError, AppResult, ErrorKind};
use crate::planner::cluster::{ClusterFilter, ClusterQuery, ClusterSort, Existing, Granularity};
use crate::planner::idea::{IdeaFilter, IdeaQuery};
use crate::planner::service::{clustering, clusters, ideas, import};
use crate::sites::service::{industries, sites};
use crate::sites::site::SiteForm;
use crate::state::AppState;
use crate::writer::content_list::ContentQuery;
use crate::writer::service::{contents, review, tasks};
use crate::writer::task::TaskQuery;

const EMAIL: &str = "demo@example.com";
const INDUSTRY: &str = "Food & drink";
const SECTOR: &str = "Coffee & tea";
const KEYWORDS: &str = include_str!("keywords.tsv");
/// Clusters that get ideas, ideas that become tasks, tasks that are written, articles that get pictures and approval:
/// something is left at every stage.
const WITH_IDEAS: usize = 4;
const SENT: usize = 9;
const WRITTEN: usize = 6;
const ILLUSTRATED: usize = 4;
const APPROVED: usize = 2;

/// How to sign in.
#[derive(Debug)]
pub struct Demo {
    pub email: &'static str,
    pub password: String,
}

/// Makes the demo account, or gives the one that is there a new password.
///
/// # Errors
/// 409 while work of other accounts waits; those of the services. What was made until then stays and can be looked at.
pub async fn seed(state: &AppState) -> AppResult<Demo> {
    let password = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 12]>());
    match operator::set_password(state, EMAIL, &password).await {
        Ok(()) => return Ok(Demo { email: EMAIL, password }),
        Err(error) if error.kind == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    if worker::next_due(state).await?.is_some() {
        return Err(others_wait());
    }
    let form = SignUp {
        name: "Demo Person".to_owned(),
        email: EMAIL.to_owned(),
        password: password.clone(),
        company: "Home Brew Lab".to_owned(),
    };
    let account = sign_up(state, &form, None, &Origin::default()).await?;
    operator::set_plan(state, EMAIL, "growth").await?;
    let tenant = Tenant::of_system(
        account.account,
        AccountStatus::Active,
        Some(account.user),
        state.pool.clone(),
        state.clock.clone(),
    );
    let site = add_site(&tenant).await?;
    fill(state, &tenant, site).await?;
    Ok(Demo { email: EMAIL, password })
}

async fn add_site(tenant: &Tenant) -> AppResult<SiteId> {
    let industries = industries::list(tenant).await?;
    let missing = || AppError::not_found("industry");
    let industry = industries.iter().find(|industry| industry.name == INDUSTRY).ok_or_else(missing)?;
    let sector = industry.sectors.iter().find(|sector| sector.name == SECTOR).ok_or_else(missing)?;
    let form = SiteForm {
        name: "Home Brew Lab".to_owned(),
        url: "https://homebrewlab.example".to_owned(),
        description: "Coffee at home, explained by people who measure.".to_owned(),
        platform: "wordpress".to_owned(),
        language: "en".to_owned(),
    };
    sites::create(tenant, &form, &industry.id.to_string(), &[sector.id.to_string()]).await
}

/// Takes the site from keywords to approved articles.
async fn fill(state: &AppState, tenant: &Tenant, site: SiteId) -> AppResult<()> {
    import::add_keywords(tenant, Some(site), None, "US", KEYWORDS).await?;
    let request = clustering::Request {
        site: Some(site),
        sector: None,
        keywords: None,
        granularity: Granularity::Balanced,
        existing: Existing::Keep,
    };
    clustering::start(tenant, request).await?;
    drain(state, tenant).await?;

    let query = ClusterQuery {
        filter: ClusterFilter { site: Some(site), ..ClusterFilter::default() },
        sort: ClusterSort::Volume,
        ..ClusterQuery::default()
    };
    let found: Vec<Uuid> =
        clusters::list(tenant, &query).await?.page.rows.iter().map(|row| row.id.0).take(WITH_IDEAS).collect();
    ideas::generate(tenant, state.text_model.name(), &Selection::Ids(found)).await?;
    drain(state, tenant).await?;

    let query = IdeaQuery { filter: IdeaFilter { site: Some(site), ..IdeaFilter::default() }, ..IdeaQuery::default() };
    let found: Vec<Uuid> = ideas::list(tenant, &query).await?.page.rows.iter().map(|row| row.id.0).take(SENT).collect();
    ideas::send_to_writer(tenant, &Selection::Ids(found)).await?;

    let query = TaskQuery { site: Some(site), ..TaskQuery::default() };
    let found: Vec<Uuid> =
        tasks::list(tenant, state, &query).await?.page.rows.iter().map(|row| row.id.0).take(WRITTEN).collect();
    tasks::write(tenant, state, &Selection::Ids(found)).await?;
    drain(state, tenant).await?;

    let query = ContentQuery { site: Some(site), ..ContentQuery::default() };
    let articles: Vec<_> =
        contents::list(tenant, state, &query).await?.page.rows.iter().map(|row| row.id).take(ILLUSTRATED).collect();
    crate::images::service::prompts::enqueue(tenant, articles.clone()).await?;
    drain(state, tenant).await?;

    // the last picture of an article moves it to review by itself
    let approved: Vec<Uuid> = articles.iter().take(APPROVED).map(|id| id.0).collect();
    review::approve(tenant, &Selection::Ids(approved), Some(tenant.now())).await?;
    Ok(())
}

/// Runs what the account has queued to its end, here and now. Others' work is not done on the way: it is for the models
/// that are configured, and these may be the sandbox.
async fn drain(state: &AppState, tenant: &Tenant) -> AppResult<()> {
    while let Some((account, job)) = worker::next_due(state).await? {
        if account != tenant.account() {
            return Err(others_wait());
        }
        worker::perform(state, account, job).await?;
    }
    Ok(())
}

fn others_wait() -> AppError {
    AppError::conflict(
        "others_wait",
        "Work of other accounts waits in this database. Let `igny8 serve` finish it, then make the demo account.",
    )
}

#[cfg(test)]
mod tests;
