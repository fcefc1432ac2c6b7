//! The door for pages: keywords, one and many.

use leptos::prelude::*;

use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::{KeywordId, SiteId};
use crate::kit::selection::Selection;
use crate::kit::undo::Undoable;
use crate::planner::keyword::{Intent, KeywordDetail};
use crate::planner::keyword_list::{KeywordFilter, KeywordList, KeywordQuery};

#[cfg(feature = "ssr")]
use crate::{access, planner::service::keywords};

/// A page of the keywords of a site, with the menus of its filters.
#[server(prefix = "/sfn", endpoint = "planner/list_keywords", input = JsonText, output = JsonText)]
pub async fn list_keywords(query: KeywordQuery) -> Result<KeywordList, AppError> {
    let tenant = access::tenant().await?;
    keywords::list(&tenant, &query).await
}

/// One keyword.
#[server(prefix = "/sfn", endpoint = "planner/get_keyword", output = JsonText)]
pub async fn get_keyword(id: KeywordId) -> Result<KeywordDetail, AppError> {
    let tenant = access::tenant().await?;
    keywords::get(&tenant, id).await
}

/// Corrects a keyword.
#[server(prefix = "/sfn", endpoint = "planner/update_keyword", output = JsonText)]
pub async fn update_keyword(
    id: KeywordId,
    keyword: String,
    #[server(default)] volume: String,
    #[server(default)] difficulty: String,
    #[server(default)] cpc: String,
    #[server(default)] intent: String,
    #[server(default)] country: String,
) -> Result<(), AppError> {
    let tenant = access::tenant().await?;
    let form = keywords::KeywordForm { keyword, volume, difficulty, cpc, intent, country };
    keywords::update(&tenant, id, &form).await
}

/// Deletes the selected keywords.
#[server(prefix = "/sfn", endpoint = "planner/delete_keywords", input = JsonText, output = JsonText)]
pub async fn delete_keywords(
    site: Option<SiteId>,
    selection: Selection<KeywordFilter>,
) -> Result<Undoable<i64>, AppError> {
    let tenant = access::tenant().await?;
    keywords::delete_keywords(&tenant, site, &selection).await
}

/// Switches the selected keywords off.
#[server(prefix = "/sfn", endpoint = "planner/disable_keywords", input = JsonText, output = JsonText)]
pub async fn disable_keywords(
    site: Option<SiteId>,
    selection: Selection<KeywordFilter>,
) -> Result<Undoable<i64>, AppError> {
    let tenant = access::tenant().await?;
    keywords::disable_keywords(&tenant, site, &selection).await
}

/// Switches the selected keywords on.
#[server(prefix = "/sfn", endpoint = "planner/enable_keywords", input = JsonText, output = JsonText)]
pub async fn enable_keywords(
    site: Option<SiteId>,
    selection: Selection<KeywordFilter>,
) -> Result<Undoable<i64>, AppError> {
    let tenant = access::tenant().await?;
    keywords::enable_keywords(&tenant, site, &selection).await
}

/// Gives the selected keywords an intent; none takes it away.
#[server(prefix = "/sfn", endpoint = "planner/set_keyword_intent", input = JsonText, output = JsonText)]
pub async fn set_keyword_intent(
    site: Option<SiteId>,
    selection: Selection<KeywordFilter>,
    intent: Option<Intent>,
) -> Result<Undoable<i64>, AppError> {
    let tenant = access::tenant().await?;
    keywords::set_intent(&tenant, site, &selection, intent).await
}
