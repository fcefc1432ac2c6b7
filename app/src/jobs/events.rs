//! The feed of what jobs do: one database listener a process, and a stream a watching page.

use std::collections::VecDeque;

use futures::{Stream, StreamExt as _, stream};
use sqlx::postgres::PgListener;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use super::{BatchView, store};
use crate::access::Tenant;
use crate::kit::id::{AccountId, JobId};
use crate::state::AppState;

/// Announcements kept for a slow reader; one that falls behind is told to look anew.
const BACKLOG: usize = 1024;

/// Fans announcements out to the pages that watch.
#[derive(Clone, Debug)]
pub struct JobFeed(broadcast::Sender<(AccountId, JobId)>);

impl JobFeed {
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a feed is made once a process")]
    pub fn new() -> Self {
        Self(broadcast::channel(BACKLOG).0)
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
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
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
    loop {
        let note = listener.recv().await?;
        if let Some((account, job)) = note.payload().split_once(' ')
            && let (Ok(account), Ok(job)) = (account.parse(), job.parse())
        {
            // nobody watching is no error
            let _ = state.job_feed.0.send((account, job));
        }
    }
}

/// The batches of an account as they move. Starts with those that are live or were until just now. Dropping the stream is all it takes to end
/// it: nothing runs on beside it.
pub fn watch(state: &AppState, tenant: Tenant) -> impl Stream<Item = BatchView> + Send + use<> {
    let watching =
        Watching { feed: state.job_feed.0.subscribe(), tenant, waiting: VecDeque::new(), has_fallen_behind: true };
    stream::unfold(watching, Watching::next).boxed()
}

/// One page's place in the feed.
struct Watching {
    feed: broadcast::Receiver<(AccountId, JobId)>,
    tenant: Tenant,
    /// What is to be told next.
    waiting: VecDeque<BatchView>,
    /// Nothing has been told yet, or announcements were missed: all that is live is told.
    has_fallen_behind: bool,
}

impl Watching {
    async fn next(mut self) -> Option<(BatchView, Self)> {
        loop {
            if let Some(batch) = self.waiting.pop_front() {
                return Some((batch, self));
            }
            if std::mem::take(&mut self.has_fallen_behind) {
                self.waiting.extend(super::service::just_moved(&self.tenant).await.unwrap_or_default());
                continue;
            }
            match self.feed.recv().await {
                Ok((account, job)) if account == self.tenant.account() => {
                    self.waiting.extend(batch_of(&self.tenant, job).await);
                }
                Ok(_) => {}
                Err(broadcast::error::RecvError::Lagged(_)) => self.has_fallen_behind = true,
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}

async fn batch_of(tenant: &Tenant, job: JobId) -> Option<BatchView> {
    let mut tx = tenant.begin().await.ok()?;
    let batch = store::jobs::batch_of(&mut tx, job).await.ok()??;
    store::batches::list(&mut tx, store::batches::Which::One(batch), 1).await.ok()?.pop()
}
