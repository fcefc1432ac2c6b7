//! What is next for a site, from its first keyword to its first published article.

use leptos::prelude::*;

use crate::kit::id::SiteId;
use crate::sites::scope::href_of;
use crate::sites::site::{Milestone, Step};
use crate::ui::*;

#[component]
pub(super) fn NextSteps(
    site: SiteId,
    milestones: Vec<Milestone>,
    /// Whether this person may set the site up, and whether they may work for it: only such steps have a button.
    may_edit: bool,
    may_work: bool,
) -> impl IntoView {
    let next = milestones.iter().position(|milestone| !milestone.done);
    let done = milestones.iter().filter(|milestone| milestone.done).count();
    let sentence = if next.is_none() {
        "Everything is set up.".to_owned()
    } else {
        format!("{done} of {} done.", milestones.len())
    };
    let items = milestones
        .into_iter()
        .enumerate()
        .map(|(at, milestone)| {
            let words = words_of(milestone.step);
            let is_next = next == Some(at);
            let may = if milestone.step.is_set_up() { may_edit } else { may_work };
            let link = (!milestone.done && may).then(|| {
                let kind = if is_next { ButtonKind::Primary } else { ButtonKind::Secondary };
                view! { <ButtonLink href=words.href(site) kind size=ButtonSize::Small>{words.action}</ButtonLink> }
            });
            let state = if milestone.done { CheckState::Passed } else { CheckState::Waiting };
            let detail = (!milestone.done).then(|| words.detail.to_owned());
            view! { <CheckItem state title=words.title detail>{link}</CheckItem> }
        })
        .collect_view();
    view! {
        <Panel title="What is next" sentence>
            <CheckList>{items}</CheckList>
        </Panel>
    }
    .into_any()
}

struct Words {
    title: &'static str,
    detail: &'static str,
    action: &'static str,
    /// Of the site's own pages, or of a list that shows the site.
    path: Path,
}

enum Path {
    Own(&'static str),
    List(&'static str),
}

impl Words {
    fn href(&self, site: SiteId) -> String {
        match self.path {
            Path::Own(page) => href_of(&format!("/sites/{site}/{page}"), Some(site), None),
            Path::List(path) => href_of(path, Some(site), None),
        }
    }
}

const fn words_of(step: Step) -> Words {
    match step {
        Step::Described => Words {
            title: "Describe the site",
            detail: "Two sentences about what it offers and for whom make every article fit.",
            action: "Describe it",
            path: Path::Own("settings"),
        },
        Step::Keywords => Words {
            title: "Add keywords",
            detail: "Import the file of a keyword tool, or paste a list.",
            action: "Add keywords",
            path: Path::List("/planner/import"),
        },
        Step::Clusters => Words {
            title: "Group them into clusters",
            detail: "Keywords that belong together become one subject.",
            action: "Cluster",
            path: Path::List("/planner/clusters"),
        },
        Step::Ideas => Words {
            title: "Get ideas for articles",
            detail: "Each cluster becomes a few articles that do not repeat each other.",
            action: "Find ideas",
            path: Path::List("/planner/clusters"),
        },
        Step::Articles => Words {
            title: "Have the first article written",
            detail: "Queue an idea and watch it being written.",
            action: "Choose an idea",
            path: Path::List("/planner/ideas"),
        },
        Step::Connected => Words {
            title: "Connect the site",
            detail: "With an application password articles are published from here.",
            action: "Connect",
            path: Path::Own("connection"),
        },
        Step::Published => Words {
            title: "Publish the first article",
            detail: "Read it, approve it, and send it to the site.",
            action: "Review articles",
            path: Path::List("/writer/content"),
        },
    }
}
