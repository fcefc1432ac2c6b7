//! The door for pages: guard, call a service, map the error.

use leptos::prelude::*;

use super::image::ArticlePictures;
use super::image_list::{ImageList, ImageQuery};
use super::{ImageKind, ImageStatus};
use crate::billing::credits::Estimate;
use crate::jobs::job::Queued;
use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::{ContentId, ImageId, SiteId};

/// A page of pictures, grouped by article.
#[server(prefix = "/sfn", endpoint = "images/list", input = JsonText, output = JsonText)]
pub async fn list_images(query: ImageQuery) -> Result<ImageList, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::listing::list(&tenant, &crate::access::request_state()?, &query).await
}

/// How many pictures of a site are in each state.
#[server(prefix = "/sfn", endpoint = "images/statuses", output = JsonText)]
pub async fn count_images(site: Option<SiteId>) -> Result<Vec<(ImageStatus, i64)>, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::listing::statuses(&tenant, site).await
}

/// The pictures of an article.
#[server(prefix = "/sfn", endpoint = "images/of_article", output = JsonText)]
pub async fn get_article_images(content: ContentId) -> Result<ArticlePictures, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::listing::of_article(&tenant, &crate::access::request_state()?, content).await
}

/// What having the selected pictures made costs; nothing selected costs nothing.
#[server(prefix = "/sfn", endpoint = "images/estimate", output = JsonText)]
pub async fn estimate_images(selection: Option<String>) -> Result<Option<Estimate>, AppError> {
    let tenant = crate::access::tenant().await?;
    let Some(selection) = selection else { return Ok(None) };
    let selection = crate::kit::form::chosen(&selection, &[])?;
    let ids = super::service::listing::selected(&tenant, &selection).await?;
    super::service::generation::estimate(&tenant, &crate::access::request_state()?, &ids).await.map(Some)
}

/// Has the selected pictures made that are not there yet.
#[server(prefix = "/sfn", endpoint = "images/make", output = JsonText)]
pub async fn make_images(
    #[server(default)] selection: String,
    #[server(default)] ids: Vec<String>,
) -> Result<Queued, AppError> {
    let tenant = crate::access::tenant().await?;
    let selection = crate::kit::form::chosen(&selection, &ids)?;
    let ids = super::service::listing::selected(&tenant, &selection).await?;
    super::service::generation::enqueue(&tenant, &crate::access::request_state()?, ids).await
}

/// Has the pictures of an article described, and made.
#[server(prefix = "/sfn", endpoint = "images/make_all", output = JsonText)]
pub async fn make_article_images(content: ContentId) -> Result<Queued, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::prompts::enqueue_if_affordable(&tenant, &crate::access::request_state()?, vec![content]).await
}

/// Has another picture made in the place of one.
#[server(prefix = "/sfn", endpoint = "images/regenerate", output = JsonText)]
pub async fn regenerate_image(image: ImageId) -> Result<Queued, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::generation::regenerate(&tenant, &crate::access::request_state()?, image).await
}

/// Changes a picture's texts.
#[server(prefix = "/sfn", endpoint = "images/edit", output = JsonText)]
pub async fn edit_image(
    image: ImageId,
    prompt: String,
    #[server(default)] alt: String,
    #[server(default)] caption: String,
    #[server(default)] after_heading: String,
) -> Result<(), AppError> {
    let tenant = crate::access::tenant().await?;
    let texts = super::image::ImageTexts { prompt, alt, caption, after_heading };
    super::service::editing::edit(&tenant, image, &texts).await
}

/// Adds a picture to an article.
#[server(prefix = "/sfn", endpoint = "images/add", output = JsonText)]
pub async fn add_image(
    content: ContentId,
    kind: ImageKind,
    prompt: String,
    #[server(default)] alt: String,
    #[server(default)] caption: String,
    #[server(default)] after_heading: String,
) -> Result<ImageId, AppError> {
    let tenant = crate::access::tenant().await?;
    let texts = super::image::ImageTexts { prompt, alt, caption, after_heading };
    super::service::editing::add(&tenant, content, kind, &texts).await
}

/// Takes a picture out of its article.
#[server(prefix = "/sfn", endpoint = "images/remove", output = JsonText)]
pub async fn remove_image(image: ImageId) -> Result<(), AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::editing::remove(&tenant, &crate::access::request_state()?, image).await
}
