//! Connecting a site: from an address that somebody typed to a site that we can publish to, or to
//! the one thing that stands in the way.

mod discover;
mod problem;
mod sign_in;
mod typed;
mod version;
mod xmlrpc;

pub use problem::Problem;

use safe_http::Client as Http;

use crate::{Credentials, RestRoot, UserId};

/// A site that works, and what its user may do there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// Where to send requests from now on; the caller keeps it.
    pub root: RestRoot,
    pub site_name: String,
    /// The site's front page, by its own account.
    pub home: String,
    /// `None` where the site hides it.
    pub version: Option<String>,
    pub permalinks: Permalinks,
    pub user: User,
    pub may: Capabilities,
}

/// The user behind an application password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    /// As shown to readers.
    pub name: String,
    pub roles: Vec<String>,
}

/// How the site spells its addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permalinks {
    Pretty,
    /// `?p=123`, or a server that does not rewrite addresses. Publishing works all the same.
    Plain,
}

/// What a user may do, as far as publishing needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    pub publish_posts: bool,
    pub publish_pages: bool,
    pub upload_files: bool,
    pub edit_others_posts: bool,
    /// Create categories. Tags anyone may create who writes.
    pub manage_categories: bool,
    /// Keep scripts and frames, structured data among them. Without it they are stripped and their
    /// text is left standing in the post.
    pub unfiltered_html: bool,
}

/// Tries a site, from its address to its user's rights.
///
/// # Errors
/// The first thing that stands in the way, with what to do about it.
pub async fn connect(http: &Http, address: &str, credentials: &Credentials) -> Result<Connection, Problem> {
    let site = typed::site_address(address)?;
    let found = discover::find_api(http, &site, credentials).await?;
    let (user, may) = sign_in::sign_in(http, &found, credentials).await?;
    if !may.publish_posts {
        return Err(Problem::MayNotPublish { user: user.name });
    }
    let permalinks = if found.root.is_plain() { Permalinks::Plain } else { Permalinks::Pretty };
    Ok(Connection {
        version: version::find_version(http, &found.root).await,
        site_name: found.index.name,
        home: found.index.home,
        root: found.root,
        permalinks,
        user,
        may,
    })
}
