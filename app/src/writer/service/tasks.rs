//! Tasks: made from ideas, listed, estimated, handed to the writer, deleted.

use serde_json::json;

use super::writing::{Payload, body_of};
use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::ai::metering;
use crate::billing::credits::{Estimate, Operation};
use crate::billing::service::{ledger, rates};
use crate::jobs::JobKind;
use crate::jobs::job::Queued;
use crate::jobs::service::{self as jobs, NewJob};
use crate::kit::id::{IdeaId, SiteId, TaskId};
use crate::kit::selection::{MAX_SELECTION, Selection, bounded};
use crate::kit::text::{count_of, shorten};
use crate::kit::{AppError, AppResult};
use crate::sites::service::sites;
use crate::state::AppState;
use crate::writer::TaskStatus;
use crate::writer::store;
use crate::writer::store::tasks::{TaskBrief, WritableRow};
use crate::writer::task::{TaskFilters, TaskList, TaskQuery, TaskRow, TaskView, tokens_of_article};

/// Makes a task of each idea, once: ideas that are tasks already are left out, and so are those that are switched
/// off, deleted, written or without sections. The ideas are queued then. Answers how many tasks were made.
///
/// # Errors
/// 503 when the database is away.
pub async fn from_ideas(tx: &mut TenantTx<'_>, ideas: &[IdeaId]) -> AppResult<i64> {
    Ok(store::tasks::insert_from_ideas(tx, ideas).await?)
}

/// Why [`from_ideas`] made no task of any of these, and what can be done about it.
///
/// # Errors
/// 503 when the database is away.
pub async fn why_none(tx: &mut TenantTx<'_>, ideas: &[IdeaId]) -> AppResult<AppError> {
    let bare = store::ideas::titles_without_sections(tx, ideas).await?;
    Ok(match bare.as_slice() {
        [] => AppError::conflict(
            "nothing_to_send",
            "None of these can be sent: they are with the writer already, written, or switched off.",
        ),
        [title] => {
            let title = shorten(title, 60);
            let sentence =
                format!("“{title}” has no sections yet. Add at least one heading to its outline, then send it.");
            AppError::conflict("no_sections", sentence)
        }
        titles => {
            let ideas = count_of(i64::try_from(titles.len()).unwrap_or(i64::MAX), "idea", "ideas");
            let sentence = format!(
                "{ideas} have no sections yet. Add at least one heading to the outline of each, then send them."
            );
            AppError::conflict("no_sections", sentence)
        }
    })
}

/// A page of tasks, each with what writing it will cost.
///
/// # Errors
/// 404 for a site that is not there; 500 when the model has no price.
pub async fn list(tenant: &Tenant, state: &AppState, query: &TaskQuery) -> AppResult<TaskList> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, query.site).await?.id;
    let mut page = store::task_list::page(&mut tx, site, query).await?;
    if let Some(at) = page.instead(&query.at) {
        page = store::task_list::page(&mut tx, site, &query.at(&at)).await?;
    }
    price(&mut tx, state, &mut page.rows).await?;
    Ok(TaskList { page, may_write: tenant.can(Action::RunAi) && tenant.can(Action::EditContent) })
}

/// Says of tasks that can be written what that will cost at most: one look at the price for all of them.
async fn price(tx: &mut TenantTx<'_>, state: &AppState, rows: &mut [TaskRow]) -> AppResult<()> {
    let rate = rates::text_rate(tx, state.text_model.name(), Operation::Content).await?;
    for row in rows {
        let offered = row.can_be_written() || row.can_be_written_again();
        row.credits = offered.then(|| rate.credits(tokens_of_article(row.target_words, row.sections)));
    }
    Ok(())
}

/// What the tasks of a site can be narrowed by.
///
/// # Errors
/// 404 for a site that is not there.
pub async fn filters(tenant: &Tenant, site: Option<SiteId>) -> AppResult<TaskFilters> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, site).await?.id;
    Ok(TaskFilters {
        statuses: store::task_list::statuses(&mut tx, site).await?,
        clusters: store::task_list::clusters(&mut tx, site).await?,
    })
}

/// A task with all it asks for, and what is written of it.
///
/// # Errors
/// 404, also for another account's.
pub async fn get(tenant: &Tenant, state: &AppState, id: TaskId) -> AppResult<TaskView> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let mut row = store::task_list::find(&mut tx, id).await?.ok_or_else(|| AppError::not_found("task"))?;
    price(&mut tx, state, std::slice::from_mut(&mut row)).await?;
    let brief = store::tasks::brief(&mut tx, id).await?.ok_or_else(|| AppError::not_found("task"))?;
    let sections = store::sections::of_task(&mut tx, id).await?;
    Ok(TaskView {
        row,
        outline: brief.outline,
        keywords: brief.keywords,
        audience: brief.audience,
        tone: brief.tone,
        written_words: sections.iter().map(|section| i64::from(section.words)).sum(),
        written_html: body_of(&sections),
        may_write: tenant.can(Action::RunAi),
    })
}

/// The most the article of a task is charged for, with the model in force.
///
/// # Errors
/// 500 when the model has no price.
pub async fn credits_of(tx: &mut TenantTx<'_>, state: &AppState, task: &TaskBrief) -> AppResult<i64> {
    let sections = i64::try_from(task.outline.len()).unwrap_or(i64::MAX);
    let tokens = tokens_of_article(task.target_words, sections);
    Ok(metering::estimate_text(tx, state.text_model.name(), Operation::Content, 1, tokens).await?.credits)
}

