//! The door for pages: guard, call a service, map the error.

use leptos::prelude::*;

use super::publication::{Decision, PublicationView, SyncEvent};
use crate::jobs::job::Queued;
use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::{ContentId, SiteId};

/// An article and its post.
#[server(prefix = "/sfn", endpoint = "publishing/get", output = JsonText)]
pub async fn get_publication(content: ContentId) -> Result<PublicationView, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::viewing::publication(&tenant, content).await
}

/// Sends one article to its site, or updates it there. `decision`: what a person decided where that stopped before.
#[server(prefix = "/sfn", endpoint = "publishing/publish", output = JsonText)]
pub async fn publish_article(
    content: ContentId,
    #[server(default)] decision: Option<Decision>,
) -> Result<Queued, AppError> {
    let tenant = crate::access::tenant().await?;
    match decision {
        None => super::service::publish::enqueue(&tenant, vec![content]).await,
        Some(decision) => super::service::publish::enqueue_decided(&tenant, content, decision).await,
    }
}

/// The latest exchanges with a site.
#[server(prefix = "/sfn", endpoint = "publishing/exchanges", output = JsonText)]
pub async fn list_exchanges(site: SiteId) -> Result<Vec<SyncEvent>, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::viewing::exchanges(&tenant, site).await
}
