//! The door for pages: guard, call a service, map the error.

use leptos::prelude::*;

use super::publication::{PublicationView, SyncEvent};
use crate::jobs::job::Queued;
use crate::kit::AppError;
use crate::kit::id::{ContentId, SiteId};

/// An article and its post.
#[server(prefix = "/sfn", endpoint = "publishing/get")]
pub async fn get_publication(content: ContentId) -> Result<PublicationView, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::viewing::publication(&tenant, content).await
}

/// Sends one article to its site, or updates it there.
#[server(prefix = "/sfn", endpoint = "publishing/publish")]
pub async fn publish_article(content: ContentId) -> Result<Queued, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::publish::enqueue(&tenant, vec![content]).await
}

/// The latest exchanges with a site.
#[server(prefix = "/sfn", endpoint = "publishing/exchanges")]
pub async fn list_exchanges(site: SiteId) -> Result<Vec<SyncEvent>, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::viewing::exchanges(&tenant, site).await
}
