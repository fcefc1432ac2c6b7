//! Asks a site whether we can work with it, and says in our own types what it found.

use wordpress::{Connection, Credentials, Permalinks, Problem};

use super::client;
use crate::integrations::connection::{Facts, Obstacle};
use crate::kit::AppResult;
use crate::state::Settings;

/// Tries an address with credentials, from the name of the site to the rights of the user. Takes seconds; a site that
/// does not answer is given up on.
///
/// # Errors
/// 500 when this server has no working TLS. What is wrong with the site is the inner result.
pub async fn examine(
    settings: &Settings,
    address: &str,
    credentials: &Credentials,
) -> AppResult<Result<Facts, Problem>> {
    let http = client::doctors_http(settings)?;
    Ok(wordpress::connect(&http, address, credentials).await.map(facts))
}

fn facts(found: Connection) -> Facts {
    Facts {
        root: found.root.to_string(),
        site_name: found.site_name,
        home: found.home,
        version: found.version,
        pretty_permalinks: found.permalinks == Permalinks::Pretty,
        user: found.user.name,
        roles: found.user.roles,
        publish_posts: found.may.publish_posts,
        publish_pages: found.may.publish_pages,
        upload_files: found.may.upload_files,
        edit_others_posts: found.may.edit_others_posts,
        manage_categories: found.may.manage_categories,
    }
}

/// What stands in the way, as it is stored and shown.
pub fn obstacle(problem: &Problem) -> Obstacle {
    Obstacle { code: problem.code().to_owned(), sentence: problem.to_string(), advice: problem.advice().to_owned() }
}
