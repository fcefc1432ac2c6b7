//! Whether a job that did not get to its end is tried again, and when.

use std::time::Duration;

use super::context::JobFailure;
use crate::kit::ErrorKind;

/// Tries of one job before it is failed.
const MAX_FAILURES: i32 = 5;
/// Workers that may die over one job before the job is taken for what kills them. A deploy or a reboot counts as well,
/// hence so many.
const INTERRUPTIONS: i32 = 20;
/// How long a job may be put off by the other side, from its first try on. With the last wait that is less than a day,
/// and no credits are held for longer.
const PATIENCE: chrono::Duration = chrono::Duration::hours(22);
/// One wait at least: who asks for none, or for a moment that has passed, would be asked again and again. Who asks for
/// fewer requests and names no time is left alone for this long at first, and for twice as long each time after that.
const SHORTEST_WAIT: Duration = Duration::from_secs(5);
/// One wait at most, whatever the other side asks for: then it is asked again.
const LONGEST_WAIT: Duration = Duration::from_hours(1);
/// One wait at most where the other side names no time: what is limited is mostly the requests of a minute.
const LONGEST_GUESS: Duration = Duration::from_mins(5);

/// What a job has been through.
#[derive(Debug, Clone, Copy)]
pub struct History {
    /// Claims, the present one included.
    pub attempts: i32,
    /// Tries that failed.
    pub failures: i32,
    /// Tries that the other side put off.
    pub waits: i32,
    /// Since its first try began; what it waited for its turn before that is not counted.
    pub since_first_try: chrono::Duration,
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
            JobFailure::Retry { error, after } => match self.put_off(error.kind, *after) {
                Some(wait) => Next::Wait(spread(wait, jitter)),
                None => self.failed(jitter),
            },
        }
    }

    /// How long the other side puts the job off, which is no failure of its own: as long as it says, and where it asks
    /// for fewer requests and names no time, longer each time. `None` when it asks for nothing, or has been waited for
    /// long enough.
    fn put_off(&self, kind: ErrorKind, asked: Option<Duration>) -> Option<Duration> {
        if self.since_first_try >= PATIENCE {
            return None;
        }
        let guess = (SHORTEST_WAIT * (1_u32 << self.waits.clamp(0, 6))).min(LONGEST_GUESS);
        match asked {
            Some(asked) => Some(asked.clamp(SHORTEST_WAIT, LONGEST_WAIT)),
            None => (kind == ErrorKind::TooMany).then_some(guess),
        }
    }

    /// What follows a try that failed.
    fn failed(&self, jitter: f64) -> Next {
        if self.failures + 1 >= MAX_FAILURES {
            return Next::Fail;
        }
        let wait = Duration::from_secs(2 << self.failures.clamp(0, 6)).min(Duration::from_mins(2));
        Next::TryAgain(spread(wait, jitter))
    }
}

/// What becomes of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Another try after this time; this one counts.
    TryAgain(Duration),
    /// Another try after this time, which the other side asked for; this one does not count.
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

    fn fewer_requests() -> JobFailure {
        JobFailure::Retry { error: AppError::new(ErrorKind::TooMany, "busy", "Busy."), after: None }
    }

    fn history(failures: i32, waits: i32) -> History {
        History { attempts: failures + waits + 1, failures, waits, since_first_try: chrono::Duration::minutes(5) }
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
    fn who_asks_for_fewer_requests_and_names_no_time_is_left_alone_longer_each_time() {
        let next: Vec<Next> = (0..8).map(|waits| history(4, waits).after(&fewer_requests(), 0.0)).collect();
        assert_eq!(next, [5, 10, 20, 40, 80, 160, 300, 300].map(|seconds| Next::Wait(Duration::from_secs(seconds))));
        // a whole batch does not come back at once, nor ever later than this
        assert_eq!(history(4, 3).after(&fewer_requests(), 0.5), Next::Wait(Duration::from_secs(50)));
        assert_eq!(history(4, i32::MAX - 5).after(&fewer_requests(), 1.0), Next::Wait(LONGEST_GUESS * 3 / 2));
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
        let old = |failures| History { since_first_try: PATIENCE, ..history(failures, 9) };
        for failure in [retry(Some(Duration::from_secs(1))), fewer_requests()] {
            assert_eq!(old(3).after(&failure, 0.0), Next::TryAgain(Duration::from_secs(16)));
            assert_eq!(old(4).after(&failure, 0.0), Next::Fail);
        }
    }

    #[test]
    fn the_last_wait_ends_within_a_day() {
        let nearly = History { since_first_try: PATIENCE - chrono::Duration::seconds(1), ..history(0, 9) };
        let Next::Wait(wait) = nearly.after(&retry(Some(Duration::MAX)), 1.0) else { panic!("it waits") };
        let ends = nearly.since_first_try + chrono::Duration::from_std(wait).expect("is short");
        assert!(ends < chrono::Duration::days(1), "{ends}");
    }

    #[test]
    fn a_job_that_kills_its_workers_is_told_from_one_that_fails() {
        assert!(History { attempts: 21, ..history(0, 0) }.is_deadly());
        assert!(!History { attempts: 21, ..history(3, 0) }.is_deadly());
    }
}
