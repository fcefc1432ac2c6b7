//! What happened lately, in sentences.

use leptos::prelude::*;
use serde_json::Value;

use crate::access::AuditAction;
use crate::dashboard::figures::Activity;
use crate::dashboard::lists;
use crate::kit::id::SiteId;
use crate::kit::text::{count_of, thousands};
use crate::sites::scope::href_of;
use crate::ui::*;

#[component]
pub fn RecentActivity(events: Vec<Activity>, site: SiteId) -> impl IntoView {
    if events.is_empty() {
        return view! { <p class="muted">"Nothing has happened yet. Imports, articles and publishing will be listed here."</p> }.into_any();
    }
    view! {
        <ActivityList>
            {events
                .into_iter()
                .map(|event| {
                    let who = event.who.clone().unwrap_or_else(|| "IGNY8".to_owned());
                    let Told { before, link } = tell(&event);
                    let link = link.map(|Linked { words, list, after }| {
                        view! { <TextLink href=href_of(&list, Some(site), None)>{words}</TextLink> {after} }
                    });
                    view! {
                        <ActivityItem icon=icon(event.action) at=event.at>
                            <span class="strong">{who}</span>
                            " "
                            {before}
                            {link}
                        </ActivityItem>
                    }
                })
                .collect_view()}
        </ActivityList>
    }
    .into_any()
}

/// A sentence, up to the words that lead to a list.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    before: String,
    link: Option<Linked>,
}

/// The words that lead to a list, and the rest of their sentence.
#[derive(Debug, PartialEq, Eq)]
struct Linked {
    words: String,
    list: String,
    after: String,
}

/// What was done, with the number that a page shows just so as the way to that page.
fn tell(event: &Activity) -> Told {
    let sentence = sentence(event.action, event.times, &event.details);
    let link = lists::of_event(event).and_then(|(n, list)| {
        let words = count_of(n, "keyword", "keywords");
        let (before, after) = sentence.split_once(&words)?;
        Some((before.to_owned(), Linked { after: after.to_owned(), words, list }))
    });
    match link {
        Some((before, link)) => Told { before, link: Some(link) },
        None => Told { before: sentence, link: None },
    }
}

const fn icon(action: AuditAction) -> IconName {
    match action {
        AuditAction::SiteAdded
        | AuditAction::SiteChanged
        | AuditAction::SiteSectorsChanged
        | AuditAction::SiteSwitchedOff
        | AuditAction::SiteSwitchedOn => IconName::Globe,
        AuditAction::IntegrationConnected | AuditAction::IntegrationTested | AuditAction::IntegrationDisconnected => {
            IconName::Plug
        }
        AuditAction::IntegrationBroken => IconName::Alert,
        AuditAction::KeywordsImported | AuditAction::KeywordsAdded => IconName::Upload,
        AuditAction::KeywordChanged
        | AuditAction::KeywordsIntentSet
        | AuditAction::KeywordsSwitchedOff
        | AuditAction::KeywordsSwitchedOn
        | AuditAction::KeywordsMoved => IconName::Key,
        AuditAction::KeywordsClustered
        | AuditAction::ClusterRenamed
        | AuditAction::ClusterLocked
        | AuditAction::ClusterUnlocked
        | AuditAction::ClusterMerged
        | AuditAction::ClusterSplit
        | AuditAction::ClustersDisabled
        | AuditAction::ClustersEnabled => IconName::Cluster,
        AuditAction::IdeasGenerated
        | AuditAction::IdeaAdded
        | AuditAction::IdeaEdited
        | AuditAction::IdeasDisabled
        | AuditAction::IdeasEnabled => IconName::Idea,
        AuditAction::IdeasQueued => IconName::ListTodo,
        AuditAction::SiteDeleted
        | AuditAction::KeywordsDeleted
        | AuditAction::ClustersDeleted
        | AuditAction::IdeasDeleted
        | AuditAction::TasksDeleted
        | AuditAction::ContentsDeleted
        | AuditAction::ImageRemoved => IconName::Trash,
        AuditAction::ContentWritten => IconName::FileText,
        AuditAction::ContentRestored | AuditAction::ChangeUndone => IconName::CornerUpLeft,
        AuditAction::ContentInReview | AuditAction::ContentsInReview => IconName::CheckList,
        AuditAction::ContentsApproved => IconName::CheckCircle,
        AuditAction::ContentsSentBack => IconName::CornerUpLeft,
        AuditAction::ContentPublished => IconName::Rocket,
        AuditAction::ImagesDescribed | AuditAction::ImageMade | AuditAction::ImageUploaded => IconName::Image,
    }
}

