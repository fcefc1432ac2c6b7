//! Waiting for menus to close. On the server none is ever open.

pub(in crate::ui) use on_page::*;

#[cfg(feature = "hydrate")]
mod on_page {
    use std::cell::RefCell;
    use std::future::poll_fn;
    use std::sync::Once;
    use std::task::{Poll, Waker};

    use leptos::prelude::document;
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::prelude::Closure;

    use crate::ui::is_menu_open;

    thread_local! {
        /// Who waits.
        static WAITING: RefCell<Vec<Waker>> = const { RefCell::new(Vec::new()) };
    }

    /// Waits until no menu stands open.
    pub async fn all_closed() {
        hear_of_menus();
        poll_fn(|context| {
            if !is_menu_open() {
                return Poll::Ready(());
            }
            WAITING.with_borrow_mut(|waiting| waiting.push(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }

    /// A menu has opened, closed, or gone with what it belonged to: who waits looks again.
    pub fn one_moved() {
        for waker in WAITING.take() {
            waker.wake();
        }
    }

    /// The browser's event for it does not bubble, but passes the document on its way down.
    fn hear_of_menus() {
        static HEARING: Once = Once::new();
        HEARING.call_once(|| {
            let moved = Closure::<dyn FnMut()>::new(one_moved);
            // it refuses no name
            let _ =
                document().add_event_listener_with_callback_and_bool("toggle", moved.as_ref().unchecked_ref(), true);
            // as long as the page
            moved.forget();
        });
    }
}

#[cfg(not(feature = "hydrate"))]
mod on_page {
    pub async fn all_closed() {}

    pub fn one_moved() {}
}
