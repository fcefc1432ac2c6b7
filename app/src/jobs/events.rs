//! The feed of what jobs do: one database listener a process, and a stream a watching page.

use futures::{Stream, StreamExt as _};
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

/// The batches of an account as they move. Starts with those that are live.
pub fn watch(state: &AppState, tenant: Tenant) -> impl Stream<Item = BatchView> + Send + use<> {
    let mut feed = state.job_feed.0.subscribe();
    let (sender, receiver) = futures::channel::mpsc::channel::<BatchView>(64);
    tokio::spawn(async move {
        let mut sender = sender;
        let _ = push_live(&tenant, &mut sender).await;
        loop {
            let moved = match feed.recv().await {
                Ok((account, job)) if account == tenant.account() => push_batch_of(&tenant, job, &mut sender).await,
                Ok(_) => continue,
                Err(broadcast::error::RecvError::Lagged(_)) => push_live(&tenant, &mut sender).await,
                Err(broadcast::error::RecvError::Closed) => return,
            };
            if moved.is_none() {
                return;
            }
        }
    });
    receiver.boxed()
}

type Out = futures::channel::mpsc::Sender<BatchView>;

/// `None`: the reader has gone.
async fn push_live(tenant: &Tenant, out: &mut Out) -> Option<()> {
    let live = super::service::list(tenant, true, 50).await.unwrap_or_default();
    for batch in live {
        send(out, batch).await?;
    }
    Some(())
}

async fn push_batch_of(tenant: &Tenant, job: JobId, out: &mut Out) -> Option<()> {
    let found = async {
        let mut tx = tenant.begin().await.ok()?;
        let batch = store::jobs::batch_of(&mut tx, job).await.ok()??;
        store::batches::list(&mut tx, Some(batch), false, 1).await.ok()?.pop()
    };
    match found.await {
        Some(batch) => send(out, batch).await,
        None => Some(()),
    }
}

async fn send(out: &mut Out, batch: BatchView) -> Option<()> {
    futures::SinkExt::send(out, batch).await.ok()
}
