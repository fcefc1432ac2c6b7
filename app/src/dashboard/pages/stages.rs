//! The pipeline strip's cells: counts, what moves, what is stuck and why, and what moves it on.

use crate::dashboard::figures::Stages;
use crate::dashboard::lists;
use crate::kit::text::count_of;
use crate::ui::PipelineCell;

/// The nine stages of a site. `may_act`: not only to look at.
pub fn cells(stages: &Stages, connected: bool, may_act: bool, href: &dyn Fn(&str) -> String) -> Vec<PipelineCell> {
    let cell = |label: &str, count: i64, list: &str| PipelineCell::new(label, count, href(list));
    let moving = |cell: PipelineCell, n: i64, what: &str| if n > 0 { cell.moving(format!("{n} {what}")) } else { cell };
    let stuck = |cell: PipelineCell, when: bool, why: String| if when { cell.stuck(why) } else { cell };
    let look =
        |cell: PipelineCell, when: bool, list: &str| if when { cell.action_link("See why", href(list)) } else { cell };
    let action = |cell: PipelineCell, when: bool, label: &str, path: &str| {
        if when && may_act { cell.action_link(label, href(path)) } else { cell }
    };

    let keywords = cell("Keywords", stages.keywords, lists::KEYWORDS);
    let keywords = moving(keywords, stages.clustering, "clustering");
    let keywords = action(keywords, stages.keywords == 0, "Import", "/planner/import");
    let keywords =
        action(keywords, stages.keywords_waiting >= 5 && stages.clustering == 0, "Cluster", lists::CLUSTERING);

    let clusters = cell("Clusters", stages.clusters, lists::CLUSTERS);
    let clusters = moving(clusters, stages.ideating, "thinking");
    let clusters =
        action(clusters, stages.clusters_waiting > 0 && stages.ideating == 0, "Find ideas", lists::CLUSTERS_WAITING);

    let ideas = cell("Ideas", stages.ideas, lists::IDEAS);
    let ideas = action(ideas, stages.ideas_waiting > 0, "Send to writer", lists::IDEAS_WAITING);

    let tasks = cell("Tasks", stages.tasks_queued, lists::TASKS);
    let tasks = moving(tasks, stages.writing, "writing");
    let tasks = stuck(tasks, stages.tasks_failed > 0, format!("{} failed", stages.tasks_failed));
    let tasks = look(tasks, stages.tasks_failed > 0, lists::TASKS_FAILED);
    let without_job = stages.tasks_queued + stages.tasks_in_progress - stages.writing;
    let tasks = action(tasks, without_job > 0 && stages.tasks_queued > 0, "Write", lists::TASKS);

    let drafts = cell("Drafts", stages.drafts, lists::DRAFTS);

    let images = cell("Images", stages.images_waiting, lists::IMAGES);
    let images = moving(images, stages.drawing, "drawing");
    let images = stuck(images, stages.images_failed > 0, format!("{} failed", stages.images_failed));
    let images = look(images, stages.images_failed > 0, lists::IMAGES_FAILED);

    let review = cell("Review", stages.review, lists::REVIEW);
    let review = action(review, stages.review > 0, "Review", lists::REVIEW);

    let approved = cell("Approved", stages.approved, lists::APPROVED);
    let approved = moving(approved, stages.publishing, "publishing");
    let approved = stuck(approved, stages.approved > 0 && !connected, "No WordPress connected".to_owned());
    let approved = stuck(approved, stages.publish_failed > 0, count_of(stages.publish_failed, "failure", "failures"));
    let approved = look(approved, stages.publish_failed > 0, lists::PUBLISH_FAILED);

    let published = cell("Published", stages.published, lists::PUBLISHED);

    vec![keywords, clusters, ideas, tasks, drafts, images, review, approved, published]
}
