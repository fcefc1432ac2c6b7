//! The places of the product: the one table that the sidebar, the palette and the keyboard read.

use super::data::Waiting;
use crate::ui::IconName;

/// Somewhere to go.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub name: &'static str,
    pub path: &'static str,
    pub icon: IconName,
    /// Leads there after `g`.
    pub letter: char,
    /// How much waits there.
    pub waiting: Option<fn(&Waiting) -> i64>,
}

impl Place {
    const fn new(name: &'static str, path: &'static str, icon: IconName, letter: char) -> Self {
        Self { name, path, icon, letter, waiting: None }
    }

    const fn waiting(self, waiting: fn(&Waiting) -> i64) -> Self {
        Self { waiting: Some(waiting), ..self }
    }

    /// Whether an address is this place or lies below it.
    #[must_use]
    pub fn holds(&self, address: &str) -> bool {
        let rest = address.strip_prefix(self.path);
        if self.path == "/" {
            address == "/"
        } else {
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }
    }
}

/// Places that belong together.
#[derive(Clone, Copy, Debug)]
pub struct PlaceGroup {
    /// None for the first ones, which need no title.
    pub title: Option<&'static str>,
    pub places: &'static [Place],
}

/// All of them, as the sidebar shows them.
pub const PLACES: &[PlaceGroup] = &[
    PlaceGroup {
        title: None,
        places: &[
            Place::new("Dashboard", "/", IconName::Gauge, 'd'),
            Place::new("Sites", "/sites", IconName::Globe, 's'),
        ],
    },
    PlaceGroup {
        title: Some("Planner"),
        places: &[
            Place::new("Keywords", "/planner/keywords", IconName::Key, 'k').waiting(|waiting| waiting.keywords),
            Place::new("Clusters", "/planner/clusters", IconName::Cluster, 'c'),
            Place::new("Ideas", "/planner/ideas", IconName::Idea, 'i').waiting(|waiting| waiting.ideas),
        ],
    },
    PlaceGroup {
        title: Some("Writer"),
        places: &[
            Place::new("Tasks", "/writer/tasks", IconName::ListTodo, 't').waiting(|waiting| waiting.tasks),
            Place::new("Articles", "/writer/content", IconName::FileText, 'a'),
            Place::new("Images", "/writer/images", IconName::Image, 'm'),
            Place::new("Review", "/writer/review", IconName::CheckList, 'r').waiting(|waiting| waiting.review),
            Place::new("Approved", "/writer/approved", IconName::Rocket, 'p').waiting(|waiting| waiting.approved),
        ],
    },
    PlaceGroup {
        title: Some("Account"),
        places: &[
            Place::new("Usage", "/usage", IconName::Coins, 'u'),
            Place::new("Jobs", "/jobs", IconName::Activity, 'j').waiting(|waiting| waiting.jobs),
            Place::new("Changes", "/changes", IconName::Undo, 'h'),
        ],
    },
];

/// All places, without their groups.
pub fn places() -> impl Iterator<Item = &'static Place> {
    PLACES.iter().flat_map(|group| group.places)
}

/// The place of a letter.
#[must_use]
pub fn place_of(letter: char) -> Option<&'static Place> {
    places().find(|place| place.letter == letter)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_place_has_a_letter_of_its_own() {
        let letters: BTreeSet<char> = places().map(|place| place.letter).collect();
        assert_eq!(letters.len(), places().count());
        assert_eq!(place_of('k').map(|place| place.name), Some("Keywords"));
        assert!(place_of('z').is_none());
    }

    #[test]
    fn an_address_is_at_one_place_at_most() {
        let at =
            |address: &str| places().filter(|place| place.holds(address)).map(|place| place.name).collect::<Vec<_>>();
        assert_eq!(at("/"), ["Dashboard"]);
        assert_eq!(at("/sites/018f"), ["Sites"]);
        assert_eq!(at("/writer/content/018f/preview"), ["Articles"]);
        assert!(at("/sites-of-others").is_empty());
    }
}
