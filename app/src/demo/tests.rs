//! What making the demo account leaves alone.

use serde_json::json;
use uuid::Uuid;

use super::seed;
use crate::jobs::JobKind;
use crate::jobs::service::{NewJob, enqueue};
use crate::testing::World;

#[tokio::test]
async fn others_work_is_not_done_by_the_models_of_the_demo() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let mut tx = ada.tenant.begin().await.expect("begins");
    let jobs = vec![NewJob { target: Some(Uuid::now_v7()), payload: json!({}) }];
    enqueue(&mut tx, JobKind::GenerateIdeas, "Find ideas", None, jobs).await.expect("is queued");
    tx.commit().await.expect("is kept");

    assert_eq!(seed(&world.state).await.expect_err("others come first").code, "others_wait");
    let waiting = "SELECT count(*) FROM jobs WHERE state = 'queued' AND attempt = 0";
    let waiting: i64 = sqlx::query_scalar(waiting).fetch_one(world.state.pool()).await.expect("counts");
    let people: i64 =
        sqlx::query_scalar("SELECT count(*) FROM users").fetch_one(world.state.pool()).await.expect("counts");
    assert_eq!((waiting, people), (1, 1), "the work waits on, and nobody was added");
}
