//! The route table: a table of contents of the product.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::accounts::pages::{SignInPage, SignUpPage};
use crate::billing::pages::UsagePage;
use crate::dashboard::pages::DashboardPage;
use crate::images::pages::ImagesPage;
use crate::integrations::pages::ConnectionPage;
use crate::jobs::pages::JobsPage;
use crate::planner::pages::clusters::{ClusterPage, ClustersPage};
use crate::planner::pages::ideas::{IdeaPage, IdeasPage};
use crate::planner::pages::import::{ImportHomePage, ImportPage};
use crate::planner::pages::keywords::{KeywordPage, KeywordsPage};
use crate::search::pages::SearchPage;
use crate::shell::frame::Frame;
use crate::sites::pages::{NewSitePage, SitePage, SiteSectorsPage, SiteSettingsPage, SitesPage};
use crate::ui::{DesignPage, ErrorPage, TextLink, provide_toasts};
use crate::writer::pages::{
    ApprovedPage, ContentsPage, EditorPage, PreviewPage, ReviewPage, RevisionsPage, TaskPage, TasksPage,
};

/// Pages are answered whole: they read without scripts, and their status is known before the first byte leaves.
const WHOLE: SsrMode = SsrMode::Async;

/// The product.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_toasts();
    view! {
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/sign-in") view=SignInPage ssr=WHOLE/>
                <Route path=path!("/sign-up") view=SignUpPage ssr=WHOLE/>
                <Route path=path!("/design") view=DesignPage ssr=WHOLE/>
                <ParentRoute path=path!("") view=Frame ssr=WHOLE>
                    <Route path=path!("") view=DashboardPage ssr=WHOLE/>
                    <Route path=path!("/sites") view=SitesPage ssr=WHOLE/>
                    <Route path=path!("/sites/new") view=NewSitePage ssr=WHOLE/>
                    <Route path=path!("/sites/:id") view=SitePage ssr=WHOLE/>
                    <Route path=path!("/sites/:id/settings") view=SiteSettingsPage ssr=WHOLE/>
                    <Route path=path!("/sites/:id/sectors") view=SiteSectorsPage ssr=WHOLE/>
                    <Route path=path!("/sites/:id/connection") view=ConnectionPage ssr=WHOLE/>
                    <Route path=path!("/planner/import") view=ImportHomePage ssr=WHOLE/>
                    <Route path=path!("/planner/import/:id") view=ImportPage ssr=WHOLE/>
                    <Route path=path!("/planner/keywords") view=KeywordsPage ssr=WHOLE/>
                    <Route path=path!("/planner/keywords/:id") view=KeywordPage ssr=WHOLE/>
                    <Route path=path!("/planner/clusters") view=ClustersPage ssr=WHOLE/>
                    <Route path=path!("/planner/clusters/:id") view=ClusterPage ssr=WHOLE/>
                    <Route path=path!("/planner/ideas") view=IdeasPage ssr=WHOLE/>
                    <Route path=path!("/planner/ideas/:id") view=IdeaPage ssr=WHOLE/>
                    <Route path=path!("/writer/tasks") view=TasksPage ssr=WHOLE/>
                    <Route path=path!("/writer/tasks/:id") view=TaskPage ssr=WHOLE/>
                    <Route path=path!("/writer/content") view=ContentsPage ssr=WHOLE/>
                    <Route path=path!("/writer/content/:id") view=EditorPage ssr=WHOLE/>
                    <Route path=path!("/writer/content/:id/preview") view=PreviewPage ssr=WHOLE/>
                    <Route path=path!("/writer/content/:id/revisions") view=RevisionsPage ssr=WHOLE/>
                    <Route path=path!("/writer/images") view=ImagesPage ssr=WHOLE/>
                    <Route path=path!("/writer/review") view=ReviewPage ssr=WHOLE/>
                    <Route path=path!("/writer/approved") view=ApprovedPage ssr=WHOLE/>
                    <Route path=path!("/usage") view=UsagePage ssr=WHOLE/>
                    <Route path=path!("/jobs") view=JobsPage ssr=WHOLE/>
                    <Route path=path!("/search") view=SearchPage ssr=WHOLE/>
                </ParentRoute>
            </Routes>
        </Router>
    }
    .into_any()
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