/// What writing the selected tasks costs at most. Tasks that are written or at work count nothing.
///
/// # Errors
/// 422 for too many; 500 when the model has no price.
pub async fn estimate(tenant: &Tenant, state: &AppState, selection: &Selection<TaskQuery>) -> AppResult<Estimate> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let ids = resolve(&mut tx, selection).await?;
    estimate_of(&mut tx, state, &ids).await
}

async fn estimate_of(tx: &mut TenantTx<'_>, state: &AppState, ids: &[TaskId]) -> AppResult<Estimate> {
    let mut estimate = Estimate { items: 0, credits: 0, available: ledger::balance(tx).await?.available() };
    for (words, sections, tasks) in store::tasks::lengths(tx, ids).await? {
        let tokens = tokens_of_article(words, sections);
        let part = metering::estimate_text(tx, state.text_model.name(), Operation::Content, tasks, tokens).await?;
        estimate.items += part.items;
        estimate.credits = estimate.credits.saturating_add(part.credits);
    }
    Ok(estimate)
}

/// Has the articles of the selected tasks written: one batch, one job an article. Failed tasks are tried again.
///
/// # Errors
/// 402 when the estimate is more than there is: nothing is started then; 409 when none of them can be written now, or
/// their site is switched off.
pub async fn write(tenant: &Tenant, state: &AppState, selection: &Selection<TaskQuery>) -> AppResult<Queued> {
    tenant.may(Action::RunAi)?;
    let mut tx = tenant.begin().await?;
    let ids = resolve(&mut tx, selection).await?;
    store::tasks::lock(&mut tx, &ids).await?;
    let queued = queue(&mut tx, state, &ids).await?;
    tx.commit().await?;
    Ok(queued)
}

/// Has the article of a completed task written once more, after the one it had was deleted. Nothing of that one is used
/// again, and the new one is charged anew.
///
/// # Errors
/// 402 and 409 as [`write`]; 404; 409 `article_there` when the task is not completed or has its article.
pub async fn write_again(tenant: &Tenant, state: &AppState, id: TaskId) -> AppResult<Queued> {
    tenant.may(Action::RunAi)?;
    let mut tx = tenant.begin().await?;
    store::tasks::lock(&mut tx, &[id]).await?;
    store::tasks::brief(&mut tx, id).await?.ok_or_else(|| AppError::not_found("task"))?;
    if store::tasks::begin_round(&mut tx, id).await?.is_none() {
        return Err(AppError::conflict(
            "article_there",
            "An article is written once more when the one it had is deleted. This task has its article, or waits for it.",
        ));
    }
    store::sections::delete_of_task(&mut tx, id).await?;
    let queued = queue(&mut tx, state, &[id]).await?;
    tx.commit().await?;
    Ok(queued)
}

/// Queues those of the tasks that can be written, unless they would cost more than there is. The caller holds their locks.
async fn queue(tx: &mut TenantTx<'_>, state: &AppState, ids: &[TaskId]) -> AppResult<Queued> {
    let tasks = store::tasks::writable(tx, ids).await?;
    let Some(first) = tasks.first() else {
        return Err(AppError::conflict("nothing_to_write", "These tasks are written already, or being written now."));
    };
    sites::require_all_active(tx, tasks.iter().map(|task| task.site)).await?;
    let estimate = estimate_of(tx, state, ids).await?;
    if !estimate.affordable() {
        return Err(ledger::too_few(estimate.credits, estimate.available));
    }
    let title = match tasks.len() {
        1 => format!("Write “{}”", shorten(&first.title, 60)),
        n => format!("Write {}", count_of(i64::try_from(n).unwrap_or(i64::MAX), "article", "articles")),
    };
    let job = |task: &WritableRow| NewJob { target: Some(task.id.0), payload: json!(Payload { round: task.round }) };
    let new = tasks.iter().map(job).collect();
    let queued = jobs::enqueue(tx, JobKind::WriteArticle, &title, Some(first.site), new).await?;
    // what failed waits again, without the old reason
    let ids: Vec<TaskId> = tasks.iter().map(|task| task.id).collect();
    store::tasks::move_to(tx, &ids, &[TaskStatus::Failed], TaskStatus::Queued, None).await?;
    Ok(queued)
}

/// The tasks that a selection means.
pub(super) async fn resolve(tx: &mut TenantTx<'_>, selection: &Selection<TaskQuery>) -> AppResult<Vec<TaskId>> {
    let ids = match selection {
        Selection::Ids(ids) => ids.iter().map(|id| TaskId(*id)).collect(),
        Selection::AllMatching(query) => {
            let site = sites::resolve(tx, query.site).await?.id;
            store::task_list::matching(tx, site, query, MAX_SELECTION + 1).await?
        }
    };
    Ok(bounded(ids)?)
}

/// Records what was done to tasks, for recent activity.
pub(super) async fn tell(tx: &mut TenantTx<'_>, action: AuditAction, count: usize) -> AppResult<()> {
    audit::record(tx, Event { action, site: None, target: None, details: json!({ "count": count }) }).await
}
