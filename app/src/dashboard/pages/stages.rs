//! The pipeline strip's cells: counts, what moves, what is stuck and why, and what moves it on.

use crate::dashboard::figures::Stages;
use crate::kit::text::count_of;
use crate::ui::PipelineCell;

/// The nine stages of a site.
pub fn cells(stages: &Stages, connected: bool, href: &dyn Fn(&str) -> String) -> Vec<PipelineCell> {
    let moving = |cell: PipelineCell, n: i64, what: &str| if n > 0 { cell.moving(format!("{n} {what}")) } else { cell };
    let stuck = |cell: PipelineCell, when: bool, why: String| if when { cell.stuck(why) } else { cell };
    let action = |cell: PipelineCell, when: bool, label: &str, path: &str| {
        if when { cell.action_link(label, href(path)) } else { cell }
    };

    let keywords = PipelineCell::new("Keywords", stages.keywords, href("/planner/keywords"));
    let keywords = moving(keywords, stages.clustering, "clustering");
    let keywords = action(keywords, stages.keywords == 0, "Import", "/planner/import");
    let keywords =
        action(keywords, stages.keywords_waiting >= 5 && stages.clustering == 0, "Cluster", "/planner/clusters?run=1");

    let clusters = PipelineCell::new("Clusters", stages.clusters, href("/planner/clusters"));
    let clusters = moving(clusters, stages.ideating, "thinking");
    let clusters = action(
        clusters,
        stages.clusters_waiting > 0 && stages.ideating == 0,
        "Find ideas",
        "/planner/clusters?status=new",
    );

    let ideas = PipelineCell::new("Ideas", stages.ideas, href("/planner/ideas"));
    let ideas = action(ideas, stages.ideas_waiting > 0, "Send to writer", "/planner/ideas?status=new");

    let tasks = PipelineCell::new("Tasks", stages.tasks_waiting + stages.tasks_failed, href("/writer/tasks"));
    let tasks = moving(tasks, stages.writing, "writing");
    let tasks = stuck(tasks, stages.tasks_failed > 0, format!("{} failed", stages.tasks_failed));
    let tasks = action(tasks, stages.tasks_waiting > stages.writing, "Write", "/writer/tasks?status=queued");

    let drafts = PipelineCell::new("Drafts", stages.drafts, href("/writer/content?status=draft"));

    let images = PipelineCell::new("Images", stages.images_waiting + stages.images_failed, href("/writer/images"));
    let images = moving(images, stages.drawing, "drawing");
    let images = stuck(images, stages.images_failed > 0, format!("{} failed", stages.images_failed));

    let review = PipelineCell::new("Review", stages.review, href("/writer/review"));
    let review = action(review, stages.review > 0, "Review", "/writer/review");

    let approved = PipelineCell::new("Approved", stages.approved, href("/writer/approved"));
    let approved = moving(approved, stages.publishing, "publishing");
    let approved = stuck(approved, stages.approved > 0 && !connected, "No WordPress connected".to_owned());
    let approved = stuck(approved, stages.publish_failed > 0, count_of(stages.publish_failed, "failure", "failures"));

    let published = PipelineCell::new("Published", stages.published, href("/writer/content?site_status=published"));

    vec![keywords, clusters, ideas, tasks, drafts, images, review, approved, published]
}
