//! A cluster that is merged into another while an article of it is being written.

use std::sync::Arc;
use std::time::Duration;

use super::desk::Desk;
use crate::ai::scripted::{Act, Scripted};
use crate::kit::id::{ClusterId, JobId, TaskId};
use crate::planner::service::clusters::merge;
use crate::testing::somebody_waits_for;

/// Longer than any of this takes, shorter than anybody waits.
const PATIENCE: Duration = Duration::from_secs(20);

/// A task of one of two clusters whose article is asked for, from a model that pauses in its second section.
struct Writing {
    desk: Desk,
    model: Arc<Scripted>,
    from: ClusterId,
    into: ClusterId,
    task: TaskId,
    job: JobId,
}

impl Writing {
    async fn new() -> Self {
        let model = Scripted::new(vec![Act::Answer, Act::Pause]);
        let desk = Desk::with_model(model.clone()).await;
        let (from, into) = (desk.cluster("Cold brew").await, desk.cluster("Iced coffee").await);
        let task = desk.task("Cold brew", 500).await;
        sqlx::query("UPDATE tasks SET cluster_id = $1")
            .bind(from)
            .execute(desk.world.state.pool())
            .await
            .expect("is on it");
        desk.write(task).await;
        let job = desk.job(task).await;
        Self { desk, model, from, into, task, job }
    }

    /// Writes the article, and does this between its first section and the second.
    async fn while_it_is_written(&self, between: impl Future<Output = ()>) {
        let first = async {
            while self.desk.kept(self.task).await == 0 {
                tokio::task::yield_now().await;
            }
            between.await;
        };
        let both = async { tokio::join!(self.desk.world.run_job(self.desk.ada.account, self.job), first) };
        tokio::time::timeout(PATIENCE, both).await.expect("neither waits for the other");
    }

    /// The clusters of the task and of its article.
    async fn places(&self) -> Vec<Option<ClusterId>> {
        sqlx::query_scalar("SELECT cluster_id FROM tasks UNION ALL SELECT cluster_id FROM contents")
            .fetch_all(self.desk.world.state.pool())
            .await
            .expect("reads")
    }
}

#[tokio::test]
async fn an_article_lands_on_the_cluster_that_its_own_was_merged_into() {
    let writing = Writing::new().await;
    let Writing { desk, model, from, into, .. } = &writing;
    let merging = async {
        merge(&desk.ada.tenant, *from, *into).await.expect("merges");
        model.go_on();
    };
    writing.while_it_is_written(merging).await;
    assert_eq!(writing.places().await, [Some(*into), Some(*into)]);
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_article_that_is_finished_during_the_merge_waits_for_it_and_lands_there_too() {
    let writing = Writing::new().await;
    let Writing { desk, model, into, .. } = &writing;
    // as a merge: both clusters, then the tasks of the one
    let merging = async {
        let mut tx = desk.ada.tenant.begin().await.expect("begins");
        sqlx::query("SELECT 1 FROM clusters ORDER BY id FOR UPDATE").execute(tx.conn()).await.expect("are held");
        sqlx::query("UPDATE tasks SET cluster_id = $1").bind(*into).execute(tx.conn()).await.expect("moves");
        model.go_on();
        somebody_waits_for(tx.conn()).await;
        tx.commit().await.expect("commits");
    };
    writing.while_it_is_written(merging).await;
    assert_eq!(writing.places().await, [Some(*into), Some(*into)]);
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}
