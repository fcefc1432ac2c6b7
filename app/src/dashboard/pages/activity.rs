//! What happened lately, in sentences.

use leptos::prelude::*;

use crate::dashboard::figures::Activity;
use crate::kit::text::thousands;
use crate::ui::*;

#[component]
pub fn RecentActivity(events: Vec<Activity>) -> impl IntoView {
    if events.is_empty() {
        return view! { <p class="muted">"Nothing has happened yet. Imports, articles and publishing will be listed here."</p> }.into_any();
    }
    view! {
        <ActivityList>
            {events
                .into_iter()
                .map(|event| {
                    let (icon, what) = sentence(&event);
                    let who = event.who.clone().unwrap_or_else(|| "IGNY8".to_owned());
                    view! {
                        <ActivityItem icon at=event.at>
                            <span class="strong">{who}</span>
                            " "
                            {what}
                        </ActivityItem>
                    }
                })
                .collect_view()}
        </ActivityList>
    }
    .into_any()
}

/// An event's picture and words. An action this version has no words for is shown by its name.
fn sentence(event: &Activity) -> (IconName, String) {
    let text = |key: &str| event.details.get(key).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let number = |key: &str| thousands(event.details.get(key).and_then(serde_json::Value::as_i64).unwrap_or_default());
    let title = || format!("“{}”", text("title"));
    match event.action.as_str() {
        "site.created" => (IconName::Globe, format!("added the site {}", text("name"))),
        "keywords.imported" => {
            (IconName::Upload, format!("imported {} keywords from {}", number("imported"), text("file")))
        }
        "keywords.deleted" => (IconName::Trash, format!("deleted {} keywords", number("count"))),
        "keywords.clustered" => {
            (IconName::Cluster, format!("put {} keywords into {} clusters", number("keywords"), number("clusters")))
        }
        "ideas.generated" => (IconName::Idea, format!("found {} ideas for {}", number("count"), text("cluster"))),
        "tasks.created" => (IconName::ListTodo, format!("sent {} ideas to the writer", number("count"))),
        "content.generated" => (IconName::FileText, format!("wrote {}", title())),
        "content.edited" => (IconName::Pen, format!("edited {}", title())),
        "content.sent_to_review" => (IconName::CheckList, format!("sent {} to review", title())),
        "content.approved" => (IconName::CheckCircle, format!("approved {}", title())),
        "content.sent_back" => (IconName::CornerUpLeft, format!("sent {} back", title())),
        "content.published" => (IconName::Rocket, format!("published {}", title())),
        "images.generated" => (IconName::Image, format!("drew the images of {}", title())),
        "integration.connected" => (IconName::Plug, format!("connected WordPress at {}", text("address"))),
        other => (IconName::Dot, other.replace(['.', '_'], " ")),
    }
}
