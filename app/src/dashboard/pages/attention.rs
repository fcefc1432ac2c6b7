//! What waits for a person, most pressing first, each with the place where it is settled.

use leptos::prelude::*;

use crate::dashboard::figures::Stages;
use crate::kit::id::SiteId;
use crate::kit::text::count_of;
use crate::sites::scope::use_scope;
use crate::ui::*;

#[component]
pub fn NeedsAttention(stages: Stages, connected: bool, site: SiteId) -> impl IntoView {
    let scope = use_scope();
    let href = |path: &str| scope.href_now(path);
    let mut items: Vec<(CheckState, String, &str, String)> = Vec::new();
    let mut add = |when: bool, state: CheckState, what: String, action: &'static str, path: &str| {
        if when {
            items.push((state, what, action, href(path)));
        }
    };
    add(
        stages.publish_failed > 0,
        CheckState::Failed,
        format!("{} could not be published", count_of(stages.publish_failed, "article", "articles")),
        "See why",
        "/writer/content?site_status=failed",
    );
    add(
        stages.tasks_failed > 0,
        CheckState::Failed,
        format!("{} could not be written", count_of(stages.tasks_failed, "article", "articles")),
        "See why",
        "/writer/tasks?status=failed",
    );
    add(
        stages.images_failed > 0,
        CheckState::Failed,
        format!("{} could not be made", count_of(stages.images_failed, "image", "images")),
        "See why",
        "/writer/images?status=failed",
    );
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
        "/writer/review",
    );
    add(
        stages.changed > 0,
        CheckState::Waiting,
        format!("{} changed since publishing", count_of(stages.changed, "article", "articles")),
        "Update",
        "/writer/content?site_status=changed",
    );
    add(
        stages.approved > 0 && connected,
        CheckState::Waiting,
        format!("{} to be published", waiting(stages.approved, "approved article", "approved articles")),
        "Publish",
        "/writer/approved",
    );
    add(
        stages.keywords_waiting >= 5,
        CheckState::Waiting,
        format!("{} for clusters", waiting(stages.keywords_waiting, "keyword", "keywords")),
        "Cluster",
        "/planner/clusters?run=1",
    );
    add(
        stages.ideas_waiting > 0,
        CheckState::Waiting,
        format!("{} to be sent to the writer", waiting(stages.ideas_waiting, "idea", "ideas")),
        "Choose",
        "/planner/ideas?status=new",
    );
    if items.is_empty() {
        return view! { <p class="muted">"Nothing waits for you."</p> }.into_any();
    }
    view! {
        <CheckList>
            {items
                .into_iter()
                .map(|(state, what, action, to)| view! {
                    <CheckItem state title=what>
                        <ButtonLink size=ButtonSize::Small href=to>{action}</ButtonLink>
                    </CheckItem>
                })
                .collect_view()}
        </CheckList>
    }
    .into_any()
}

/// `1 article waits`, `3 articles wait`.
fn waiting(n: i64, one: &str, many: &str) -> String {
    format!("{} {}", count_of(n, one, many), if n == 1 { "waits" } else { "wait" })
}
