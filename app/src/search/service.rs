//! Asks every kind of record for what has a text in its name.

use super::found::{Found, Group, Hit, Kind, Shown};
use super::store::{self, Sought};
use super::text::SearchText;
use crate::access::{Action, Tenant, TenantTx};
use crate::kit::AppResult;
use crate::kit::id::SiteId;

/// Finds rows of the account by their names: of each kind what matches exactly, then what begins with the text, then what
/// holds it; among those the rows of the site `here` first, then by name. Another account's site puts nothing first.
///
/// The cost is bounded, and [`store::LOOKED_THROUGH`] says how it grows and where it stops.
///
/// # Errors
/// 422 for a text that is too short or too long ([`SearchText`]); 503.
pub async fn find(tenant: &Tenant, typed: &str, here: Option<SiteId>, shown: Shown) -> AppResult<Found> {
    tenant.may(Action::View)?;
    let text = SearchText::parse(typed)?;
    let sought = Sought::new(&text, here, shown);
    let mut tx = tenant.begin().await?;
    store::stay_within_bounds(&mut tx).await?;
    let mut found = Found::default();
    for kind in Kind::ALL {
        let mut hits = of_kind(&mut tx, *kind, &sought).await?;
        let more = hits.len() > shown.most();
        hits.truncate(shown.most());
        if !hits.is_empty() {
            found.groups.push(Group { kind: *kind, hits, more });
        }
    }
    Ok(found)
}

async fn of_kind(tx: &mut TenantTx<'_>, kind: Kind, sought: &Sought) -> sqlx::Result<Vec<Hit>> {
    match kind {
        Kind::Site => store::sites::find(tx, sought).await,
        Kind::Keyword => store::keywords::find(tx, sought).await,
        Kind::Cluster => store::clusters::find(tx, sought).await,
        Kind::Idea => store::ideas::find(tx, sought).await,
        Kind::Task => store::tasks::find(tx, sought).await,
        Kind::Article => store::contents::find(tx, sought).await,
    }
}
