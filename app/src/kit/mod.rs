//! Small things used everywhere: ids, states, errors, pages of lists, time, text.

pub mod address;
pub mod answers;
pub mod bulk;
pub mod codec;
pub mod error;
pub mod id;
pub mod page;
pub mod selection;
pub mod state;
pub mod subject;
pub mod text;
pub mod undo;

#[cfg(feature = "ssr")]
pub mod clock;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod html;
#[cfg(feature = "ssr")]
pub mod like;
#[cfg(feature = "ssr")]
pub mod seal;

pub use error::{AppError, AppResult, ErrorKind, FieldError};
