//! Work over a range of indices, on several threads, with results in order.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::error::ClusterError;
use crate::watch::{Stage, Watch, checkpoint};

/// Runs `work` over `0..total` in chunks and returns the chunks' results in order, so the outcome
/// does not depend on the number of threads. `scratch` makes each thread's working memory.
///
/// # Errors
/// The first error of any chunk, or `Cancelled` when `watch` asks for it; the others stop early.
pub(crate) fn chunks<S, T: Send>(
    total: usize,
    chunk: usize,
    threads: usize,
    watching: (&dyn Watch, Stage),
    scratch: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, Range<usize>) -> Result<T, ClusterError> + Sync,
) -> Result<Vec<T>, ClusterError> {
    let (watch, stage) = watching;
    let chunk = chunk.max(1);
    let chunk_count = total.div_ceil(chunk);
    let next = AtomicUsize::new(0);
    let finished = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(chunk_count));
    let failure = Mutex::new(None);

    let run = || {
        let mut memory = scratch();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= chunk_count {
                return;
            }
            let range = number * chunk..((number + 1) * chunk).min(total);
            let size = range.len();
            let outcome = work(&mut memory, range).and_then(|result| {
                let done = finished.fetch_add(size, Ordering::Relaxed) + size;
                checkpoint(watch, stage, done, total).map(|()| result)
            });
            match outcome {
                Ok(result) => lock(&results).push((number, result)),
                Err(error) => {
                    next.store(chunk_count, Ordering::Relaxed);
                    lock(&failure).get_or_insert(error);
                    return;
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads.min(chunk_count) {
            scope.spawn(run);
        }
        run();
    });

    if let Some(error) = lock(&failure).take() {
        return Err(error);
    }
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_unstable_by_key(|(number, _)| *number);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

/// The guard, whether or not another thread panicked: a panic resurfaces when the scope ends anyway.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watch::Unwatched;

    #[test]
    fn results_keep_their_order_on_any_number_of_threads() {
        for threads in [1, 2, 7] {
            let squares = chunks(
                1000,
                13,
                threads,
                (&Unwatched, Stage::Reading),
                || (),
                |(), range| Ok(range.map(|i| i * i).collect::<Vec<_>>()),
            )
            .expect("nothing fails");
            assert!(squares.concat().into_iter().eq((0..1000).map(|i| i * i)));
        }
    }

    #[test]
    fn an_error_in_one_chunk_is_the_outcome() {
        let outcome = chunks(
            100,
            1,
            2,
            (&Unwatched, Stage::Reading),
            || (),
            |(), range| {
                if range.start == 40 { Err(ClusterError::Cancelled) } else { Ok(()) }
            },
        );
        assert!(matches!(outcome, Err(ClusterError::Cancelled)));
    }
}
