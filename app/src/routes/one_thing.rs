//! Pages about one thing, which their address names: `/planner/keywords/:id`.

use leptos::prelude::*;

/// Shows `page`, and makes it anew when the address comes to name another thing of its kind.
///
/// The router keeps a page while its route stays the same, and Leptos changes a view into the one that follows it: a
/// field that somebody has typed into would keep its text under the id of another thing, and what was refused of the
/// one would be told of the other. The page of before lives until the next has taken its place.
#[cfg(feature = "hydrate")]
pub fn about_one_thing(page: fn() -> AnyView) -> AnyView {
    use leptos::tachys::reactive_graph::OwnedView;
    use leptos_router::hooks::use_params_map;

    let around = Owner::current().unwrap_or_default();
    let params = use_params_map();
    let each = move || {
        let about = params.get();
        let owner = around.child();
        // the page of before asks no more once its address is another's
        owner.with(|| provide_context(ArcMemo::new(move |_| about.clone())));
        // a function is always drawn anew
        OwnedView::new_with_owner(page, owner)
    };
    each.into_any()
}

/// On the server a page is of one address.
#[cfg(not(feature = "hydrate"))]
pub fn about_one_thing(page: fn() -> AnyView) -> AnyView {
    page()
}
