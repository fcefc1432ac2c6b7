//! Times and durations in words a person reads. Times are of UTC and say so: no account has a zone of its own yet.

use chrono::{DateTime, Utc};

/// A moment as `Fri 27 Nov, 14:30 UTC`.
#[must_use]
pub fn format_time(at: DateTime<Utc>) -> String {
    at.format("%a %-d %b, %H:%M UTC").to_string()
}

/// A day with its year, `27 Nov 2026`.
#[must_use]
pub fn format_date(at: DateTime<Utc>) -> String {
    at.format("%-d %b %Y").to_string()
}

/// The exact moment, for the tooltip: `27 November 2026, 14:30:05 UTC`.
pub(in crate::ui) fn format_exact(at: DateTime<Utc>) -> String {
    at.format("%-d %B %Y, %H:%M:%S UTC").to_string()
}

/// A length of time by its two largest units: `45 s`, `3 min 20 s`, `2 h 5 min`, `4 days`.
#[must_use]
pub fn format_duration(seconds: i64) -> String {
    let seconds = seconds.max(0);
    let (large, small, units) = match seconds {
        0..60 => return format!("{seconds} s"),
        60..3_600 => (seconds / 60, seconds % 60, ("min", "s")),
        3_600..86_400 => (seconds / 3_600, seconds % 3_600 / 60, ("h", "min")),
        _ => {
            let days = seconds / 86_400;
            return format!("{days} {}", if days == 1 { "day" } else { "days" });
        }
    };
    if small == 0 { format!("{large} {}", units.0) } else { format!("{large} {} {small} {}", units.0, units.1) }
}

/// How long ago something was, by its largest unit: `just now`, `3 min ago`, `2 days ago`.
///
/// `now` comes from the server with the data, so that both sides render the same words.
#[must_use]
pub fn format_ago(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    match (now - at).num_seconds() {
        ..45 => "just now".to_owned(),
        seconds @ 45..3_600 => format!("{} min ago", (seconds + 30) / 60),
        seconds @ 3_600..86_400 => format!("{} h ago", seconds / 3_600),
        seconds => format!("{} ago", format_duration(seconds)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Duration, TimeZone as _};

    fn friday() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 27, 23, 30, 5).single().expect("a real moment")
    }

    #[test]
    fn a_time_of_day_says_of_which_zone_it_is() {
        assert_eq!(format_time(friday()), "Fri 27 Nov, 23:30 UTC");
        assert_eq!(format_date(friday()), "27 Nov 2026");
        assert_eq!(format_exact(friday()), "27 November 2026, 23:30:05 UTC");
    }

    #[test]
    fn durations_name_two_units_at_most() {
        assert_eq!(format_duration(45), "45 s");
        assert_eq!(format_duration(200), "3 min 20 s");
        assert_eq!(format_duration(7_500), "2 h 5 min");
        assert_eq!(format_duration(3_600), "1 h");
        assert_eq!(format_duration(90_000), "1 day");
    }

    #[test]
    fn ago_never_speaks_of_the_future() {
        assert_eq!(format_ago(friday() + Duration::minutes(1), friday()), "just now");
        assert_eq!(format_ago(friday() - Duration::seconds(170), friday()), "3 min ago");
        assert_eq!(format_ago(friday() - Duration::days(2), friday()), "2 days ago");
    }
}
