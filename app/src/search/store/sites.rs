//! Sites, by name or address.

use uuid::Uuid;

use super::Sought;
use crate::access::TenantTx;
use crate::kit::id::{AccountId, SiteId};
use crate::kit::like::{beginning, containing};
use crate::search::found::Hit;
use crate::sites::SiteStatus;

/// Sites with the text in their name or address, which may be typed with its scheme or without. All of an account's sites
/// are looked through: they are few.
pub async fn find(tx: &mut TenantTx<'_>, sought: &Sought) -> sqlx::Result<Vec<Hit>> {
    let account = tx.account();
    let host = host_of(&sought.text);
    let rows = sqlx::query!(
        r#"
        SELECT id AS "id!: Uuid", name AS "name!", host AS "host!", status AS "status!: SiteStatus"
          FROM (SELECT id, name, split_part(url, '://', 2) AS host, status
                  FROM sites
                 WHERE account_id = $1 AND deleted_at IS NULL) s
         WHERE name ILIKE $3 OR host ILIKE $4
         ORDER BY NOT (lower(name) = lower($7) OR lower(host) = lower($8)), NOT (name ILIKE $5 OR host ILIKE $6),
                  id IS DISTINCT FROM $2, lower(name) COLLATE "C", id
         LIMIT $9
        "#,
        account as AccountId,
        sought.here as Option<SiteId>,
        sought.containing,
        containing(host),
        sought.beginning,
        beginning(host),
        sought.text,
        host,
        sought.limit,
    )
    .fetch_all(tx.conn())
    .await?;
    let hits = rows.into_iter().map(|row| Hit {
        id: row.id,
        site: SiteId(row.id),
        title: row.name,
        place: row.host,
        state: row.status.label().to_owned(),
    });
    Ok(hits.collect())
}

/// What of a text could be an address as it is kept: no scheme, no slash at the end.
fn host_of(text: &str) -> &str {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest).trim_end_matches('/');
    if rest.is_empty() { text } else { rest }
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn an_address_is_looked_for_without_its_scheme() {
        assert_eq!(host_of("https://brew.example/blog/"), "brew.example/blog");
        assert_eq!(host_of("brew"), "brew");
        assert_eq!(host_of("https://"), "https://");
    }
}
