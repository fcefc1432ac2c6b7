//! The pipeline strip's cells: counts, what moves, what is stuck and why, and what moves it on. A cell's words carry no
//! number: what is counted is a link to its list.

use leptos::prelude::*;

use crate::dashboard::figures::Dashboard;
use crate::dashboard::lists;
use crate::integrations::ConnectionState;
use crate::kit::text::thousands;
use crate::planner::cluster::MIN_KEYWORDS;
use crate::ui::{Icon, IconName, PipelineCell};

/// Words below a cell's figure, and where they lead.
type Link = (String, String);

/// The nine stages of a site.
pub fn cells(dashboard: &Dashboard, href: &dyn Fn(&str) -> String) -> Vec<PipelineCell> {
    let stages = &dashboard.stages;
    let cell = |label: &str, count: i64, list: &str| PipelineCell::new(label, count, href(list));
    let moving = |cell: PipelineCell, when: bool, what: &str| if when { cell.moving(what) } else { cell };
    let stuck = |cell: PipelineCell, when: bool, why: &str| if when { cell.stuck(why) } else { cell };
    let link = |when: bool, words: &str, list: &str| when.then(|| (words.to_owned(), href(list)));
    let count = |n: i64, what: &str, list: &str| link(n > 0, &format!("{} {what}", thousands(n)), list);
    let progress = |when: bool| link(when, "See progress", lists::JOBS);
    let may_act = dashboard.may_act();
    let action = |when: bool, words: &str, list: &str| link(when && may_act, words, list);

    let keywords = cell("Keywords", stages.keywords, lists::KEYWORDS);
    let keywords = moving(keywords, stages.clustering > 0, "Clustering");
    let enough = stages.keywords_waiting >= MIN_KEYWORDS;
    let keywords = linked(
        keywords,
        [
            progress(stages.clustering > 0),
            action(stages.keywords == 0, "Import", "/planner/import"),
            action(enough && stages.clustering == 0, "Cluster", lists::CLUSTERING),
        ],
    );

    let clusters = cell("Clusters", stages.clusters, lists::CLUSTERS);
    let clusters = moving(clusters, stages.ideating > 0, "Finding ideas");
    let without_ideas = stages.clusters_waiting > 0 && stages.ideating == 0;
    let clusters =
        linked(clusters, [progress(stages.ideating > 0), action(without_ideas, "Find ideas", lists::CLUSTERS_WAITING)]);

    let ideas = cell("Ideas", stages.ideas, lists::IDEAS);
    let ideas = linked(ideas, [action(stages.ideas_waiting > 0, "Send to writer", lists::IDEAS_WAITING)]);

    let tasks = cell("Tasks", stages.tasks_queued, lists::TASKS);
    let tasks = moving(tasks, stages.writing > 0, "Writing");
    let tasks = stuck(tasks, stages.tasks_failed > 0, "Could not be written");
    let without_job = stages.tasks_queued + stages.tasks_in_progress - stages.writing;
    let tasks = linked(
        tasks,
        [
            count(stages.tasks_in_progress, "in progress", lists::TASKS_IN_PROGRESS),
            // all of them wait for their turn
            progress(stages.writing > 0 && stages.tasks_in_progress == 0),
            count(stages.tasks_failed, "failed", lists::TASKS_FAILED),
            action(without_job > 0 && stages.tasks_queued > 0, "Write", lists::TASKS),
        ],
    );

    let drafts = cell("Drafts", stages.drafts, lists::DRAFTS);

    let images = cell("Images", stages.images_waiting, lists::IMAGES);
    let images = moving(images, stages.drawing > 0, "Drawing");
    let images = stuck(images, stages.images_failed > 0, "Could not be made");
    let images =
        linked(images, [progress(stages.drawing > 0), count(stages.images_failed, "failed", lists::IMAGES_FAILED)]);

    let review = cell("Review", stages.review, lists::REVIEW);
    let review = linked(review, [action(stages.review > 0, "Review", lists::REVIEW)]);

    let approved = cell("Approved", stages.approved, lists::APPROVED);
    let approved = moving(approved, stages.publishing > 0, "Publishing");
    let cut_off = stages.approved > 0 && !dashboard.is_connected();
    let (why, way) = match dashboard.connection {
        None => ("No WordPress connected", "Connect"),
        Some(ConnectionState::Untested) => ("Connection not tested yet", "Test it"),
        Some(ConnectionState::Broken | ConnectionState::Connected) => ("Connection does not work", "See why"),
    };
    let approved = stuck(approved, cut_off, why);
    let approved = stuck(approved, stages.publish_failed > 0, "Could not be published");
    let approved = linked(
        approved,
        [
            count(stages.publishing, "publishing", lists::PUBLISHING),
            count(stages.publish_failed, "failed", lists::PUBLISH_FAILED),
            link(cut_off, way, &lists::connection(dashboard.site)),
        ],
    );

    let published = cell("Published", stages.published, lists::PUBLISHED);

    vec![keywords, clusters, ideas, tasks, drafts, images, review, approved, published]
}

/// The cell with links below its figure, one a line.
fn linked(cell: PipelineCell, links: impl IntoIterator<Item = Option<Link>>) -> PipelineCell {
    let links: Vec<Link> = links.into_iter().flatten().collect();
    if links.is_empty() {
        return cell;
    }
    cell.action(move || {
        let lines = links.iter().map(|(words, href)| {
            view! {
                <div>
                    <a class="pipeline-link" href=href.clone()>{words.clone()} <Icon name=IconName::ArrowRight/></a>
                </div>
            }
        });
        lines.collect_view()
    })
}
