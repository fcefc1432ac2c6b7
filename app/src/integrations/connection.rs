//! A site's connection and what was found out about it, as both sides know it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kit::id::SiteId;
use crate::ui::{CheckState, Tone};

/// Oldest WordPress that is known to work.
pub const OLDEST_VERSION: (u32, u32) = (6, 0);

crate::words! {
    /// Whether a connection works.
    pub enum ConnectionState {
        /// Saved, and the site could not be asked yet.
        Untested = "untested",
        Connected = "connected",
        /// Somebody has to do something about it.
        Broken = "broken",
    }
}

impl ConnectionState {
    /// A test may end either way from anywhere; only new credentials begin untested.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match next {
            Self::Untested => matches!(self, Self::Untested),
            Self::Connected | Self::Broken => true,
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Untested => "Not tested yet",
            Self::Connected => "Connected",
            Self::Broken => "Broken",
        }
    }

    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Untested => Tone::Neutral,
            Self::Connected => Tone::Green,
            Self::Broken => Tone::Red,
        }
    }
}

crate::words! {
    /// How a test of a connection ended.
    pub enum Tested {
        Works = "works",
        /// Something stood in the way that passes by itself: the connection stays what it was.
        NotReached = "not_reached",
        /// Somebody has to do something about it.
        Broken = "broken",
    }
}

/// What is known of a connection: the facts of the last test that went well, and what stood in the way of the latest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub facts: Option<Facts>,
    pub obstacle: Option<Obstacle>,
}

/// A site that answered, and what its user may do there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Where the site's REST API is.
    pub root: String,
    pub site_name: String,
    /// Its front page, by its own account.
    pub home: String,
    /// Where the site shows it.
    pub version: Option<String>,
    /// Addresses look like `/cold-brew/`, not `?p=123`.
    pub pretty_permalinks: bool,
    /// As shown to readers.
    pub user: String,
    pub roles: Vec<String>,
    pub publish_posts: bool,
    pub publish_pages: bool,
    pub upload_files: bool,
    pub edit_others_posts: bool,
    pub manage_categories: bool,
}

/// What stands in the way, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obstacle {
    pub code: String,
    pub sentence: String,
    pub advice: String,
}

/// One line of the doctor's report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    pub state: CheckState,
    pub title: String,
    pub detail: Option<String>,
}

impl Check {
    fn new(state: CheckState, title: impl Into<String>, detail: Option<&str>) -> Self {
        Self { state, title: title.into(), detail: detail.map(str::to_owned) }
    }

    /// Passed, or a warning with what follows from it.
    fn right(has: bool, may: &str, may_not: &str, follows: &str) -> Self {
        if has {
            Self::new(CheckState::Passed, may, None)
        } else {
            Self::new(CheckState::Warning, may_not, Some(follows))
        }
    }
}

impl Report {
    /// The report line by line.
    #[must_use]
    pub fn checks(&self) -> Vec<Check> {
        match (&self.obstacle, &self.facts) {
            (Some(obstacle), _) => {
                vec![Check::new(CheckState::Failed, obstacle.sentence.clone(), Some(&obstacle.advice))]
            }
            (None, Some(facts)) => facts.checks(),
            (None, None) => Vec::new(),
        }
    }
}

impl Facts {
    fn checks(&self) -> Vec<Check> {
        let roles = if self.roles.is_empty() { String::new() } else { format!(" ({})", self.roles.join(", ")) };
        vec![
            Check::new(CheckState::Passed, format!("{} answers", self.site_name_or_home()), Some(&self.home)),
            self.version_check(),
            Check::new(CheckState::Passed, format!("Signed in as {}{roles}", self.user), None),
            Check::right(
                self.publish_posts,
                "May publish posts",
                "May not publish posts",
                "Connect a user with the role Author, Editor or Administrator.",
            ),
            Check::right(
                self.publish_pages,
                "May publish pages",
                "May not publish pages",
                "Articles of the type page need a user with the role Editor or Administrator.",
            ),
            Check::right(
                self.upload_files,
                "May upload pictures",
                "May not upload pictures",
                "Articles with pictures need a user with the role Author, Editor or Administrator.",
            ),
            Check::right(
                self.manage_categories,
                "May create categories",
                "May not create categories",
                "Categories that the site does not have are left out.",
            ),
            Check::right(
                self.edit_others_posts,
                "May edit posts of other users",
                "May not edit posts of other users",
                "Articles published under another user can't be updated under this one.",
            ),
            Check::right(
                self.pretty_permalinks,
                "Addresses are readable",
                "Addresses look like ?p=123",
                "For readable ones choose another setting in WordPress under Settings, Permalinks.",
            ),
        ]
    }

