//! The slugs of a site's `contents`.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ContentId, SiteId};

/// Holds a site's slugs until the transaction ends, so that two articles never settle on the same.
pub async fn lock(tx: &mut TenantTx<'_>, site: SiteId) -> sqlx::Result<()> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended($1, 7))", site.to_string())
        .fetch_one(tx.conn())
        .await?;
    Ok(())
}

/// The slugs of a site that are `slug`, or `slug` with a number, apart from those of `except`; holds the site's slugs.
pub async fn lock_like(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    slug: &str,
    except: Option<ContentId>,
) -> sqlx::Result<Vec<String>> {
    let account = tx.account();
    lock(tx, site).await?;
    sqlx::query_scalar!(
        r#"
        SELECT slug
          FROM contents
         WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL
           AND (slug = $3 OR slug LIKE $3 || '-%')
           AND id IS DISTINCT FROM $4
        "#,
        account as AccountId,
        site as SiteId,
        slug,
        except as Option<ContentId>,
    )
    .fetch_all(tx.conn())
    .await
}
