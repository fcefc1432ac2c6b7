//! Which rows a bulk action means: the ones ticked, or all that match the list's filters.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::AppError;

/// Upper bound of one bulk action: keeps its transaction under a second at a million rows.
pub const MAX_SELECTION: i64 = 50_000;

/// Rows of a list whose filters are an `F`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection<F> {
    Ids(Vec<Uuid>),
    AllMatching(F),
}

impl<F> Selection<F> {
    /// Ids as checkboxes send them; what is no id is left out.
    #[must_use]
    pub fn of_ids(ids: &[String]) -> Self {
        Self::Ids(ids.iter().filter_map(|id| id.parse().ok()).collect())
    }
}

/// Why a selection cannot be worked on. Codes are stable; sentences may be shown to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    #[error("Choose at least one row.")]
    Nothing,
    #[error("At most 50,000 rows at once; narrow the filter.")]
    TooMany,
}

impl From<SelectionError> for AppError {
    fn from(error: SelectionError) -> Self {
        let code = match error {
            SelectionError::Nothing => "nothing_selected",
            SelectionError::TooMany => "too_many_selected",
        };
        Self::invalid(code, error.to_string())
    }
}

/// Checks how many rows a selection came to; fetch one more than [`MAX_SELECTION`] to find out.
///
/// # Errors
/// [`SelectionError`] for none and for too many.
pub fn bounded<T>(rows: Vec<T>) -> Result<Vec<T>, SelectionError> {
    match i64::try_from(rows.len()).unwrap_or(i64::MAX) {
        0 => Err(SelectionError::Nothing),
        n if n > MAX_SELECTION => Err(SelectionError::TooMany),
        _ => Ok(rows),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_and_too_much_are_refused_with_a_sentence() {
        assert_eq!(bounded(Vec::<u8>::new()), Err(SelectionError::Nothing));
        assert_eq!(bounded(vec![1_u8]), Ok(vec![1]));
        let most = usize::try_from(MAX_SELECTION).expect("a positive bound");
        assert!(bounded(vec![(); most]).is_ok());
        assert_eq!(bounded(vec![(); most + 1]), Err(SelectionError::TooMany));
        assert!(SelectionError::TooMany.to_string().contains(&super::super::text::thousands(MAX_SELECTION)));
    }

    #[test]
    fn it_travels_as_json() {
        let selection: Selection<String> = Selection::AllMatching("q=coffee".to_owned());
        let json = serde_json::to_string(&selection).expect("serialises");
        assert_eq!(json, r#"{"all_matching":"q=coffee"}"#);
        assert_eq!(serde_json::from_str::<Selection<String>>(&json).expect("reads back"), selection);
    }
}
