//! Looking at what became of articles on their sites.

use crate::access::{Action, Tenant};
use crate::images;
use crate::integrations::service::client;
use crate::kit::AppResult;
use crate::kit::id::{ContentId, SiteId};
use crate::publishing::publication::{Decision, Post, PublicationView, SyncEvent};
use crate::publishing::store;
use crate::publishing::store::publications::PublicationRow;
use crate::sites::service::sites;
use crate::writer::service::contents::{self, Edition};

/// Exchanges that are listed.
const LISTED: i64 = 100;

/// An article and its post.
///
/// # Errors
/// 404, also for another account's.
pub async fn publication(tenant: &Tenant, content: ContentId) -> AppResult<PublicationView> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let article = contents::load_for_publishing(&mut tx, content).await?;
    let row = store::publications::find(&mut tx, content).await?;
    Ok(PublicationView {
        content,
        site: article.site,
        status: article.status,
        site_status: article.site_status,
        version: i64::from(article.edition.version),
        connection: client::state_of(&mut tx, article.site).await?,
        error: row.as_ref().and_then(|row| row.error.clone()),
        decision: row.as_ref().and_then(|row| Decision::after(row.error_code.as_deref()?)),
        post: row.and_then(|row| post(row, article.edition)),
        missing_images: images::service::listing::count_missing(&mut tx, content).await?,
        sample: article.sample,
        may_publish: tenant.can(Action::Publish),
    })
}

fn post(row: PublicationRow, now: Edition) -> Option<Post> {
    let live = row.edition()?;
    Some(Post {
        url: row.remote_url?,
        version: i64::from(live.version),
        same_pictures: live.pictures == now.pictures,
        differences: row.differences.0,
        verified_at: row.verified_at?,
    })
}

/// The latest exchanges with a site.
///
/// # Errors
/// 404, also for another account's site.
pub async fn exchanges(tenant: &Tenant, site: SiteId) -> AppResult<Vec<SyncEvent>> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    sites::get(&mut tx, site).await?;
    Ok(store::sync_events::recent(&mut tx, site, LISTED).await?)
}
