//! How far a site is: one question over the whole pipeline, answered without counting anything.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, SiteId};
use crate::sites::site::{Milestone, Step};

pub async fn of_site(tx: &mut TenantTx<'_>, site: SiteId) -> sqlx::Result<Vec<Milestone>> {
    let account = tx.account();
    let row = sqlx::query!(
        r#"
        SELECT EXISTS (SELECT FROM sites WHERE account_id = $1 AND id = $2 AND description <> '') AS "described!",
               EXISTS (SELECT FROM keywords WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL) AS "keywords!",
               EXISTS (SELECT FROM clusters WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL) AS "clusters!",
               EXISTS (SELECT FROM ideas WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL) AS "ideas!",
               EXISTS (SELECT FROM contents WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL) AS "articles!",
               EXISTS (SELECT FROM integrations WHERE account_id = $1 AND site_id = $2 AND state = 'connected') AS "connected!",
               EXISTS (SELECT FROM contents
                        WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL
                          AND site_status IN ('published', 'changed')) AS "published!"
        "#,
        account as AccountId,
        site as SiteId,
    )
    .fetch_one(tx.conn())
    .await?;
    let done = |step| match step {
        Step::Described => row.described,
        Step::Keywords => row.keywords,
        Step::Clusters => row.clusters,
        Step::Ideas => row.ideas,
        Step::Articles => row.articles,
        Step::Connected => row.connected,
        Step::Published => row.published,
    };
    Ok(Step::ALL.iter().map(|step| Milestone { step: *step, done: done(*step) }).collect())
}
