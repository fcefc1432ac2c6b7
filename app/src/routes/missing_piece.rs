//! What the browser does when a piece of the program cannot be loaded: after an update its file is gone, or the network
//! is.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Leaves the page to the server. A person on the way to it gets it whole, with the program of today; a page that is
/// there already stays as the server wrote it, and works by its links and forms.
pub async fn load_page_whole() -> AnyView {
    if crate::shell::document::is_hydrated() {
        let here = use_location();
        let path = here.pathname.get_untracked();
        let search = here.search.get_untracked();
        let address = if search.is_empty() { path } else { format!("{path}?{search}") };
        // it refuses no address of our own
        let _ = window().location().set_href(&address);
    }
    std::future::pending().await
}
