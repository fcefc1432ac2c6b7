//! One exchange with the site: given up when the job is, timed, and written down however it ends.

use std::time::Instant;

use wordpress::Error;

use super::refusal;
use crate::integrations::service::client::{self, SiteClient};
use crate::jobs::context::{JobContext, JobFailure};
use crate::kit::id::{ContentId, SiteId};
use crate::publishing::publication::{Outcome, SyncAction};
use crate::publishing::store;
use crate::publishing::store::sync_events::NewEvent;

/// What all exchanges of one publication share.
pub struct Exchanges<'a> {
    pub job: &'a JobContext,
    pub site: SiteId,
    pub content: ContentId,
    pub remote: &'a SiteClient,
}

/// How an exchange went that may go wrong without ending the publication.
pub type Answer<T> = Result<Result<T, Error>, JobFailure>;

impl Exchanges<'_> {
    /// Waits for an exchange and notes how it went; `number` is the site's number of what it was about.
    ///
    /// # Errors
    /// Lost when the job is; what the site refused is the inner result.
    pub async fn attempt<T>(
        &self,
        action: SyncAction,
        exchange: impl Future<Output = Result<T, Error>>,
        number: impl Fn(&T) -> Option<i64>,
    ) -> Answer<T> {
        let began = Instant::now();
        let answer = tokio::select! {
            answer = exchange => answer,
            () = self.job.cancel.cancelled() => return Err(JobFailure::Lost),
        };
        let message = answer.as_ref().err().map(ToString::to_string);
        let event = NewEvent {
            site: self.site,
            content: self.content,
            action,
            outcome: if answer.is_ok() { Outcome::Succeeded } else { Outcome::Failed },
            remote_id: answer.as_ref().ok().and_then(number),
            message: message.as_deref(),
            duration_ms: i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX),
        };
        // it happened, whoever the job belongs to by now
        let mut tx = self.job.tenant.begin().await?;
        store::sync_events::insert(&mut tx, &event).await?;
        tx.commit().await?;
        Ok(answer)
    }

    /// The same for an exchange without which there is no publication.
    ///
    /// # Errors
    /// As the site's refusal is to be taken.
    pub async fn require<T>(
        &self,
        action: SyncAction,
        exchange: impl Future<Output = Result<T, Error>>,
        number: impl Fn(&T) -> Option<i64>,
    ) -> Result<T, JobFailure> {
        match self.attempt(action, exchange, number).await? {
            Ok(done) => Ok(done),
            Err(error) => Err(self.refused(action, &error).await?),
        }
    }

    /// What a refusal means; one of the whole connection is noted there, once.
    ///
    /// # Errors
    /// 503 when the database is away.
    pub async fn refused(&self, action: SyncAction, error: &Error) -> Result<JobFailure, JobFailure> {
        if refusal::breaks_connection(action, error) {
            let mut tx = self.job.tenant.begin().await?;
            client::mark_broken(&mut tx, self.site, self.remote.integration, refusal::code(error), &error.to_string())
                .await?;
            tx.commit().await?;
        }
        Ok(refusal::failure(error))
    }
}
