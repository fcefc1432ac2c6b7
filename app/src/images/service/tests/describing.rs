//! Describing pictures: the text step before them, what it fails at, and that it is paid once.

use std::sync::Arc;
use std::time::Duration;

use super::pictures;
use crate::ai::error::{AiError, Tokens};
use crate::ai::sandbox::SandboxImages;
use crate::ai::scripted::{Act, Scripted};
use crate::images::ImageStatus;
use crate::images::service::{editing, prompts};
use crate::images::testing::{BODY, draft};
use crate::jobs::service::{get, retry_failed};
use crate::kit::id::JobId;
use crate::testing::World;

async fn scripted(acts: Vec<Act>) -> (World, Arc<Scripted>) {
    let model = Scripted::new(acts);
    (World::with_models(model.clone(), Arc::new(SandboxImages::new())).await, model)
}

/// How often describing was charged, and how much.
async fn charged(world: &World) -> (i64, i64) {
    sqlx::query_as(
        "SELECT count(*), coalesce(sum(charged), 0)::bigint
           FROM credit_reservations
          WHERE operation = 'image_prompts' AND state = 'settled'",
    )
    .fetch_one(world.state.pool())
    .await
    .expect("reads")
}

#[tokio::test]
async fn a_refusal_and_an_answer_of_no_use_cost_nothing_and_leave_no_picture() {
    let refusal = AiError::Refused { reason: "not that".to_owned(), spent: Tokens { input: 50, output: 5 } };
    for (acts, code, calls) in [
        (vec![Act::Fail(refusal)], "ai_refused", 1),
        (vec![Act::Say("{\"featured\": {\"prompt\": \"half a"), Act::Say("no JSON")], "ai_unusable", 2),
    ] {
        let (world, model) = scripted(acts).await;
        let ada = world.owner("ada").await;
        let before = ada.credits().await;
        let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
        let batch = prompts::enqueue(&ada.tenant, vec![content]).await.expect("queued").batch;
        world.run_jobs().await;

        let view = get(&ada.tenant, batch).await.expect("is there");
        assert_eq!((view.done, view.failed, model.calls()), (0, 1, calls));
        let failed: Option<String> =
            sqlx::query_scalar("SELECT error_code FROM jobs").fetch_one(world.state.pool()).await.expect("one job");
        assert_eq!(failed.as_deref(), Some(code));
        assert!(pictures(&ada, content).await.images.is_empty());
        assert_eq!((charged(&world).await, ada.credits().await), ((0, 0), before));
        assert_eq!(world.breaches().await, Vec::<String>::new());

        // the script is over: what comes now is of use
        assert_eq!(retry_failed(&ada.tenant, &ada.state, batch).await.expect("queued").queued, 1);
        world.run_jobs().await;
        assert_eq!((pictures(&ada, content).await.images.len(), charged(&world).await.0), (3, 1));
        assert_eq!(world.breaches().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_failure_that_passes_is_waited_out_and_the_description_is_charged_once() {
    for failure in [
        AiError::RateLimited { retry_after: Some(Duration::from_secs(60)) },
        AiError::ServerError { status: 500, retry_after: None },
    ] {
        let (world, model) = scripted(vec![Act::Fail(failure)]).await;
        let ada = world.owner("ada").await;
        let before = ada.credits().await;
        let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
        prompts::enqueue(&ada.tenant, vec![content]).await.expect("queued");
        world.run_jobs().await;

        assert_eq!(model.calls(), 2);
        let made = pictures(&ada, content).await.images;
        assert!(made.len() == 3 && made.iter().all(|image| image.status == ImageStatus::Generated));
        let (times, credits) = charged(&world).await;
        let for_pictures: i64 = made.iter().map(|image| image.credits).sum();
        assert_eq!((times, before - ada.credits().await), (1, credits + for_pictures));
        assert_eq!(world.breaches().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_crash_before_the_rows_are_written_charges_nothing_and_one_after_it_nothing_more() {
    let (world, model) = scripted(Vec::new()).await;
    let ada = world.owner("ada").await;
    let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
    prompts::enqueue(&ada.tenant, vec![content]).await.expect("queued");
    let pool = world.state.pool();
    let job: JobId = sqlx::query_scalar("SELECT id FROM jobs").fetch_one(pool).await.expect("one job");
    let breaks = "
        CREATE FUNCTION test_breaks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$;
        CREATE TRIGGER test_breaks BEFORE INSERT ON images FOR EACH ROW EXECUTE FUNCTION test_breaks();";
    sqlx::raw_sql(breaks).execute(pool).await.expect("is broken");
    world.run_job(ada.account, job).await;
    assert_eq!((model.calls(), charged(&world).await), (1, (0, 0)));
    assert!(pictures(&ada, content).await.images.is_empty());

    sqlx::raw_sql("DROP TRIGGER test_breaks ON images").execute(pool).await.expect("is mended");
    world.run_jobs().await;
    let (first, paid) = (pictures(&ada, content).await.images, charged(&world).await);
    assert_eq!((model.calls(), first.len(), paid.0), (2, 3, 1));

    // delivered again, and asked for again: the text is the same, and so is the answer
    world.run_job(ada.account, job).await;
    editing::remove(&ada.tenant, &ada.state, first[2].id).await.expect("removed");
    prompts::enqueue(&ada.tenant, vec![content]).await.expect("queued");
    world.run_jobs().await;
    let second = pictures(&ada, content).await.images;
    assert_eq!((second.len(), &second[2].prompt), (3, &first[2].prompt));
    assert_eq!((model.calls(), charged(&world).await), (2, paid));
    assert_eq!(world.breaches().await, Vec::<String>::new());
}
