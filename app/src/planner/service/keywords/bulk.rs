//! What can be done with many keywords at once, and taking it back.

use serde_json::json;

use super::room::lock_room;
use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::kit::id::{KeywordId, SiteId};
use crate::kit::selection::{MAX_SELECTION, Selection, bounded};
use crate::kit::text::count_of;
use crate::kit::undo::{self, Change, Undoable};
use crate::kit::{AppError, AppResult};
use crate::planner::keyword::Intent;
use crate::planner::keyword_list::KeywordFilter;
use crate::planner::store;
use crate::planner::store::keywords::Restored;
use crate::sites::service::sites;

/// The keywords that a selection means. Ids of other sites or accounts may be among them; the store leaves them alone.
///
/// # Errors
/// 422 `nothing_selected`, `too_many_selected`.
pub async fn resolve(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    selection: &Selection<KeywordFilter>,
) -> AppResult<Vec<KeywordId>> {
    let ids = match selection {
        Selection::Ids(ids) => ids.iter().copied().map(KeywordId).collect(),
        Selection::AllMatching(filter) => store::keywords::select(tx, site, filter, MAX_SELECTION + 1).await?,
    };
    Ok(bounded(ids)?)
}

/// Deletes the selected keywords; can be undone for 30 days. The value is how many were there to delete.
///
/// # Errors
/// 403; 404 for the site, and when none of the keywords exists; 422 for the selection. Nothing is changed then.
pub async fn delete_keywords(
    tenant: &Tenant,
    site: Option<SiteId>,
    selection: &Selection<KeywordFilter>,
) -> AppResult<Undoable<i64>> {
    let (mut tx, site, ids) = begin(tenant, site, selection).await?;
    let changed = store::keywords::delete(&mut tx, site, &ids).await?;
    require_any(&mut tx, site, &ids, changed.len()).await?;
    let count = changed.len();
    finish(tx, site, AuditAction::KeywordsDeleted, count, Change::KeywordsDeleted { keywords: changed }).await
}

/// Switches the selected keywords off: they stay, and clustering passes them over.
///
/// # Errors
/// As [`delete_keywords`].
pub async fn disable_keywords(
    tenant: &Tenant,
    site: Option<SiteId>,
    selection: &Selection<KeywordFilter>,
) -> AppResult<Undoable<i64>> {
    let (mut tx, site, ids) = begin(tenant, site, selection).await?;
    let changed = store::keywords::disable(&mut tx, site, &ids).await?;
    require_any(&mut tx, site, &ids, changed.len()).await?;
    let count = changed.len();
    finish(tx, site, AuditAction::KeywordsSwitchedOff, count, Change::KeywordsDisabled { keywords: changed }).await
}

/// Switches the selected keywords on again.
///
/// # Errors
/// As [`delete_keywords`].
pub async fn enable_keywords(
    tenant: &Tenant,
    site: Option<SiteId>,
    selection: &Selection<KeywordFilter>,
) -> AppResult<Undoable<i64>> {
    let (mut tx, site, ids) = begin(tenant, site, selection).await?;
    let changed = store::keywords::enable(&mut tx, site, &ids).await?;
    require_any(&mut tx, site, &ids, changed.len()).await?;
    let count = changed.len();
    finish(tx, site, AuditAction::KeywordsSwitchedOn, count, Change::KeywordsEnabled { keywords: changed }).await
}

/// Gives the selected keywords an intent, or takes it away with `None`.
///
/// # Errors
/// As [`delete_keywords`].
pub async fn set_intent(
    tenant: &Tenant,
    site: Option<SiteId>,
    selection: &Selection<KeywordFilter>,
    intent: Option<Intent>,
) -> AppResult<Undoable<i64>> {
    let (mut tx, site, ids) = begin(tenant, site, selection).await?;
    let before = store::keywords::intents_before(&mut tx, site, &ids, intent).await?;
    require_any(&mut tx, site, &ids, before.len()).await?;
    let changed: Vec<KeywordId> = before.iter().map(|(id, _)| *id).collect();
    store::keywords::set_intent(&mut tx, &changed, intent).await?;
    let to = Some(intent.map_or("", Intent::as_str).to_owned());
    finish(tx, site, AuditAction::KeywordsIntentSet, changed.len(), Change::KeywordIntentsSet { before, to }).await
}

async fn begin(
    tenant: &Tenant,
    site: Option<SiteId>,
    selection: &Selection<KeywordFilter>,
) -> AppResult<(TenantTx<'static>, SiteId, Vec<KeywordId>)> {
    tenant.may(Action::EditPlanner)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, site).await?.id;
    let ids = resolve(&mut tx, site, selection).await?;
    Ok((tx, site, ids))
}

/// Refuses a change of keywords that are not there. Of a change that found some to change that is known.
async fn require_any(tx: &mut TenantTx<'_>, site: SiteId, ids: &[KeywordId], changed: usize) -> AppResult<()> {
    if changed > 0 || store::keywords::has_any_of(tx, site, ids).await? {
        return Ok(());
    }
    Err(AppError::not_found("keyword"))
}

async fn finish(
    mut tx: TenantTx<'static>,
    site: SiteId,
    action: AuditAction,
    count: usize,
    change: Change,
) -> AppResult<Undoable<i64>> {
    let value = i64::try_from(count).unwrap_or(i64::MAX);
    let undo = undo::record(&mut tx, &change).await?;
    audit::record(&mut tx, Event { action, site: Some(site), target: None, details: json!({ "count": value }) })
        .await?;
    tx.commit().await?;
    Ok(Undoable { value, undo })
}

/// Brings deleted keywords back, for undo, and says how many could not.
///
/// # Errors
/// 503 when the database is away.
pub(crate) async fn restore(tx: &mut TenantTx<'_>, ids: &[KeywordId]) -> AppResult<String> {
    let room = lock_room(tx).await?;
    let Restored { back, no_room } = store::keywords::restore(tx, ids, room).await?;
    let again = i64::try_from(ids.len()).unwrap_or(i64::MAX) - back - no_room;
    let mut said = format!("{} back.", count_of(back, "keyword is", "keywords are"));
    let mut add = |n: i64, what: &str| {
        if n > 0 {
            said.push_str(&format!(" {} {what}", count_of(n, "keyword was", "keywords were")));
        }
    };
    add(again, "added again since and left alone.");
    add(no_room, "left out: the plan has no room for more.");
    Ok(said)
}

/// Switches keywords back to how they were, for undo.
///
/// # Errors
/// 503 when the database is away.
pub(crate) async fn switch_back(tx: &mut TenantTx<'_>, ids: &[KeywordId], disabled: bool) -> AppResult<String> {
    let changed = store::keywords::switch_back(tx, ids, disabled).await?.len();
    let changed = i64::try_from(changed).unwrap_or(i64::MAX);
    let how = if disabled { "off" } else { "on" };
    Ok(format!("{} switched {how} again.", count_of(changed, "keyword is", "keywords are")))
}

/// Gives keywords the intents they had, for undo: those that still have the one they got, where it is known.
///
/// # Errors
/// 503 when the database is away.
pub(crate) async fn put_intents_back(
    tx: &mut TenantTx<'_>,
    before: &[(KeywordId, Option<Intent>)],
    to: Option<&str>,
) -> AppResult<String> {
    let changed = store::keywords::put_intents_back(tx, before, to).await?;
    Ok(format!("{} the intent it had.", count_of(changed, "keyword has", "keywords have"))
        .replace("have the intent it had", "have the intents they had"))
}
