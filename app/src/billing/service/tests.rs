//! The ledger on a real database: what is held, charged and given back, also when many spend at once.

use serde_json::json;

use super::ledger::{Reservation, Reserved, balance, release, release_of_job, reserve, settle};
use crate::access::TenantTx;
use crate::billing::credits::Operation;
use crate::kit::id::{JobId, ReservationId};
use crate::kit::{AppResult, ErrorKind};
use crate::testing::{Person, World};

fn content<'a>(key: &'a str, credits: i64) -> Reservation<'a> {
    Reservation { key, operation: Operation::Content, job: None, credits }
}

async fn hold(tx: &mut TenantTx<'_>, key: &str, credits: i64) -> AppResult<ReservationId> {
    match reserve(tx, &content(key, credits)).await? {
        Reserved::Held(id) => Ok(id),
        Reserved::Settled { .. } => panic!("{key} was settled before"),
    }
}

async fn give_bonus(person: &Person, credits: i64) {
    let mut tx = person.tenant.begin().await.expect("begins");
    crate::billing::store::ledger::lock(&mut tx).await.expect("locks");
    crate::billing::store::ledger::post(
        &mut tx,
        crate::billing::credits::Pool::Bonus,
        crate::billing::credits::EntryKind::Package,
        credits,
        None,
        None,
    )
    .await
    .expect("posts");
    tx.commit().await.expect("commits");
}

#[tokio::test]
async fn a_new_account_has_the_free_plans_hundred_credits() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    assert_eq!(ada.credits().await, 100);
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_plan_is_spent_before_the_bonus_and_the_rest_returns_to_the_bonus_first() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    give_bonus(&ada, 50).await;
    let mut tx = ada.tenant.begin().await.expect("begins");
    let id = hold(&mut tx, "article", 120).await.expect("is held");
    let held = balance(&mut tx).await.expect("balance");
    assert_eq!((held.plan, held.bonus), (0, 30));
    let charged = settle(&mut tx, id, 90, &json!({})).await.expect("settles");
    let after = balance(&mut tx).await.expect("balance");
    assert_eq!((charged, after.plan, after.bonus), (90, 10, 50));
    tx.commit().await.expect("commits");
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn never_more_is_charged_than_was_said_before() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let mut tx = ada.tenant.begin().await.expect("begins");
    let id = hold(&mut tx, "article", 10).await.expect("is held");
    assert_eq!(settle(&mut tx, id, 25, &json!({})).await.expect("settles"), 10);
    tx.commit().await.expect("commits");
    assert_eq!(ada.credits().await, 90);
}

#[tokio::test]
async fn the_same_work_is_held_and_charged_once_and_answers_as_before() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let mut tx = ada.tenant.begin().await.expect("begins");
    let first = hold(&mut tx, "article", 10).await.expect("is held");
    let second = hold(&mut tx, "article", 10).await.expect("is held");
    assert_eq!(first, second);
    settle(&mut tx, first, 7, &json!({ "words": 1200 })).await.expect("settles");
    assert_eq!(settle(&mut tx, first, 9, &json!({})).await.expect("answers"), 7);
    let again = reserve(&mut tx, &content("article", 10)).await.expect("answers");
    assert_eq!(again, Reserved::Settled { charged: 7, answer: json!({ "words": 1200 }) });
    tx.commit().await.expect("commits");
    assert_eq!(ada.credits().await, 93);
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn released_work_costs_nothing_and_may_be_tried_again() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let mut tx = ada.tenant.begin().await.expect("begins");
    let id = hold(&mut tx, "article", 10).await.expect("is held");
    release(&mut tx, id).await.expect("releases");
    release(&mut tx, id).await.expect("changes nothing");
    assert_eq!(balance(&mut tx).await.expect("balance").available(), 100);
    let late = settle(&mut tx, id, 5, &json!({})).await.expect_err("is refused");
    assert_eq!(late.code, "reservation_released");
    let again = hold(&mut tx, "article", 10).await.expect("is held again");
    settle(&mut tx, again, 4, &json!({})).await.expect("settles");
    tx.commit().await.expect("commits");
    assert_eq!(ada.credits().await, 96);
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_job_that_ends_gives_back_all_it_held_and_nothing_of_others() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (mine, other) = (JobId::new(), JobId::new());
    let mut tx = ada.tenant.begin().await.expect("begins");
    for (key, job) in [("a", mine), ("b", mine), ("c", other)] {
        let reservation = Reservation { key, operation: Operation::Images, job: Some(job), credits: 5 };
        reserve(&mut tx, &reservation).await.expect("is held");
    }
    release_of_job(&mut tx, mine).await.expect("releases");
    assert_eq!(balance(&mut tx).await.expect("balance").available(), 95);
    tx.commit().await.expect("commits");
}

