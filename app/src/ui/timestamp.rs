//! Moments in the account's time zone.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::format::{format_date, format_exact, format_time};

#[derive(Debug, Clone, Copy)]
struct ClockOffset(Signal<i32>);

/// Sets the zone of every [`Timestamp`] below: minutes east of UTC.
pub fn provide_clock_offset(minutes: impl Into<Signal<i32>>) {
    provide_context(ClockOffset(minutes.into()));
}

/// A moment, `Fri 27 Nov, 14:30`, with the exact time as its tooltip.
///
/// The zone is `offset_minutes` where given (a moment across a clock change has its own), else the
/// one provided by the page's shell, else UTC.
#[component]
pub fn Timestamp(
    at: DateTime<Utc>,
    #[prop(optional)] offset_minutes: Option<i32>,
    /// Shows the day and year without the hour.
    #[prop(optional)]
    date_only: bool,
) -> impl IntoView {
    let offset =
        move || offset_minutes.unwrap_or_else(|| use_context::<ClockOffset>().map_or(0, |offset| offset.0.get()));
    let text = move || if date_only { format_date(at, offset()) } else { format_time(at, offset()) };
    view! {
        <time class="nowrap" datetime=at.to_rfc3339() title=move || format_exact(at, offset())>
            {text}
        </time>
    }
    .into_any()
}
