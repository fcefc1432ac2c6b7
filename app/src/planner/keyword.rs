//! Keywords, as both sides know them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::cluster::Explanation;
use crate::kit::id::{ClusterId, KeywordId, SectorId, SiteId};
use crate::ui::Tone;

/// Longest keyword, in characters.
pub const MAX_KEYWORD: usize = 200;

crate::words! {
    /// What a person who searches for it wants.
    pub enum Intent {
        Informational = "informational",
        Commercial = "commercial",
        Transactional = "transactional",
        Navigational = "navigational",
    }
}

impl Intent {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Informational => "Informational",
            Self::Commercial => "Commercial",
            Self::Transactional => "Transactional",
            Self::Navigational => "Navigational",
        }
    }

    /// What the word means, for a tip.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Informational => "wants to know something",
            Self::Commercial => "compares before buying",
            Self::Transactional => "wants to buy or sign up now",
            Self::Navigational => "looks for a particular site",
        }
    }

    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Informational => Tone::Blue,
            Self::Commercial => Tone::Violet,
            Self::Transactional => Tone::Green,
            Self::Navigational => Tone::Neutral,
        }
    }
}

crate::words! {
    /// Whether a keyword has found its cluster.
    pub enum KeywordStatus {
        New = "new",
        Mapped = "mapped",
    }
}

impl KeywordStatus {
    /// Which may follow which: a keyword that leaves its cluster is new again.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        matches!((self, next), (Self::New, Self::Mapped) | (Self::Mapped, Self::New))
    }
}

crate::words! {
    /// What the list shows as a keyword's status: switched off covers the rest.
    pub enum KeywordState {
        New = "new",
        Mapped = "mapped",
        Off = "off",
    }
}

impl KeywordState {
    #[must_use]
    pub const fn of(status: KeywordStatus, disabled: bool) -> Self {
        match (disabled, status) {
            (true, _) => Self::Off,
            (false, KeywordStatus::New) => Self::New,
            (false, KeywordStatus::Mapped) => Self::Mapped,
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Mapped => "In a cluster",
            Self::Off => "Switched off",
        }
    }

    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::New => Tone::Neutral,
            Self::Mapped => Tone::Green,
            Self::Off => Tone::Amber,
        }
    }
}

crate::words! {
    /// How hard it is to rank for, in bands of the usual 0–100 scale.
    pub enum DifficultyBand {
        Easy = "easy",
        Medium = "medium",
        Hard = "hard",
        Unknown = "unknown",
    }
}

impl DifficultyBand {
    /// Where the second and later bands begin.
    pub const BORDERS: [i32; 2] = [30, 60];

    #[must_use]
    pub fn of(difficulty: Option<i16>) -> Self {
        match difficulty.map(i32::from) {
            None => Self::Unknown,
            Some(value) if value < Self::BORDERS[0] => Self::Easy,
            Some(value) if value < Self::BORDERS[1] => Self::Medium,
            Some(_) => Self::Hard,
        }
    }

    /// From and below; `None` for keywords whose difficulty nobody knows.
    #[must_use]
    pub const fn range(self) -> Option<(i32, i32)> {
        match self {
            Self::Easy => Some((0, Self::BORDERS[0])),
            Self::Medium => Some((Self::BORDERS[0], Self::BORDERS[1])),
            Self::Hard => Some((Self::BORDERS[1], i32::MAX)),
            Self::Unknown => None,
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Easy => "Easy, 0–29",
            Self::Medium => "Medium, 30–59",
            Self::Hard => "Hard, 60–100",
            Self::Unknown => "Not known",
        }
    }

    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Easy => Tone::Green,
            Self::Medium => Tone::Amber,
            Self::Hard => Tone::Red,
            Self::Unknown => Tone::Neutral,
        }
    }
}

crate::words! {
    /// Searches a month, in bands.
    pub enum VolumeBand {
        Tiny = "tiny",
        Small = "small",
        Good = "good",
        Large = "large",
        Unknown = "unknown",
    }
}

impl VolumeBand {
    /// Where the second and later bands begin.
    pub const BORDERS: [i64; 3] = [100, 1_000, 10_000];

    #[must_use]
    pub const fn of(volume: Option<i64>) -> Self {
        match volume {
            None => Self::Unknown,
            Some(value) if value < Self::BORDERS[0] => Self::Tiny,
            Some(value) if value < Self::BORDERS[1] => Self::Small,
            Some(value) if value < Self::BORDERS[2] => Self::Good,
            Some(_) => Self::Large,
        }
    }

    /// From and below; `None` for keywords whose volume nobody knows.
    #[must_use]
    pub const fn range(self) -> Option<(i64, i64)> {
        match self {
            Self::Tiny => Some((0, Self::BORDERS[0])),
            Self::Small => Some((Self::BORDERS[0], Self::BORDERS[1])),
            Self::Good => Some((Self::BORDERS[1], Self::BORDERS[2])),
            Self::Large => Some((Self::BORDERS[2], i64::MAX)),
            Self::Unknown => None,
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Tiny => "Under 100",
            Self::Small => "100–999",
            Self::Good => "1,000–9,999",
            Self::Large => "10,000 and more",
            Self::Unknown => "Not known",
        }
    }
}

/// A keyword on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeywordRow {
    pub id: KeywordId,
    pub keyword: String,
    /// Searches a month.
    pub volume: Option<i64>,
    /// 0–100.
    pub difficulty: Option<i16>,
    /// Cost per click in minor units, in the currency of the export.
    pub cpc_minor: Option<i64>,
    pub intent: Option<Intent>,
    /// ISO 3166-1 alpha-2; empty: everywhere.
    pub country: String,
    pub cluster: Option<ClusterLink>,
    pub sector: String,
    pub status: KeywordStatus,
    pub disabled: bool,
    pub created_at: DateTime<Utc>,
}

impl KeywordRow {
    #[must_use]
    pub const fn state(&self) -> KeywordState {
        KeywordState::of(self.status, self.disabled)
    }
}

/// The cluster a keyword is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterLink {
    pub id: ClusterId,
    pub name: String,
}

/// A keyword with all that its own page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeywordDetail {
    pub row: KeywordRow,
    pub site: SiteId,
    pub sector: SectorId,
    /// Where it came from: an import's tool, or `typed`.
    pub source: String,
    pub updated_at: DateTime<Utc>,
    /// Why it is in its cluster, or in none.
    pub explanation: Option<Explanation>,
    pub may_edit: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_states_is_decided() {
        for from in KeywordStatus::ALL {
            for to in KeywordStatus::ALL {
                assert_eq!(from.may_become(*to), from != to, "{from} to {to}");
            }
        }
    }

    #[test]
    fn bands_and_their_ranges_agree() {
        for value in 0..=100_i16 {
            let band = DifficultyBand::of(Some(value));
            let (from, below) = band.range().expect("a known value has a range");
            assert!((from..below).contains(&i32::from(value)), "{value} in {band}");
        }
        for value in [0, 99, 100, 999, 1_000, 9_999, 10_000, i64::MAX - 1] {
            let band = VolumeBand::of(Some(value));
            let (from, below) = band.range().expect("a known value has a range");
            assert!((from..below).contains(&value), "{value} in {band}");
        }
        assert_eq!(DifficultyBand::of(None).range(), None);
        assert_eq!(VolumeBand::of(None).range(), None);
    }

    #[test]
    fn switched_off_covers_the_status() {
        assert_eq!(KeywordState::of(KeywordStatus::Mapped, true), KeywordState::Off);
        assert_eq!(KeywordState::of(KeywordStatus::Mapped, false), KeywordState::Mapped);
    }
}
