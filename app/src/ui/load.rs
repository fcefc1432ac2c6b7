//! The one way to show what a resource brings.

pub(super) mod menus;

use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{ErrorState, Skeleton, is_menu_open};

/// Shows a skeleton until `resource` has arrived, then the children with what it brought, or what went
/// wrong and a button to try again. While new data loads the old stays, so nothing flickers.
///
/// The children get the data as their own: `<Load resource=page let:page>…</Load>`.
#[component]
pub fn Load<T, E, F, V>(
    resource: Resource<Result<T, E>>,
    #[prop(default = ViewFn::from(|| view! { <Skeleton/> }), into)] skeleton: ViewFn,
    children: F,
) -> impl IntoView
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    E: Display + Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    view! {
        <Arrival resource skeleton let:answer>
            {match answer {
                Ok(data) => children(data).into_any(),
                Err(error) => failed(resource, error.to_string()),
            }}
        </Arrival>
    }
    .into_any()
}

/// Says that `resource` brought nothing and why, and offers to ask it once more.
pub fn failed<T>(resource: Resource<T>, message: String) -> AnyView
where
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
{
    let retry = Callback::new(move |()| resource.refetch());
    view! { <ErrorState message on_retry=retry/> }.into_any()
}

/// Shows what `resource` brings, whatever it is: the skeleton until it is there for the first time, and from then on
/// the children with what it brought last.
///
/// What stands there stays alive until what comes next has taken its place. Leptos alone would keep its view and
/// dispose of its signals as soon as the resource is asked anew; a click in that moment would end the whole program.
///
/// What comes next waits while a menu stands open, since the menus of what stands there close when it is drawn anew.
#[component]
pub fn Arrival<T, F, V>(
    resource: Resource<T>,
    #[prop(default = ViewFn::from(|| ()), into)] skeleton: ViewFn,
    children: F,
) -> impl IntoView
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    view! { <Transition fallback=move || skeleton.run()>{arrivals(resource, children)}</Transition> }.into_any()
}

/// Each view as it arrives.
fn arrivals<T, F, V>(resource: Resource<T>, children: F) -> impl Fn() -> Suspend<AnyView> + Send + Sync
where
    T: Clone + Send + Sync + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    // of the boundary, which outlives every view in it
    let around = Owner::current().unwrap_or_default();
    let one_stands = Arc::new(AtomicBool::new(false));
    move || {
        let children = children.clone();
        let around = around.clone();
        let one_stood = one_stands.swap(true, Ordering::Relaxed);
        Suspend::new(async move {
            past_trial().await;
            let arrived = next_of(resource, one_stood).await;
            kept_alive(&around, || children(arrived).into_any())
        })
    }
}

/// What `resource` brings; where a view of it stands already, what it brought last by the moment when no menu is open.
async fn next_of<T>(resource: Resource<T>, one_stands: bool) -> T
where
    T: Clone + Send + Sync + 'static,
{
    loop {
        let brought = resource.await;
        if !one_stands || !is_menu_open() {
            return brought;
        }
        menus::all_closed().await;
    }
}

/// Gives a view an owner of its own, which goes when the view does, and not when new data is asked for.
#[cfg(feature = "hydrate")]
fn kept_alive(around: &Owner, make: impl FnOnce() -> AnyView) -> AnyView {
    let owner = around.child();
    let view = owner.with(make);
    leptos::tachys::reactive_graph::OwnedView::new_with_owner(view, owner).into_any()
}

/// On the server nothing is asked anew.
#[cfg(not(feature = "hydrate"))]
fn kept_alive(_around: &Owner, make: impl FnOnce() -> AnyView) -> AnyView {
    make()
}

/// Comes first in what a `Suspend` of a closure waits for. The server calls such closures on trial, to find what they
/// wait for, looks at each once, and throws away what came of it: without this it would make a view that is there at
/// once two or three times, and load as often what stands in it.
pub async fn past_trial() {
    #[cfg(feature = "ssr")]
    tokio::task::yield_now().await;
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use leptos::reactive::computed::ScopedFuture;

    use super::*;

    #[tokio::test]
    async fn the_server_makes_a_view_once_although_it_asks_twice_on_trial_what_it_waits_for() {
        // starts the framework's tasks, as the server does
        let _ = leptos_axum::generate_route_list(|| ());
        let made = Arc::new(AtomicUsize::new(0));
        let owner = Owner::new();
        let mut view = owner.with(|| {
            let made = Arc::clone(&made);
            let there_at_once = Resource::new(|| (), |()| async { 7 });
            arrivals(there_at_once, move |_| {
                made.fetch_add(1, Ordering::Relaxed);
            })
        });
        owner.with(|| {
            view.dry_resolve();
            view.dry_resolve();
        });
        assert_eq!(made.load(Ordering::Relaxed), 0, "on trial");
        let _ = owner.with(|| ScopedFuture::new(view.resolve())).await;
        assert_eq!(made.load(Ordering::Relaxed), 1);
    }
}
