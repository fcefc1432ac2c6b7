//! Sections: sentences drawn without repetition from the pool of their kind of text, set in the form that the structure
//! asks for, and fitted to the length wanted.

mod draft;
mod forms;
mod slots;
mod voices;

use crate::ai::answer::SectionAnswer;
use crate::ai::brief::SectionBrief;

pub(super) use slots::About;

/// Writes one section.
pub(super) fn write(brief: &SectionBrief) -> SectionAnswer {
    let mut draft = draft::Draft::new(brief);
    forms::compose(&mut draft, brief);
    SectionAnswer { html: draft.finish() }
}
