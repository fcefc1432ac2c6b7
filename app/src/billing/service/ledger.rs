//! The credit ledger: the only way a balance moves.
//!
//! Work reserves its estimate, then settles what it used (the rest returns to the pools it came from) or releases all
//! of it. A reservation has a key; the same key never reserves, and so never charges, twice.

use crate::access::{SystemTx, TenantTx};
use crate::billing::credits::{Balance, EntryKind, Operation, Pool};
use crate::billing::store;
use crate::kit::id::{AccountId, JobId, ReservationId};
use crate::kit::{AppError, AppResult, ErrorKind};

/// Opens an account's ledger with the plan's credits, in the transaction that makes the account.
///
/// # Errors
/// 503 when the database is away.
pub async fn open(tx: &mut SystemTx<'_>, account: AccountId, credits: i64) -> AppResult<()> {
    Ok(store::ledger::open(tx, account, credits).await?)
}

/// What the account has.
///
/// # Errors
/// 503 when the database is away.
pub async fn balance(tx: &mut TenantTx<'_>) -> AppResult<Balance> {
    Ok(store::ledger::balance(tx).await?)
}

/// Holds the account's balance until the transaction ends, for those who write before they charge: everybody takes the
/// balance first, then what they work on, so that nobody waits in a ring.
///
/// # Errors
/// 503 when the database is away.
pub async fn lock(tx: &mut TenantTx<'_>) -> AppResult<()> {
    store::ledger::lock(tx).await?;
    Ok(())
}

/// Sets the plan's pool to an amount: a new period, or another plan. The bonus is never touched.
///
/// # Errors
/// 503 when the database is away.
pub async fn reset_plan(tx: &mut TenantTx<'_>, credits: i64) -> AppResult<()> {
    let before = store::ledger::lock(tx).await?;
    store::ledger::post(tx, Pool::Plan, EntryKind::PlanReset, credits - before.plan, None, None).await?;
    Ok(())
}

/// What a reservation found.
#[derive(Debug, Clone, PartialEq)]
pub enum Reserved {
    /// Credits are held; go on and settle or release.
    Held(ReservationId),
    /// This key has been charged already: the stored answer stands, nothing is to be done again.
    Settled { charged: i64, answer: serde_json::Value },
}

/// What is to be held, and for what.
#[derive(Debug, Clone)]
pub struct Reservation<'a> {
    /// Names the piece of work; a retry uses the same.
    pub key: &'a str,
    pub operation: Operation,
    pub job: Option<JobId>,
    /// The most it may cost.
    pub credits: i64,
}

/// Holds credits, the plan's first, then the bonus.
///
/// # Errors
/// 402 with needed and available when there are too few; nothing is held then.
pub async fn reserve(tx: &mut TenantTx<'_>, reservation: &Reservation<'_>) -> AppResult<Reserved> {
    // the balance row's lock makes everything that follows one at a time for the account
    let balance = store::ledger::lock(tx).await?;
    let earlier = store::reservations::find(tx, reservation.key).await?;
    let id = match earlier {
        Some(earlier) if earlier.state == "reserved" => return Ok(Reserved::Held(earlier.id)),
        Some(earlier) if earlier.state == "settled" => {
            return Ok(Reserved::Settled {
                charged: earlier.charged.unwrap_or_default(),
                answer: earlier.answer.unwrap_or_default(),
            });
        }
        Some(released) => Some(released.id),
        None => None,
    };
    let needed = reservation.credits;
    if needed > balance.available() {
        return Err(too_few(needed, balance.available()));
    }
    let from_plan = needed.min(balance.plan);
    let from_bonus = needed - from_plan;
    let id = match id {
        Some(id) => {
            store::reservations::hold_again(tx, id, reservation.job, from_plan, from_bonus).await?;
            id
        }
        None => store::reservations::insert(tx, reservation, from_plan, from_bonus).await?,
    };
    store::ledger::post(tx, Pool::Plan, EntryKind::Reserve, -from_plan, Some(reservation.operation), Some(id)).await?;
    store::ledger::post(tx, Pool::Bonus, EntryKind::Reserve, -from_bonus, Some(reservation.operation), Some(id))
        .await?;
    Ok(Reserved::Held(id))
}

/// Charges what was used, at most what was held, keeps the answer with the charge, and returns the rest: to the
/// bonus first, since it was taken last. Settling what is settled answers with the first charge.
///
/// # Errors
/// 409 when the reservation was released meanwhile.
pub async fn settle(tx: &mut TenantTx<'_>, id: ReservationId, used: i64, answer: &serde_json::Value) -> AppResult<i64> {
    store::ledger::lock(tx).await?;
    let held = store::reservations::get(tx, id).await?;
    match held.state.as_str() {
        "reserved" => {}
        "settled" => return Ok(held.charged.unwrap_or_default()),
        _ => {
            return Err(AppError::conflict(
                "reservation_released",
                "The credits for this work were given back meanwhile. Start it again.",
            ));
        }
    }
    let charged = used.clamp(0, held.plan + held.bonus);
    let back = held.plan + held.bonus - charged;
    let to_bonus = back.min(held.bonus);
    let to_plan = back - to_bonus;
    store::reservations::settle(tx, id, charged, answer).await?;
    store::ledger::post(tx, Pool::Bonus, EntryKind::Settle, to_bonus, Some(held.operation), Some(id)).await?;
    store::ledger::post(tx, Pool::Plan, EntryKind::Settle, to_plan, Some(held.operation), Some(id)).await?;
    Ok(charged)
}

/// Returns all that was held. Releasing what is over changes nothing.
///
/// # Errors
/// 503 when the database is away.
pub async fn release(tx: &mut TenantTx<'_>, id: ReservationId) -> AppResult<()> {
    store::ledger::lock(tx).await?;
    let held = store::reservations::get(tx, id).await?;
    if held.state != "reserved" {
        return Ok(());
    }
    store::reservations::release(tx, id).await?;
    store::ledger::post(tx, Pool::Bonus, EntryKind::Release, held.bonus, Some(held.operation), Some(id)).await?;
    store::ledger::post(tx, Pool::Plan, EntryKind::Release, held.plan, Some(held.operation), Some(id)).await?;
    Ok(())
}

/// Returns whatever a job still holds: called when it ends, however it ends.
///
/// # Errors
/// 503 when the database is away.
pub async fn release_of_job(tx: &mut TenantTx<'_>, job: JobId) -> AppResult<()> {
    release_of_jobs(tx, &[job]).await
}

/// Returns whatever these jobs still hold, as [`release_of_job`] does for one.
///
/// # Errors
/// 503 when the database is away.
pub async fn release_of_jobs(tx: &mut TenantTx<'_>, jobs: &[JobId]) -> AppResult<()> {
    for id in store::reservations::open_of_jobs(tx, jobs).await? {
        release(tx, id).await?;
    }
    Ok(())
}

/// The refusal for lack of credits.
#[must_use]
pub fn too_few(needed: i64, available: i64) -> AppError {
    AppError::new(
        ErrorKind::CreditsNeeded,
        "credits_needed",
        format!("This needs {needed} credits and {available} are available. Choose fewer items, or get more credits."),
    )
}
