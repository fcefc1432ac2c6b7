//! The door for the search.

use leptos::prelude::*;

use super::found::{Found, Shown};
use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::SiteId;

/// What has this text in its name; rows of the given site first.
#[server(prefix = "/sfn", endpoint = "search/find", output = JsonText)]
pub async fn find_anything(q: String, site: Option<SiteId>, shown: Shown) -> Result<Found, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::find(&tenant, &q, site, shown).await
}
