//! The one way to show what a resource brings.

pub(super) mod menus;

use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Button, ButtonSize, ErrorState, IconName, Notice, Skeleton, TextLink, Tone, is_menu_open};

/// What may come in the place of data.
pub trait Failure: Display {
    /// Whether it may be gone the next time, as when the connection or the session was away.
    fn passes(&self) -> bool;

    /// Where a session begins anew, when it is one that is missing.
    fn door(&self) -> Option<String>;
}

/// A failure that passes.
#[derive(Clone, Debug)]
pub struct Outage {
    message: String,
    door: Option<String>,
}

/// What passes of an answer.
pub fn outage_of<T, E: Failure>(answer: &Result<T, E>) -> Option<Outage> {
    let error = answer.as_ref().err().filter(|error| error.passes())?;
    Some(Outage { message: error.to_string(), door: error.door() })
}

/// Shows a skeleton until `resource` has arrived, then the children with what it brought, or what went
/// wrong and a button to try again. While new data loads the old stays, so nothing flickers; it also stays, under a
/// note, when a failure comes that passes.
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
    E: Failure + Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    view! {
        <Arrival resource skeleton outage=outage_of let:answer>
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
    /// Tells a failure that passes from what is to be shown: what stood there before, and was none, stays under a note.
    #[prop(optional)]
    outage: Option<fn(&T) -> Option<Outage>>,
    children: F,
) -> impl IntoView
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let standing = Standing::default();
    let retry = Callback::new(move |()| resource.refetch());
    let note = outage.is_some().then(|| outage_note(standing.outage.clone(), retry));
    view! {
        {note}
        <Transition fallback=move || skeleton.run()>{arrivals(resource, outage, standing, children)}</Transition>
    }
    .into_any()
}

/// Says above what stands there why it may be old by now. Who has to sign in does so in another tab: what was typed here
/// stays.
fn outage_note(now: ArcRwSignal<Option<Outage>>, retry: Callback<()>) -> AnyView {
    let note = move |Outage { message, door }| {
        let door = door.map(|href| view! { <TextLink href external=true>"Sign in"</TextLink> });
        view! {
            <div class="refusals" role="alert">
                <Notice tone=Tone::Amber title="This part may be out of date">
                    <p>{message}</p>
                    <div class="row">
                        {door}
                        <Button size=ButtonSize::Small icon=IconName::Refresh on_click=move |_| retry.run(())>
                            "Try again"
                        </Button>
                    </div>
                </Notice>
            </div>
        }
    };
    view! { {move || now.get().map(note)} }.into_any()
}

/// What stands where a resource is shown.
#[derive(Clone, Default)]
struct Standing {
    /// Whether anything does.
    any: Arc<AtomicBool>,
    /// Whether that is more than a failure that passes.
    worth_keeping: Arc<AtomicBool>,
    /// What came after it, and was not shown in its place.
    outage: ArcRwSignal<Option<Outage>>,
}

impl Standing {
    /// Whether what was brought takes its place: not a failure that passes, where more than such a one stands.
    fn gives_way_to(&self, outage: Option<Outage>) -> bool {
        let stays = outage.is_some() && self.worth_keeping.load(Ordering::Relaxed);
        if !stays {
            self.worth_keeping.store(outage.is_none(), Ordering::Relaxed);
        }
        self.outage.set(outage.filter(|_| stays));
        !stays
    }
}

/// Each view as it arrives.
fn arrivals<T, F, V>(
    resource: Resource<T>,
    outage_of: Option<fn(&T) -> Option<Outage>>,
    standing: Standing,
    children: F,
) -> impl Fn() -> Suspend<AnyView> + Send + Sync
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
        let standing = standing.clone();
        let one_stood = standing.any.swap(true, Ordering::Relaxed);
        Suspend::new(async move {
            past_trial().await;
            let arrived = next_of(resource, one_stood).await;
            if !standing.gives_way_to(outage_of.and_then(|outage_of| outage_of(&arrived))) {
                stay().await;
            }
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

/// Lets stand what stands there. Leptos cuts off the loading of a view when the owner around it is cleaned up; then it
/// draws nothing, and goes on with what the resource brings next.
async fn stay() {
    if let Some(owner) = Owner::current() {
        owner.cleanup();
    }
    std::future::pending().await
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
            arrivals(there_at_once, None, Standing::default(), move |_| {
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

    #[test]
    fn only_a_failure_that_passes_leaves_what_was_brought_before() {
        #[derive(Debug, thiserror::Error)]
        #[error("{0}")]
        struct Failed(&'static str);
        impl Failure for Failed {
            fn passes(&self) -> bool {
                self.0 != "gone"
            }
            fn door(&self) -> Option<String> {
                None
            }
        }
        let standing = Standing::default();
        let note = || standing.outage.get_untracked().map(|outage| outage.message);
        let steps = [
            // as the first thing it is shown, and gives way to the next
            (Err(Failed("away")), true, None),
            (Err(Failed("still away")), true, None),
            (Ok(1), true, None),
            (Err(Failed("away")), false, Some("away")),
            (Err(Failed("still away")), false, Some("still away")),
            (Ok(2), true, None),
            (Err(Failed("gone")), true, None),
        ];
        for (brought, shown, told) in steps {
            assert_eq!(standing.gives_way_to(outage_of::<u8, Failed>(&brought)), shown, "{brought:?}");
            assert_eq!(note().as_deref(), told, "{brought:?}");
        }
    }
}
