//! Shows a text while it is being written, no more often than a person can read and the database should be asked.

use std::future::Future;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::words;
use crate::ai::text::Progress;
use crate::jobs::context::{JobContext, JobFailure};
use crate::kit::html::{has_too_many_tags, sanitise};

/// Time between two looks.
const PACE: Duration = Duration::from_millis(500);

/// What has been heard of the section at hand.
#[derive(Debug, Default)]
pub struct Heard(Mutex<String>);

impl Heard {
    /// Takes in a piece; what is void is forgotten.
    pub fn take(&self, progress: Progress<'_>) {
        let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match progress {
            Progress::Text(piece) => text.push_str(piece),
            Progress::StartOver => text.clear(),
        }
    }

    fn so_far(&self) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Waits for `asking` and meanwhile shows `before` with what has been heard. `step` begins the sentence that says how
/// far it is, `words` are those of `before`.
///
/// # Errors
/// Those of `asking`; lost when the job is not this worker's any more.
pub async fn show_while<T>(
    job: &JobContext,
    heard: &Heard,
    before: &str,
    words_before: i64,
    step: &str,
    asking: impl Future<Output = Result<T, JobFailure>>,
) -> Result<T, JobFailure> {
    tokio::pin!(asking);
    let mut tick = tokio::time::interval(PACE);
    tick.tick().await;
    let mut shown = String::new();
    loop {
        tokio::select! {
            answer = &mut asking => return answer,
            _ = tick.tick() => {
                let text = heard.so_far();
                // nothing but tags is refused once it is whole; cleaning it twice a second would keep a processor busy
                if text != shown && !has_too_many_tags(&text) {
                    let clean = sanitise(&text);
                    let count = words_before + words::count(&clean);
                    let sentence = super::writing::sentence(step, count);
                    match job.show_partial(&format!("{before}{clean}"), &sentence).await {
                        Ok(()) => shown = text,
                        Err(JobFailure::Lost) => return Err(JobFailure::Lost),
                        // a look that failed is no reason to throw away an answer that is being paid for
                        Err(JobFailure::Final(_) | JobFailure::Stop(_) | JobFailure::Retry { .. }) => {}
                    }
                }
            }
        }
    }
}
