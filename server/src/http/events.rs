//! `/events/jobs`: the account's batches as they move, as server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use app::access;
use app::jobs::events::{JobNews, watch};
use app::jobs::live::{MISSED_EVENT, MOST_AWAY};
use app::kit::AppError;
use app::state::AppState;
use axum::Extension;
use axum::extract::{Query, Request, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt as _, stream};
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

/// How long one stream lasts. Browsers come back by themselves, through the guard: a session that has ended meanwhile is
/// told nothing more.
const LONGEST: Duration = Duration::from_mins(10);

/// What a page asks for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// For how many seconds it was in the background, and told nothing.
    #[serde(default)]
    away: u32,
}

pub async fn jobs(
    State(state): State<AppState>,
    Extension(shutdown): Extension<CancellationToken>,
    Query(Asked { away }): Query<Asked>,
    request: Request,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, AppError> {
    let (parts, _) = request.into_parts();
    let tenant = access::tenant_of(&state, &parts).await?;
    // first of all which program this is: a page of another one then offers to load anew
    let build = app::browser_build().map(|build| Ok(Event::default().event(app::BUILD_EVENT).data(build)));
    let moved = watch(&state, tenant, Duration::from_secs(away.min(MOST_AWAY).into()))
        .filter_map(|news| async move { event_of(&news).map(Ok) })
        // a stop ends the streams at once; browsers come back by themselves
        .take_until(async move {
            tokio::select! {
                () = shutdown.cancelled() => {}
                () = tokio::time::sleep(LONGEST) => {}
            }
        });
    Ok(Sse::new(stream::iter(build).chain(moved)).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

/// As browsers read it.
fn event_of(news: &JobNews) -> Option<Event> {
    match news {
        JobNews::Batch(batch) => Event::default().json_data(batch).ok(),
        // one without data is none to them
        JobNews::Missed => Some(Event::default().event(MISSED_EVENT).data(MISSED_EVENT)),
    }
}
