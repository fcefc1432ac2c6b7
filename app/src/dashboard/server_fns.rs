//! The door for the dashboard.

use leptos::prelude::*;

use super::figures::FirstPage;
use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::SiteId;

/// A site's figures, or the way in while the account has no site.
#[server(prefix = "/sfn", endpoint = "dashboard/get", output = JsonText)]
pub async fn get_dashboard(site: Option<SiteId>) -> Result<FirstPage, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::load(&tenant, site).await
}
