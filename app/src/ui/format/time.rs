//! Times and durations in words a person reads. Offsets are minutes east of UTC.

use chrono::{DateTime, Duration, Utc};

/// A moment as `Fri 27 Nov, 14:30`, in the zone that is `offset_minutes` east of UTC.
#[must_use]
pub fn format_time(at: DateTime<Utc>, offset_minutes: i32) -> String {
    shifted(at, offset_minutes).format("%a %-d %b, %H:%M").to_string()
}

/// A day with its year, `27 Nov 2026`, in the zone that is `offset_minutes` east of UTC.
#[must_use]
pub fn format_date(at: DateTime<Utc>, offset_minutes: i32) -> String {
    shifted(at, offset_minutes).format("%-d %b %Y").to_string()
}

/// The exact moment with its offset, for the tooltip: `27 November 2026, 14:30:05 (UTC+01:00)`.
pub(in crate::ui) fn format_exact(at: DateTime<Utc>, offset_minutes: i32) -> String {
    let zone = if offset_minutes == 0 {
        "UTC".to_owned()
    } else {
        let sign = if offset_minutes < 0 { '−' } else { '+' };
        let size = offset_minutes.unsigned_abs();
        format!("UTC{sign}{:02}:{:02}", size / 60, size % 60)
    };
    format!("{} ({zone})", shifted(at, offset_minutes).format("%-d %B %Y, %H:%M:%S"))
}

// Wall-clock time of the zone, carried in a UTC value because only its fields are printed.
fn shifted(at: DateTime<Utc>, offset_minutes: i32) -> DateTime<Utc> {
    at.checked_add_signed(Duration::minutes(i64::from(offset_minutes))).unwrap_or(at)
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
    use chrono::TimeZone as _;

    fn friday() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 27, 23, 30, 5).single().expect("a real moment")
    }

    #[test]
    fn a_moment_is_told_in_the_accounts_zone() {
        assert_eq!(format_time(friday(), 0), "Fri 27 Nov, 23:30");
        assert_eq!(format_time(friday(), 330), "Sat 28 Nov, 05:00");
        assert_eq!(format_date(friday(), -60), "27 Nov 2026");
        assert_eq!(format_exact(friday(), -90), "27 November 2026, 22:00:05 (UTC−01:30)");
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
