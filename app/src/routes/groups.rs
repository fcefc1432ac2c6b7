//! The browser's part in pieces: pages that are used together come together, when the first of them is opened. What the
//! pieces share comes in pieces of its own. What everybody sees is in the first file: the frame, and the dashboard that
//! a sign-in leads to. See decision 6.

/// Declares a group of pages, each a type to name in the route table, and the one function that makes them, which the
/// browser loads with all it needs. On the server it is a function like any other; the page then tells the browser to
/// load the piece at once.
macro_rules! group {
    ($(#[$doc:meta])* $group:ident { $($route:ident: $page:path),+ $(,)? }) => {
        $(#[$doc])*
        pub mod $group {
            use leptos::prelude::*;
            use leptos::wasm_split::SplitLoaderError;
            use leptos_router::LazyRoute;

            use crate::routes::one_thing::about_one_thing;

            #[derive(Clone, Copy, Debug)]
            enum Page {
                $($route),+
            }

            $(
                #[derive(Debug)]
                pub struct $route;

                impl LazyRoute for $route {
                    fn data() -> Self {
                        Self
                    }

                    async fn view(_: Self) -> AnyView {
                        open(Page::$route).await
                    }

                    async fn preload() {
                        #[cfg(feature = "hydrate")]
                        {
                            let _waiting = crate::routes::waiting::Waiting::begin();
                            // one that fails is tried again when the page is opened
                            let _ = load().await;
                        }
                    }
                }
            )+

            #[cfg_attr(
                feature = "hydrate",
                leptos::wasm_split::wasm_split(
                    $group,
                    wasm_split_path = leptos::wasm_split,
                    preload(#[doc(hidden)] load),
                    fallible
                )
            )]
            fn show(page: Page) -> Result<AnyView, SplitLoaderError> {
                Ok(match page {
                    $(Page::$route => about_one_thing(|| $page().into_any())),+
                })
            }

            #[cfg(feature = "hydrate")]
            async fn open(page: Page) -> AnyView {
                let _waiting = crate::routes::waiting::Waiting::begin();
                match show(page).await {
                    Ok(view) => view,
                    Err(_) => super::super::missing_piece::load_page_whole().await,
                }
            }

            #[cfg(not(feature = "hydrate"))]
            async fn open(page: Page) -> AnyView {
                leptos::prefetch_lazy_fn_on_server(stringify!($group));
                show(page).unwrap_or_else(|_| ().into_any())
            }
        }
    };
}

group! {
    /// Before the sign-in.
    entrance {
        SignIn: crate::accounts::pages::SignInPage,
        SignUp: crate::accounts::pages::SignUpPage,
    }
}

group! {
    /// What is opened now and then: sites, the account, a file of keywords, the page of the search.
    account {
        Sites: crate::sites::pages::SitesPage,
        NewSite: crate::sites::pages::NewSitePage,
        Site: crate::sites::pages::SitePage,
        SiteSettings: crate::sites::pages::SiteSettingsPage,
        SiteSectors: crate::sites::pages::SiteSectorsPage,
        Connection: crate::integrations::pages::ConnectionPage,
        Usage: crate::billing::pages::UsagePage,
        Jobs: crate::jobs::pages::JobsPage,
        Changes: crate::kit::undo::ChangesPage,
        ImportHome: crate::planner::pages::import::ImportHomePage,
        Import: crate::planner::pages::import::ImportPage,
        Search: crate::search::pages::SearchPage,
    }
}

group! {
    /// From keywords to ideas.
    planner {
        Keywords: crate::planner::pages::keywords::KeywordsPage,
        Keyword: crate::planner::pages::keywords::KeywordPage,
        Clusters: crate::planner::pages::clusters::ClustersPage,
        Cluster: crate::planner::pages::clusters::ClusterPage,
        Ideas: crate::planner::pages::ideas::IdeasPage,
        Idea: crate::planner::pages::ideas::IdeaPage,
    }
}

group! {
    /// From tasks to published articles.
    writer {
        Tasks: crate::writer::pages::TasksPage,
        Task: crate::writer::pages::TaskPage,
        Contents: crate::writer::pages::ContentsPage,
        Editor: crate::writer::pages::EditorPage,
        Preview: crate::writer::pages::PreviewPage,
        Revisions: crate::writer::pages::RevisionsPage,
        Images: crate::images::pages::ImagesPage,
        Review: crate::writer::pages::ReviewPage,
        Approved: crate::writer::pages::ApprovedPage,
    }
}

group! {
    /// All components on one page, for who builds with them.
    design {
        Design: crate::ui::DesignPage,
    }
}
