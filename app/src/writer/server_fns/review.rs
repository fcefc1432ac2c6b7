//! The door for pages: review and publishing.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::jobs::job::Queued;
use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::ContentId;
use crate::writer::content::Preview;

/// An article as it will appear.
#[server(prefix = "/sfn", endpoint = "writer/preview_content", output = JsonText)]
pub async fn preview_content(id: ContentId) -> Result<Preview, AppError> {
    let tenant = crate::access::tenant().await?;
    crate::writer::service::review::preview(&tenant, id).await
}

/// Sends the selected drafts to review.
#[server(prefix = "/sfn", endpoint = "writer/send_to_review", output = JsonText)]
pub async fn send_to_review(
    #[server(default)] selection: String,
    #[server(default)] ids: Vec<String>,
) -> Result<i64, AppError> {
    let tenant = crate::access::tenant().await?;
    let selection = crate::kit::form::chosen(&selection, &ids)?;
    crate::writer::service::review::send_to_review(&tenant, &selection).await
}

/// Approves the selected articles as they were shown at the moment `as_of`.
#[server(prefix = "/sfn", endpoint = "writer/approve", output = JsonText)]
pub async fn approve_contents(
    #[server(default)] selection: String,
    #[server(default)] ids: Vec<String>,
    #[server(default)] as_of: Option<DateTime<Utc>>,
) -> Result<i64, AppError> {
    let tenant = crate::access::tenant().await?;
    let selection = crate::kit::form::chosen(&selection, &ids)?;
    crate::writer::service::review::approve(&tenant, &selection, as_of).await
}

/// Sends the selected articles back to draft, with a note.
#[server(prefix = "/sfn", endpoint = "writer/send_back", output = JsonText)]
pub async fn send_back(
    #[server(default)] selection: String,
    #[server(default)] ids: Vec<String>,
    #[server(default)] note: String,
) -> Result<i64, AppError> {
    let tenant = crate::access::tenant().await?;
    let selection = crate::kit::form::chosen(&selection, &ids)?;
    crate::writer::service::review::send_back(&tenant, &selection, &note).await
}

/// Sends the selected articles to their site.
#[server(prefix = "/sfn", endpoint = "writer/publish", output = JsonText)]
pub async fn publish_contents(
    #[server(default)] selection: String,
    #[server(default)] ids: Vec<String>,
) -> Result<Queued, AppError> {
    let tenant = crate::access::tenant().await?;
    let selection = crate::kit::form::chosen(&selection, &ids)?;
    let contents = crate::writer::service::contents::selected(&tenant, &selection).await?;
    crate::publishing::service::publish::enqueue(&tenant, contents).await
}
