//! The HTML document that the pages stand in.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::refusal::Refusal;
use crate::ui::Theme;

/// The document: theme by cookie, styles, the scripts that hydrate it, and the policy that forbids everything else. With
/// a `reload_external_port` it is one of a product that is being developed, and loads anew when it is told so there.
#[cfg(feature = "ssr")]
#[must_use]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    use leptos::nonce::use_nonce;
    use leptos_meta::{HashedStylesheet, MetaTags};

    allow_own_scripts_only(use_nonce().map(|nonce| nonce.to_string()), options.reload_external_port);
    let theme = theme_of_page();
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme.attribute() data-build=super::build::browser_build()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="preload" href="/fonts/inter-latin.woff2" r#as="font" type="font/woff2" crossorigin=""/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <HashedStylesheet options=options.clone() id="styles"/>
                <AutoReload options=options.clone()/>
                <HydrationScripts options=options/>
                <MetaTags/>
            </head>
            <body>
                <crate::App/>
            </body>
        </html>
    }
}

/// A document that stands by itself, without the product around it and without scripts: why a plain request got nothing.
#[cfg(feature = "ssr")]
#[must_use]
pub fn refusal_document(options: LeptosOptions, theme: Theme, refusal: Refusal) -> String {
    use leptos_meta::HashedStylesheet;

    use super::refusal::RefusalPage;

    let title = format!("{} · IGNY8", refusal.title);
    Owner::new().with(|| {
        view! {
            <!DOCTYPE html>
            <html lang="en" data-theme=theme.attribute()>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                    <HashedStylesheet options=options/>
                    <title>{title}</title>
                </head>
                <body>
                    <main>
                        <RefusalPage refusal/>
                    </main>
                </body>
            </html>
        }
        .to_html()
    })
}

/// The theme that the page is shown in: on the server by the request's cookie, in the browser by the document's root,
/// which the server has told.
#[must_use]
pub fn theme_of_page() -> Theme {
    #[cfg(feature = "ssr")]
    let theme = use_context::<::http::request::Parts>().map(|parts| theme_of(&parts.headers));
    #[cfg(not(feature = "ssr"))]
    let theme = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-theme"))
        .map(|theme| Theme::from_cookie(&theme));
    theme.unwrap_or_default()
}

/// The theme that the cookies of a request name.
#[cfg(feature = "ssr")]
#[must_use]
pub fn theme_of(headers: &::http::HeaderMap) -> Theme {
    let cookies = headers.get(::http::header::COOKIE).and_then(|cookies| cookies.to_str().ok()).unwrap_or_default();
    cookies
        .split(';')
        .find_map(|pair| pair.trim().split_once('=').filter(|(name, _)| *name == crate::ui::THEME_COOKIE))
        .map(|(_, theme)| Theme::from_cookie(theme))
        .unwrap_or_default()
}

/// The page's Content-Security-Policy: what comes from here, scripts with this answer's nonce, and WASM. Behind
/// `reload_port` also the socket of `cargo leptos watch`, by the names that a browser on this machine knows it by.
#[cfg(feature = "ssr")]
fn allow_own_scripts_only(nonce: Option<String>, reload_port: Option<u32>) {
    let nonce = nonce.map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    let reload = reload_port
        .map(|port| format!(" ws://127.0.0.1:{port}/live_reload ws://localhost:{port}/live_reload"))
        .unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self'{nonce} 'wasm-unsafe-eval'; style-src 'self'{nonce}; img-src 'self' data: https:; \
         font-src 'self'; connect-src 'self'{reload}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    );
    if let (Some(response), Ok(value)) =
        (use_context::<leptos_axum::ResponseOptions>(), ::http::HeaderValue::from_str(&policy))
    {
        response.insert_header(::http::header::CONTENT_SECURITY_POLICY, value);
    }
}

/// What the document's root says once the page is alive.
#[cfg(feature = "hydrate")]
const HYDRATED: &str = "data-hydrated";

/// Takes the page over: it is alive once this has ended, and says so on the document, for tests and for styles that need
/// scripts.
#[cfg(feature = "hydrate")]
pub async fn hydrate() {
    hydrate_from_async(leptos::tachys::dom::body(), crate::App).await.forget();
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(HYDRATED, "");
    }
}

/// Whether the page is alive.
#[cfg(feature = "hydrate")]
pub fn is_hydrated() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute(HYDRATED))
}
