//! Pages of lists: keyset cursors, so that page 20,000 costs what page 1 does.

use serde::{Deserialize, Serialize};

/// Rows of one page, unless the reader chose otherwise.
pub const PAGE_SIZE: i64 = 50;

/// A page of a list, with the cursors that lead on and back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    pub rows: Vec<T>,
    /// How many rows match the filters, on all pages.
    pub total: i64,
    pub next: Option<String>,
    pub previous: Option<String>,
}

impl<T> Page<T> {
    /// Cuts a page from `limit + 1` fetched rows. `backwards`: the rows were fetched from the cursor towards the
    /// start, nearest first, and are turned round here.
    #[must_use]
    pub fn cut(mut rows: Vec<T>, limit: i64, total: i64, from: &Option<Cursor>, cursor: impl Fn(&T) -> String) -> Self {
        let limit = usize::try_from(limit).unwrap_or(0);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let backwards = from.as_ref().is_some_and(|cursor| cursor.backwards);
        if backwards {
            rows.reverse();
        }
        let begins_at_row = from.as_ref().is_some_and(|cursor| cursor.place.is_some());
        let (has_next, has_previous) = if backwards { (begins_at_row, more) } else { (more, begins_at_row) };
        let next = rows.last().filter(|_| has_next).map(|row| format!("a.{}", cursor(row)));
        let previous = rows.first().filter(|_| has_previous).map(|row| format!("b.{}", cursor(row)));
        Self { rows, total, next, previous }
    }

    /// The cursor to read instead where nothing is left of the page at `at`, since its rows were deleted or match no
    /// longer: the last page of the list, or the first where `at` led back.
    #[must_use]
    pub fn instead(&self, at: &str) -> Option<String> {
        let gone = Cursor::parse(at).filter(|from| self.rows.is_empty() && from.place.is_some())?;
        Some(if gone.backwards { "a." } else { "b." }.to_owned())
    }
}

/// Where a page begins: after (`a.`) or before (`b.`) a row, which is named by its sort key and id; without one, after
/// the start of the list or before its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub backwards: bool,
    pub place: Option<Place>,
}

/// A row's place in the order of its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The sort key's text; empty when the list is sorted by id alone.
    pub key: String,
    pub id: uuid::Uuid,
}

impl Cursor {
    /// The text of a row's place: `id`, or `id.key`.
    #[must_use]
    pub fn place(id: uuid::Uuid, key: &str) -> String {
        if key.is_empty() { id.simple().to_string() } else { format!("{}.{key}", id.simple()) }
    }

    /// Reads a cursor from an address; anything unreadable is the first page.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (direction, rest) = text.split_once('.')?;
        let backwards = match direction {
            "a" => false,
            "b" => true,
            _ => return None,
        };
        if rest.is_empty() {
            return Some(Self { backwards, place: None });
        }
        let (id, key) = rest.split_once('.').unwrap_or((rest, ""));
        Some(Self { backwards, place: Some(Place { key: key.to_owned(), id: id.parse().ok()? }) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> uuid::Uuid {
        uuid::Uuid::from_u128(n)
    }

    fn place(n: &u128) -> String {
        Cursor::place(id(*n), "")
    }

    /// The row that a cursor names.
    fn row(cursor: Option<&str>) -> Option<uuid::Uuid> {
        cursor.and_then(Cursor::parse)?.place.map(|place| place.id)
    }

    #[test]
    fn the_first_page_leads_on_and_not_back() {
        let page = Page::cut(vec![1, 2, 3], 2, 9, &None, place);
        assert_eq!(page.rows, [1, 2]);
        assert_eq!(
            page.next.as_deref().and_then(Cursor::parse),
            Some(Cursor { backwards: false, place: Some(Place { key: String::new(), id: id(2) }) })
        );
        assert_eq!(page.previous, None);
    }

    #[test]
    fn a_page_reached_backwards_is_in_order_and_leads_both_ways() {
        let from = Cursor::parse(&format!("b.{}", place(&5)));
        let page = Page::cut(vec![4, 3, 2], 2, 9, &from, place);
        assert_eq!(page.rows, [3, 4]);
        assert_eq!((row(page.next.as_deref()), row(page.previous.as_deref())), (Some(id(4)), Some(id(3))));
    }

    #[test]
    fn the_last_page_read_from_the_end_leads_back_and_not_on() {
        let page = Page::cut(vec![9, 8, 7], 2, 9, &Cursor::parse("b."), place);
        assert_eq!(page.rows, [8, 9]);
        assert_eq!((page.next.as_deref(), row(page.previous.as_deref())), (None, Some(id(8))));
    }

    #[test]
    fn a_page_that_nothing_is_left_of_is_replaced_by_the_nearest_end_of_the_list_once() {
        let page = |rows: Vec<u128>| Page { rows, total: 1, next: None, previous: None };
        let (on, back) = (format!("a.{}", place(&5)), format!("b.{}", place(&5)));
        assert_eq!(page(vec![]).instead(&on).as_deref(), Some("b."));
        assert_eq!(page(vec![]).instead(&back).as_deref(), Some("a."));
        assert_eq!(page(vec![6]).instead(&on), None);
        for at in ["", "a.", "b.", "nonsense"] {
            assert_eq!(page(vec![]).instead(at), None, "{at}");
        }
    }

    #[test]
    fn keys_with_dots_survive() {
        let text = format!("a.{}", Cursor::place(id(7), "1.5 kg"));
        assert_eq!(Cursor::parse(&text).and_then(|c| c.place).map(|place| place.key), Some("1.5 kg".to_owned()));
        assert_eq!(Cursor::parse("nonsense"), None);
    }
}
