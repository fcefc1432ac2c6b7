//! Jobs as both sides know them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Action;
use crate::kit::id::{BatchId, JobId, SiteId};
use crate::kit::page::Page;
use crate::ui::Tone;

crate::words! {
    /// What a job does.
    pub enum JobKind {
        ImportKeywords = "import_keywords",
        ClusterKeywords = "cluster_keywords",
        GenerateIdeas = "generate_ideas",
        WriteArticle = "write_article",
        PromptImages = "prompt_images",
        GenerateImage = "generate_image",
        PublishContent = "publish_content",
    }
}

impl JobKind {
    /// What a person must be allowed to do who asks for such work.
    #[must_use]
    pub const fn needs(self) -> Action {
        match self {
            Self::ImportKeywords => Action::EditPlanner,
            Self::ClusterKeywords
            | Self::GenerateIdeas
            | Self::WriteArticle
            | Self::PromptImages
            | Self::GenerateImage => Action::RunAi,
            Self::PublishContent => Action::Publish,
        }
    }
}

crate::words! {
    /// Where a job stands.
    pub enum JobState {
        Queued = "queued",
        Running = "running",
        Done = "done",
        Failed = "failed",
        Cancelled = "cancelled",
    }
}

impl JobState {
    /// Which states may follow which.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            // a retry or a give-back puts a running job in the queue again
            Self::Queued => matches!(next, Self::Running | Self::Cancelled),
            Self::Running => matches!(next, Self::Running | Self::Queued | Self::Done | Self::Failed | Self::Cancelled),
            Self::Done | Self::Failed | Self::Cancelled => false,
        }
    }

    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Queued | Self::Running)
    }
}

/// What the jobs page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobList {
    /// All that has work left; on the first page alone.
    pub at_work: Vec<BatchView>,
    pub over: Page<BatchView>,
    pub may_cancel: bool,
    /// The kinds of work that this person may ask for again.
    pub may_retry: Vec<JobKind>,
}

impl JobList {
    /// Whether this person may do what is offered of a batch: cancel what is left of it, or try again what failed.
    #[must_use]
    pub fn may_act_on(&self, batch: &BatchView) -> bool {
        if batch.is_over() { self.may_retry.contains(&batch.kind) } else { self.may_cancel }
    }
}

/// A batch as the jobs page and the live ring show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BatchView {
    pub id: BatchId,
    pub site: Option<SiteId>,
    pub kind: JobKind,
    pub title: String,
    pub total: i64,
    pub done: i64,
    pub failed: i64,
    pub cancelled: i64,
    pub running: i64,
    /// Those of the cancelled that nobody cancelled: another job's failure stopped them before they began.
    pub stopped: i64,
    /// Why they were.
    pub stop_reason: Option<String>,
    /// Those of the failed and the stopped whose work a later job has done.
    pub made_good: i64,
    /// What it cost in all, once it is over.
    pub credits: Option<i64>,
    pub created_at: DateTime<Utc>,
    /// The jobs at hand, those that were put off with their reason, and the first failures.
    pub jobs: Vec<JobView>,
}

impl BatchView {
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.done + self.failed + self.cancelled >= self.total
    }

    /// How many may be tried again.
    #[must_use]
    pub const fn undone(&self) -> i64 {
        self.failed + self.stopped - self.made_good
    }

    /// 0..100, counting parts of jobs at hand.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a percentage for a bar")]
    pub fn percent(&self) -> f64 {
        if self.total == 0 {
            return 100.0;
        }
        let parts: f64 = self
            .jobs
            .iter()
            .filter(|job| job.state == JobState::Running && job.total > 0)
            .map(|job| job.done.min(job.total) as f64 / job.total as f64)
            .sum();
        ((self.done + self.failed + self.cancelled) as f64 + parts) * 100.0 / self.total as f64
    }

    #[must_use]
    pub const fn tone(&self) -> Tone {
        if !self.is_over() {
            Tone::Blue
        } else if self.stopped > 0 {
            Tone::Amber
        } else if self.failed > 0 {
            Tone::Red
        } else if self.cancelled > 0 {
            Tone::Neutral
        } else {
            Tone::Green
        }
    }

    #[must_use]
    pub const fn state_word(&self) -> &'static str {
        if !self.is_over() {
            if self.running > 0 { "Running" } else { "Waiting" }
        } else if self.stopped > 0 {
            "Stopped"
        } else if self.failed > 0 {
            if self.done > 0 { "Failed in part" } else { "Failed" }
        } else if self.cancelled > 0 {
            "Cancelled"
        } else {
            "Done"
        }
    }
}

