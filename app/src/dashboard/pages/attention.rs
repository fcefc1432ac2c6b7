//! What waits for a person, most pressing first, each with the place where it is settled.

use leptos::prelude::*;

use crate::dashboard::figures::Stages;
use crate::dashboard::lists;
use crate::kit::id::SiteId;
use crate::kit::text::count_of;
use crate::sites::scope::use_scope;
use crate::ui::*;

/// One thing that waits.
struct Item {
    state: CheckState,
    what: String,
    /// The button's words, and where it leads.
    action: &'static str,
    list: String,
    /// It only shows something, so that everybody may press it.
    looks: bool,
}

#[component]
pub fn NeedsAttention(
    stages: Stages,
    connected: bool,
    site: SiteId,
    /// Whether this person may do something about it.
    may_act: bool,
) -> impl IntoView {
    let items = items(&stages, connected, site);
    if items.is_empty() {
        return view! { <p class="muted">"Nothing waits for you."</p> }.into_any();
    }
    let scope = use_scope();
    let lines = items
        .into_iter()
        .map(|item| {
            let button = (item.looks || may_act).then(|| {
                view! { <ButtonLink size=ButtonSize::Small href=scope.href_now(&item.list)>{item.action}</ButtonLink> }
            });
            view! { <CheckItem state=item.state title=item.what>{button}</CheckItem> }
        })
        .collect_view();
    view! { <CheckList>{lines}</CheckList> }.into_any()
}

fn items(stages: &Stages, connected: bool, site: SiteId) -> Vec<Item> {
    let mut items = Vec::new();
    let mut failed = |n: i64, what: String, list: &str| {
        if n > 0 {
            let item = Item { state: CheckState::Failed, what, action: "See why", list: list.to_owned(), looks: true };
            items.push(item);
        }
    };
    failed(
        stages.publish_failed,
        format!("{} could not be published", count_of(stages.publish_failed, "article", "articles")),
        lists::PUBLISH_FAILED,
    );
    failed(
        stages.tasks_failed,
        format!("{} could not be written", count_of(stages.tasks_failed, "article", "articles")),
        lists::TASKS_FAILED,
    );
    failed(
        stages.images_failed,
        format!("{} could not be made", count_of(stages.images_failed, "image", "images")),
        lists::IMAGES_FAILED,
    );
    let mut add = |when: bool, state: CheckState, what: String, action: &'static str, list: &str| {
        if when {
            items.push(Item { state, what, action, list: list.to_owned(), looks: false });
        }
    };
    add(
        !connected,
        CheckState::Warning,
        "WordPress is not connected, so nothing can be published".to_owned(),
        "Connect",
        &format!("/sites/{site}/connection"),
    );
    add(
        stages.review > 0,
        CheckState::Waiting,
        format!("{} for review", waiting(stages.review, "article", "articles")),
        "Review",
        lists::REVIEW,
    );
    add(
        stages.changed > 0,
        CheckState::Waiting,
        format!("{} changed since publishing", count_of(stages.changed, "article", "articles")),
        "Update",
        lists::CHANGED,
    );
    add(
        stages.approved > 0 && connected,
        CheckState::Waiting,
        format!("{} to be published", waiting(stages.approved, "approved article", "approved articles")),
        "Publish",
        lists::APPROVED,
    );
    add(
        stages.keywords_waiting >= 5,
        CheckState::Waiting,
        format!("{} for clusters", waiting(stages.keywords_waiting, "keyword", "keywords")),
        "Cluster",
        lists::CLUSTERING,
    );
    add(
        stages.ideas_waiting > 0,
        CheckState::Waiting,
        format!("{} to be sent to the writer", waiting(stages.ideas_waiting, "idea", "ideas")),
        "Choose",
        lists::IDEAS_WAITING,
    );
    items
}

/// `1 article waits`, `3 articles wait`.
fn waiting(n: i64, one: &str, many: &str) -> String {
    format!("{} {}", count_of(n, one, many), if n == 1 { "waits" } else { "wait" })
}
