//! The door for pages: ideas.

use leptos::prelude::*;

use crate::billing::credits::Estimate;
use crate::jobs::job::Queued;
use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::{IdeaId, SiteId};
use crate::kit::undo::Undoable;
use crate::planner::idea::{IdeaDetail, IdeaForm, IdeaList, IdeaQuery, PlaceChoice, Sent};

#[cfg(feature = "ssr")]
use {
    crate::access,
    crate::kit::form::{chosen, return_with},
    crate::planner::service,
    crate::sites::scope::{href_of, redirect_here},
};

/// A page of the ideas of a site.
#[server(prefix = "/sfn", endpoint = "planner/list_ideas", input = JsonText, output = JsonText)]
pub async fn list_ideas(query: IdeaQuery) -> Result<IdeaList, AppError> {
    let tenant = access::tenant().await?;
    service::ideas::list(&tenant, &query).await
}

/// One idea with all that its page shows.
#[server(prefix = "/sfn", endpoint = "planner/get_idea", output = JsonText)]
pub async fn get_idea(id: IdeaId) -> Result<IdeaDetail, AppError> {
    let tenant = access::tenant().await?;
    service::ideas::detail(&tenant, id).await
}

/// Where an idea can be added by hand.
#[server(prefix = "/sfn", endpoint = "planner/list_idea_places", output = JsonText)]
pub async fn list_idea_places(site: Option<SiteId>) -> Result<Vec<PlaceChoice>, AppError> {
    let tenant = access::tenant().await?;
    service::ideas::places(&tenant, site).await
}

/// What ideas for the selected clusters cost at most; nothing selected costs nothing.
#[server(prefix = "/sfn", endpoint = "planner/estimate_ideas", output = JsonText)]
pub async fn estimate_ideas(selection: Option<String>) -> Result<Option<Estimate>, AppError> {
    let tenant = access::tenant().await?;
    let Some(selection) = selection else { return Ok(None) };
    let state = access::request_state()?;
    service::ideas::estimate(&tenant, state.text_model.name(), &chosen(&selection, &[])?).await.map(Some)
}

/// Has ideas made for the selected clusters.
#[server(prefix = "/sfn", endpoint = "planner/generate_ideas", output = JsonText)]
pub async fn generate_ideas(
    #[server(default)] selection: String,
    #[server(default)] ids: Vec<String>,
) -> Result<Queued, AppError> {
    let tenant = access::tenant().await?;
    let state = access::request_state()?;
    service::ideas::generate(&tenant, state.text_model.name(), &chosen(&selection, &ids)?).await
}

/// Adds an idea and leads to it.
#[server(prefix = "/sfn", endpoint = "planner/add_idea", output = JsonText)]
pub async fn add_idea(
    place: String,
    title: String,
    primary_keyword: String,
    structure: String,
    #[server(default)] target_words: String,
) -> Result<IdeaId, AppError> {
    let tenant = access::tenant().await?;
    let form = IdeaForm { title, primary_keyword, structure, target_words, ..IdeaForm::default() };
    let id = service::ideas::add(&tenant, &place, &form).await?;
    redirect_here(&format!("{}/{id}", IdeaQuery::PATH));
    Ok(id)
}

/// Changes an idea. Its fields are called `form[title]` and so on.
#[server(prefix = "/sfn", endpoint = "planner/edit_idea", output = JsonText)]
pub async fn edit_idea(id: IdeaId, form: IdeaForm) -> Result<(), AppError> {
    let tenant = access::tenant().await?;
    service::ideas::edit(&tenant, id, &form).await
}

/// Makes tasks of ideas.
#[server(prefix = "/sfn", endpoint = "planner/send_ideas", output = JsonText)]
pub async fn send_ideas(
    #[server(default)] selection: String,
    #[server(default)] ids: Vec<String>,
) -> Result<Sent, AppError> {
    let tenant = access::tenant().await?;
    service::ideas::send_to_writer(&tenant, &chosen(&selection, &ids)?).await
}

/// Deletes ideas. `to_list_of`: from the idea's own page, which is gone then; the site whose list follows.
#[server(prefix = "/sfn", endpoint = "planner/delete_ideas", output = JsonText)]
pub async fn delete_ideas(
    #[server(default)] selection: String,
    #[server(default)] ids: Vec<String>,
    #[server(default)] to_list_of: Option<SiteId>,
) -> Result<Undoable<i64>, AppError> {
    let tenant = access::tenant().await?;
    let done = service::ideas::delete(&tenant, &chosen(&selection, &ids)?).await?;
    if to_list_of.is_some() {
        leptos_axum::redirect(&href_of(&format!("{}?undo={}", IdeaQuery::PATH, done.undo), to_list_of, None));
    } else {
        return_with("undo", Some(&done.undo.to_string()));
    }
    Ok(done)
}

/// Switches ideas off or on.
#[server(prefix = "/sfn", endpoint = "planner/switch_ideas", output = JsonText)]
pub async fn switch_ideas(
    #[server(default)] selection: String,
    #[server(default)] ids: Vec<String>,
    off: bool,
) -> Result<Undoable<i64>, AppError> {
    let tenant = access::tenant().await?;
    let done = service::ideas::set_disabled(&tenant, &chosen(&selection, &ids)?, off).await?;
    return_with("undo", Some(&done.undo.to_string()));
    Ok(done)
}
