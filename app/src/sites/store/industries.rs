//! `industries` and `industry_sectors`.

use crate::access::TenantTx;
use crate::kit::id::{IndustryId, IndustrySectorId};
use crate::sites::site::{Industry, IndustrySector};

/// Every industry with its sectors, by name.
pub async fn list(tx: &mut TenantTx<'_>) -> sqlx::Result<Vec<Industry>> {
    let rows = sqlx::query!(
        r#"
        SELECT i.id AS "industry: IndustryId", i.name AS industry_name, s.id AS "sector: IndustrySectorId", s.name
          FROM industries i
          JOIN industry_sectors s ON s.industry_id = i.id
         ORDER BY i.name, s.name
        "#,
    )
    .fetch_all(tx.conn())
    .await?;
    let mut industries: Vec<Industry> = Vec::new();
    for row in rows {
        let sector = IndustrySector { id: row.sector, name: row.name };
        match industries.last_mut() {
            Some(last) if last.id == row.industry => last.sectors.push(sector),
            _ => industries.push(Industry { id: row.industry, name: row.industry_name, sectors: vec![sector] }),
        }
    }
    Ok(industries)
}

/// The sectors that an industry offers.
pub async fn sectors_of(tx: &mut TenantTx<'_>, industry: IndustryId) -> sqlx::Result<Vec<IndustrySectorId>> {
    sqlx::query_scalar!(
        r#"
        SELECT id AS "id: IndustrySectorId"
          FROM industry_sectors
         WHERE industry_id = $1
        "#,
        industry as IndustryId,
    )
    .fetch_all(tx.conn())
    .await
}
