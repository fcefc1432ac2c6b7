//! The door for pages: articles and their revisions.

use leptos::prelude::*;

use crate::billing::credits::Estimate;
use crate::jobs::job::Queued;
use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::{ContentId, SiteId};
use crate::kit::undo::Undoable;
#[cfg(feature = "ssr")]
use crate::sites::scope::redirect_here;
use crate::writer::ContentStatus;
#[cfg(feature = "ssr")]
use crate::writer::content::EDITED_MEANWHILE;
use crate::writer::content::{BodyFormat, ContentEdit, ContentView, Saved};
use crate::writer::content_list::{ContentFilters, ContentList, ContentQuery};
use crate::writer::revision::RevisionList;

/// A page of articles.
#[server(prefix = "/sfn", endpoint = "writer/list_contents", input = JsonText, output = JsonText)]
pub async fn list_contents(query: ContentQuery) -> Result<ContentList, AppError> {
    let tenant = crate::access::tenant().await?;
    crate::writer::service::contents::list(&tenant, &crate::access::request_state()?, &query).await
}

/// What the articles of a site can be narrowed by; `only`: those in this editorial state.
#[server(prefix = "/sfn", endpoint = "writer/content_filters", output = JsonText)]
pub async fn get_content_filters(
    site: Option<SiteId>,
    only: Option<ContentStatus>,
) -> Result<ContentFilters, AppError> {
    let tenant = crate::access::tenant().await?;
    crate::writer::service::contents::filters(&tenant, site, only).await
}

/// An article for the editor.
#[server(prefix = "/sfn", endpoint = "writer/get_content", output = JsonText)]
pub async fn get_content(id: ContentId, format: BodyFormat) -> Result<ContentView, AppError> {
    let tenant = crate::access::tenant().await?;
    crate::writer::service::contents::view(&tenant, &crate::access::request_state()?, id, format).await
}

/// A plain form has no dialog that asks what should stand: the page that shows what was typed says how to choose.
#[cfg(feature = "ssr")]
fn without_dialog(mut error: AppError) -> AppError {
    if error.code == EDITED_MEANWHILE && crate::kit::form::is_plain() {
        error.message = "This article was saved elsewhere after you opened it. Look at what stands there now; if you \
                         send yours again, it takes its place, and the other text stays as a revision."
            .to_owned();
    }
    error
}

/// Saves an article; with `then`, goes on in the other way of editing.
#[server(prefix = "/sfn", endpoint = "writer/save_content", output = JsonText)]
pub async fn save_content(edit: ContentEdit) -> Result<Saved, AppError> {
    let tenant = crate::access::tenant().await?;
    let saved = crate::writer::service::saving::save(&tenant, &edit).await.map_err(without_dialog)?;
    match edit.then {
        Some(BodyFormat::Markdown) => redirect_here(&format!("/writer/content/{}?view=markdown", edit.id)),
        Some(BodyFormat::Html) => redirect_here(&format!("/writer/content/{}", edit.id)),
        None => {}
    }
    Ok(saved)
}

/// Deletes the selected articles.
#[server(prefix = "/sfn", endpoint = "writer/delete_contents", output = JsonText)]
pub async fn delete_contents(
    #[server(default)] selection: String,
    #[server(default)] ids: Vec<String>,
) -> Result<Undoable<i64>, AppError> {
    let tenant = crate::access::tenant().await?;
    let selection = crate::kit::form::chosen(&selection, &ids)?;
    let done = crate::writer::service::deleting::delete_contents(&tenant, &selection).await?;
    crate::kit::form::return_with("undo", Some(&done.undo.to_string()));
    Ok(done)
}

/// What describing and making the pictures of the selected articles costs at most; nothing selected costs nothing.
#[server(prefix = "/sfn", endpoint = "writer/estimate_pictures", output = JsonText)]
pub async fn estimate_pictures(selection: Option<String>) -> Result<Option<Estimate>, AppError> {
    let tenant = crate::access::tenant().await?;
    let Some(selection) = selection else { return Ok(None) };
    let selection = crate::kit::form::chosen(&selection, &[])?;
    let contents = crate::writer::service::contents::selected(&tenant, &selection).await?;
    crate::images::service::prompts::estimate(&tenant, &crate::access::request_state()?, &contents).await.map(Some)
}

/// Has pictures made for the selected articles: their prompts first, then each picture.
#[server(prefix = "/sfn", endpoint = "writer/make_images", output = JsonText)]
pub async fn make_images(
    #[server(default)] selection: String,
    #[server(default)] ids: Vec<String>,
) -> Result<Queued, AppError> {
    let tenant = crate::access::tenant().await?;
    let selection = crate::kit::form::chosen(&selection, &ids)?;
    let contents = crate::writer::service::contents::selected(&tenant, &selection).await?;
    crate::images::service::prompts::enqueue_if_affordable(&tenant, &crate::access::request_state()?, contents).await
}

/// The revisions of an article; with `from` and `to`, how those two differ.
#[server(prefix = "/sfn", endpoint = "writer/list_revisions", output = JsonText)]
pub async fn list_revisions(id: ContentId, from: Option<i64>, to: Option<i64>) -> Result<RevisionList, AppError> {
    let tenant = crate::access::tenant().await?;
    crate::writer::service::revisions::list(&tenant, id, from.zip(to)).await
}

/// Makes a revision the present text again, and leads to the article.
#[server(prefix = "/sfn", endpoint = "writer/restore_revision", output = JsonText)]
pub async fn restore_revision(id: ContentId, version: i64) -> Result<i64, AppError> {
    let tenant = crate::access::tenant().await?;
    let now = crate::writer::service::revisions::restore(&tenant, id, version).await?;
    redirect_here(&format!("/writer/content/{id}"));
    Ok(now)
}
