//! The web half: pages, server functions, event streams, files, health.

mod events;
mod fallback;
mod foreign_words;
mod health;
mod kept_form;
mod media;
mod refusal_pages;
mod refusals;
mod request_log;
mod same_origin;
mod security_headers;
mod session;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::time::Duration;

use app::state::AppState;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use leptos::prelude::LeptosOptions;
use leptos_axum::{LeptosRoutes as _, generate_route_list};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};

use crate::config::Config;

/// What handlers outside the pages are given.
#[derive(Clone, Debug, axum::extract::FromRef)]
pub struct HttpState {
    pub app: AppState,
    pub leptos: LeptosOptions,
}

/// Longest body of a form or server function; uploads have their own.
const BODY_LIMIT: usize = 4 * 1024 * 1024;
/// Time for open requests after a stop was asked for; event streams end at once.
const DRAIN: Duration = Duration::from_secs(10);

/// Serves until `shutdown`, then finishes what is open.
///
/// # Errors
/// A sentence when the address cannot be had.
pub async fn serve(config: &Config, app: AppState, shutdown: CancellationToken) -> Result<(), String> {
    let listener = TcpListener::bind(config.listen).await.map_err(|error| {
        format!(
            "{} cannot be listened on ({error}); another program may have it. Choose another with IGNY8_LISTEN.",
            config.listen
        )
    })?;
    let router = router(config, app, shutdown.clone());
    println!("IGNY8 is ready: {}", config.public_url);
    println!("Sign up at {}/sign-up. Stop with Ctrl-C.", config.public_url);
    let stopping = shutdown.clone();
    let server = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move { stopping.cancelled().await });
    tokio::select! {
        outcome = async { server.await } => outcome.map_err(|error| format!("the web server stopped: {error}")),
        () = async { shutdown.cancelled().await; tokio::time::sleep(DRAIN).await } => Ok(()),
    }
}

/// Everything the product answers to.
pub fn router(config: &Config, app: AppState, shutdown: CancellationToken) -> Router {
    let leptos = LeptosOptions::builder()
        .output_name("igny8")
        .site_root(config.site_root.display().to_string())
        .site_addr(config.listen)
        .hash_files(app::browser_build().is_some())
        .reload_external_port(config.reload_port.map(u32::from))
        .build();
    let state = HttpState { app: app.clone(), leptos: leptos.clone() };
    let routes = generate_route_list(app::App);
    let provide = {
        let app = app.clone();
        move || leptos::prelude::provide_context(app.clone())
    };
    let shell = {
        let leptos = leptos.clone();
        move || app::shell(leptos.clone())
    };
    // WASM is compressed when it is built for production: doing it for each visitor would take a second of a core
    let worthwhile = DefaultPredicate::new()
        .and(NotForContentType::new("text/event-stream"))
        .and(NotForContentType::new("application/wasm"));
    let compressed = CompressionLayer::new().compress_when(worthwhile);
    Router::new()
        .leptos_routes_with_context(&state, routes, provide.clone(), shell)
        .route(
            "/sfn/{*name}",
            axum::routing::post({
                let provide = provide.clone();
                move |request: axum::extract::Request| {
                    leptos_axum::handle_server_fns_with_context(provide.clone(), request)
                }
            }),
        )
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .merge(app::http::routes().with_state(app.clone()))
        .route("/events/jobs", get(events::jobs))
        .route("/media/{*key}", get(media::media))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback(fallback::file_or_not_found)
        .layer(from_fn(session::remember_session))
        .layer(from_fn(same_origin::refuse_foreign))
        .layer(from_fn(foreign_words::leave_out))
        .layer(from_fn(refusals::give_status))
        // within the headers, so that the answer to a panic has them too
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(leptos, refusal_pages::show))
        .layer(from_fn_with_state(config.public_url.starts_with("https://"), security_headers::add))
        .layer(compressed)
        .layer(from_fn(request_log::log))
        .layer(axum::Extension(shutdown))
        .with_state(state)
}
