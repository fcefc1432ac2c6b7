//! The frame of every page behind the sign-in: navigation, site, jobs, credits, person.

use leptos::prelude::*;
use leptos_router::components::{Outlet, Redirect};
use leptos_router::hooks::{use_location, use_navigate, use_url};
use leptos_router::location::Url;

use super::data::{ShellData, SiteLink};
use super::document::theme_of_page;
use super::navigation::{hear_keys, navigation};
use super::palette::{HeaderSearch, SearchPalette};
use super::server_fns::get_shell;
use super::shortcuts::{ShortcutsWindow, show_shortcuts};
use crate::accounts::server_fns::SignOut;
use crate::jobs::live::{LiveJobs, provide_live_jobs};
use crate::jobs::pages::cost;
use crate::kit::ErrorKind;
use crate::kit::address::Address;
use crate::kit::answers::{Changes, answer_with, provide_changes};
use crate::kit::id::SiteId;
use crate::sites::scope::{SiteScope, href_here, href_of, provide_current_site, use_scope};
use crate::ui::*;

/// The parent of every page that needs a session. Without one it leads to the sign-in page, with the way back.
#[component]
pub fn Frame() -> impl IntoView {
    let current = RwSignal::new(None::<SiteId>);
    provide_current_site(current.into());
    let scope = use_scope();
    let live = provide_live_jobs();
    let changes = provide_changes();
    provide_announcer();
    let way_back = use_url().with_untracked(address_of);
    // read once: what changes later is fetched by `keep_fresh`, so that the page is never torn down for it
    let wanted = untrack(|| scope.named_site());
    let first = OnceResource::new_blocking(get_shell(wanted));
    view! {
        <Suspense>
            {move || {
                let way_back = way_back.clone();
                Suspend::new(async move {
                    past_trial().await;
                    match first.await {
                        Ok(loaded) => {
                            current.set(loaded.current);
                            let data = RwSignal::new(loaded);
                            keep_fresh(data, current, scope, changes, live);
                            view! { <Shell data scope live/> }.into_any()
                        }
                        Err(error) if error.kind == ErrorKind::SignedOut => {
                            view! { <Redirect path=Address::sign_in(&error.code, &way_back).finish()/> }.into_any()
                        }
                        Err(error) => {
                            answer_with(error.kind);
                            view! { <ErrorPage code=error.kind.status() title="We will be right back" body=error.message/> }
                                .into_any()
                        }
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}

/// A page's path and query, to come back to.
fn address_of(page: &Url) -> String {
    let (path, query) = (page.path(), page.search());
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Fetches what the frame shows again when the page or its site is another, something was changed here, or a job ends.
fn keep_fresh(
    data: RwSignal<ShellData>,
    current: RwSignal<Option<SiteId>>,
    scope: SiteScope,
    changes: Changes,
    live: LiveJobs,
) {
    let navigate = use_navigate();
    // the frame's own, which stays when the way leads out of it
    let page = use_url();
    let refresh = Action::new(move |site: &Option<_>| get_shell(*site));
    Effect::new(move |seen: Option<_>| {
        let path = page.with(|page| page.path().to_owned());
        let now = (scope.named_site(), path, changes.count().get(), live.ended().get());
        if seen.is_some_and(|seen| seen != now) {
            refresh.dispatch(now.0);
        }
        now
    });
    Effect::new(move |_| match refresh.value().get() {
        Some(Ok(loaded)) => {
            if current.get_untracked() != loaded.current {
                current.set(loaded.current);
            }
            data.set(loaded);
        }
        Some(Err(error)) if error.kind == ErrorKind::SignedOut => {
            navigate(
                &Address::sign_in(&error.code, &page.with_untracked(address_of)).finish(),
                leptos_router::NavigateOptions::default(),
            );
        }
        _ => {}
    });
    let toasts = use_toasts();
    Effect::new(move |_| {
        if let Some(batch) = live.last_ended().get() {
            if batch.stopped > 0 {
                toasts.show(
                    Toast::new(format!("{}: stopped, {} of {} not done", batch.title, batch.undone(), batch.total))
                        .tone(Tone::Amber)
                        .link("See why and try again", href_here("/jobs")),
                );
            } else if batch.failed > 0 {
                toasts.show(
                    Toast::new(format!("{}: {} of {} failed", batch.title, batch.failed, batch.total))
                        .tone(Tone::Red)
                        .link("See why", href_here("/jobs")),
                );
            } else {
                let cost = cost(&batch).map(|cost| format!(" · {cost}")).unwrap_or_default();
                toasts.success(format!("{}: done{cost}", batch.title));
            }
        }
    });
}

#[component]
fn Shell(data: RwSignal<ShellData>, scope: SiteScope, live: LiveJobs) -> impl IntoView {
    let running = Signal::derive(move || {
        data.with(|data| data.waiting.jobs).max(i64::try_from(live.batches().len()).unwrap_or(0))
    });
    let percent = Signal::derive(move || live.batches().first().map(crate::jobs::BatchView::percent));
    let shortcuts = RwSignal::new(false);
    hear_keys(scope, shortcuts);
    let href = move |path: &'static str| Signal::derive(move || scope.site_href(path));
    view! {
        <AppShell
            nav=navigation(data, scope)
            home=href("/")
            selector=move || view! { <SiteSwitcher data scope/> }
            search=move || view! { <HeaderSearch scope/> }
            tools=move || view! {
                <JobsLink href=href("/jobs") running percent/>
                <CreditsLink href=href("/usage") credits=Signal::derive(move || data.with(|data| data.balance.available()))/>
                <ThemeSwitch theme=theme_of_page()/>
            }
            user=move || view! { <Person data shortcuts/> }
            banner=move || view! { <UpdateBanner outdated=live.outdated()/> }
        >
            <Outlet/>
        </AppShell>
        <SearchPalette data scope/>
        <Show when=move || shortcuts.get()>
            <ShortcutsWindow/>
        </Show>
    }
    .into_any()
}

/// Chooses the site; the page stays, about another site.
#[component]
fn SiteSwitcher(data: RwSignal<ShellData>, scope: SiteScope) -> impl IntoView {
    let here = use_location();
    let name = Signal::derive(move || {
        data.with(|data| {
            data.sites
                .iter()
                .find(|site| Some(site.id) == data.current)
                .map_or_else(|| "No site yet".to_owned(), SiteLink::label)
        })
    });
    // a detail page belongs to its site: from there the switch leads to the list it came from
    let list = move || {
        let at = here.pathname.get();
        let parts: Vec<&str> = at.split('/').take_while(|part| part.len() < 32).collect();
        let path = parts.join("/");
        if path.is_empty() { "/".to_owned() } else { path }
    };
    view! {
        <SwitcherMenu id="site-switcher" label="Site" current=name icon=IconName::Globe>
            {move || {
                data.with(|data| data.sites.clone())
                    .into_iter()
                    .map(|site| view! { <MenuLink href=href_of(&list(), Some(site.id), None)>{site.label()}</MenuLink> })
                    .collect_view()
            }}
            {move || {
                data.with(|data| data.may_add_sites)
                    .then(|| {
                        view! {
                            <MenuLine/>
                            <MenuLink href=Signal::derive(move || scope.site_href("/sites/new")) icon=IconName::Plus>
                                "Add a site"
                            </MenuLink>
                        }
                    })
            }}
        </SwitcherMenu>
    }
    .into_any()
}

/// Who is signed in, and the way out.
#[component]
fn Person(data: RwSignal<ShellData>, shortcuts: RwSignal<bool>) -> impl IntoView {
    let sign_out = ServerAction::<SignOut>::new();
    let me = data.with_untracked(|data| data.me.clone());
    view! {
        <UserMenu name=me.name email=me.email>
            <MenuLabel>{format!("{} · {}", me.account_name, me.role)}</MenuLabel>
            <MenuLine/>
            <div class="needs-script">
                <MenuItem icon=IconName::Keyboard on_click=move |_| show_shortcuts(shortcuts)>"Keyboard shortcuts"</MenuItem>
            </div>
            <ActionForm action=sign_out>
                <MenuItem icon=IconName::LogOut submit=true>"Sign out"</MenuItem>
            </ActionForm>
        </UserMenu>
    }
    .into_any()
}
