//! Sites on a real database: what is required, how many, whose, and what comes back.

use sqlx::error::DatabaseError;

use super::{industries, sectors, sites};
use crate::access::{Role, Tenant};
use crate::kit::id::SiteId;
use crate::kit::undo::take_back;
use crate::kit::{AppResult, ErrorKind};
use crate::planner::service::import::add_keywords;
use crate::sites::site::{Industry, SiteForm, SiteStatus, Step};
use crate::testing::World;

fn form(name: &str, url: &str) -> SiteForm {
    SiteForm {
        name: name.to_owned(),
        url: url.to_owned(),
        platform: "wordpress".to_owned(),
        language: "en".to_owned(),
        ..SiteForm::default()
    }
}

async fn coffee(tenant: &Tenant) -> Industry {
    let all = industries::list(tenant).await.expect("are there");
    all.into_iter().find(|industry| industry.name == "Food & drink").expect("is seeded")
}

/// The first sectors of an industry, as a form sends them.
fn first(industry: &Industry, count: usize) -> Vec<String> {
    industry.sectors.iter().take(count).map(|sector| sector.id.to_string()).collect()
}

async fn create(tenant: &Tenant, name: &str, url: &str) -> AppResult<SiteId> {
    let industry = coffee(tenant).await;
    sites::create(tenant, &form(name, url), &industry.id.to_string(), &first(&industry, 2)).await
}

#[tokio::test]
async fn there_are_enough_industries_each_with_enough_sectors() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let all = industries::list(&ada.tenant).await.expect("are there");
    assert!(all.len() >= 22);
    for industry in all {
        assert!(industry.sectors.len() >= 5, "{}", industry.name);
    }
}

#[tokio::test]
async fn a_site_needs_an_industry_and_one_to_five_sectors_of_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let food = coffee(&ada.tenant).await;
    let other = industries::list(&ada.tenant).await.expect("are there").remove(0);
    let id = food.id.to_string();
    let wanted = form("Home Brew Lab", "homebrew.example");
    let cases = [
        ("industry", String::new(), first(&food, 1)),
        ("industry", SiteId(uuid::Uuid::nil()).to_string(), first(&food, 1)),
        ("sectors", id.clone(), Vec::new()),
        ("sectors", id.clone(), first(&food, 6)),
        ("sectors", id.clone(), first(&other, 1)),
    ];
    for (field, industry, chosen) in cases {
        let error = sites::create(&ada.tenant, &wanted, &industry, &chosen).await.expect_err(field);
        assert!(error.for_field(field).is_some(), "{field}: {error:?}");
        assert_eq!(error.typed_in("name").as_deref(), Some("Home Brew Lab"));
        assert_eq!(error.typed_in("sectors"), Some(chosen.join(",")));
    }
    let site = sites::create(&ada.tenant, &wanted, &id, &first(&food, 5)).await.expect("is added");
    let detail = sites::detail(&ada.tenant, site).await.expect("is there");
    assert_eq!((detail.site.url.as_str(), detail.sectors.len()), ("https://homebrew.example", 5));
    assert!(detail.milestones.iter().all(|milestone| !milestone.done));
}

#[tokio::test]
async fn the_plan_bounds_sites_also_when_two_are_added_at_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (first, second) =
        tokio::join!(create(&ada.tenant, "One", "one.example"), create(&ada.tenant, "Two", "two.example"));
    let ((Ok(_), Err(refused)) | (Err(refused), Ok(_))) = (first, second) else { panic!("the free plan has one site") };
    assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::Conflict, "plan_sites"));
    assert!(refused.message.contains("Free") && refused.message.contains("one site"), "{}", refused.message);
    ada.on_plan("starter", 0).await;
    create(&ada.tenant, "Three", "three.example").await.expect("has room now");
}

#[tokio::test]
async fn an_address_belongs_to_one_site_until_that_is_deleted() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    ada.on_plan("growth", 0).await;
    let one = create(&ada.tenant, "One", "https://one.example/").await.expect("is added");
    let twice = create(&ada.tenant, "Again", "ONE.example").await.expect_err("is taken");
    assert!(twice.for_field("url").is_some());
    let two = create(&ada.tenant, "Two", "two.example").await.expect("is added");
    let taken = sites::update(&ada.tenant, two, &form("Two", "one.example")).await.expect_err("is taken");
    assert!(taken.for_field("url").is_some());
    let deleted = sites::delete(&ada.tenant, one).await.expect("is deleted");
    assert_eq!(deleted.value, "One");
    sites::update(&ada.tenant, two, &form("Two", "one.example")).await.expect("is free");
    assert_eq!(take_back(&ada.tenant, deleted.undo).await.expect_err("is taken by now").code, "site_address_taken");
    sites::update(&ada.tenant, two, &form("Two", "two.example")).await.expect("gives it back");
    assert_eq!(take_back(&ada.tenant, deleted.undo).await.expect("comes back"), "One is back.");
}

