//! Slugs that no other article of the site has.

use crate::access::TenantTx;
use crate::kit::AppResult;
use crate::kit::id::{ContentId, SiteId};
use crate::kit::text::slugify;
use crate::writer::store;

/// Longest slug made from a title: short enough to be read in an address, and to take a number.
const FROM_TITLE: usize = 80;

/// A free slug for a title: the title's own, or with the first number that nobody has.
///
/// # Errors
/// 503 when the database is away.
pub async fn for_title(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    title: &str,
    except: Option<ContentId>,
) -> AppResult<String> {
    free(tx, site, &slugify(title, FROM_TITLE), except).await
}

/// The slug itself if it is free, else with a number.
///
/// # Errors
/// 503 when the database is away.
pub async fn free(tx: &mut TenantTx<'_>, site: SiteId, slug: &str, except: Option<ContentId>) -> AppResult<String> {
    let taken = store::slugs::lock_like(tx, site, slug, except).await?;
    Ok(first_free(slug, &taken))
}

/// Whether a slug is free; held until the transaction ends.
///
/// # Errors
/// 503 when the database is away.
pub async fn is_free(tx: &mut TenantTx<'_>, site: SiteId, slug: &str, except: Option<ContentId>) -> AppResult<bool> {
    let taken = store::slugs::lock_like(tx, site, slug, except).await?;
    Ok(!taken.iter().any(|one| one == slug))
}

fn first_free(slug: &str, taken: &[String]) -> String {
    let is_taken = |candidate: &str| taken.iter().any(|one| one == candidate);
    if !is_taken(slug) {
        return slug.to_owned();
    }
    // among one more numbers than slugs are taken, one is free
    (2..=taken.len() + 2)
        .map(|n| format!("{slug}-{n}"))
        .find(|candidate| !is_taken(candidate))
        .unwrap_or_else(|| slug.to_owned())
}

#[cfg(test)]
mod tests {
    use super::first_free;

    #[test]
    fn the_first_free_number_is_taken() {
        let taken = ["cold-brew", "cold-brew-2", "cold-brew-ratio"].map(str::to_owned);
        assert_eq!(first_free("cold-brew", &taken), "cold-brew-3");
        assert_eq!(first_free("tea", &taken), "tea");
        assert_eq!(first_free("cold-brew-2", &taken), "cold-brew-2-2");
    }
}
