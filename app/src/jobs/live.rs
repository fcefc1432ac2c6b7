//! Jobs as they move, for every page: one event stream a tab that is looked at, opened after hydration. A tab in the
//! background holds none: over HTTP/1.1 a browser opens six connections to a site in all, and six tabs would take them.

use leptos::prelude::*;
use uuid::Uuid;

use super::job::{BatchView, JobView};

/// The event by which the stream says that news was missed.
pub const MISSED_EVENT: &str = "missed";
/// For how long a tab may have been in the background and still be told what ended meanwhile, in seconds.
pub const MOST_AWAY: u32 = 24 * 3_600;
/// How long what ends is gathered before pages look anew: they ask once for a batch of many short jobs.
#[cfg(feature = "hydrate")]
const ONE_MOMENT: std::time::Duration = std::time::Duration::from_millis(300);

/// The account's batches that are at work, kept up to date while the tab is open.
#[derive(Clone, Copy, Debug)]
pub struct LiveJobs {
    batches: RwSignal<Vec<BatchView>>,
    ended: RwSignal<u64>,
    /// Something ended, and `ended` will rise for it in a moment.
    #[cfg(feature = "hydrate")]
    ending: StoredValue<bool>,
    last_ended: RwSignal<Option<BatchView>>,
    outdated: RwSignal<bool>,
}

impl LiveJobs {
    /// The batches at work, latest first.
    #[must_use]
    pub fn batches(&self) -> Vec<BatchView> {
        self.batches.get()
    }

    /// The job on a target that is at work, or was put off for a while.
    #[must_use]
    pub fn for_target(&self, target: Uuid) -> Option<JobView> {
        self.batches.with(|batches| {
            batches
                .iter()
                .flat_map(|batch| &batch.jobs)
                .find(|job| job.target == Some(target) && job.state.is_live())
                .cloned()
        })
    }

    /// Rises when jobs or batches have ended, once for all that end in one moment: a source for resources whose rows
    /// they changed.
    #[must_use]
    pub fn ended(&self) -> Signal<u64> {
        self.ended.into()
    }

    /// The batch that ended last, for a toast.
    #[must_use]
    pub fn last_ended(&self) -> Signal<Option<BatchView>> {
        self.last_ended.into()
    }

    /// The server has been updated since this page was loaded.
    #[must_use]
    pub fn outdated(&self) -> Signal<bool> {
        self.outdated.into()
    }

    /// The stream has begun, or begun anew after it was cut: what is at work is told again, and what ended meanwhile is
    /// not, so that all that was known is forgotten.
    #[cfg(feature = "hydrate")]
    fn begin_anew(&self) {
        if self.batches.with_untracked(|batches| !batches.is_empty()) {
            self.look_anew();
        }
    }

    /// Things may have begun and ended unseen: all that was known is forgotten, and pages ask anew for what they show.
    #[cfg(feature = "hydrate")]
    fn look_anew(&self) {
        self.batches.set(Vec::new());
        self.has_ended();
    }

    #[cfg(feature = "hydrate")]
    fn has_ended(self) {
        if !self.ending.get_value() {
            self.ending.set_value(true);
            let tell = move || {
                // the page may be gone
                if self.ending.try_set_value(false).is_none() {
                    self.ended.update(|n| *n += 1);
                }
            };
            set_timeout(tell, ONE_MOMENT);
        }
    }

    #[cfg(feature = "hydrate")]
    fn take(&self, batch: BatchView) {
        let finished = |batch: &BatchView| batch.done + batch.failed + batch.cancelled;
        let before = self.batches.with_untracked(|batches| batches.iter().find(|old| old.id == batch.id).map(finished));
        let moved_on = before.is_some_and(|before| before < finished(&batch)) || batch.is_over();
        self.batches.update(|batches| {
            batches.retain(|old| old.id != batch.id);
            if !batch.is_over() {
                batches.insert(0, batch.clone());
                batches.sort_by_key(|batch| std::cmp::Reverse(batch.created_at));
            }
        });
        if moved_on {
            self.has_ended();
        }
        if batch.is_over() && before.is_some() {
            self.last_ended.set(Some(batch));
        }
    }
}