    fn site_name_or_home(&self) -> &str {
        if self.site_name.is_empty() { &self.home } else { &self.site_name }
    }

    fn version_check(&self) -> Check {
        let Some(version) = &self.version else {
            return Check::new(CheckState::Passed, "WordPress", Some("The site hides its version."));
        };
        let title = format!("WordPress {version}");
        let mut parts = version.split('.').map_while(|part| part.parse::<u32>().ok());
        let found = parts.next().map(|major| (major, parts.next().unwrap_or(0)));
        match found {
            Some(found) if found < OLDEST_VERSION => Check::new(
                CheckState::Warning,
                title,
                Some("WordPress 6.0 or later is known to work. Update the site before you publish to it."),
            ),
            _ => Check::new(CheckState::Passed, title, None),
        }
    }
}

/// A connection as pages show it. The password is not among it, and never is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    pub address: String,
    pub username: String,
    pub state: ConnectionState,
    pub report: Report,
    pub tested_at: Option<DateTime<Utc>>,
}

/// A site and its connection, if it has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteConnection {
    pub site: SiteId,
    pub site_name: String,
    pub site_url: String,
    pub connection: Option<Connection>,
    pub may_edit: bool,
    pub may_test: bool,
}

#[cfg(test)]
mod tests {
    use super::ConnectionState::{Broken, Connected, Untested};
    use super::*;

    fn facts() -> Facts {
        Facts {
            root: "https://example.com/wp-json/".to_owned(),
            site_name: "Trial".to_owned(),
            home: "https://example.com".to_owned(),
            version: Some("6.5.2".to_owned()),
            pretty_permalinks: true,
            user: "Ada".to_owned(),
            roles: vec!["author".to_owned()],
            publish_posts: true,
            publish_pages: false,
            upload_files: true,
            edit_others_posts: false,
            manage_categories: false,
        }
    }

    #[test]
    fn every_pair_of_states_is_decided() {
        let legal = [
            (Untested, Untested),
            (Untested, Connected),
            (Untested, Broken),
            (Connected, Connected),
            (Connected, Broken),
            (Broken, Connected),
            (Broken, Broken),
        ];
        for from in ConnectionState::ALL {
            for to in ConnectionState::ALL {
                assert_eq!(from.may_become(*to), legal.contains(&(*from, *to)), "{from} to {to}");
            }
        }
    }

    #[test]
    fn an_author_is_told_what_will_be_missing() {
        let checks = Report { facts: Some(facts()), obstacle: None }.checks();
        let warnings: Vec<&str> = checks
            .iter()
            .filter(|check| check.state == CheckState::Warning)
            .map(|check| check.title.as_str())
            .collect();
        assert_eq!(
            warnings,
            ["May not publish pages", "May not create categories", "May not edit posts of other users"]
        );
        assert!(checks.iter().any(|check| check.title == "Signed in as Ada (author)"));
    }

    #[test]
    fn an_old_wordpress_is_a_warning_and_a_hidden_version_is_none() {
        for (version, state) in [
            ("5.9.3", CheckState::Warning),
            ("6.0", CheckState::Passed),
            ("7", CheckState::Passed),
            ("x", CheckState::Passed),
        ] {
            let found = Facts { version: Some(version.to_owned()), ..facts() };
            assert_eq!(found.version_check().state, state, "{version}");
        }
        assert_eq!(Facts { version: None, ..facts() }.version_check().state, CheckState::Passed);
    }

    #[test]
    fn an_obstacle_comes_before_what_was_known() {
        let obstacle =
            Obstacle { code: "x".to_owned(), sentence: "It is off.".to_owned(), advice: "Switch it on.".to_owned() };
        let checks = Report { facts: Some(facts()), obstacle: Some(obstacle) }.checks();
        assert_eq!(checks.len(), 1);
        assert_eq!(checks[0].state, CheckState::Failed);
    }
}
