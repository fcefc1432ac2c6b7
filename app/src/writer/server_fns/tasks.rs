//! The door for pages: tasks.

use leptos::prelude::*;

use crate::billing::credits::Estimate;
use crate::jobs::job::Queued;
use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::{SiteId, TaskId};
use crate::kit::undo::Undoable;
use crate::writer::task::{TaskFilters, TaskList, TaskQuery, TaskView};

/// A page of tasks.
#[server(prefix = "/sfn", endpoint = "writer/list_tasks", input = JsonText, output = JsonText)]
pub async fn list_tasks(query: TaskQuery) -> Result<TaskList, AppError> {
    let tenant = crate::access::tenant().await?;
    crate::writer::service::tasks::list(&tenant, &crate::access::request_state()?, &query).await
}

/// What the tasks of a site can be narrowed by.
#[server(prefix = "/sfn", endpoint = "writer/task_filters", output = JsonText)]
pub async fn get_task_filters(site: Option<SiteId>) -> Result<TaskFilters, AppError> {
    let tenant = crate::access::tenant().await?;
    crate::writer::service::tasks::filters(&tenant, site).await
}

/// One task.
#[server(prefix = "/sfn", endpoint = "writer/get_task", output = JsonText)]
pub async fn get_task(id: TaskId) -> Result<TaskView, AppError> {
    let tenant = crate::access::tenant().await?;
    crate::writer::service::tasks::get(&tenant, &crate::access::request_state()?, id).await
}

/// What writing the selected tasks costs at most; nothing selected costs nothing.
#[server(prefix = "/sfn", endpoint = "writer/estimate_articles", output = JsonText)]
pub async fn estimate_articles(selection: Option<String>) -> Result<Option<Estimate>, AppError> {
    let tenant = crate::access::tenant().await?;
    let Some(selection) = selection else { return Ok(None) };
    let selection = crate::kit::form::chosen(&selection, &[])?;
    crate::writer::service::tasks::estimate(&tenant, &crate::access::request_state()?, &selection).await.map(Some)
}

/// Has the selected tasks written.
#[server(prefix = "/sfn", endpoint = "writer/write_articles", output = JsonText)]
pub async fn write_articles(
    #[server(default)] selection: String,
    #[server(default)] ids: Vec<String>,
) -> Result<Queued, AppError> {
    let tenant = crate::access::tenant().await?;
    let selection = crate::kit::form::chosen(&selection, &ids)?;
    crate::writer::service::tasks::write(&tenant, &crate::access::request_state()?, &selection).await
}

/// Has the article of a task written once more, after the one it had was deleted.
#[server(prefix = "/sfn", endpoint = "writer/write_again", output = JsonText)]
pub async fn write_again(task: TaskId) -> Result<Queued, AppError> {
    let tenant = crate::access::tenant().await?;
    crate::writer::service::tasks::write_again(&tenant, &crate::access::request_state()?, task).await
}

/// Deletes the selected tasks.
#[server(prefix = "/sfn", endpoint = "writer/delete_tasks", output = JsonText)]
pub async fn delete_tasks(
    #[server(default)] selection: String,
    #[server(default)] ids: Vec<String>,
) -> Result<Undoable<i64>, AppError> {
    let tenant = crate::access::tenant().await?;
    let selection = crate::kit::form::chosen(&selection, &ids)?;
    let done = crate::writer::service::deleting::delete_tasks(&tenant, &selection).await?;
    crate::kit::form::return_with("undo", Some(&done.undo.to_string()));
    Ok(done)
}
