//! `sectors`.

use std::collections::HashMap;

use crate::access::TenantTx;
use crate::kit::id::{AccountId, IndustrySectorId, SectorId, SiteId};
use crate::sites::site::Sector;

/// A site's sectors, active ones first, then by name.
pub async fn of_site(tx: &mut TenantTx<'_>, site: SiteId) -> sqlx::Result<Vec<Sector>> {
    let account = tx.account();
    sqlx::query_as!(
        Sector,
        r#"
        SELECT id AS "id: SectorId", industry_sector_id AS "industry_sector: IndustrySectorId", name, active
          FROM sectors
         WHERE account_id = $1 AND site_id = $2
         ORDER BY active DESC, name, id
        "#,
        account as AccountId,
        site as SiteId,
    )
    .fetch_all(tx.conn())
    .await
}

/// The names of the active sectors of every site.
pub async fn names_of_all(tx: &mut TenantTx<'_>) -> sqlx::Result<HashMap<SiteId, Vec<String>>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT site_id AS "site: SiteId", array_agg(name ORDER BY name) AS "names!"
          FROM sectors
         WHERE account_id = $1 AND active
         GROUP BY site_id
        "#,
        account as AccountId,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.site, row.names)).collect())
}

/// Makes exactly these the active sectors of a site: new ones are added, others are switched on or off.
pub async fn set(tx: &mut TenantTx<'_>, site: SiteId, chosen: &[IndustrySectorId]) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        r#"
        UPDATE sectors
           SET active = (industry_sector_id = ANY($3))
         WHERE account_id = $1 AND site_id = $2 AND active <> (industry_sector_id = ANY($3))
        "#,
        account as AccountId,
        site as SiteId,
        chosen as &[IndustrySectorId],
    )
    .execute(tx.conn())
    .await?;
    let ids: Vec<SectorId> = chosen.iter().map(|_| SectorId::new()).collect();
    sqlx::query!(
        r#"
        INSERT INTO sectors (account_id, id, site_id, industry_sector_id, name)
        SELECT $1, c.id, $2, s.id, s.name
          FROM unnest($3::uuid[], $4::uuid[]) AS c (id, industry_sector)
          JOIN industry_sectors s ON s.id = c.industry_sector
            ON CONFLICT (account_id, site_id, industry_sector_id) DO NOTHING
        "#,
        account as AccountId,
        site as SiteId,
        &ids as &[SectorId],
        chosen as &[IndustrySectorId],
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
