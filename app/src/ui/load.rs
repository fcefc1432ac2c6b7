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
    let loaded = move || {
        let children = children.clone();
        Suspend::new(async move {
            // what stands inside another `Load` goes with its rows while it is asked for once more
            if resource.is_disposed() {
                return ().into_any();
            }
            match resource.await {
                Ok(data) => children(data).into_any(),
                Err(error) => {
                    let retry = Callback::new(move |()| resource.refetch());
                    view! { <ErrorState message=error.to_string() on_retry=retry/> }.into_any()
                }
            }
        })
    };
    view! { <Transition fallback=move || skeleton.run()>{loaded}</Transition> }.into_any()
}