#[tokio::test]
async fn a_deleted_site_makes_room_and_comes_back_only_where_there_is_some() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let one = create(&ada.tenant, "One", "one.example").await.expect("is added");
    add_keywords(&ada.tenant, None, Some(sectors_of(&ada.tenant, one).await), "", "cold brew").await.expect("is added");
    let deleted = sites::delete(&ada.tenant, one).await.expect("is deleted");
    create(&ada.tenant, "Two", "two.example").await.expect("has room");
    assert_eq!(take_back(&ada.tenant, deleted.undo).await.expect_err("is full").code, "plan_sites");
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_deleted_site_comes_back_only_where_the_plan_has_room_for_its_keywords() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    ada.on_plan("starter", 0).await;
    let list = |from: i64| (from..from + 600).map(|n| format!("keyword number {n}\n")).collect::<String>();
    let one = create(&ada.tenant, "One", "one.example").await.expect("is added");
    let two = create(&ada.tenant, "Two", "two.example").await.expect("is added");
    let (first, second) = (sectors_of(&ada.tenant, one).await, sectors_of(&ada.tenant, two).await);
    add_keywords(&ada.tenant, Some(one), Some(first), "", &list(0)).await.expect("is added");
    let deleted = sites::delete(&ada.tenant, one).await.expect("is deleted");
    let (_, added) = add_keywords(&ada.tenant, Some(two), Some(second), "", &list(600)).await.expect("is added");
    assert_eq!(added.imported, 600, "what is deleted does not count");
    assert_eq!(take_back(&ada.tenant, deleted.undo).await.expect_err("is full").code, "plan_keywords");
    assert_eq!(sites::list(&ada.tenant).await.expect("is listed").sites.len(), 1, "nothing came back in part");
    ada.on_plan("growth", 0).await;
    take_back(&ada.tenant, deleted.undo).await.expect("has room now");
}

async fn sectors_of(tenant: &Tenant, site: SiteId) -> crate::kit::id::SectorId {
    sites::detail(tenant, site).await.expect("is there").sectors[0].id
}

#[tokio::test]
async fn sectors_that_are_left_out_are_kept_and_come_back() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = create(&ada.tenant, "One", "one.example").await.expect("is added");
    let food = coffee(&ada.tenant).await;
    let before = sites::detail(&ada.tenant, site).await.expect("is there").sectors;
    let third = vec![food.sectors[2].id.to_string()];
    sectors::set(&ada.tenant, site, &food.id.to_string(), &third).await.expect("are set");
    let after = sites::detail(&ada.tenant, site).await.expect("is there").sectors;
    assert_eq!(after.iter().map(|sector| sector.active).collect::<Vec<_>>(), [true, false, false]);
    sectors::set(&ada.tenant, site, &food.id.to_string(), &first(&food, 2)).await.expect("are set");
    let again = sites::detail(&ada.tenant, site).await.expect("is there").sectors;
    let active = |sectors: &[crate::sites::site::Sector]| {
        let mut ids: Vec<_> = sectors.iter().filter(|sector| sector.active).map(|sector| sector.id).collect();
        ids.sort_unstable();
        ids
    };
    assert_eq!(active(&again), active(&before), "the same rows, not new ones");
}

#[tokio::test]
async fn what_a_request_means_is_the_named_site_or_the_first_active_one() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    ada.on_plan("growth", 0).await;
    let mut tx = ada.tenant.begin().await.expect("begins");
    assert_eq!(sites::resolve(&mut tx, None).await.expect_err("there is none").code, "no_site");
    drop(tx);
    let one = create(&ada.tenant, "One", "one.example").await.expect("is added");
    world.state.clock().advance(chrono::Duration::seconds(1));
    let two = create(&ada.tenant, "Two", "two.example").await.expect("is added");
    let resolved = async |site: Option<SiteId>| {
        let mut tx = ada.tenant.begin().await.expect("begins");
        sites::resolve(&mut tx, site).await.map(|site| site.id)
    };
    assert_eq!(resolved(None).await, Ok(one));
    assert_eq!(resolved(Some(two)).await, Ok(two));
    sites::set_active(&ada.tenant, one, false).await.expect("is switched off");
    assert_eq!(resolved(None).await, Ok(two));
    assert_eq!(resolved(Some(one)).await, Ok(one), "it can be looked at");
    let mut tx = ada.tenant.begin().await.expect("begins");
    sites::require_active(&mut tx, two).await.expect("is on");
    let off = sites::require_active(&mut tx, one).await.expect_err("is off");
    assert_eq!((off.kind, off.code.as_str()), (ErrorKind::Conflict, "site_off"));
    drop(tx);
    assert_eq!(sites::detail(&ada.tenant, one).await.expect("is there").site.status, SiteStatus::Inactive);
}

