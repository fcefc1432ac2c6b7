//! Sites, their sectors and the industries they choose from, as both sides know them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kit::id::{IndustryId, IndustrySectorId, SectorId, SiteId};
use crate::ui::Tone;

/// Sectors that a site may work in at once.
pub const MAX_SECTORS: usize = 5;

/// Longest name of a site, in characters.
pub const MAX_NAME: i64 = 120;

crate::words! {
    /// Whether work may be done for a site.
    pub enum SiteStatus {
        Active = "active",
        Inactive = "inactive",
    }
}

impl SiteStatus {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Inactive => "Switched off",
        }
    }

    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Active => Tone::Green,
            Self::Inactive => Tone::Neutral,
        }
    }
}

crate::words! {
    /// What a site runs on; decides how articles get there.
    pub enum Platform {
        Wordpress = "wordpress",
        Custom = "custom",
    }
}

impl Platform {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Wordpress => "WordPress",
            Self::Custom => "Something else",
        }
    }
}

/// Languages that articles can be written in: code and name.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("en", "English"),
    ("ar", "Arabic"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("es", "Spanish"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("hi", "Hindi"),
    ("hu", "Hungarian"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("nb", "Norwegian"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sv", "Swedish"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

/// The name of a language, or its code where it has none here.
#[must_use]
pub fn language_name(code: &str) -> &str {
    LANGUAGES.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| *name)
}

/// A site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteRow {
    pub id: SiteId,
    pub name: String,
    /// With scheme, without a slash at the end.
    pub url: String,
    pub description: String,
    pub industry: IndustryId,
    pub industry_name: String,
    pub platform: Platform,
    /// ISO 639-1.
    pub language: String,
    pub status: SiteStatus,
    pub created_at: DateTime<Utc>,
}

impl SiteRow {
    /// The address as people say it: without the scheme.
    #[must_use]
    pub fn host(&self) -> &str {
        self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest)
    }
}

/// A sector of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sector {
    pub id: SectorId,
    pub industry_sector: IndustrySectorId,
    pub name: String,
    /// A sector that is switched off keeps its rows and hides them.
    pub active: bool,
}

/// An industry with what a site in it can choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Industry {
    pub id: IndustryId,
    pub name: String,
    pub sectors: Vec<IndustrySector>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndustrySector {
    pub id: IndustrySectorId,
    pub name: String,
}

/// A site on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteCard {
    pub site: SiteRow,
    /// Names of the active sectors.
    pub sectors: Vec<String>,
    /// Keywords in active sectors.
    pub keywords: i64,
}

/// The list of sites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteList {
    pub sites: Vec<SiteCard>,
    /// Sites the plan allows; none: as many as wanted.
    pub max_sites: Option<i64>,
    pub may_edit: bool,
}

/// A site with what its own page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteDetail {
    pub site: SiteRow,
    pub sectors: Vec<Sector>,
    pub milestones: Vec<Milestone>,
    pub may_edit: bool,
    /// Whether this person may bring keywords, clusters, ideas and articles on.
    pub may_work: bool,
}

crate::words! {
    /// The way from an empty site to a published article.
    pub enum Step {
        Described = "described",
        Keywords = "keywords",
        Clusters = "clusters",
        Ideas = "ideas",
        Articles = "articles",
        Connected = "connected",
        Published = "published",
    }
}

impl Step {
    /// Whether it is about the site itself, and not about what is made for it.
    #[must_use]
    pub const fn is_set_up(self) -> bool {
        matches!(self, Self::Described | Self::Connected)
    }
}

/// How far a site is with one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    pub step: Step,
    pub done: bool,
}

/// What a person types about a site, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteForm {
    pub name: String,
    pub url: String,
    pub description: String,
    pub platform: String,
    pub language: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart_and_named() {
        for (at, (code, _)) in LANGUAGES.iter().enumerate() {
            assert_eq!(code.len(), 2);
            assert!(!LANGUAGES[..at].iter().any(|(earlier, _)| earlier == code), "{code} stands twice");
        }
        assert_eq!(language_name("de"), "German");
        assert_eq!(language_name("xx"), "xx");
    }
}
