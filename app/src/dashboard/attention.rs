//! What needs a person, most pressing first, each with the place where it is settled.

use super::figures::{Dashboard, FailedRuns, Stages};
use super::lists;
use crate::billing::credits::Balance;
use crate::integrations::ConnectionState;
use crate::kit::text::{count_of, thousands};
use crate::planner::cluster::MIN_KEYWORDS;
use crate::ui::CheckState;

/// Credits are few when less than this part of the plan's is left, in percent. Measured by the plan and not by the
/// price of an article, which differs from model to model and from one length to the next.
const FEW_CREDITS: i64 = 10;

/// One thing that needs somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub state: CheckState,
    pub what: String,
    /// The button's words.
    pub action: &'static str,
    /// Where it leads: to the list of just what is counted, or to the page that says why.
    pub list: String,
}

impl Item {
    /// Something that went wrong.
    fn failed(what: String, list: &str) -> Self {
        Self { state: CheckState::Failed, what, action: "See why", list: list.to_owned() }
    }
}

/// Everything that needs somebody. Who may only look is led to all of it, too.
pub fn items(dashboard: &Dashboard) -> Vec<Item> {
    let mut items: Vec<Item> = connection(dashboard)
        .into_iter()
        .chain(failures(&dashboard.stages))
        .chain(failed_runs(&dashboard.failed))
        .chain(few_credits(&dashboard.balance))
        .chain(next_steps(dashboard))
        .collect();
    // a connection that is broken comes before all else, one that was never made after what failed
    items.sort_by_key(|item| item.state != CheckState::Failed);
    if !dashboard.may_act() {
        for item in items.iter_mut().filter(|item| item.state != CheckState::Failed) {
            item.action = "Look";
        }
    }
    items
}

/// What stands between the site's articles and their readers.
fn connection(dashboard: &Dashboard) -> Option<Item> {
    let (state, what, action) = match dashboard.connection {
        Some(ConnectionState::Connected) => return None,
        Some(ConnectionState::Broken) => (CheckState::Failed, "The connection to WordPress does not work", "See why"),
        Some(ConnectionState::Untested) => {
            (CheckState::Warning, "The connection to WordPress is not tested yet", "Test it")
        }
        None => (CheckState::Warning, "WordPress is not connected", "Connect"),
    };
    let what = format!("{what}, so nothing can be published");
    Some(Item { state, what, action, list: lists::connection(dashboard.site) })
}

/// What failed and shows so in its list.
fn failures(stages: &Stages) -> Vec<Item> {
    let (articles, images) = (("article", "articles"), ("image", "images"));
    [
        (stages.publish_failed, articles, "published", lists::PUBLISH_FAILED),
        (stages.tasks_failed, articles, "written", lists::TASKS_FAILED),
        (stages.images_failed, images, "made", lists::IMAGES_FAILED),
    ]
    .into_iter()
    .filter(|(n, ..)| *n > 0)
    .map(|(n, (one, many), done, list)| Item::failed(format!("{} could not be {done}", count_of(n, one, many)), list))
    .collect()
}

/// What failed and shows so among the jobs alone, where it can be tried again.
fn failed_runs(failed: &FailedRuns) -> Vec<Item> {
    let imports = count_of(failed.imports, "import of keywords", "imports of keywords");
    let sectors = count_of(failed.sectors, "sector", "sectors");
    let clusters = count_of(failed.clusters, "cluster", "clusters");
    let articles = count_of(failed.articles, "article", "articles");
    [
        (failed.imports, format!("{imports} stopped before the end")),
        (failed.sectors, format!("Clustering failed in {sectors}")),
        (failed.clusters, format!("Finding ideas failed for {clusters}")),
        (failed.articles, format!("Describing the pictures failed for {articles}")),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(_, what)| Item::failed(what, lists::JOBS))
    .collect()
}

/// Whether few credits are left, bonus included: less than [`FEW_CREDITS`] of the plan's, or none.
const fn are_few(balance: &Balance) -> bool {
    let left = balance.available();
    left <= 0 || left * 100 < balance.plan_size * FEW_CREDITS
}

fn few_credits(balance: &Balance) -> Option<Item> {
    if !are_few(balance) {
        return None;
    }
    let left = balance.available();
    let what = if left > 0 {
        format!(
            "Only {} left, less than {FEW_CREDITS} % of the plan's {}: clustering, writing and images may soon have to wait",
            count_of(left, "credit", "credits"),
            thousands(balance.plan_size),
        )
    } else {
        "No credits left, so clustering, writing and images have to wait".to_owned()
    };
    Some(Item { state: CheckState::Warning, what, action: "See usage", list: lists::USAGE.to_owned() })
}