#[tokio::test]
async fn another_account_s_site_is_as_good_as_none() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let hers = create(&ada.tenant, "One", "one.example").await.expect("is added");
    // the same address is nobody's business in another account
    create(&bob.tenant, "Mine", "one.example").await.expect("is added");
    let food = coffee(&bob.tenant).await;
    let not_found = |error: crate::kit::AppError| assert_eq!(error.kind, ErrorKind::NotFound, "{error:?}");
    not_found(sites::detail(&bob.tenant, hers).await.expect_err("is hers"));
    not_found(sites::update(&bob.tenant, hers, &form("x", "x.example")).await.expect_err("is hers"));
    not_found(sites::set_active(&bob.tenant, hers, false).await.expect_err("is hers"));
    not_found(sites::delete(&bob.tenant, hers).await.expect_err("is hers"));
    not_found(sectors::set(&bob.tenant, hers, &food.id.to_string(), &first(&food, 1)).await.expect_err("is hers"));
    assert_eq!(sites::list(&bob.tenant).await.expect("his").sites.len(), 1);
}

#[tokio::test]
async fn neither_work_nor_what_is_kept_of_it_names_a_site_of_another_account() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let (hers, his) = (ada.site().await.site, bob.site().await.site);
    for statement in [
        "INSERT INTO job_batches (account_id, id, site_id, kind, title, created_at)
         VALUES ($1, gen_random_uuid(), $2, 'generate_ideas', 'Ideas', now())",
        "WITH batch AS (
             INSERT INTO job_batches (account_id, id, kind, title, created_at)
             VALUES ($1, gen_random_uuid(), 'generate_ideas', 'Ideas', now())
             RETURNING id)
         INSERT INTO jobs (account_id, id, batch_id, site_id, kind, payload, state, run_after, created_at)
         SELECT $1, gen_random_uuid(), batch.id, $2::uuid, 'generate_ideas', '{}'::jsonb, 'queued', now(), now()
           FROM batch",
        "INSERT INTO ai_calls (account_id, id, site_id, operation, provider, model, status, duration_ms, at)
         VALUES ($1, gen_random_uuid(), $2, 'ideas', 'sandbox', 'sandbox', 'succeeded', 1, now())",
        "INSERT INTO sync_events (account_id, id, site_id, direction, action, outcome, duration_ms, at)
         VALUES ($1, gen_random_uuid(), $2, 'push', 'write_post', 'succeeded', 1, now())",
    ] {
        let insert =
            async |site: SiteId| sqlx::query(statement).bind(ada.account).bind(site).execute(world.state.pool()).await;
        insert(hers).await.expect("is hers");
        let refused = insert(his).await.expect_err("is his");
        let is_held = refused.as_database_error().is_some_and(DatabaseError::is_foreign_key_violation);
        assert!(is_held, "{statement}: {refused}");
    }
}

#[tokio::test]
async fn editors_see_sites_and_leave_them_as_they_are() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = create(&ada.tenant, "One", "one.example").await.expect("is added");
    let editor = ada.as_role(Role::Editor);
    assert!(!sites::list(&editor).await.expect("may look").may_edit);
    assert_eq!(create(&editor, "Two", "two.example").await.expect_err("may not").kind, ErrorKind::Forbidden);
    let deleted = sites::delete(&ada.tenant, site).await.expect("is deleted");
    assert_eq!(take_back(&editor, deleted.undo).await.expect_err("may not").kind, ErrorKind::Forbidden);
}

#[tokio::test]
async fn the_list_and_the_way_ahead_follow_what_is_there() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = create(&ada.tenant, "One", "one.example").await.expect("is added");
    let sector = sectors_of(&ada.tenant, site).await;
    add_keywords(&ada.tenant, Some(site), Some(sector), "", "cold brew\nmoka pot").await.expect("is added");
    let described = SiteForm { description: "Coffee at home.".to_owned(), ..form("One", "one.example") };
    sites::update(&ada.tenant, site, &described).await.expect("is changed");
    let list = sites::list(&ada.tenant).await.expect("is listed");
    assert_eq!((list.sites[0].keywords, list.sites[0].sectors.len(), list.max_sites), (2, 2, Some(1)));
    let done: Vec<Step> = sites::detail(&ada.tenant, site)
        .await
        .expect("is there")
        .milestones
        .iter()
        .filter(|one| one.done)
        .map(|one| one.step)
        .collect();
    assert_eq!(done, [Step::Described, Step::Keywords]);
}