/// One job of a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobView {
    pub id: JobId,
    pub target: Option<Uuid>,
    pub state: JobState,
    pub done: i64,
    pub total: i64,
    /// What is happening, in words and numbers.
    pub message: Option<String>,
    /// What has been written so far, for the page of the article.
    pub partial: Option<String>,
    pub error: Option<String>,
}

/// What asking for work answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queued {
    pub batch: BatchId,
    pub queued: i64,
    /// Things that were at work already and were left out.
    pub already: i64,
}

/// A batch of so many jobs, of which so many are done, failed, cancelled, and of the cancelled stopped; the others run.
#[cfg(test)]
pub(super) fn a_batch(total: i64, [done, failed, cancelled, stopped]: [i64; 4]) -> BatchView {
    BatchView {
        id: BatchId::new(),
        site: None,
        kind: JobKind::WriteArticle,
        title: "Write articles".to_owned(),
        total,
        done,
        failed,
        cancelled,
        running: total - done - failed - cancelled,
        stopped,
        stop_reason: None,
        made_good: 0,
        credits: None,
        created_at: DateTime::UNIX_EPOCH,
        jobs: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::JobState::{Cancelled, Done, Failed, Queued, Running};
    use super::*;

    #[test]
    fn a_batch_says_how_it_ended() {
        for (batch, word, tone, undone) in [
            (a_batch(4, [4, 0, 0, 0]), "Done", Tone::Green, 0),
            (a_batch(4, [3, 1, 0, 0]), "Failed in part", Tone::Red, 1),
            (a_batch(4, [0, 3, 1, 0]), "Failed", Tone::Red, 3),
            (a_batch(4, [3, 0, 1, 0]), "Cancelled", Tone::Neutral, 0),
            (a_batch(4, [1, 1, 2, 2]), "Stopped", Tone::Amber, 3),
            // one of those that were at work when it was stopped still is
            (a_batch(4, [0, 1, 2, 2]), "Running", Tone::Blue, 3),
        ] {
            assert_eq!((batch.state_word(), batch.tone(), batch.undone()), (word, tone, undone), "{batch:?}");
        }
    }

    #[test]
    fn only_what_a_person_may_ask_for_is_offered_again() {
        let over = Page { rows: Vec::new(), total: 0, next: None, previous: None };
        let list = |may_cancel, may_retry: &[JobKind]| JobList {
            at_work: Vec::new(),
            over: over.clone(),
            may_cancel,
            may_retry: may_retry.to_vec(),
        };
        let (running, failed) = (a_batch(2, [0, 0, 0, 0]), a_batch(2, [1, 1, 0, 0]));
        let offered = |list: &JobList| (list.may_act_on(&running), list.may_act_on(&failed));
        assert_eq!(offered(&list(true, JobKind::ALL)), (true, true));
        assert_eq!(offered(&list(true, &[JobKind::PublishContent])), (true, false));
        assert_eq!(offered(&list(false, &[])), (false, false));
    }

    #[test]
    fn every_pair_of_states_is_decided() {
        let legal = [
            (Queued, Running),
            (Queued, Cancelled),
            (Running, Running),
            (Running, Queued),
            (Running, Done),
            (Running, Failed),
            (Running, Cancelled),
        ];
        for from in JobState::ALL {
            for to in JobState::ALL {
                assert_eq!(from.may_become(*to), legal.contains(&(*from, *to)), "{from} to {to}");
            }
        }
    }
}
