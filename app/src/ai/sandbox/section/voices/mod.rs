//! Voices: pools of sentences, one for each way of speaking. A guide explains, a comparison decides, a landing page
//! speaks to its reader, a page about a business says “we”, an archive stays out of the way.
//!
//! Every entry is a few sentences that belong together and hold for any subject. None gives a figure, a name or a study.
//! Slots are described at [`Slots`](super::slots::Slots); `{topic}`, `{about}` and `{alt}` may be singular, plural or
//! an -ing form, so a verb that follows one is one that doesn't change: can, will, should, may, or a past tense.

mod about;
mod browse;
mod decide;
mod explain;
mod sell;

use crate::ai::structure::ContentStructure;

/// A way of speaking.
#[derive(Debug)]
pub(super) struct Voice {
    /// Begin a text: they hold the primary keyword as it is searched for.
    pub(super) hooks: &'static [&'static str],
    /// Begin a section: they name what it is about, in a noun phrase.
    pub(super) openers: &'static [&'static str],
    /// Begin a section that is about something said in a clause, as “what it really costs”.
    pub(super) clause_openers: &'static [&'static str],
    /// Carry a section, in any order.
    pub(super) units: &'static [&'static str],
    /// The same, from a neighbouring voice, for texts longer than the voice's own sentences reach.
    pub(super) more_units: &'static [&'static str],
    /// Tie a point of the outline that was named just before to the subject.
    pub(super) links: &'static [&'static str],
    /// Say one thing about a point of the outline that was named just before, in bold or as a heading.
    pub(super) remarks: &'static [&'static str],
    /// Short, to fill what is left of the length wanted.
    pub(super) singles: &'static [&'static str],
    /// End the last section.
    pub(super) closings: &'static [&'static str],
}

/// The voice that a structure speaks in.
pub(super) const fn voice_of(structure: ContentStructure) -> &'static Voice {
    match structure {
        ContentStructure::Article
        | ContentStructure::Guide
        | ContentStructure::General
        | ContentStructure::ClusterHub => &explain::VOICE,
        ContentStructure::Comparison | ContentStructure::Review | ContentStructure::Listicle => &decide::VOICE,
        ContentStructure::LandingPage | ContentStructure::ServicePage | ContentStructure::ProductPage => &sell::VOICE,
        ContentStructure::BusinessPage => &about::VOICE,
        ContentStructure::CategoryArchive | ContentStructure::TagArchive | ContentStructure::AttributeArchive => {
            &browse::VOICE
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::voice_of;
    use crate::ai::structure::ContentStructure;

    #[test]
    fn voices_neither_repeat_themselves_nor_claim_figures() {
        for structure in ContentStructure::ALL {
            let voice = voice_of(*structure);
            let mut seen = HashSet::new();
            let pools = [
                voice.hooks,
                voice.openers,
                voice.clause_openers,
                voice.units,
                voice.more_units,
                voice.links,
                voice.remarks,
                voice.singles,
                voice.closings,
            ];
            for entry in pools.concat() {
                assert!(seen.insert(entry), "twice: {entry}");
                assert!(
                    !entry.replace("kw2", "kw").contains(|one: char| one.is_ascii_digit()) && !entry.contains('%'),
                    "a figure: {entry}"
                );
                assert!(entry.ends_with(['.', '?', '!']), "no full stop: {entry}");
                assert_eq!(entry.matches('[').count(), entry.matches(']').count(), "{entry}");
                assert_eq!(entry.matches('{').count(), entry.matches('}').count(), "{entry}");
            }
            assert!(voice.hooks.iter().all(|hook| hook.contains("{kw}")));
        }
    }
}
