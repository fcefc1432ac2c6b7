//! The door for pages: guard, call a service, map the error.

use leptos::prelude::*;

use super::connection::{SiteConnection, Tested};
use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::SiteId;

/// A site's connection. Its password is never among the answer.
#[server(prefix = "/sfn", endpoint = "integrations/get", output = JsonText)]
pub async fn get_connection(site: SiteId) -> Result<SiteConnection, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::connections::view(&tenant, site).await
}

/// Tries credentials and saves them.
#[server(prefix = "/sfn", endpoint = "integrations/connect", output = JsonText)]
pub async fn connect_site(
    site: SiteId,
    address: String,
    username: String,
    password: String,
) -> Result<Tested, AppError> {
    let tenant = crate::access::tenant().await?;
    let form = super::service::connections::ConnectForm { address, username, password };
    super::service::connections::connect(&tenant, &crate::access::request_state()?, site, &form).await
}

/// Tries the connection a site has.
#[server(prefix = "/sfn", endpoint = "integrations/test", output = JsonText)]
pub async fn test_connection(site: SiteId) -> Result<Tested, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::connections::test(&tenant, &crate::access::request_state()?, site).await
}

/// Forgets a site's connection.
#[server(prefix = "/sfn", endpoint = "integrations/disconnect", output = JsonText)]
pub async fn disconnect_site(site: SiteId) -> Result<(), AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::connections::disconnect(&tenant, site).await
}