/// Provides the feed to everything below. The stream is opened in the browser only; without JavaScript pages show
/// the state of the moment they were loaded.
#[must_use]
pub fn provide_live_jobs() -> LiveJobs {
    let live = LiveJobs {
        batches: RwSignal::new(Vec::new()),
        ended: RwSignal::new(0),
        #[cfg(feature = "hydrate")]
        ending: StoredValue::new(false),
        last_ended: RwSignal::new(None),
        outdated: RwSignal::new(false),
    };
    provide_context(live);
    #[cfg(feature = "hydrate")]
    {
        let refused = Refused { in_a_row: StoredValue::new(0), reopen: Trigger::new() };
        let looked_at = follow_looks();
        // since when the tab is in the background
        Effect::new(move |left: Option<Option<f64>>| {
            let left = left.flatten();
            if !looked_at.get() {
                return left.or_else(|| Some(js_sys::Date::now()));
            }
            watch(live, refused, left.map(seconds_since));
            None
        });
    }
    live
}

/// Whole seconds since a moment of the browser's clock, which may have been set back meanwhile.
#[cfg(feature = "hydrate")]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is cut off at both ends")]
fn seconds_since(moment: f64) -> u32 {
    ((js_sys::Date::now() - moment) / 1_000.0).clamp(0.0, f64::from(u32::MAX)) as u32
}

/// Whether the tab is looked at, or in the background.
#[cfg(feature = "hydrate")]
fn follow_looks() -> ReadSignal<bool> {
    let (looked_at, set) = signal(!document().hidden());
    let listener = window_event_listener_untyped("visibilitychange", move |_| set.set(!document().hidden()));
    on_cleanup(move || listener.remove());
    looked_at
}

/// The feed of this tab.
#[must_use]
pub fn use_live_jobs() -> LiveJobs {
    use_context().unwrap_or_else(provide_live_jobs)
}

/// Answers that were no stream, as a proxy's 502 while the server starts. The browser reconnects by itself to a stream
/// that was cut, and gives up after such an answer.
#[cfg(feature = "hydrate")]
#[derive(Clone, Copy, Debug)]
struct Refused {
    in_a_row: StoredValue<u32>,
    /// The stream is opened anew.
    reopen: Trigger,
}

#[cfg(feature = "hydrate")]
impl Refused {
    /// Opens the stream again after a while: 5 seconds, doubled to 5 minutes.
    fn try_later(self) {
        let before = self.in_a_row.get_value();
        self.in_a_row.set_value(before + 1);
        set_timeout(move || self.reopen.notify(), std::time::Duration::from_secs(5 << before.min(6)));
    }
}

/// Follows the stream until the effect runs anew. `away`: for how many seconds the tab was in the background, after which
/// the stream begins with what ended in that time.
#[cfg(feature = "hydrate")]
fn watch(live: LiveJobs, refused: Refused, away: Option<u32>) {
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::prelude::Closure;

    refused.reopen.track();
    let told_meanwhile = away.filter(|away| *away < MOST_AWAY);
    if away.is_some() && told_meanwhile.is_none() {
        live.look_anew();
    }
    let address = told_meanwhile.map_or_else(|| "/events/jobs".to_owned(), |away| format!("/events/jobs?away={away}"));
    let Ok(source) = web_sys::EventSource::new(&address) else { return };
    let goes_on = StoredValue::new(told_meanwhile.is_some());
    let on_message = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        if let Some(batch) = event.data().as_string().and_then(|text| serde_json::from_str(&text).ok()) {
            live.take(batch);
        }
    });
    source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let on_open = Closure::<dyn FnMut()>::new(move || {
        refused.in_a_row.set_value(0);
        // once: a stream that was cut does not tell what ended before it began again
        if !goes_on.get_value() {
            live.begin_anew();
        }
        goes_on.set_value(false);
    });
    source.set_onopen(Some(on_open.as_ref().unchecked_ref()));
    let failing = source.clone();
    let on_error = Closure::<dyn FnMut()>::new(move || {
        if failing.ready_state() == web_sys::EventSource::CLOSED {
            refused.try_later();
        }
    });
    source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    let on_build = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        let served = event.data().as_string();
        live.outdated.set(served.is_some_and(|served| crate::shell::build::is_other_build(&served)));
    });
    let on_missed = Closure::<dyn FnMut()>::new(move || live.look_anew());
    // it refuses no name
    let _ =
        source.add_event_listener_with_callback(crate::shell::build::BUILD_EVENT, on_build.as_ref().unchecked_ref());
    let _ = source.add_event_listener_with_callback(MISSED_EVENT, on_missed.as_ref().unchecked_ref());
    let closing = source.clone();
    let kept = StoredValue::new_local((on_message, on_open, on_error, on_build, on_missed));
    on_cleanup(move || {
        closing.close();
        kept.dispose();
    });
}
