//! A provider that asks for fewer requests: a cluster waits as long as it was told to, and its credits wait with it.

use std::time::Duration;

use super::scripted::FailsOnce;
use super::*;
use crate::ai::error::AiError;
use crate::ai::sandbox::SandboxImages;
use crate::billing::credits::Operation;
use crate::billing::service::rates;
use crate::jobs::worker;

#[tokio::test]
async fn a_rate_limit_is_waited_out_with_the_credits_held_and_the_ideas_are_charged_once() {
    let model = FailsOnce::new(AiError::RateLimited { retry_after: Some(Duration::from_secs(60)) });
    let world = World::with_models(model.clone(), Arc::new(SandboxImages::new())).await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    let name = world.state.text_model.name();
    let held = estimate(&ada.tenant, name, &of(&[brew])).await.expect("an estimate").credits;
    let before = ada.credits().await;
    generate(&ada.tenant, name, &of(&[brew])).await.expect("starts");
    let job = garden::live_job(&world).await;
    world.run_job(ada.account, job).await;

    let put_off = "SELECT count(*) FROM jobs WHERE state = 'queued' AND error_code = 'ai_rate_limited' AND waits = 1";
    assert_eq!((model.calls(), garden::count(&world, put_off).await), (1, 1));
    assert_eq!(garden::count(&world, "SELECT count(*) FROM jobs WHERE failures > 0").await, 0);
    assert_eq!(ada.credits().await, before - held);
    let reserved = "SELECT count(*) FROM credit_reservations WHERE state = 'reserved'";
    assert_eq!(garden::count(&world, reserved).await, 1);
    assert!(all(&ada, site).await.is_empty());
    assert_eq!(world.breaches().await, [""; 0]);
    // not a moment before, and half as much again is the most that chance adds
    let clock = world.state.clock();
    clock.advance(chrono::Duration::milliseconds(59_999));
    assert_eq!(worker::next_due(&world.state).await, Ok(None));
    clock.advance(chrono::Duration::milliseconds(30_001));
    assert_eq!(worker::next_due(&world.state).await, Ok(Some((ada.account, job))));

    world.run_jobs().await;
    assert_eq!(all(&ada, site).await.len(), 5);
    let charged = before - ada.credits().await;
    assert_eq!(garden::count(&world, "SELECT count(*) FROM credit_reservations").await, 1);
    assert_eq!(garden::count(&world, "SELECT sum(charged)::bigint FROM credit_reservations").await, charged);
    let answered = "SELECT count(*) FROM ai_calls WHERE status = 'succeeded'";
    let limited = "SELECT count(*) FROM ai_calls WHERE status = 'failed' AND error_class = 'ai_rate_limited'";
    assert_eq!((garden::count(&world, answered).await, garden::count(&world, limited).await), (1, 1));
    let tokens = garden::count(&world, "SELECT sum(tokens_in + tokens_out)::bigint FROM ai_calls").await;
    let mut tx = ada.tenant.begin().await.expect("begins");
    let rate = rates::text_rate(&mut tx, name, Operation::Ideas).await.expect("it has a price");
    assert_eq!(charged, rate.credits(tokens));
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn a_cluster_whose_credits_are_held_is_not_priced_again() {
    let model = FailsOnce::new(AiError::RateLimited { retry_after: Some(Duration::from_secs(60)) });
    let world = World::with_models(model, Arc::new(SandboxImages::new())).await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    let (moka, _) = cluster(&ada, site, "Moka pot", &["moka pot", "moka pot size"]).await;
    let name = world.state.text_model.name();
    let priced = async |selection| estimate(&ada.tenant, name, &selection).await.expect("an estimate");
    let (both, other) = (priced(of(&[brew, moka])).await.credits, priced(of(&[moka])).await.credits);
    ada.on_plan("free", both).await;
    generate(&ada.tenant, name, &of(&[brew])).await.expect("starts");
    world.run_job(ada.account, garden::live_job(&world).await).await;

    let rest = priced(of(&[brew, moka])).await;
    assert_eq!((rest.items, rest.credits, rest.available), (1, other, other));
    let queued = generate(&ada.tenant, name, &of(&[brew, moka])).await.expect("that is enough");
    assert_eq!((queued.queued, queued.already), (1, 1));
    world.run_jobs().await;
    assert_eq!(all(&ada, site).await.len(), 10);
    assert_eq!(world.breaches().await, [""; 0]);
}
