//! The door for the frame.

use leptos::prelude::*;

use super::data::ShellData;
use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::SiteId;

/// What the frame around a page shows.
#[server(prefix = "/sfn", endpoint = "shell/get", output = JsonText)]
pub async fn get_shell(site: Option<SiteId>) -> Result<ShellData, AppError> {
    let tenant = crate::access::tenant().await?;
    let visitor = crate::access::visitor().await?;
    super::service::load(&tenant, visitor.into(), site).await
}
