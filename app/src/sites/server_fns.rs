//! The door for pages: sites, their sectors, the industries to choose from.

use leptos::prelude::*;

use super::site::{Industry, SiteDetail, SiteList};
use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::SiteId;
use crate::kit::undo::Undoable;

#[cfg(feature = "ssr")]
use {super::scope::href_of, super::service, super::site::SiteForm, crate::access};

/// The account's sites with their figures.
#[server(prefix = "/sfn", endpoint = "sites/list", output = JsonText)]
pub async fn list_sites() -> Result<SiteList, AppError> {
    let tenant = access::tenant().await?;
    service::sites::list(&tenant).await
}

/// One site with its sectors and what is next for it.
#[server(prefix = "/sfn", endpoint = "sites/get", output = JsonText)]
pub async fn get_site(id: SiteId) -> Result<SiteDetail, AppError> {
    let tenant = access::tenant().await?;
    service::sites::detail(&tenant, id).await
}

/// Every industry with its sectors.
#[server(prefix = "/sfn", endpoint = "sites/industries", output = JsonText)]
pub async fn list_industries() -> Result<Vec<Industry>, AppError> {
    let tenant = access::tenant().await?;
    service::industries::list(&tenant).await
}

/// Adds a site and leads to it.
#[server(prefix = "/sfn", endpoint = "sites/create", output = JsonText)]
pub async fn create_site(
    name: String,
    url: String,
    #[server(default)] description: String,
    industry: String,
    #[server(default)] sectors: Vec<String>,
    platform: String,
    language: String,
) -> Result<SiteId, AppError> {
    let tenant = access::tenant().await?;
    let form = SiteForm { name, url, description, platform, language };
    let site = service::sites::create(&tenant, &form, &industry, &sectors).await?;
    leptos_axum::redirect(&href_of(&format!("/sites/{site}"), Some(site), None));
    Ok(site)
}

/// Changes what is known about a site.
#[server(prefix = "/sfn", endpoint = "sites/update", output = JsonText)]
pub async fn update_site(
    id: SiteId,
    name: String,
    url: String,
    #[server(default)] description: String,
    platform: String,
    language: String,
) -> Result<(), AppError> {
    let tenant = access::tenant().await?;
    let form = SiteForm { name, url, description, platform, language };
    service::sites::update(&tenant, id, &form).await
}

/// Chooses the sectors of a site anew.
#[server(prefix = "/sfn", endpoint = "sites/set_sectors", output = JsonText)]
pub async fn set_sectors(
    id: SiteId,
    industry: String,
    #[server(default)] sectors: Vec<String>,
) -> Result<(), AppError> {
    let tenant = access::tenant().await?;
    service::sectors::set(&tenant, id, &industry, &sectors).await
}

/// Switches a site off or on.
#[server(prefix = "/sfn", endpoint = "sites/set_active", output = JsonText)]
pub async fn set_site_active(id: SiteId, active: bool) -> Result<(), AppError> {
    let tenant = access::tenant().await?;
    service::sites::set_active(&tenant, id, active).await
}

/// Deletes a site; without our script it leads to the list, with a note that offers to undo.
#[server(prefix = "/sfn", endpoint = "sites/delete", output = JsonText)]
pub async fn delete_site(id: SiteId) -> Result<Undoable<String>, AppError> {
    let tenant = access::tenant().await?;
    let deleted = service::sites::delete(&tenant, id).await?;
    if crate::kit::form::is_plain() {
        leptos_axum::redirect(&format!("/sites?undo={}", deleted.undo));
    }
    Ok(deleted)
}
