//! The door for pages: imports and pasted lists. Files themselves come in by [`crate::planner::http`].

use leptos::prelude::*;

use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::{ImportId, SiteId};
use crate::planner::import::{ImportDetail, ImportForm, ImportHome, RejectionPage};

#[cfg(feature = "ssr")]
use crate::{access, planner::service::import, sites::scope::href_of};

/// Where keywords are added to a site.
#[server(prefix = "/sfn", endpoint = "planner/get_import_home", output = JsonText)]
pub async fn get_import_home(site: Option<SiteId>) -> Result<ImportHome, AppError> {
    let tenant = access::tenant().await?;
    let state = access::request_state()?;
    import::home(&state, &tenant, site).await
}

/// An import with its preview or its result.
#[server(prefix = "/sfn", endpoint = "planner/get_import", output = JsonText)]
pub async fn get_import(id: ImportId) -> Result<ImportDetail, AppError> {
    let tenant = access::tenant().await?;
    let state = access::request_state()?;
    import::detail(&state, &tenant, id).await
}

/// Keeps what was corrected in the preview; `then`: `start` imports what was seen, anything else, or a file that is read
/// in another way now, shows the preview again.
#[server(prefix = "/sfn", endpoint = "planner/save_import", output = JsonText)]
pub async fn save_import(id: ImportId, form: ImportForm, #[server(default)] then: String) -> Result<(), AppError> {
    let tenant = access::tenant().await?;
    let state = access::request_state()?;
    if then == "start" {
        match import::start(&state, &tenant, id, Some(&form)).await {
            Err(error) if error.code == "read_anew" => Ok(()),
            begun => begun.map(|_| ()),
        }
    } else {
        import::set_layout(&state, &tenant, id, &form).await
    }
}

/// Goes on with an import that stopped.
#[server(prefix = "/sfn", endpoint = "planner/continue_import", output = JsonText)]
pub async fn continue_import(id: ImportId) -> Result<(), AppError> {
    let tenant = access::tenant().await?;
    let state = access::request_state()?;
    import::start(&state, &tenant, id, None).await.map(|_| ())
}

/// Adds the keywords of a pasted list and leads to what came of it.
#[server(prefix = "/sfn", endpoint = "planner/add_keywords", output = JsonText)]
pub async fn add_keywords(
    #[server(default)] site: Option<SiteId>,
    #[server(default)] sector: String,
    #[server(default)] country: String,
    text: String,
) -> Result<ImportId, AppError> {
    let tenant = access::tenant().await?;
    let (id, _) = import::add_keywords(&tenant, site, sector.parse().ok(), &country, &text).await?;
    leptos_axum::redirect(&href_of(&format!("/planner/import/{id}"), site, None));
    Ok(id)
}

/// A page of the rows an import rejected.
#[server(prefix = "/sfn", endpoint = "planner/rejected_rows", output = JsonText)]
pub async fn rejected_rows(id: ImportId, at: Option<String>) -> Result<RejectionPage, AppError> {
    let tenant = access::tenant().await?;
    import::rejected_page(&tenant, id, at.as_deref()).await
}
