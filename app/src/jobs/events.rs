//! The feed of what jobs do: one database listener a process, and a stream a watching page.

use std::collections::VecDeque;
use std::time::Duration;

use futures::{Stream, StreamExt as _, stream};
use sqlx::postgres::PgListener;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;

use super::{BatchView, store};
use crate::access::Tenant;
use crate::kit::id::{AccountId, JobId};
use crate::state::AppState;

/// Announcements kept for a slow reader; one that falls behind is told to look anew.
const BACKLOG: usize = 1024;

/// Fans announcements out to the pages that watch.
#[derive(Clone, Debug)]
pub struct JobFeed(broadcast::Sender<Announcement>);

/// What the listener heard.
#[derive(Clone, Copy, Debug)]
enum Announcement {
    /// A job of an account moved.
    Moved(AccountId, JobId),
    /// Nobody listened until now: whatever moved meanwhile was announced to nobody.
    Missed,
}

/// What a watching page is told.
#[derive(Clone, Debug, PartialEq)]
pub enum JobNews {
    /// How a batch stands that moved.
    Batch(BatchView),
    /// News was missed. What is at work is told again after this, and what ended meanwhile is not: the page looks anew.
    Missed,
}

impl JobFeed {
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a feed is made once a process")]
    pub fn new() -> Self {
        Self(broadcast::channel(BACKLOG).0)
    }

    fn announce(&self, announcement: Announcement) {
        // nobody watching is no error
        let _ = self.0.send(announcement);
    }
}

/// Listens until `shutdown`, reconnecting when the database was away.
pub async fn listen(state: AppState, shutdown: CancellationToken) {
    let forward = async {
        loop {
            match listen_once(&state).await {
                Ok(()) => {}
                Err(error) => tracing::warn!(%error, "the job feed lost the database; reconnecting"),
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    };
    tokio::select! {
        () = forward => {}
        () = shutdown.cancelled() => {}
    }
}

async fn listen_once(state: &AppState) -> sqlx::Result<()> {
    let mut listener = PgListener::connect_with(&state.pool).await?;
    listener.listen("igny8_jobs").await?;
    state.job_feed.announce(Announcement::Missed);
    loop {
        match listener.try_recv().await? {
            Some(note) => {
                if let Some((account, job)) = job_of(note.payload()) {
                    state.job_feed.announce(Announcement::Moved(account, job));
                }
            }
            None => {
                // it listens again by now
                tracing::warn!("the job feed lost its connection and has another one");
                state.job_feed.announce(Announcement::Missed);
            }
        }
    }
}

/// The account and the job that a note of the database names.
fn job_of(note: &str) -> Option<(AccountId, JobId)> {
    let (account, job) = note.split_once(' ')?;
    Some((account.parse().ok()?, job.parse().ok()?))
}

/// The batches of an account as they move. Starts with those that are live or were until just now, or until the page was
/// left so long ago, and tells them again after news was missed. Dropping the stream is all it takes to end it: nothing
/// runs on beside it.
pub fn watch(state: &AppState, tenant: Tenant, away: Duration) -> impl Stream<Item = JobNews> + Send + use<> {
    let watching = Watching {
        feed: state.job_feed.0.subscribe(),
        tenant,
        away,
        waiting: VecDeque::new(),
        has_fallen_behind: true,
    };
    stream::unfold(watching, Watching::next).boxed()
}

/// One page's place in the feed.
struct Watching {
    feed: broadcast::Receiver<Announcement>,
    tenant: Tenant,
    /// For how long the page was told nothing.
    away: Duration,
    /// What is to be told next.
    waiting: VecDeque<JobNews>,
    /// Nothing has been told yet, or announcements were missed: all that is live is told.
    has_fallen_behind: bool,
}

impl Watching {
    async fn next(mut self) -> Option<(JobNews, Self)> {
        loop {
            if let Some(news) = self.waiting.pop_front() {
                return Some((news, self));
            }
            // what cannot be read now is asked for again after the next announcement
            if self.has_fallen_behind
                && let Ok(batches) = super::service::just_moved(&self.tenant, self.away).await
            {
                self.has_fallen_behind = false;
                self.waiting.extend(batches.into_iter().map(JobNews::Batch));
                continue;
            }
            match self.feed.recv().await {
                Ok(Announcement::Moved(account, job)) if account == self.tenant.account() => {
                    self.waiting.extend(batch_of(&self.tenant, job).await.map(JobNews::Batch));
                }
                Ok(Announcement::Moved(..)) => {}
                Ok(Announcement::Missed) | Err(RecvError::Lagged(_)) => {
                    self.has_fallen_behind = true;
                    self.waiting.push_back(JobNews::Missed);
                }
                Err(RecvError::Closed) => return None,
            }
        }
    }
}

async fn batch_of(tenant: &Tenant, job: JobId) -> Option<BatchView> {
    let mut tx = tenant.begin().await.ok()?;
    let batch = store::jobs::batch_of(&mut tx, job).await.ok()??;
    store::batches::list(&mut tx, &[batch]).await.ok()?.pop()
}
