//! A bar at the top of the window while a page's piece of the program is on its way. What the page shows then has
//! signs of its own.

use std::cell::Cell;

use leptos::prelude::document;

/// On the document while anything is waited for; the style sheet shows the bar.
const WAITING: &str = "data-waiting";

thread_local! {
    /// How many pieces are waited for: a way that was overtaken by another one ends in between.
    static WAITED_FOR: Cell<usize> = const { Cell::new(0) };
}

/// Something is waited for as long as this lives.
#[derive(Debug)]
pub struct Waiting;

impl Waiting {
    pub fn begin() -> Self {
        change(|waited_for| waited_for + 1);
        Self
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        change(|waited_for| waited_for - 1);
    }
}

fn change(to: impl Fn(usize) -> usize) {
    let waited_for = WAITED_FOR.with(|count| {
        count.set(to(count.get()));
        count.get()
    });
    if let Some(root) = document().document_element() {
        let _ = match waited_for {
            0 => root.remove_attribute(WAITING),
            _ => root.set_attribute(WAITING, ""),
        };
    }
}
