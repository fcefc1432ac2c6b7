//! What a search finds: rows of each kind, with all that a line about one says.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kit::address::Address;
use crate::kit::id::SiteId;
use crate::sites::scope::href_of;
use crate::ui::IconName;

crate::words! {
    /// What can be found, in the order in which it is shown: that of the work.
    pub enum Kind {
        Site = "site",
        Keyword = "keyword",
        Cluster = "cluster",
        Idea = "idea",
        Task = "task",
        Article = "article",
    }
}

impl Kind {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Site => "Sites",
            Self::Keyword => "Keywords",
            Self::Cluster => "Clusters",
            Self::Idea => "Ideas",
            Self::Task => "Tasks",
            Self::Article => "Articles",
        }
    }

    #[must_use]
    pub const fn icon(self) -> IconName {
        match self {
            Self::Site => IconName::Globe,
            Self::Keyword => IconName::Key,
            Self::Cluster => IconName::Cluster,
            Self::Idea => IconName::Idea,
            Self::Task => IconName::ListTodo,
            Self::Article => IconName::FileText,
        }
    }

    /// The path of its list; a row's own page lies below it.
    const fn path(self) -> &'static str {
        match self {
            Self::Site => "/sites",
            Self::Keyword => "/planner/keywords",
            Self::Cluster => "/planner/clusters",
            Self::Idea => "/planner/ideas",
            Self::Task => "/writer/tasks",
            Self::Article => "/writer/content",
        }
    }

    /// The page of a row.
    #[must_use]
    pub fn href(self, hit: &Hit) -> String {
        href_of(&format!("{}/{}", self.path(), hit.id), Some(hit.site), None)
    }

    /// The list of a site's rows that the text matches. `None` where the list has no search of its own.
    #[must_use]
    pub fn list_href(self, text: &str, site: SiteId) -> Option<String> {
        if self == Self::Site {
            return None;
        }
        Some(Address::new(self.path()).with("q", text).with("site", &site.to_string()).finish())
    }
}

crate::words! {
    /// How much of each kind is wanted.
    pub enum Shown {
        /// As much as fits a window that opens above the page.
        Palette = "palette",
        Page = "page",
    }
}

impl Shown {
    /// Rows of each kind.
    #[must_use]
    pub const fn most(self) -> usize {
        match self {
            Self::Palette => 5,
            Self::Page => 8,
        }
    }
}

/// A row that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub id: Uuid,
    pub site: SiteId,
    pub title: String,
    /// Where it is: the name of its site; of a site, its address.
    pub place: String,
    /// Its state in words.
    pub state: String,
}

impl Hit {
    /// The quiet line below the title.
    #[must_use]
    pub fn note(&self) -> String {
        format!("{} · {}", self.place, self.state)
    }
}

/// What was found of one kind: something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub kind: Kind,
    /// What matches exactly first, then what begins with the text, then what holds it.
    pub hits: Vec<Hit>,
    /// Whether there are more than these.
    pub more: bool,
}

/// What was found, in the order of [`Kind::ALL`], without kinds of which there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub groups: Vec<Group>,
}

impl Found {
    /// How many rows are shown.
    #[must_use]
    pub fn count(&self) -> usize {
        self.groups.iter().map(|group| group.hits.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_leads_to_its_page_and_a_kind_to_its_list() {
        let id: Uuid = "018f0000-0000-7000-8000-000000000001".parse().expect("an id");
        let site = SiteId(id);
        let hit = Hit { id, site, title: "Cold brew".into(), place: "Home Brew Lab".into(), state: "New".into() };
        assert_eq!(Kind::Keyword.href(&hit), format!("/planner/keywords/{id}?site={id}"));
        assert_eq!(hit.note(), "Home Brew Lab · New");
        let list = Kind::Article.list_href("50 % off", site);
        assert_eq!(list, Some(format!("/writer/content?q=50%20%25%20off&site={id}")));
        assert_eq!(Kind::Site.list_href("a", site), None);
    }
}
