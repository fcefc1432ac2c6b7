//! Form fields: labels above, help under, errors in place.
//!
//! Fields are not bound to signals. Each has a name and a first value, so a form works as plain HTML, and
//! what was typed stays until the page says otherwise.

mod actions;
mod checkbox;
mod choice;
mod error;
mod field;
mod file;
mod frame;
mod groups;
mod radio_cards;
mod range;
mod select;
mod text_area;

pub use actions::FormActions;
pub use checkbox::{CheckboxField, SwitchField};
pub use choice::Choice;
pub use error::FormError;
pub use field::{Field, FieldKind};
pub use file::FileField;
pub use groups::{FieldGroup, FieldRow};
pub use radio_cards::RadioCards;
pub use range::RangeField;
pub use select::SelectField;
pub use text_area::{TextArea, inside_textarea};

pub(super) use choice::choice_options;
