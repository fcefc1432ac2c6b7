//! What the lists of clusters and ideas ask besides their rows: counts, and the values their menus can offer.

use std::str::FromStr;

/// A value that exists, and how many rows have it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FactRow {
    /// Which menu it is for.
    pub menu: String,
    pub value: String,
    /// What a person reads, where the value is an id.
    pub label: String,
    pub rows: i64,
}

impl FactRow {
    /// The count of a line that is one.
    pub fn count(facts: &[Self], menu: &str) -> i64 {
        facts.iter().find(|fact| fact.menu == menu).map_or(0, |fact| fact.rows)
    }

    /// A menu's values, in the order they came.
    pub fn values<T: FromStr>(facts: &[Self], menu: &str) -> Vec<T> {
        facts.iter().filter(|fact| fact.menu == menu).filter_map(|fact| fact.value.parse().ok()).collect()
    }

    /// A menu's values with what a person reads.
    pub fn labelled<T: FromStr>(facts: &[Self], menu: &str) -> Vec<(T, String)> {
        let read = |fact: &Self| fact.value.parse().ok().map(|value| (value, fact.label.clone()));
        facts.iter().filter(|fact| fact.menu == menu).filter_map(read).collect()
    }
}

/// Keeps what is chosen in its menu even where nothing has it under the other filters: a menu that does not show its
/// own filter would drop it with the next change of another.
pub fn keep_chosen<T: PartialEq>(offered: &mut Vec<T>, chosen: Option<T>) {
    if let Some(chosen) = chosen
        && !offered.contains(&chosen)
    {
        offered.push(chosen);
    }
}

/// As [`keep_chosen`], for what a person reads by another name than its id.
pub fn keep_chosen_named<T: PartialEq>(offered: &mut Vec<(T, String)>, chosen: Option<T>, name: &str) {
    if let Some(chosen) = chosen
        && !offered.iter().any(|(known, _)| *known == chosen)
    {
        offered.push((chosen, name.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_stays_in_its_menu() {
        let mut offered = vec![1];
        keep_chosen(&mut offered, Some(1));
        keep_chosen(&mut offered, None);
        keep_chosen(&mut offered, Some(2));
        assert_eq!(offered, [1, 2]);
        let mut named = vec![(1, "One".to_owned())];
        keep_chosen_named(&mut named, Some(1), "Another");
        keep_chosen_named(&mut named, Some(2), "Two");
        assert_eq!(named, [(1, "One".to_owned()), (2, "Two".to_owned())]);
    }

    #[test]
    fn facts_are_told_apart_by_their_menu() {
        let fact =
            |menu: &str, value: &str, rows| FactRow { menu: menu.into(), value: value.into(), label: "L".into(), rows };
        let facts = [fact("total", "", 7), fact("off", "true", 3), fact("off", "nonsense", 1)];
        assert_eq!(FactRow::count(&facts, "total"), 7);
        assert_eq!(FactRow::values::<bool>(&facts, "off"), [true]);
        assert_eq!(FactRow::labelled::<bool>(&facts, "off"), [(true, "L".to_owned())]);
    }
}
