//! Whether a job that did not get to its end is tried again, and when.

use std::time::Duration;

use super::context::JobFailure;

/// Tries of one job before it is failed.
const MAX_FAILURES: i32 = 5;
/// Workers that may die over one job before the job is taken for what kills them. A deploy or a reboot counts as well,
/// hence so many.
const INTERRUPTIONS: i32 = 20;
/// How long a job may be put off by the other side, all waits together.
const PATIENCE: chrono::Duration = chrono::Duration::hours(24);
/// One wait at least: who asks for none, or for a moment that has passed, would be asked again and again.
const SHORTEST_WAIT: Duration = Duration::from_secs(5);
/// One wait at most, whatever the other side asks for: then it is asked again.
const LONGEST_WAIT: Duration = Duration::from_hours(1);

/// What a job has been through.
#[derive(Debug, Clone, Copy)]
pub struct History {
    /// Claims, the present one included.
    pub attempts: i32,
    /// Tries that failed.
    pub failures: i32,
    /// Tries that the other side put off to a moment of its choice.
    pub waits: i32,
    /// Since it was asked for.
    pub age: chrono::Duration,
}

impl History {
    /// Whether so many workers broke off that one more would go the same way.
    pub const fn is_deadly(&self) -> bool {
        self.attempts - 1 - self.failures - self.waits >= INTERRUPTIONS
    }

    /// What follows a failure.
    pub fn after(&self, failure: &JobFailure, jitter: f64) -> Next {
        match failure {
            JobFailure::Lost => Next::Nothing,
            JobFailure::Final(_) => Next::Fail,
            JobFailure::Stop(_) => Next::StopBatch,
            // it waited as it was told: that is no failure of its own
            JobFailure::Retry { after: Some(asked), .. } if self.age < PATIENCE => {
                Next::Wait(spread((*asked).clamp(SHORTEST_WAIT, LONGEST_WAIT), jitter))
            }
            JobFailure::Retry { .. } if self.failures + 1 < MAX_FAILURES => {
                let wait = Duration::from_secs(2 << self.failures.clamp(0, 6)).min(Duration::from_mins(2));
                Next::TryAgain(spread(wait, jitter))
            }
            JobFailure::Retry { .. } => Next::Fail,
        }
    }
}

/// What becomes of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Another try after this time; this one counts.
    TryAgain(Duration),
    /// Another try after this time, which the other side chose; this one does not count.
    Wait(Duration),
    /// The end.
    Fail,
    /// The end, also of what has not begun of its batch.
    StopBatch,
    /// It belongs to another worker, or to nobody any more.
    Nothing,
}

/// Spreads jobs that failed together over half as much time again; `jitter` is 0 to 1.
fn spread(wait: Duration, jitter: f64) -> Duration {
    wait + wait.mul_f64(jitter.clamp(0.0, 1.0) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::AppError;

    fn retry(after: Option<Duration>) -> JobFailure {
        JobFailure::Retry { error: AppError::conflict("busy", "Busy."), after }
    }

    fn history(failures: i32, waits: i32) -> History {
        History { attempts: failures + waits + 1, failures, waits, age: chrono::Duration::minutes(5) }
    }

    #[test]
    fn waits_grow_and_end() {
        let next: Vec<Next> = (0..5).map(|failures| history(failures, 0).after(&retry(None), 0.0)).collect();
        let again = |seconds| Next::TryAgain(Duration::from_secs(seconds));
        assert_eq!(next, [again(2), again(4), again(8), again(16), Next::Fail]);
    }

    #[test]
    fn what_was_asked_is_waited_for_and_counts_for_nothing() {
        let asked = Duration::from_secs(30);
        for jitter in [0.0, 0.5, 1.0] {
            let Next::Wait(wait) = history(4, 50).after(&retry(Some(asked)), jitter) else { panic!("it waits") };
            assert!(wait >= asked && wait <= asked * 3 / 2);
        }
        assert!(!history(4, 50).is_deadly());
    }

    #[test]
    fn what_only_a_person_can_mend_is_never_tried_again() {
        let error = || AppError::conflict("ai_quota_exhausted", "Used up.");
        for (failures, waits) in [(0, 0), (4, 0), (0, 50)] {
            let history = history(failures, waits);
            assert_eq!(history.after(&JobFailure::Stop(error()), 1.0), Next::StopBatch);
            assert_eq!(history.after(&JobFailure::Final(error()), 1.0), Next::Fail);
            assert_eq!(history.after(&JobFailure::Lost, 1.0), Next::Nothing);
        }
    }

    #[test]
    fn nobody_is_waited_for_without_end() {
        assert_eq!(history(0, 0).after(&retry(Some(Duration::ZERO)), 0.0), Next::Wait(SHORTEST_WAIT));
        let endless = history(0, 0).after(&retry(Some(Duration::MAX)), 1.0);
        assert_eq!(endless, Next::Wait(LONGEST_WAIT * 3 / 2));
        let old = History { age: chrono::Duration::hours(25), ..history(4, 9) };
        assert_eq!(old.after(&retry(Some(Duration::from_secs(1))), 0.0), Next::Fail);
    }

    #[test]
    fn a_job_that_kills_its_workers_is_told_from_one_that_fails() {
        assert!(History { attempts: 21, ..history(0, 0) }.is_deadly());
        assert!(!History { attempts: 21, ..history(3, 0) }.is_deadly());
    }
}