/// What was done, and how often, after who did it.
fn sentence(action: AuditAction, times: i64, details: &Value) -> String {
    let text = |key: &str| details[key].as_str().unwrap_or_default();
    let number = |key: &str| details[key].as_i64().unwrap_or_default();
    let title = || format!("“{}”", text("title"));
    // one article is named, several are counted
    let articles = || match details["title"].as_str() {
        Some(title) => format!("“{title}”"),
        None => count_of(number("count"), "article", "articles"),
    };
    let keywords = |key: &str| count_of(number(key), "keyword", "keywords");
    let clusters = || count_of(number("clusters"), "cluster", "clusters");
    let ideas = || count_of(number("ideas"), "idea", "ideas");
    match action {
        AuditAction::SiteAdded => format!("added the site {}", text("name")),
        AuditAction::SiteChanged => format!("changed the settings of {}", text("name")),
        AuditAction::SiteSectorsChanged => "changed the site's sectors".to_owned(),
        AuditAction::SiteSwitchedOff => format!("switched off {}", text("name")),
        AuditAction::SiteSwitchedOn => format!("switched on {}", text("name")),
        AuditAction::SiteDeleted => format!("deleted the site {}", text("name")),
        AuditAction::IntegrationConnected => "connected WordPress".to_owned(),
        AuditAction::IntegrationTested => "tested the connection to WordPress".to_owned(),
        AuditAction::IntegrationBroken => format!("lost the connection to WordPress: {}", text("reason")),
        AuditAction::IntegrationDisconnected => "disconnected WordPress".to_owned(),
        AuditAction::KeywordsImported => format!("imported {} from {}", keywords("imported"), text("file")),
        AuditAction::KeywordsAdded => format!("added {}", keywords("imported")),
        AuditAction::KeywordChanged => format!("changed the keyword “{}”", text("after")),
        AuditAction::KeywordsIntentSet => format!("set the intent of {}", keywords("count")),
        AuditAction::KeywordsSwitchedOff => format!("switched off {}", keywords("count")),
        AuditAction::KeywordsSwitchedOn => format!("switched on {}", keywords("count")),
        AuditAction::KeywordsMoved => format!("moved {} to “{}”", keywords("keywords"), text("to")),
        AuditAction::KeywordsDeleted => format!("deleted {}", keywords("count")),
        AuditAction::KeywordsClustered => {
            format!("grouped {} into {}", keywords("keywords"), clusters())
        }
        AuditAction::ClusterRenamed => format!("renamed a cluster to “{}”", text("to")),
        AuditAction::ClusterLocked => format!("locked the cluster “{}”", text("name")),
        AuditAction::ClusterUnlocked => format!("unlocked the cluster “{}”", text("name")),
        AuditAction::ClusterMerged => format!("merged “{}” into “{}”", text("from"), text("into")),
        AuditAction::ClusterSplit => format!("split the cluster “{}”", text("from")),
        AuditAction::ClustersDisabled => format!("switched off {}", clusters()),
        AuditAction::ClustersEnabled => format!("switched on {}", clusters()),
        AuditAction::ClustersDeleted => format!("deleted {}", clusters()),
        AuditAction::IdeasGenerated => format!("found {} for “{}”", ideas(), text("cluster")),
        AuditAction::IdeaAdded => format!("added the idea {}", title()),
        AuditAction::IdeaEdited => format!("edited the idea {}", title()),
        AuditAction::IdeasQueued => format!("sent {} to the writer", ideas()),
        AuditAction::IdeasDisabled => format!("switched off {}", ideas()),
        AuditAction::IdeasEnabled => format!("switched on {}", ideas()),
        AuditAction::IdeasDeleted => format!("deleted {}", ideas()),
        AuditAction::TasksDeleted => format!("deleted {}", count_of(number("count"), "task", "tasks")),
        AuditAction::ContentWritten => {
            format!("had {} written, {} words", title(), thousands(number("words")))
        }
        AuditAction::ContentRestored => format!("restored version {} of {}", number("version"), title()),
        AuditAction::ContentInReview => format!("has {} ready for review", title()),
        AuditAction::ContentsInReview => format!("sent {} to review", articles()),
        AuditAction::ContentsApproved => format!("approved {}", articles()),
        AuditAction::ContentsSentBack => format!("sent {} back to draft", articles()),
        AuditAction::ContentsDeleted => format!("deleted {}", articles()),
        AuditAction::ContentPublished => format!("published {}", title()),
        AuditAction::ImagesDescribed => {
            format!("had {} of {} described", count_of(number("images"), "picture", "pictures"), title())
        }
        AuditAction::ImageMade => format!("had {} of {} made", count_of(times, "picture", "pictures"), title()),
        AuditAction::ImageUploaded => "uploaded a picture".to_owned(),
        AuditAction::ImageRemoved => "removed a picture".to_owned(),
        AuditAction::ChangeUndone => format!("took back: {}", text("did")),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_event_has_a_sentence_that_is_no_code() {
        for action in AuditAction::ALL {
            let said = sentence(*action, 1, &json!({}));
            assert!(!said.is_empty() && !said.contains('_') && !said.contains('.'), "{action}: {said}");
        }
    }

    #[test]
    fn one_article_is_named_and_several_are_counted() {
        let approved = |details| sentence(AuditAction::ContentsApproved, 1, &details);
        assert_eq!(approved(json!({ "title": "Cold brew" })), "approved “Cold brew”");
        assert_eq!(approved(json!({ "count": 3 })), "approved 3 articles");
        let made = |times| sentence(AuditAction::ImageMade, times, &json!({ "title": "Cold brew" }));
        assert_eq!(made(1), "had 1 picture of “Cold brew” made");
        assert_eq!(made(3), "had 3 pictures of “Cold brew” made");
    }

    #[test]
    fn an_import_leads_to_itself_by_its_number() {
        let (id, at) = (Uuid::from_u128(7), DateTime::UNIX_EPOCH);
        let details = json!({ "imported": 1_200, "file": "1,200 keywords.csv" });
        let import =
            Activity { action: AuditAction::KeywordsImported, times: 1, who: None, target: Some(id), details, at };
        let link = Linked {
            words: "1,200 keywords".to_owned(),
            list: format!("/planner/import/{id}"),
            after: " from 1,200 keywords.csv".to_owned(),
        };
        assert_eq!(tell(&import), Told { before: "imported ".to_owned(), link: Some(link) });
        // what was deleted is in no list
        let gone = Activity { action: AuditAction::KeywordsDeleted, details: json!({ "count": 3 }), ..import };
        assert_eq!(tell(&gone), Told { before: "deleted 3 keywords".to_owned(), link: None });
    }
}
