//! How a batch is put into words: how far it is, why not all of it is done, what can be done about that.

use crate::jobs::{BatchView, JobState};
use crate::kit::text::count_of;

/// How much of it has come to which end.
pub(super) fn figures(batch: &BatchView) -> String {
    let mut parts = vec![format!("{} of {} done", batch.done, batch.total)];
    let cancelled = batch.cancelled - batch.stopped;
    for (count, word) in [(batch.failed, "failed"), (batch.stopped, "not begun"), (cancelled, "cancelled")] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    parts.extend(cost(batch));
    parts.join(" · ")
}

/// What it cost, once it is over and did cost something.
pub fn cost(batch: &BatchView) -> Option<String> {
    batch.credits.filter(|credits| *credits > 0).map(|credits| count_of(credits, "credit", "credits"))
}

/// What is happening, or why nothing does at the moment.
pub(super) fn message(batch: &BatchView) -> Option<String> {
    let told_by = |state| {
        let of_state = batch.jobs.iter().filter(move |job| job.state == state);
        of_state.filter_map(|job| job.message.clone()).next()
    };
    told_by(JobState::Running).or_else(|| told_by(JobState::Queued)).or_else(|| Some("Waiting for its turn".to_owned()))
}

/// What is offered of a batch of which something can be tried again.
pub(super) fn try_again(batch: &BatchView) -> Option<String> {
    let undone = batch.undone();
    (undone > 0).then(|| match batch.stopped {
        0 => format!("Try {} again", count_of(undone, "failed one", "failed ones")),
        _ => format!("Try again · {undone} not done"),
    })
}

/// Why it was stopped, if it was, and why jobs failed: each reason once, with how many it hit. That is known only where
/// the batch comes with all of its failures; it comes with the first ones.
pub(super) fn reasons(batch: &BatchView) -> Vec<String> {
    let failed: Vec<_> = batch.jobs.iter().filter(|job| job.state == JobState::Failed).collect();
    let are_all = i64::try_from(failed.len()) == Ok(batch.failed);
    let mut hit: Vec<(&str, i64)> = Vec::new();
    // those that stopped it have given their reason
    for job in failed.into_iter().filter(|job| job.error != batch.stop_reason) {
        let reason = job.error.as_deref().unwrap_or_default();
        match hit.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, n)) => *n += 1,
            None => hit.push((reason, 1)),
        }
    }
    let stopped = batch.stop_reason.iter().map(|reason| format!("Stopped: {}", after_colon(reason)));
    let failures = hit.into_iter().map(|(reason, n)| match n {
        2.. if are_all => format!("{reason} ({n} times)"),
        _ => reason.to_owned(),
    });
    stopped.chain(failures).collect()
}

/// A sentence as it goes on after a colon.
fn after_colon(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| format!("{}{}", first.to_lowercase(), letters.as_str())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::job::{JobView, a_batch};
    use crate::kit::id::JobId;

    const USED_UP: &str = "The quota is used up.";

    fn failed(reason: &str) -> JobView {
        JobView {
            id: JobId::new(),
            target: None,
            state: JobState::Failed,
            done: 0,
            total: 0,
            message: None,
            partial: None,
            error: Some(reason.to_owned()),
        }
    }

    #[test]
    fn a_stopped_batch_says_why_once_and_offers_all_that_is_not_done() {
        let jobs = vec![failed(USED_UP), failed(USED_UP), failed("The model declines.")];
        let batch = BatchView { stop_reason: Some(USED_UP.to_owned()), jobs, ..a_batch(9, [4, 3, 2, 1]) };
        assert_eq!(figures(&batch), "4 of 9 done · 3 failed · 1 not begun · 1 cancelled");
        assert_eq!(try_again(&batch).as_deref(), Some("Try again · 4 not done"));
        assert_eq!(reasons(&batch), ["Stopped: the quota is used up.", "The model declines."]);
    }

    #[test]
    fn a_batch_that_failed_in_part_says_each_reason_and_how_often() {
        let batch = BatchView { jobs: vec![failed(USED_UP), failed(USED_UP)], ..a_batch(3, [1, 2, 0, 0]) };
        assert_eq!(figures(&batch), "1 of 3 done · 2 failed");
        assert_eq!(try_again(&batch).as_deref(), Some("Try 2 failed ones again"));
        assert_eq!(reasons(&batch), ["The quota is used up. (2 times)"]);
    }

    #[test]
    fn how_often_is_not_said_of_a_batch_with_more_failures_than_are_read() {
        let jobs = vec![failed(USED_UP), failed("The model declines."), failed(USED_UP)];
        let batch = BatchView { jobs, ..a_batch(100, [0, 100, 0, 0]) };
        assert_eq!(reasons(&batch), [USED_UP, "The model declines."]);
    }

    #[test]
    fn a_batch_that_is_over_says_what_it_cost() {
        assert_eq!(figures(&BatchView { credits: Some(12), ..a_batch(3, [3, 0, 0, 0]) }), "3 of 3 done · 12 credits");
        assert_eq!(figures(&BatchView { credits: Some(0), ..a_batch(3, [3, 0, 0, 0]) }), "3 of 3 done");
    }

    #[test]
    fn what_puts_a_batch_off_is_said() {
        let job = |state, message: &str| JobView { state, message: Some(message.to_owned()), ..failed("") };
        let put_off = job(JobState::Queued, "The AI service is busy.");
        let batch = BatchView { jobs: vec![put_off.clone()], ..a_batch(3, [1, 0, 0, 0]) };
        assert_eq!(message(&batch).as_deref(), Some("The AI service is busy."));
        let at_work = BatchView { jobs: vec![put_off, job(JobState::Running, "Section 2 of 6")], ..batch };
        assert_eq!(message(&at_work).as_deref(), Some("Section 2 of 6"));
        assert_eq!(message(&a_batch(3, [0, 0, 0, 0])).as_deref(), Some("Waiting for its turn"));
    }

    #[test]
    fn what_a_person_cancelled_is_not_offered_again() {
        assert_eq!(try_again(&a_batch(3, [1, 0, 2, 0])), None);
    }
}
