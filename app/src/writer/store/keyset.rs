//! Keyset paging for lists that are built while running: where a page begins, in which order it goes on.

use sqlx::{Postgres, QueryBuilder};

use crate::kit::page::Cursor;

/// What a list is ordered by, before the id. The expression comes from an enum, never from an address.
#[derive(Clone, Copy, Debug)]
pub enum Order {
    /// The id alone: as added.
    Id,
    /// An expression of type text.
    Text(&'static str),
    /// An expression of type bigint.
    Number(&'static str),
}

impl Order {
    /// The expression whose text goes into cursors.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Id => "''",
            Self::Text(expression) | Self::Number(expression) => expression,
        }
    }
}

/// Appends where the page begins, the order, and one row more than the page has. A cursor of another order is passed
/// over: it shows the first page. Answers whether the cursor held.
pub fn push_page(
    query: &mut QueryBuilder<Postgres>,
    order: Order,
    id: &'static str,
    descending: bool,
    cursor: Option<Cursor>,
    limit: i64,
) -> Option<Cursor> {
    let cursor = cursor.filter(|cursor| match order {
        Order::Id => cursor.key.is_empty(),
        Order::Text(_) => true,
        Order::Number(_) => cursor.key.parse::<i64>().is_ok(),
    });
    // a page before the cursor is read backwards, nearest rows first
    let down = descending != cursor.as_ref().is_some_and(|cursor| cursor.backwards);
    let (beyond, direction) = if down { ("<", "DESC") } else { (">", "ASC") };
    if let Some(cursor) = &cursor {
        match order {
            Order::Id => {
                query.push(format_args!(" AND {id} {beyond} "));
            }
            Order::Text(expression) => {
                query.push(format_args!(" AND ({expression}, {id}) {beyond} ("));
                query.push_bind(cursor.key.clone()).push(", ");
            }
            Order::Number(expression) => {
                query.push(format_args!(" AND ({expression}, {id}) {beyond} ("));
                query.push_bind(cursor.key.parse::<i64>().unwrap_or_default()).push(", ");
            }
        }
        query.push_bind(cursor.id);
        if !matches!(order, Order::Id) {
            query.push(")");
        }
    }
    match order {
        Order::Id => query.push(format_args!(" ORDER BY {id} {direction}")),
        Order::Text(expression) | Order::Number(expression) => {
            query.push(format_args!(" ORDER BY {expression} {direction}, {id} {direction}"))
        }
    };
    query.push(" LIMIT ").push_bind(limit + 1);
    cursor
}

/// `%text%` with the wildcards in the text taken for themselves.
pub fn contains(text: &str) -> String {
    format!("%{}%", text.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}
