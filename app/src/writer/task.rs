//! Tasks as both sides know them: an idea made ready to write.

use chrono::{DateTime, Utc};
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

use super::TaskStatus;
use crate::ai::brief::{SectionOutline, TOKENS_ABOUT_SITE};
use crate::ai::structure::ContentStructure;
use crate::kit::address::Address;
use crate::kit::id::{ClusterId, ContentId, SiteId, TaskId};
use crate::kit::page::Page;
use crate::kit::text::count_of;

crate::words! {
    /// What the list of tasks is sorted by.
    pub enum TaskSort {
        Added = "added",
        Title = "title",
        Words = "words",
    }
}

/// Which tasks a list shows, and in which order. All of it is in the page's address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskQuery {
    pub site: Option<SiteId>,
    /// Part of a title or keyword.
    pub q: String,
    pub status: Option<TaskStatus>,
    pub structure: Option<ContentStructure>,
    pub cluster: Option<ClusterId>,
    pub sort: TaskSort,
    pub descending: bool,
    /// The cursor of the page; empty for the first.
    pub at: String,
}

impl Default for TaskQuery {
    /// All tasks, the latest first.
    fn default() -> Self {
        Self {
            site: None,
            q: String::new(),
            status: None,
            structure: None,
            cluster: None,
            sort: TaskSort::Added,
            descending: true,
            at: String::new(),
        }
    }
}

impl TaskQuery {
    pub const PATH: &'static str = "/writer/tasks";

    /// Reads an address; what can't be read is left out.
    #[must_use]
    pub fn from_query(params: &ParamsMap) -> Self {
        let read = |name: &str| params.get(name).filter(|value| !value.is_empty());
        let sort = read("sort").and_then(|word| word.parse().ok());
        Self {
            site: read("site").and_then(|id| id.parse().ok()),
            q: read("q").unwrap_or_default(),
            status: read("status").and_then(|word| word.parse().ok()),
            structure: read("structure").and_then(|word| word.parse().ok()),
            cluster: read("cluster").and_then(|id| id.parse().ok()),
            descending: read("order").map_or(sort.is_none(), |order| order == "desc"),
            sort: sort.unwrap_or(TaskSort::Added),
            at: read("at").unwrap_or_default(),
        }
    }

    /// The address that shows this list.
    #[must_use]
    pub fn href(&self) -> String {
        let usual = self.sort == TaskSort::Added && self.descending;
        Address::new(Self::PATH)
            .with_some("site", self.site)
            .with("q", &self.q)
            .with_some("status", self.status)
            .with_some("structure", self.structure)
            .with_some("cluster", self.cluster)
            .with_some("sort", (!usual).then_some(self.sort))
            .with("order", if !usual && self.descending { "desc" } else { "" })
            .with("at", &self.at)
            .finish()
    }

    /// The same list by another column, or the other way round when it is this one already.
    #[must_use]
    pub fn sorted_by(&self, sort: TaskSort) -> Self {
        let descending = if self.sort == sort { !self.descending } else { false };
        Self { sort, descending, at: String::new(), ..self.clone() }
    }

    /// The page at a cursor.
    #[must_use]
    pub fn at(&self, cursor: &str) -> Self {
        Self { at: cursor.to_owned(), ..self.clone() }
    }

    /// What narrows the list, whatever its order and page.
    #[must_use]
    pub fn filter(&self) -> Self {
        let usual = Self::default();
        Self { sort: usual.sort, descending: usual.descending, at: usual.at, ..self.clone() }
    }

    /// Whether anything is filtered out.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || self.status.is_some() || self.structure.is_some() || self.cluster.is_some()
    }
}

/// A cluster by name, with how many rows it has in the list that offers it as a filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterChoice {
    pub id: ClusterId,
    pub name: String,
    pub count: i64,
}

/// A task as its list shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskRow {
    pub id: TaskId,
    pub title: String,
    pub cluster: Option<ClusterId>,
    pub cluster_name: Option<String>,
    pub structure: ContentStructure,
    pub primary_keyword: String,
    pub target_words: i64,
    pub sections: i64,
    /// Sections written (and kept) by a try that did not get to the end.
    pub written: i64,
    pub status: TaskStatus,
    /// Why it failed.
    pub failure: Option<String>,
    pub content: Option<ContentId>,
    /// A job writes it, or waits to.
    pub at_work: bool,
    /// What writing it will cost at most, in credits; none where it can't be asked for now.
    pub credits: Option<i64>,
    pub created_at: DateTime<Utc>,
}

