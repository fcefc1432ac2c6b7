//! The door for pages: review and publishing.

use leptos::prelude::*;

use crate::jobs::job::Queued;
use crate::kit::AppError;
use crate::kit::id::ContentId;
use crate::writer::content::Preview;

/// An article as it will appear.
#[server(prefix = "/sfn", endpoint = "writer/preview_content")]
pub async fn preview_content(id: ContentId) -> Result<Preview, AppError> {
    let tenant = crate::access::tenant().await?;
    crate::writer::service::review::preview(&tenant, id).await
}

/// Sends the selected drafts to review.
#[server(prefix = "/sfn", endpoint = "writer/send_to_review")]
pub async fn send_to_review(selection: String) -> Result<i64, AppError> {
    let tenant = crate::access::tenant().await?;
    crate::writer::service::review::send_to_review(&tenant, &super::selection(&selection)?).await
}

/// Approves the selected articles.
#[server(prefix = "/sfn", endpoint = "writer/approve")]
pub async fn approve_contents(selection: String) -> Result<i64, AppError> {
    let tenant = crate::access::tenant().await?;
    crate::writer::service::review::approve(&tenant, &super::selection(&selection)?).await
}

/// Sends the selected articles back to draft, with a note.
#[server(prefix = "/sfn", endpoint = "writer/send_back")]
pub async fn send_back(selection: String, #[server(default)] note: String) -> Result<i64, AppError> {
    let tenant = crate::access::tenant().await?;
    crate::writer::service::review::send_back(&tenant, &super::selection(&selection)?, &note).await
}

/// Sends the selected articles to their site.
#[server(prefix = "/sfn", endpoint = "writer/publish")]
pub async fn publish_contents(selection: String) -> Result<Queued, AppError> {
    let tenant = crate::access::tenant().await?;
    let selection = super::selection(&selection)?;
    let contents = crate::writer::service::contents::selected(&tenant, &selection).await?;
    crate::publishing::service::publish::enqueue(&tenant, contents).await
}
