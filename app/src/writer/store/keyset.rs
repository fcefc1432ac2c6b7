//! Keyset paging for lists that are built while running: where a page begins, in which order it goes on.

use chrono::{DateTime, Utc};
use sqlx::{Postgres, QueryBuilder};

use crate::kit::page::{Cursor, Place};

/// What a list is ordered by, before the id. The expression comes from an enum, never from an address.
#[derive(Clone, Copy, Debug)]
pub enum Order {
    /// The id alone: as added.
    Id,
    /// An expression of type text.
    Text(&'static str),
    /// An expression of type bigint.
    Number(&'static str),
    /// A column of type timestamptz: as it stands, since an index can't hold an expression of it.
    Moment(&'static str),
}

impl Order {
    /// The text that goes into cursors, as SQL. Of a moment its microseconds, as it is stored.
    pub fn key(self) -> String {
        match self {
            Self::Id => "''".to_owned(),
            Self::Text(expression) | Self::Number(expression) => format!("({expression})::text"),
            Self::Moment(column) => format!("(extract(epoch FROM {column}) * 1000000)::bigint::text"),
        }
    }

    /// Whether a place could be one in this order.
    fn reads(self, place: &Place) -> bool {
        match self {
            Self::Id => place.key.is_empty(),
            Self::Text(_) => true,
            Self::Number(_) => place.key.parse::<i64>().is_ok(),
            Self::Moment(_) => moment(&place.key).is_some(),
        }
    }
}

fn moment(key: &str) -> Option<DateTime<Utc>> {
    key.parse().ok().and_then(DateTime::from_timestamp_micros)
}

/// Appends where the page begins, the order, and one row more than the page has. A cursor of another order is passed
/// over: it shows the first page. Answers the cursor if it held.
pub fn push_page(
    query: &mut QueryBuilder<Postgres>,
    order: Order,
    id: &'static str,
    descending: bool,
    cursor: Option<Cursor>,
    limit: i64,
) -> Option<Cursor> {
    let cursor = cursor.filter(|cursor| cursor.place.as_ref().is_none_or(|place| order.reads(place)));
    if let Some(Cursor { place: Some(place), .. }) = &cursor {
        let beyond = if goes_down(descending, cursor.as_ref()) { "<" } else { ">" };
        match order {
            Order::Id => {
                query.push(format_args!(" AND {id} {beyond} "));
            }
            Order::Text(expression) => {
                query.push(format_args!(" AND ({expression}, {id}) {beyond} ("));
                query.push_bind(place.key.clone()).push(", ");
            }
            Order::Number(expression) => {
                query.push(format_args!(" AND ({expression}, {id}) {beyond} ("));
                query.push_bind(place.key.parse::<i64>().unwrap_or_default()).push(", ");
            }
            Order::Moment(column) => {
                query.push(format_args!(" AND ({column}, {id}) {beyond} ("));
                query.push_bind(moment(&place.key).unwrap_or_default()).push(", ");
            }
        }
        query.push_bind(place.id);
        if !matches!(order, Order::Id) {
            query.push(")");
        }
    }
    push_order(query, order, id, descending, cursor.as_ref());
    query.push(" LIMIT ").push_bind(limit + 1);
    cursor
}

/// Appends the order alone, for a query around the page's.
pub fn push_order(
    query: &mut QueryBuilder<Postgres>,
    order: Order,
    id: &'static str,
    descending: bool,
    cursor: Option<&Cursor>,
) {
    let direction = if goes_down(descending, cursor) { "DESC" } else { "ASC" };
    match order {
        Order::Id => query.push(format_args!(" ORDER BY {id} {direction}")),
        Order::Text(expression) | Order::Number(expression) | Order::Moment(expression) => {
            query.push(format_args!(" ORDER BY {expression} {direction}, {id} {direction}"))
        }
    };
}

/// A page before the cursor is read backwards, nearest rows first.
fn goes_down(descending: bool, cursor: Option<&Cursor>) -> bool {
    descending != cursor.is_some_and(|cursor| cursor.backwards)
}
