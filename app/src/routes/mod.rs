//! The route table: a table of contents of the product.

mod groups;
#[cfg(feature = "hydrate")]
mod missing_piece;
mod one_thing;
#[cfg(feature = "hydrate")]
mod waiting;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::{Lazy, LazyRoute, SsrMode, path};

use self::groups::{account, design, entrance, planner, writer};
use crate::dashboard::pages::DashboardPage;
use crate::shell::frame::Frame;
use crate::ui::{ErrorPage, TextLink, provide_toasts};

/// Pages are answered whole: they read without scripts, and their status is known before the first byte leaves.
const WHOLE: SsrMode = SsrMode::Async;

/// A page whose part of the program is loaded when it is first opened.
fn late<T: LazyRoute + Sync>() -> Lazy<T> {
    Lazy::new()
}

/// The product.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_toasts();
    view! {
        <Router>
            <OwnRefusals/>
            <Routes fallback=NotFound>
                <Route path=path!("/sign-in") view={late::<entrance::SignIn>()} ssr=WHOLE/>
                <Route path=path!("/sign-up") view={late::<entrance::SignUp>()} ssr=WHOLE/>
                <Route path=path!("/design") view={late::<design::Design>()} ssr=WHOLE/>
                <ParentRoute path=path!("") view=Frame ssr=WHOLE>
                    <Route path=path!("") view=DashboardPage ssr=WHOLE/>
                    <Route path=path!("/sites") view={late::<account::Sites>()} ssr=WHOLE/>
                    <Route path=path!("/sites/new") view={late::<account::NewSite>()} ssr=WHOLE/>
                    <Route path=path!("/sites/:id") view={late::<account::Site>()} ssr=WHOLE/>
                    <Route path=path!("/sites/:id/settings") view={late::<account::SiteSettings>()} ssr=WHOLE/>
                    <Route path=path!("/sites/:id/sectors") view={late::<account::SiteSectors>()} ssr=WHOLE/>
                    <Route path=path!("/sites/:id/connection") view={late::<account::Connection>()} ssr=WHOLE/>
                    <Route path=path!("/planner/import") view={late::<account::ImportHome>()} ssr=WHOLE/>
                    <Route path=path!("/planner/import/:id") view={late::<account::Import>()} ssr=WHOLE/>
                    <Route path=path!("/planner/keywords") view={late::<planner::Keywords>()} ssr=WHOLE/>
                    <Route path=path!("/planner/keywords/:id") view={late::<planner::Keyword>()} ssr=WHOLE/>
                    <Route path=path!("/planner/clusters") view={late::<planner::Clusters>()} ssr=WHOLE/>
                    <Route path=path!("/planner/clusters/:id") view={late::<planner::Cluster>()} ssr=WHOLE/>
                    <Route path=path!("/planner/ideas") view={late::<planner::Ideas>()} ssr=WHOLE/>
                    <Route path=path!("/planner/ideas/:id") view={late::<planner::Idea>()} ssr=WHOLE/>
                    <Route path=path!("/writer/tasks") view={late::<writer::Tasks>()} ssr=WHOLE/>
                    <Route path=path!("/writer/tasks/:id") view={late::<writer::Task>()} ssr=WHOLE/>
                    <Route path=path!("/writer/content") view={late::<writer::Contents>()} ssr=WHOLE/>
                    <Route path=path!("/writer/content/:id") view={late::<writer::Editor>()} ssr=WHOLE/>
                    <Route path=path!("/writer/content/:id/preview") view={late::<writer::Preview>()} ssr=WHOLE/>
                    <Route path=path!("/writer/content/:id/revisions") view={late::<writer::Revisions>()} ssr=WHOLE/>
                    <Route path=path!("/writer/images") view={late::<writer::Images>()} ssr=WHOLE/>
                    <Route path=path!("/writer/review") view={late::<writer::Review>()} ssr=WHOLE/>
                    <Route path=path!("/writer/approved") view={late::<writer::Approved>()} ssr=WHOLE/>
                    <Route path=path!("/usage") view={late::<account::Usage>()} ssr=WHOLE/>
                    <Route path=path!("/jobs") view={late::<account::Jobs>()} ssr=WHOLE/>
                    <Route path=path!("/changes") view={late::<account::Changes>()} ssr=WHOLE/>
                    <Route path=path!("/search") view={late::<account::Search>()} ssr=WHOLE/>
                </ParentRoute>
            </Routes>
        </Router>
    }
    .into_any()
}

/// Lets each page tell what was refused there alone: a plain form that was refused comes back to its page with that in
/// the address, and every later page with the same form would tell it again.
#[component]
fn OwnRefusals() -> impl IntoView {
    let around = Owner::current().unwrap_or_default();
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            around.with(|| provide_context(ServerActionError::new("", "")));
        }
        now
    });
    ().into_any()
}

#[component]
fn NotFound() -> impl IntoView {
    view! {
        <ErrorPage
            code=404
            title="There is no such page"
            body="The address may be mistyped, or what it led to has been deleted."
        >
            <TextLink href="/">"Go to the dashboard"</TextLink>
        </ErrorPage>
    }
    .into_any()
}
