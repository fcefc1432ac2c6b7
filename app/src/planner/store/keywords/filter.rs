//! The list's filters as SQL. Values are bound, names are written here.

use sqlx::{Postgres, QueryBuilder};

use crate::kit::id::{AccountId, ClusterId, SectorId, SiteId};
use crate::kit::like::containing;
use crate::planner::keyword::{DifficultyBand, Intent, KeywordState, VolumeBand};
use crate::planner::keyword_list::{KeywordFilter, Match};

/// Appends `WHERE` with everything that a keyword `k` of the site's active sectors must fulfil.
pub fn push_where(sql: &mut QueryBuilder<Postgres>, account: AccountId, site: SiteId, filter: &KeywordFilter) {
    sql.push(" WHERE k.account_id = ").push_bind(account);
    sql.push(" AND k.site_id = ").push_bind(site);
    sql.push(" AND k.deleted_at IS NULL");
    push_active_sectors(sql, account, site);
    if let Some(pattern) = text_pattern(&filter.text) {
        sql.push(" AND k.normalised LIKE ").push_bind(pattern);
    }
    push_state(sql, filter.state);
    push_match(sql, "k.cluster_id", filter.cluster.as_ref(), |sql, id: &ClusterId| {
        sql.push_bind(*id);
    });
    if let Some(sector) = filter.sector {
        sql.push(" AND k.sector_id = ").push_bind::<SectorId>(sector);
    }
    push_match(sql, "k.intent", filter.intent.as_ref(), |sql, intent: &Intent| {
        sql.push_bind(*intent);
    });
    match &filter.country {
        None => {}
        Some(Match::Empty) => {
            sql.push(" AND k.country = ''");
        }
        Some(Match::Is(code)) => {
            sql.push(" AND k.country = ").push_bind(code.replace('\0', ""));
        }
    }
    push_bands(sql, filter.difficulty, filter.volume);
}

/// Sectors that are switched off hide their rows. Said of those that are off, since a list of those that are on leads the
/// planner to an index by sector, and away from the one that the list is in the order of.
fn push_active_sectors(sql: &mut QueryBuilder<Postgres>, account: AccountId, site: SiteId) {
    sql.push(" AND k.sector_id <> ALL (ARRAY(SELECT id FROM sectors WHERE account_id = ").push_bind(account);
    sql.push(" AND site_id = ").push_bind(site);
    sql.push(" AND NOT active))");
}

/// Mapped is said by the cluster (a check of the table holds them together): counts are made of an index that has it.
fn push_state(sql: &mut QueryBuilder<Postgres>, state: Option<KeywordState>) {
    match state {
        None => {}
        Some(KeywordState::Off) => {
            sql.push(" AND k.disabled");
        }
        Some(KeywordState::New) => {
            sql.push(" AND NOT k.disabled AND k.cluster_id IS NULL");
        }
        Some(KeywordState::Mapped) => {
            sql.push(" AND NOT k.disabled AND k.cluster_id IS NOT NULL");
        }
    }
}

fn push_match<T>(
    sql: &mut QueryBuilder<Postgres>,
    column: &'static str,
    wanted: Option<&Match<T>>,
    bind: impl FnOnce(&mut QueryBuilder<Postgres>, &T),
) {
    match wanted {
        None => {}
        Some(Match::Empty) => {
            sql.push(" AND ").push(column).push(" IS NULL");
        }
        Some(Match::Is(value)) => {
            sql.push(" AND ").push(column).push(" = ");
            bind(sql, value);
        }
    }
}

fn push_bands(sql: &mut QueryBuilder<Postgres>, difficulty: Option<DifficultyBand>, volume: Option<VolumeBand>) {
    if let Some(band) = difficulty {
        match band.range() {
            None => {
                sql.push(" AND k.difficulty IS NULL");
            }
            Some((from, below)) => {
                sql.push(" AND k.difficulty >= ").push_bind(from);
                sql.push(" AND k.difficulty < ").push_bind(below);
            }
        }
    }
    if let Some(band) = volume {
        match band.range() {
            None => {
                sql.push(" AND k.volume IS NULL");
            }
            Some((from, below)) => {
                sql.push(" AND k.volume >= ").push_bind(from);
                sql.push(" AND k.volume < ").push_bind(below);
            }
        }
    }
}

/// What `normalised` must be like to contain the text in any spelling; `None` for no text.
pub fn text_pattern(text: &str) -> Option<String> {
    // a character that PostgreSQL cannot take
    let normalised = clustering::normalise(&text.replace('\0', " "));
    if normalised.is_empty() {
        return None;
    }
    Some(containing(&normalised))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_finds_every_spelling_and_takes_signs_as_they_are() {
        assert_eq!(text_pattern("Café-Crème").as_deref(), Some("%cafe creme%"));
        assert_eq!(text_pattern("%_").as_deref(), Some("%\\%\\_%"));
        assert_eq!(text_pattern("  "), None);
        assert_eq!(text_pattern("\0"), None);
    }
}
