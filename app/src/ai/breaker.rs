//! Leaves a provider alone for a while after it failed several times in a row, then tries it with one request.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// One per provider, shared by all that call it. The clock is passed in.
#[derive(Debug)]
pub struct Breaker {
    settings: BreakerSettings,
    state: Mutex<State>,
}

/// When it opens, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreakerSettings {
    /// Failures in a row that open it.
    pub failures: u32,
    /// How long it stays open at first; it doubles with each failed probe.
    pub rest: Duration,
    pub longest_rest: Duration,
}

impl Default for BreakerSettings {
    fn default() -> Self {
        Self { failures: 5, rest: Duration::from_secs(20), longest_rest: Duration::from_secs(300) }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Requests pass; so many failed in a row.
    Closed { failures: u32 },
    /// Nothing passes until then.
    Open { until: Instant, rest: Duration },
    /// One request is out to see whether the provider is back.
    Probing { rest: Duration },
}

/// Leave to send one request. Report how it went; dropped without a report, it counts for nothing.
#[derive(Debug)]
#[must_use = "a permit is reported on, or the breaker learns nothing"]
pub struct Permit<'a> {
    breaker: &'a Breaker,
    /// Set while this is the probe and not reported on.
    probe: Option<Duration>,
    issued: Instant,
}

impl Breaker {
    #[must_use]
    pub const fn new(settings: BreakerSettings) -> Self {
        Self { settings, state: Mutex::new(State::Closed { failures: 0 }) }
    }

    /// Asks for leave to send a request.
    ///
    /// # Errors
    /// How long to wait, while the breaker is open or its probe is out.
    pub fn permit(&self, now: Instant) -> Result<Permit<'_>, Duration> {
        let mut state = self.state();
        let probe = match *state {
            State::Closed { .. } => None,
            State::Open { until, .. } if now < until => return Err(until - now),
            State::Open { rest, .. } => {
                *state = State::Probing { rest };
                Some(rest)
            }
            State::Probing { .. } => return Err(self.settings.rest),
        };
        Ok(Permit { breaker: self, probe, issued: now })
    }

    /// Whether requests pass as usual.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        matches!(*self.state(), State::Closed { .. })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The state is a plain value, whole whatever happened to whoever held it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Permit<'_> {
    /// The provider answered, be it with a refusal: it is alive.
    pub fn succeeded(mut self) {
        self.probe = None;
        *self.breaker.state() = State::Closed { failures: 0 };
    }

    /// The provider failed.
    pub fn failed(mut self, now: Instant) {
        let settings = self.breaker.settings;
        let probe = self.probe.take();
        let mut state = self.breaker.state();
        *state = match (*state, probe) {
            (_, Some(rest)) => {
                let rest = (rest * 2).min(settings.longest_rest);
                State::Open { until: now + rest, rest }
            }
            (State::Closed { failures }, None) if failures + 1 < settings.failures => {
                State::Closed { failures: failures + 1 }
            }
            (State::Closed { .. }, None) => State::Open { until: now + settings.rest, rest: settings.rest },
            // A straggler sent before it opened changes nothing.
            (other, None) => other,
        };
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if let Some(rest) = self.probe {
            *self.breaker.state() = State::Open { until: self.issued, rest };
        }
    }
}

/// The breakers of a process: one for each provider, whatever is asked of it.
#[derive(Debug, Default)]
pub struct Breakers(HashMap<String, Arc<Breaker>>);

impl Breakers {
    /// The breaker of the provider at this address.
    pub fn of(&mut self, base_url: &str) -> Arc<Breaker> {
        let provider = base_url.trim_end_matches('/').to_owned();
        let new = || Arc::new(Breaker::new(BreakerSettings::default()));
        Arc::clone(self.0.entry(provider).or_insert_with(new))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use super::{Breaker, BreakerSettings, Breakers};

    const REST: Duration = Duration::from_secs(20);

    fn opened(now: Instant) -> Breaker {
        let breaker = Breaker::new(BreakerSettings::default());
        for _ in 0..5 {
            breaker.permit(now).expect("closed").failed(now);
        }
        breaker
    }

    #[test]
    fn five_failures_in_a_row_open_it_and_a_success_between_does_not() {
        let now = Instant::now();
        let breaker = Breaker::new(BreakerSettings::default());
        for _ in 0..4 {
            breaker.permit(now).expect("closed").failed(now);
        }
        breaker.permit(now).expect("closed").succeeded();
        for _ in 0..4 {
            breaker.permit(now).expect("closed").failed(now);
        }
        assert!(breaker.is_closed());
        breaker.permit(now).expect("closed").failed(now);
        assert_eq!(breaker.permit(now).err(), Some(REST));
    }

    #[test]
    fn one_probe_passes_after_the_rest_and_closes_it() {
        let now = Instant::now();
        let breaker = opened(now);
        assert!(breaker.permit(now + REST - Duration::from_millis(1)).is_err());
        let probe = breaker.permit(now + REST).expect("the probe");
        assert!(breaker.permit(now + REST).is_err());
        probe.succeeded();
        assert!(breaker.is_closed());
    }

    #[test]
    fn a_failed_probe_doubles_the_rest_up_to_its_limit() {
        let mut now = Instant::now();
        let breaker = opened(now);
        now += REST;
        for rest in [40, 80, 160, 300, 300] {
            breaker.permit(now).expect("the probe").failed(now);
            let rest = Duration::from_secs(rest);
            assert_eq!(breaker.permit(now).err(), Some(rest));
            now += rest;
        }
    }

    #[test]
    fn a_probe_that_nobody_reports_on_lets_the_next_one_pass() {
        let now = Instant::now();
        let breaker = opened(now);
        drop(breaker.permit(now + REST));
        assert!(breaker.permit(now + REST).is_ok());
    }

    #[test]
    fn a_straggler_does_not_touch_an_open_breaker() {
        let now = Instant::now();
        let breaker = Breaker::new(BreakerSettings::default());
        let straggler = breaker.permit(now).expect("closed");
        for _ in 0..5 {
            breaker.permit(now).expect("closed").failed(now);
        }
        straggler.failed(now + Duration::from_secs(10));
        assert_eq!(breaker.permit(now).err(), Some(REST));
    }

    #[test]
    fn a_provider_has_one_breaker_and_shares_it_with_no_other() {
        let mut breakers = Breakers::default();
        let one = breakers.of("https://api.openai.com/v1");
        assert!(Arc::ptr_eq(&one, &breakers.of("https://api.openai.com/v1/")));
        assert!(!Arc::ptr_eq(&one, &breakers.of("http://127.0.0.1:11434/v1")));
    }
}