/// What waits for somebody's decision.
fn next_steps(dashboard: &Dashboard) -> Vec<Item> {
    let stages = &dashboard.stages;
    let mut items = Vec::new();
    let mut add = |when: bool, what: String, action: &'static str, list: &str| {
        if when {
            items.push(Item { state: CheckState::Waiting, what, action, list: list.to_owned() });
        }
    };
    add(
        stages.review > 0,
        format!("{} for review", waiting(stages.review, "article", "articles")),
        "Review",
        lists::REVIEW,
    );
    add(
        stages.changed > 0,
        format!("{} changed since publishing", count_of(stages.changed, "article", "articles")),
        "Update",
        lists::CHANGED,
    );
    add(
        stages.approved > 0 && dashboard.is_connected(),
        format!("{} to be published", waiting(stages.approved, "approved article", "approved articles")),
        "Publish",
        lists::APPROVED,
    );
    add(
        stages.keywords_waiting >= MIN_KEYWORDS,
        format!("{} for clusters", waiting(stages.keywords_waiting, "keyword", "keywords")),
        "Cluster",
        // for who may only look there is nothing to start: the keywords themselves
        if dashboard.may_act() { lists::CLUSTERING } else { lists::KEYWORDS_WAITING },
    );
    add(
        stages.ideas_waiting > 0,
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

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::kit::id::SiteId;

    /// A site where nothing needs anybody.
    fn quiet() -> Dashboard {
        Dashboard {
            site: SiteId(Uuid::from_u128(7)),
            site_name: "Home Brew Lab".to_owned(),
            active: true,
            connection: Some(ConnectionState::Connected),
            stages: Stages::default(),
            failed: FailedRuns::default(),
            balance: Balance { plan: 100, bonus: 0, plan_size: 100 },
            spent: Vec::new(),
            activity: Vec::new(),
            may_edit: true,
        }
    }

    /// A site where everything does.
    fn troubled() -> Dashboard {
        Dashboard {
            connection: Some(ConnectionState::Broken),
            stages: Stages {
                keywords_waiting: MIN_KEYWORDS,
                ideas_waiting: 1,
                tasks_failed: 2,
                images_failed: 1,
                review: 3,
                publish_failed: 1,
                changed: 1,
                ..Stages::default()
            },
            failed: FailedRuns { imports: 1, sectors: 1, clusters: 2, articles: 1 },
            balance: Balance { plan: 5, bonus: 0, plan_size: 100 },
            ..quiet()
        }
    }

    #[test]
    fn what_failed_comes_first_and_what_only_waits_comes_last() {
        assert!(items(&quiet()).is_empty());
        let items = items(&troubled());
        let said: Vec<&str> = items.iter().map(|item| item.what.as_str()).collect();
        assert_eq!(
            said,
            [
                "The connection to WordPress does not work, so nothing can be published",
                "1 article could not be published",
                "2 articles could not be written",
                "1 image could not be made",
                "1 import of keywords stopped before the end",
                "Clustering failed in 1 sector",
                "Finding ideas failed for 2 clusters",
                "Describing the pictures failed for 1 article",
                "Only 5 credits left, less than 10 % of the plan's 100: clustering, writing and images may soon have to wait",
                "3 articles wait for review",
                "1 article changed since publishing",
                "5 keywords wait for clusters",
                "1 idea waits to be sent to the writer",
            ]
        );
    }

    #[test]
    fn a_connection_that_is_missing_is_less_than_a_failure() {
        for connection in [None, Some(ConnectionState::Untested)] {
            let items = items(&Dashboard { connection, ..troubled() });
            let at = items.iter().position(|item| item.list == lists::connection(quiet().site));
            let failed = items.iter().filter(|item| item.state == CheckState::Failed).count();
            assert_eq!((at, failed), (Some(7), 7), "{connection:?}");
        }
    }

    #[test]
    fn who_may_only_look_is_led_to_all_of_it_and_asked_for_nothing() {
        let seen = items(&Dashboard { may_edit: false, ..troubled() });
        assert_eq!(seen.len(), items(&troubled()).len());
        assert!(seen.iter().all(|item| matches!(item.action, "See why" | "Look")), "{seen:?}");
        assert!(seen.iter().any(|item| item.list == lists::KEYWORDS_WAITING));
        assert_eq!(
            items(&Dashboard { active: false, ..troubled() }),
            seen,
            "nothing is started for a site that is off"
        );
    }

    #[test]
    fn credits_are_few_below_a_tenth_of_the_plan_and_where_there_are_none() {
        for (plan, bonus, plan_size, few) in [
            (100, 0, 1_000, false),
            (99, 0, 1_000, true),
            (99, 1, 1_000, false),
            (0, 100, 1_000, false),
            (0, 1, 0, false),
            (0, 0, 0, true),
        ] {
            let balance = Balance { plan, bonus, plan_size };
            assert_eq!(few_credits(&balance).is_some(), few, "{balance:?}");
        }
    }

    #[test]
    fn nobody_waits_for_what_is_too_few_to_be_clustered() {
        let stages = Stages { keywords_waiting: MIN_KEYWORDS - 1, ..Stages::default() };
        assert!(items(&Dashboard { stages, ..quiet() }).is_empty());
    }
}
