//! Lines of the trail: the pictures of one article are made one by one, and told in one line.

use chrono::Duration;

use super::figures::Activity;
use crate::access::AuditAction;

/// What is further apart than this was not asked for together.
const TOGETHER: Duration = Duration::hours(1);

/// The first lines of what happened, both the latest first.
pub fn lines(events: Vec<Activity>, limit: usize) -> Vec<Activity> {
    let mut lines: Vec<Activity> = Vec::new();
    for event in events {
        match lines.iter_mut().find(|line| belong_together(line, &event)) {
            Some(line) => line.times += event.times,
            None => lines.push(event),
        }
    }
    lines.truncate(limit);
    lines
}

fn belong_together(later: &Activity, event: &Activity) -> bool {
    event.action == AuditAction::ImageMade
        && (later.action, later.target, &later.who) == (event.action, event.target, &event.who)
        && later.at - event.at <= TOGETHER
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::Value;
    use uuid::Uuid;

    use super::*;

    fn event(action: AuditAction, target: u128, who: &str, minute: i64) -> Activity {
        Activity {
            action,
            times: 1,
            who: Some(who.to_owned()),
            target: Some(Uuid::from_u128(target)),
            details: Value::Null,
            at: DateTime::UNIX_EPOCH + Duration::minutes(minute),
        }
    }

    #[test]
    fn pictures_made_of_one_article_are_one_line_whatever_else_happened_meanwhile() {
        let made = |target, who, minute| event(AuditAction::ImageMade, target, who, minute);
        let told = lines(
            vec![
                made(1, "Ada", 99),
                event(AuditAction::ContentInReview, 1, "Ada", 98),
                made(2, "Ada", 97),
                made(1, "Bob", 96),
                made(1, "Ada", 95),
                event(AuditAction::ContentInReview, 1, "Ada", 94),
                made(1, "Ada", 40),
                made(1, "Ada", 38),
            ],
            6,
        );
        let minutes = |line: &Activity| (line.at - DateTime::UNIX_EPOCH).num_minutes();
        let told: Vec<(i64, i64)> = told.iter().map(|line| (minutes(line), line.times)).collect();
        assert_eq!(told, [(99, 3), (98, 1), (97, 1), (96, 1), (94, 1), (38, 1)]);
    }
}
