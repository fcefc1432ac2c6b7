//! Moments.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::format::{format_date, format_exact, format_time};

/// A moment, `Fri 27 Nov, 14:30 UTC`, with the exact time as its tooltip.
#[component]
pub fn Timestamp(
    at: DateTime<Utc>,
    /// Shows the day and year without the hour.
    #[prop(optional)]
    date_only: bool,
) -> impl IntoView {
    let text = if date_only { format_date(at) } else { format_time(at) };
    view! { <time class="nowrap" datetime=at.to_rfc3339() title=format_exact(at)>{text}</time> }.into_any()
}
