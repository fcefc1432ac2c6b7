//! The door for pages: what credits went on.

use leptos::prelude::*;

use super::usage::Usage;
use crate::kit::AppError;
use crate::kit::codec::JsonText;

/// The balance, usage and a page of the ledger. `at`: the page's cursor, empty for the latest entries.
#[server(prefix = "/sfn", endpoint = "billing/get_usage", output = JsonText)]
pub async fn get_usage(at: String) -> Result<Usage, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::usage::load(&tenant, &at).await
}
