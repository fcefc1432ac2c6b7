//! Ideas as both sides know them: their states, what the list and the page of one show, what a person may type.

mod list;
mod outline;

use serde::{Deserialize, Serialize};

use crate::ai::structure::{ContentStructure, ContentType};
use crate::kit::id::{ClusterId, IdeaId, SectorId, SiteId, TaskId};
use crate::ui::Tone;

pub use list::{IdeaFilter, IdeaList, IdeaOptions, IdeaQuery, IdeaSort};
pub use outline::{MAX_SECTIONS, Outline, OutlineError, format_outline, parse_outline};

/// Longest title, in characters.
pub const MAX_TITLE: usize = 300;
/// Bounds of an article's length, in words.
pub const WORDS: std::ops::RangeInclusive<i32> = 500..=5_000;
/// Ideas asked for in one go, a cluster.
pub const IDEAS_PER_CLUSTER: i64 = 5;
/// Most clusters that ideas are asked for at once.
pub const MAX_CLUSTERS: i64 = 500;

crate::words! {
    /// Where an idea stands.
    pub enum IdeaStatus {
        New = "new",
        /// It is a task of the writer.
        Queued = "queued",
        /// Its article is written.
        Completed = "completed",
    }
}

impl IdeaStatus {
    /// Which states may follow which. An idea whose task is deleted is new again.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::New => matches!(next, Self::Queued),
            Self::Queued => matches!(next, Self::Completed | Self::New),
            Self::Completed => false,
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Queued => "With the writer",
            Self::Completed => "Written",
        }
    }

    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::New => Tone::Neutral,
            Self::Queued => Tone::Blue,
            Self::Completed => Tone::Green,
        }
    }
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdeaRow {
    pub id: IdeaId,
    pub title: String,
    pub cluster: Option<(ClusterId, String)>,
    pub sector: String,
    pub structure: ContentStructure,
    pub content_type: ContentType,
    pub primary_keyword: String,
    pub target_words: i32,
    /// The title of the idea or article that it comes close to.
    pub overlaps_with: Option<String>,
    pub status: IdeaStatus,
    pub disabled: bool,
}

/// One idea with everything its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdeaDetail {
    pub row: IdeaRow,
    pub site: SiteId,
    pub outline: Outline,
    pub audience: String,
    pub tone: String,
    /// Target keywords with their searches a month.
    pub keywords: Vec<(String, Option<i64>)>,
    /// What it became.
    pub task: Option<TaskId>,
    pub may_edit: bool,
}

/// What sending to the writer came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Tasks made.
    pub made: i64,
    /// Ideas that were tasks already, are switched off, or have no sections.
    pub left_out: i64,
}

/// Where an idea that is added by hand belongs: a cluster, or a sector without one. Written `cluster:…` or `sector:…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdeaPlace {
    Cluster(ClusterId),
    Sector(SectorId),
}

impl std::fmt::Display for IdeaPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Cluster(id) => write!(f, "cluster:{id}"),
            Self::Sector(id) => write!(f, "sector:{id}"),
        }
    }
}

impl std::str::FromStr for IdeaPlace {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.split_once(':') {
            Some(("cluster", id)) => id.parse().map(Self::Cluster).map_err(drop),
            Some(("sector", id)) => id.parse().map(Self::Sector).map_err(drop),
            _ => Err(()),
        }
    }
}

/// A place to offer in the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceChoice {
    pub sector: SectorId,
    pub sector_name: String,
    /// None: the sector itself.
    pub cluster: Option<(ClusterId, String)>,
}

/// What a person typed into the form of an idea.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IdeaForm {
    pub title: String,
    pub primary_keyword: String,
    pub structure: String,
    pub content_type: String,
    pub target_words: String,
    pub audience: String,
    pub tone: String,
    /// As [`parse_outline`] reads it.
    pub outline: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_states_is_decided() {
        use IdeaStatus::{Completed, New, Queued};
        let legal = [(New, Queued), (Queued, Completed), (Queued, New)];
        for from in IdeaStatus::ALL {
            for to in IdeaStatus::ALL {
                assert_eq!(from.may_become(*to), legal.contains(&(*from, *to)), "{from} to {to}");
            }
        }
    }

    #[test]
    fn places_read_back() {
        let id = uuid::Uuid::from_u128(7);
        for place in [IdeaPlace::Cluster(ClusterId(id)), IdeaPlace::Sector(SectorId(id))] {
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        assert!("site:1".parse::<IdeaPlace>().is_err());
    }
}
