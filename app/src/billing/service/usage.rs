//! What credits went on.

use chrono::Duration;

use crate::access::{Action, Tenant, TenantTx};
use crate::billing::store;
use crate::billing::usage::{DaySpent, USAGE_DAYS, Usage};
use crate::kit::AppResult;
use crate::kit::page::{PAGE_SIZE, Page};

/// The balance, what the last 30 days cost, and a page of the ledger, the latest entries first. `before`: entries
/// older than this sequence; `after`: newer ones.
///
/// # Errors
/// 403, 503.
pub async fn load(tenant: &Tenant, at: &str) -> AppResult<Usage> {
    tenant.may(Action::ViewCredits)?;
    let mut tx = tenant.begin().await?;
    let balance = super::ledger::balance(&mut tx).await?;
    let by_day = spent_by_day(&mut tx, USAGE_DAYS).await?;
    let since = tx.now().date_naive() - Duration::days(USAGE_DAYS - 1);
    let by_operation = store::usage::by_operation(&mut tx, since).await?;
    let (direction, sequence) = at.split_once('.').unwrap_or_default();
    let from = sequence.parse::<i64>().ok();
    let newer = direction == "b";
    let mut rows = store::usage::entries(&mut tx, from, newer, PAGE_SIZE + 1).await?;
    let more = i64::try_from(rows.len()).unwrap_or(0) > PAGE_SIZE;
    rows.truncate(usize::try_from(PAGE_SIZE).unwrap_or(0));
    if newer {
        rows.reverse();
    }
    let (has_older, has_newer) = if newer { (true, more) } else { (more, from.is_some()) };
    let next = rows.last().filter(|_| has_older).map(|row| format!("a.{}", row.sequence));
    let previous = rows.first().filter(|_| has_newer).map(|row| format!("b.{}", row.sequence));
    let total = store::usage::count(&mut tx).await?;
    Ok(Usage { balance, by_day, by_operation, entries: Page { rows, total, next, previous } })
}

/// Credits charged a day over the last `days`, oldest first; days without work are there with 0.
///
/// # Errors
/// 503 when the database is away.
pub async fn spent_by_day(tx: &mut TenantTx<'_>, days: i64) -> AppResult<Vec<DaySpent>> {
    let first = tx.now().date_naive() - Duration::days(days - 1);
    let known = store::usage::by_day(tx, first).await?;
    let of = |day| known.iter().find(|spent| spent.day == day).map_or(0, |spent| spent.credits);
    Ok((0..days).map(|n| first + Duration::days(n)).map(|day| DaySpent { day, credits: of(day) }).collect())
}
