//! What a person decides before keywords are grouped, and what they are told.

use serde::{Deserialize, Serialize};

use super::Engine;
use crate::jobs::job::Queued;
use crate::kit::AppError;
use crate::kit::id::SectorId;
use crate::kit::text::count_of;

/// Fewer keywords than this are not grouped: there is nothing to compare them with.
pub const MIN_KEYWORDS: i64 = 5;

crate::words! {
    /// How fine the clusters are, the coarsest first: the steps of the slider.
    pub enum Granularity {
        MuchCoarser = "much_coarser",
        Coarser = "coarser",
        Balanced = "balanced",
        Finer = "finer",
        MuchFiner = "much_finer",
    }
}

impl Granularity {
    /// The factor on the engine's resolution: 1 is the measured default.
    #[must_use]
    pub const fn factor(self) -> f32 {
        match self {
            Self::MuchCoarser => 0.25,
            Self::Coarser => 0.5,
            Self::Balanced => 1.0,
            Self::Finer => 2.0,
            Self::MuchFiner => 4.0,
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::MuchCoarser => "Much coarser",
            Self::Coarser => "Coarser",
            Self::Balanced => "Balanced",
            Self::Finer => "Finer",
            Self::MuchFiner => "Much finer",
        }
    }

    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::MuchCoarser => "A few wide fields, each a part of the site.",
            Self::Coarser => "Fewer, broader clusters: one pillar page each.",
            Self::Balanced => "One subject a cluster.",
            Self::Finer => "More, narrower clusters: one article each.",
            Self::MuchFiner => "Many small clusters: one question each.",
        }
    }

    /// Its place on the slider, from 1: what the form carries.
    #[must_use]
    pub fn step(self) -> i64 {
        (1..).zip(Self::ALL).find(|(_, one)| **one == self).map_or(1, |(step, _)| step)
    }

    #[must_use]
    pub fn of_step(step: i64) -> Option<Self> {
        (1..).zip(Self::ALL).find(|(at, _)| *at == step).map(|(_, one)| *one)
    }
}

crate::words! {
    /// What happens to clusters that are there.
    pub enum Existing {
        /// They keep their keywords; only waiting keywords are placed.
        Keep = "keep",
        /// All keywords are placed anew, save those of locked clusters and of clusters with ideas.
        Reconsider = "reconsider",
    }
}

/// A sector, and what clustering it would look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectorChoice {
    pub id: SectorId,
    pub name: String,
    /// Keywords without a cluster that are switched on.
    pub waiting: i64,
    /// Those, and the keywords of clusters that may be changed.
    pub movable: i64,
    /// What placing the waiting ones costs, in credits; 0 when they are too few.
    pub credits_waiting: i64,
    /// What placing all of them costs, in credits; 0 when they are too few.
    pub credits_movable: i64,
    /// It is being clustered: another run would not begin.
    pub at_work: bool,
}

impl SectorChoice {
    /// How many keywords would be placed.
    #[must_use]
    pub const fn keywords(&self, existing: Existing) -> i64 {
        match existing {
            Existing::Keep => self.waiting,
            Existing::Reconsider => self.movable,
        }
    }

    /// What it would cost, in credits.
    #[must_use]
    pub const fn credits(&self, existing: Existing) -> i64 {
        match existing {
            Existing::Keep => self.credits_waiting,
            Existing::Reconsider => self.credits_movable,
        }
    }

    /// Whether there are enough keywords.
    #[must_use]
    pub const fn enough(&self, existing: Existing) -> bool {
        self.keywords(existing) >= MIN_KEYWORDS
    }
}

/// What the "Cluster keywords" dialog shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusteringChoices {
    pub sectors: Vec<SectorChoice>,
    /// Credits the account has.
    pub available: i64,
    /// What will group the keywords.
    pub engine: Engine,
}

impl ClusteringChoices {
    #[must_use]
    pub fn waiting(&self) -> i64 {
        self.sectors.iter().map(|sector| sector.waiting).sum()
    }
}

/// What asking for clustering answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Started {
    pub queued: Queued,
    pub keywords: i64,
    /// Sectors that had some keywords, but too few.
    pub left_out: Vec<String>,
}

/// The refusal for too few keywords.
#[must_use]
pub fn too_few_keywords(given: i64) -> AppError {
    AppError::invalid(
        "too_few_keywords",
        format!(
            "Clustering needs at least {MIN_KEYWORDS} keywords; there {} {}. Add more, then try again. Nothing was charged.",
            if given == 1 { "is" } else { "are" },
            if given == 0 { "none waiting".to_owned() } else { count_of(given, "keyword", "keywords") },
        ),
    )
}

/// The refusal where there are enough keywords, but not in any one sector.
#[must_use]
pub fn too_few_in_each_sector(left_out: &[String]) -> AppError {
    AppError::invalid(
        "too_few_keywords",
        format!(
            "Clustering needs at least {MIN_KEYWORDS} keywords in one sector. {} Add more to one of them, then try \
             again. Nothing was charged.",
            sectors_left_out(left_out).unwrap_or_default(),
        ),
    )
}

/// Says which sectors were left out, if any.
#[must_use]
pub fn sectors_left_out(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| format!("Left out, with fewer than {MIN_KEYWORDS} keywords: {}.", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_than_five_are_not_enough() {
        let sector = |waiting, movable| SectorChoice {
            id: SectorId(uuid::Uuid::nil()),
            name: "Coffee".into(),
            waiting,
            movable,
            credits_waiting: 1,
            credits_movable: 2,
            at_work: false,
        };
        assert!(!sector(4, 40).enough(Existing::Keep));
        assert!(sector(4, 40).enough(Existing::Reconsider));
        assert!(sector(5, 5).enough(Existing::Keep));
        assert_eq!(sector(4, 40).credits(Existing::Reconsider), 2);
    }

    #[test]
    fn the_refusal_says_how_many_there_are() {
        assert!(too_few_keywords(1).message.contains("there is 1 keyword."));
        assert!(too_few_keywords(4).message.contains("there are 4 keywords."));
        assert!(too_few_keywords(0).message.contains("there are none waiting."));
    }

    #[test]
    fn enough_keywords_in_too_many_sectors_are_refused_by_their_sectors() {
        let refused = too_few_in_each_sector(&["Coffee".to_owned(), "Tea".to_owned()]);
        assert_eq!(
            refused.message,
            "Clustering needs at least 5 keywords in one sector. Left out, with fewer than 5 keywords: Coffee, Tea. \
             Add more to one of them, then try again. Nothing was charged."
        );
    }

    #[test]
    fn finer_means_a_larger_factor() {
        let factors: Vec<f32> = Granularity::ALL.iter().map(|step| step.factor()).collect();
        assert!(factors.is_sorted());
        assert!((Granularity::Balanced.factor() - 1.0).abs() < f32::EPSILON, "the measured default is in the middle");
    }

    #[test]
    fn every_step_of_the_slider_is_a_granularity() {
        for (step, granularity) in (1..).zip(Granularity::ALL) {
            assert_eq!((granularity.step(), Granularity::of_step(step)), (step, Some(*granularity)));
        }
        assert_eq!((Granularity::of_step(0), Granularity::of_step(6)), (None, None));
        assert_eq!(Granularity::Balanced.step(), 3);
    }
}
