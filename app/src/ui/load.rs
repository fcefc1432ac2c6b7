//! The one way to show what a resource brings.

use std::fmt::Display;

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{ErrorState, Skeleton};

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
    move || {
        let children = children.clone();
        let around = around.clone();
        Suspend::new(async move {
            let arrived = resource.await;
            kept_alive(&around, || children(arrived).into_any())
        })
    }
}

/// Gives a view an owner of its own, which goes when the view does, and not when new data is asked for.
#[cfg(feature = "hydrate")]
fn kept_alive(around: &Owner, make: impl FnOnce() -> AnyView) -> AnyView {
    let owner = around.child();
    let view = owner.with(make);
    leptos::tachys::reactive_graph::OwnedView::new_with_owner(view, owner).into_any()
}

/// On the server nothing is asked anew, but views are made on trial, to find what they wait for: what those have begun
/// to load is sent along, and must not lose its owner with them.
#[cfg(not(feature = "hydrate"))]
fn kept_alive(_around: &Owner, make: impl FnOnce() -> AnyView) -> AnyView {
    make()
}