impl TaskRow {
    /// Whether its article can be asked for.
    #[must_use]
    pub const fn can_be_written(&self) -> bool {
        self.status.can_be_written() && !self.at_work
    }

    /// Whether its article was written and deleted, so that it can be asked for once more.
    #[must_use]
    pub const fn can_be_written_again(&self) -> bool {
        matches!(self.status, TaskStatus::Completed) && self.content.is_none() && !self.at_work
    }

    /// What asking for its article is called, with what it will cost; none where it can't be asked for.
    #[must_use]
    pub fn offer(&self) -> Option<String> {
        let verb = match self.status {
            _ if self.can_be_written_again() => "Write again",
            _ if !self.can_be_written() => return None,
            TaskStatus::Failed => "Try again",
            TaskStatus::Queued | TaskStatus::InProgress | TaskStatus::Completed => "Write the article",
        };
        Some(match self.credits {
            Some(credits) => format!("{verb} · about {}", count_of(credits, "credit", "credits")),
            None => verb.to_owned(),
        })
    }
}

/// A page of tasks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskList {
    pub page: Page<TaskRow>,
    /// Whether this person may start writing and change tasks.
    pub may_write: bool,
}

/// What the list of tasks can be narrowed by: only what is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskFilters {
    pub statuses: Vec<(TaskStatus, i64)>,
    pub clusters: Vec<ClusterChoice>,
}

/// A task with all it asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskView {
    pub row: TaskRow,
    pub outline: Vec<SectionOutline>,
    pub keywords: Vec<String>,
    pub audience: String,
    pub tone: String,
    /// The sections kept so far, as HTML.
    pub written_html: String,
    pub written_words: i64,
    pub may_write: bool,
}

/// Most words of an article.
pub const MAX_WORDS: i64 = 5_000;
/// Fewest words of an article.
pub const MIN_WORDS: i64 = 500;

/// Tokens of one prompt besides the text it quotes and what the site is about: instructions, facts, guidance, the tail
/// of what is written.
const TOKENS_A_PROMPT: i64 = 1_100;
/// Tokens of the answer that describes the article for search results.
const TOKENS_OF_META: i64 = 400;

/// The most tokens an article of so many words and outline sections is charged for: an introduction, the sections,
/// the description. English takes some 1.4 tokens a word and HTML a little more, hence 1.6; a quarter is added for
/// answers that are asked for twice. What goes beyond is ours.
#[must_use]
pub const fn tokens_of_article(target_words: i64, sections: i64) -> i64 {
    let prompts = (sections + 2) * (TOKENS_A_PROMPT + TOKENS_ABOUT_SITE);
    let written = target_words * 8 / 5;
    // the description is written from the text
    let read_again = target_words * 3 / 2;
    (prompts + written + read_again + TOKENS_OF_META) * 5 / 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_as_the_list_it_shows() {
        let query = TaskQuery {
            q: "cold & brew".to_owned(),
            status: Some(TaskStatus::Failed),
            sort: TaskSort::Words,
            descending: true,
            at: "a.1".to_owned(),
            ..TaskQuery::default()
        };
        let address = query.href();
        let mut params = ParamsMap::new();
        for pair in address.split_once('?').expect("a query").1.split('&') {
            let (name, value) = pair.split_once('=').expect("a pair");
            params.insert(name.to_owned(), value.to_owned());
        }
        assert_eq!(TaskQuery::from_query(&params), query);
        assert_eq!(TaskQuery::from_query(&ParamsMap::new()), TaskQuery::default());
        assert_eq!(TaskQuery::default().href(), TaskQuery::PATH);
    }

    #[test]
    fn longer_articles_and_more_sections_cost_more() {
        assert!(tokens_of_article(1_000, 6) < tokens_of_article(2_000, 6));
        assert!(tokens_of_article(1_000, 6) < tokens_of_article(1_000, 8));
    }
}
