//! Plans: for every want a page with a structure, titles to choose from and an outline. `{kw}` is the keyword as it is
//! searched for, `{topic}` its subject as a noun phrase, `{one}` and `{other}` the options it weighs.

mod buying;
mod choosing;
mod learning;
mod own;

use crate::ai::sandbox::topic::Angle;
use crate::ai::structure::ContentStructure;

/// Heading, what the reader gets from it, points.
type Part = (&'static str, &'static str, &'static [&'static str]);

/// The page that answers a want.
pub(super) struct Plan {
    pub(super) structure: ContentStructure,
    /// Words, before up to 300 are added.
    pub(super) words: i64,
    pub(super) audience: &'static str,
    pub(super) tone: &'static str,
    pub(super) titles: &'static [&'static str],
    pub(super) parts: &'static [Part],
}

/// The plan that answers an angle.
pub(super) const fn plan_for(angle: Angle) -> &'static Plan {
    match angle {
        Angle::HowTo => &learning::HOW_TO,
        Angle::Versus => &choosing::VERSUS,
        Angle::Best => &choosing::BEST,
        Angle::Price => &choosing::PRICE,
        Angle::Local | Angle::Service => &buying::SERVICE,
        Angle::Review => &choosing::REVIEW,
        Angle::Buy => &buying::BUY,
        Angle::Inspiration => &choosing::INSPIRATION,
        Angle::Problem => &learning::PROBLEM,
        Angle::Beginner => &learning::BEGINNER,
        Angle::Question => &learning::QUESTION,
        Angle::Plain => &learning::PLAIN,
    }
}

/// What can be written about any subject, when the keywords show fewer wants than ideas are asked for.
pub(super) const OWN_ANGLES: &[&Plan] = &[
    &own::MISTAKES,
    &learning::BEGINNER,
    &own::CHOOSING,
    &own::CHECKLIST,
    &own::EXPECTATIONS,
    &own::MYTHS,
    &own::ROUTINE,
    &learning::PLAIN,
];

/// The page that introduces a whole cluster.
pub(super) const HUB: &Plan = &own::HUB;