#[tokio::test]
async fn too_few_credits_say_how_many_are_needed_and_there_and_hold_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let mut tx = ada.tenant.begin().await.expect("begins");
    let error = hold(&mut tx, "article", 101).await.expect_err("is refused");
    assert_eq!(error.kind, ErrorKind::CreditsNeeded);
    assert!(error.message.contains("101") && error.message.contains("100"), "{error}");
    assert_eq!(balance(&mut tx).await.expect("balance").available(), 100);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_sixty_four_spends_at_once_on_a_balance_for_ten_exactly_ten_succeed() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let spends = (0..64).map(|n| {
        let tenant = ada.tenant.clone();
        tokio::spawn(async move {
            let mut tx = tenant.begin().await?;
            let id = hold(&mut tx, &format!("spend {n}"), 10).await?;
            settle(&mut tx, id, 10, &json!({})).await?;
            tx.commit().await
        })
    });
    let mut outcomes = Vec::new();
    for spend in spends.collect::<Vec<_>>() {
        outcomes.push(spend.await.expect("runs"));
    }
    let refused = |outcome: &AppResult<()>| outcome.as_ref().is_err_and(|error| error.kind == ErrorKind::CreditsNeeded);
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 10);
    assert_eq!(outcomes.iter().filter(|outcome| refused(outcome)).count(), 54);
    assert_eq!(ada.credits().await, 0);
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_ledger_is_never_rewritten() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for statement in ["UPDATE credit_entries SET amount = 1000", "DELETE FROM credit_entries"] {
        let error = sqlx::query(statement).execute(ada.state.pool()).await.expect_err("is refused");
        assert!(error.to_string().contains("never changed"), "{error}");
    }
}

#[tokio::test]
async fn a_balance_and_its_ledger_move_together_or_not_at_all() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    // not even the owner of the tables gets past it
    for statement in [
        "UPDATE credit_balances SET plan = plan + 1",
        "INSERT INTO credit_entries (account_id, sequence, pool, kind, amount, balance_after, at)
         SELECT account_id, 2, 'plan', 'adjustment', 5, 105, now() FROM credit_balances",
        "WITH moved AS (UPDATE credit_balances SET plan = 500 RETURNING account_id)
         INSERT INTO credit_entries (account_id, sequence, pool, kind, amount, balance_after, at)
         SELECT account_id, 2, 'plan', 'adjustment', 5, 500, now() FROM moved",
    ] {
        let error = sqlx::query(statement).execute(ada.state.pool()).await.expect_err("is refused");
        assert!(error.to_string().contains("ledger"), "{error}");
    }
    assert_eq!(ada.credits().await, 100);
}

#[tokio::test]
async fn nobody_sees_or_spends_anothers_credits() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let mut tx = bob.tenant.begin().await.expect("begins");
    // a query that forgot its filter
    let seen: i64 =
        sqlx::query_scalar("SELECT count(*) FROM credit_balances").fetch_one(tx.conn()).await.expect("counts");
    assert_eq!(seen, 1);
    let changed = sqlx::query("UPDATE credit_balances SET plan = 1 WHERE account_id = $1")
        .bind(ada.account)
        .execute(tx.conn())
        .await
        .expect("runs");
    assert_eq!(changed.rows_affected(), 0);
}
