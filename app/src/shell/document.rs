//! The HTML document that the pages stand in.

use leptos::prelude::*;

/// The document: theme by cookie, styles, the scripts that hydrate it, and the policy that forbids everything else.
#[cfg(feature = "ssr")]
#[must_use]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    use leptos::nonce::use_nonce;
    use leptos_meta::{HashedStylesheet, MetaTags};

    allow_own_scripts_only(use_nonce().map(|nonce| nonce.to_string()));
    let theme = theme_of_request().attribute().map(str::to_owned);
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme data-build=super::build::browser_build()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="preload" href="/fonts/inter-latin.woff2" r#as="font" type="font/woff2" crossorigin=""/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <HashedStylesheet options=options.clone() id="styles"/>
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
pub fn refusal_document(options: LeptosOptions, code: u16, title: &str, body: &str, way_on: Option<&str>) -> String {
    use leptos_meta::HashedStylesheet;

    use crate::ui::{ErrorPage, TextLink};

    let (title, body) = (title.to_owned(), body.to_owned());
    let (href, words) = way_on.map_or(("/", "Go to the dashboard"), |href| (href, "Go back"));
    let (href, words) = (href.to_owned(), words.to_owned());
    Owner::new().with(|| {
        view! {
            <!DOCTYPE html>
            <html lang="en">
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                    <HashedStylesheet options=options/>
                    <title>{format!("{title} · IGNY8")}</title>
                </head>
                <body>
                    <ErrorPage code title body>
                        <TextLink href>{words}</TextLink>
                    </ErrorPage>
                </body>
            </html>
        }
        .to_html()
    })
}

#[cfg(feature = "ssr")]
fn theme_of_request() -> crate::ui::Theme {
    use_context::<::http::request::Parts>()
        .and_then(|parts| {
            let cookies = parts.headers.get(::http::header::COOKIE)?.to_str().ok()?.to_owned();
            let pair = cookies
                .split(';')
                .find_map(|pair| pair.trim().split_once('=').filter(|(name, _)| *name == crate::ui::THEME_COOKIE))?;
            Some(crate::ui::Theme::from_cookie(pair.1))
        })
        .unwrap_or(crate::ui::Theme::System)
}

/// The page's Content-Security-Policy: what comes from here, scripts with this answer's nonce, and WASM.
#[cfg(feature = "ssr")]
fn allow_own_scripts_only(nonce: Option<String>) {
    let nonce = nonce.map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self'{nonce} 'wasm-unsafe-eval'; style-src 'self'{nonce}; img-src 'self' data: https:; \
         font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
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
