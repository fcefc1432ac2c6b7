//! The figures are those of the lists they lead to, and the address decides whose they are.

mod attention;

use leptos_router::params::ParamsMap;
use serde_json::json;
use uuid::Uuid;

use super::figures::{Dashboard, FirstPage, Stages};
use super::lists;
use super::service::load;
use crate::access::{AuditAction, Role};
use crate::billing::credits::Operation;
use crate::billing::service::ledger::{Reservation, Reserved, reserve, settle};
use crate::billing::service::usage;
use crate::images::image_list::ImageQuery;
use crate::images::service::listing;
use crate::kit::ErrorKind;
use crate::kit::id::SiteId;
use crate::planner::cluster::ClusterQuery;
use crate::planner::idea::IdeaQuery;
use crate::planner::keyword_list::KeywordQuery;
use crate::planner::service::{clustering, clusters, ideas, import, keywords};
use crate::sites::service::sites;
use crate::testing::{Person, TestSite, World};
use crate::writer::ContentStatus;
use crate::writer::content_list::ContentQuery;
use crate::writer::service::{contents, tasks};
use crate::writer::task::TaskQuery;

async fn plant(person: &Person, site: TestSite, sql: &'static str) {
    sqlx::query(sql)
        .bind(person.account)
        .bind(site.site)
        .bind(site.sector)
        .execute(person.state.pool())
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// Something at every stage, and beside it what the lists do not show: deleted rows, and a sector that is switched off.
/// `$1` is the account, `$2` the site, `$3` the sector.
const ROWS: &[&str] = &[
    "INSERT INTO sectors (account_id, id, site_id, industry_sector_id, name, active)
     SELECT $1, gen_random_uuid(), $2, s.id, s.name, false
       FROM sectors m
       JOIN industry_sectors x ON x.id = m.industry_sector_id
       JOIN industry_sectors s ON s.industry_id = x.industry_id AND s.id <> x.id
      WHERE m.account_id = $1 AND m.id = $3
      ORDER BY s.slug
      LIMIT 1",
    "INSERT INTO clusters (account_id, id, site_id, sector_id, name, status, disabled, deleted_at, created_at, updated_at)
     SELECT $1, gen_random_uuid(), $2, s.id, s.name || g.n, CASE WHEN g.n % 2 = 0 THEN 'new' ELSE 'mapped' END, g.n % 3 = 0,
            CASE WHEN g.n > 7 THEN now() END, now(), now()
       FROM sectors s, generate_series(1, 9) AS g (n)
      WHERE s.account_id = $1 AND s.site_id = $2 AND $3::uuid IS NOT NULL",
    "INSERT INTO keywords (account_id, id, site_id, sector_id, keyword, normalised, source, disabled, status, cluster_id,
                           deleted_at, created_at, updated_at)
     SELECT $1, gen_random_uuid(), $2, s.id, 'keyword ' || g.n, 'keyword ' || g.n, 'typed', g.n % 4 = 0,
            CASE WHEN g.n % 5 = 0 THEN 'mapped' ELSE 'new' END,
            CASE WHEN g.n % 5 = 0 THEN (SELECT c.id FROM clusters c WHERE c.sector_id = s.id AND c.deleted_at IS NULL LIMIT 1) END,
            CASE WHEN g.n > 15 THEN now() END, now(), now()
       FROM sectors s, generate_series(1, 18) AS g (n)
      WHERE s.account_id = $1 AND s.site_id = $2 AND $3::uuid IS NOT NULL",
    "INSERT INTO ideas (account_id, id, site_id, sector_id, title, outline, primary_keyword, content_type, structure, target_words,
                        status, disabled, deleted_at, created_at, updated_at)
     SELECT $1, gen_random_uuid(), $2, s.id, 'Idea ' || g.n, '[]'::jsonb, 'k', 'post', 'guide', 900,
            CASE WHEN g.n % 4 = 0 THEN 'queued' ELSE 'new' END, g.n % 3 = 0, CASE WHEN g.n > 9 THEN now() END, now(), now()
       FROM sectors s, generate_series(1, 11) AS g (n)
      WHERE s.account_id = $1 AND s.site_id = $2 AND $3::uuid IS NOT NULL",
    "INSERT INTO tasks (account_id, id, site_id, sector_id, title, outline, primary_keyword, content_type, structure, target_words,
                        status, failure, deleted_at, created_at, updated_at)
     SELECT $1, gen_random_uuid(), $2, $3, 'Task', '[]'::jsonb, 'k', 'post', 'guide', 900, status,
            CASE WHEN status = 'failed' THEN 'It failed.' END, CASE WHEN g.n > 3 THEN now() END, now(), now()
       FROM unnest(ARRAY['queued', 'queued', 'in_progress', 'failed', 'completed']) AS s (status), generate_series(1, 4) AS g (n)",
    "INSERT INTO contents (account_id, id, site_id, sector_id, title, slug, body, content_type, structure, status, site_status,
                           approved_at, deleted_at, created_at, updated_at)
     SELECT $1, gen_random_uuid(), $2, $3, 'Article', replace(w.status || '-' || w.site_status || '-' || g.n, '_', '-'), '<p>x</p>',
            'post', 'guide', w.status, w.site_status, CASE WHEN w.status = 'approved' THEN now() END,
            CASE WHEN g.n > 2 THEN now() END, now(), now()
       FROM (VALUES ('draft', 'not_published'), ('draft', 'changed'), ('review', 'not_published'), ('review', 'published'),
                    ('approved', 'not_published'), ('approved', 'publishing'), ('approved', 'published'),
                    ('approved', 'failed'), ('approved', 'changed'), ('approved', 'scheduled')) AS w (status, site_status),
            generate_series(1, 3) AS g (n)",
    "INSERT INTO images (account_id, id, site_id, content_id, kind, position, prompt, status, failure, created_at, updated_at)
     SELECT $1, gen_random_uuid(), $2, c.id, 'in_article', g.n, 'A cup', CASE WHEN g.n = 1 THEN 'failed' ELSE 'pending' END,
            CASE WHEN g.n = 1 THEN 'It failed.' END, now(), now()
       FROM contents c, generate_series(1, 3) AS g (n)
      WHERE c.account_id = $1 AND c.site_id = $2 AND $3::uuid IS NOT NULL",
];

/// How many rows the list behind a link shows.
async fn total(person: &Person, site: SiteId, link: &str) -> i64 {
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    let mut params = ParamsMap::new();
    params.insert("site", site.to_string());
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        params.insert(name.to_owned(), value.to_owned());
    }
    let (tenant, state) = (&person.tenant, &person.state);
    let articles = async |only: Option<ContentStatus>| {
        let read = ContentQuery::from_query(&params);
        let query = ContentQuery { status: only.or(read.status), ..read };
        contents::list(tenant, state, &query).await.expect("a list").page.total
    };
    match path {
        "/planner/keywords" => {
            keywords::list(tenant, &KeywordQuery::from_query(&params)).await.expect("a list").page.total
        }
        "/planner/clusters" if link == lists::CLUSTERING => {
            clustering::choices(tenant, Some(site), false).await.expect("choices").waiting()
        }
        "/planner/clusters" => {
            clusters::list(tenant, &ClusterQuery::from_query(&params)).await.expect("a list").page.total
        }
        "/planner/ideas" => ideas::list(tenant, &IdeaQuery::from_query(&params)).await.expect("a list").page.total,
        "/writer/tasks" => {
            tasks::list(tenant, state, &TaskQuery::from_query(&params)).await.expect("a list").page.total
        }
        "/writer/images" => {
            listing::list(tenant, state, &ImageQuery::from_query(&params)).await.expect("a list").images
        }
        "/writer/content" => articles(None).await,
        "/writer/review" => articles(Some(ContentStatus::Review)).await,
        "/writer/approved" => articles(Some(ContentStatus::Approved)).await,
        _ => {
            let id = path.strip_prefix("/planner/import/").unwrap_or_else(|| panic!("{link} is no list"));
            let import = import::detail(state, tenant, id.parse().expect("an id")).await.expect("an import").import;
            import.counts.imported
        }
    }
}

async fn dashboard(person: &Person, site: Option<SiteId>) -> Dashboard {
    match load(&person.tenant, site).await.expect("is shown") {
        FirstPage::Site(dashboard) => *dashboard,
        FirstPage::NoSite { .. } => panic!("there is a site"),
    }
}

#[tokio::test]
async fn every_figure_is_that_of_the_list_behind_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (site, other) = (ada.site().await, ada.site().await);
    for sql in ROWS {
        plant(&ada, site, sql).await;
        plant(&ada, other, sql).await;
    }
    let Stages {
        keywords,
        keywords_waiting,
        clusters,
        clusters_waiting,
        ideas,
        ideas_waiting,
        tasks_queued,
        tasks_in_progress,
        tasks_failed,
        drafts,
        images_waiting,
        images_failed,
        review,
        approved,
        published,
        publish_failed,
        changed,
        publishing,
        ..
    } = dashboard(&ada, Some(site.site)).await.stages;
    let figures = [
        (keywords, lists::KEYWORDS),
        (keywords_waiting, lists::CLUSTERING),
        (keywords_waiting, lists::KEYWORDS_WAITING),
        (clusters, lists::CLUSTERS),
        (clusters_waiting, lists::CLUSTERS_WAITING),
        (ideas, lists::IDEAS),
        (ideas_waiting, lists::IDEAS_WAITING),
        (tasks_queued, lists::TASKS),
        (tasks_in_progress, lists::TASKS_IN_PROGRESS),
        (tasks_failed, lists::TASKS_FAILED),
        (drafts, lists::DRAFTS),
        (images_waiting, lists::IMAGES),
        (images_failed, lists::IMAGES_FAILED),
        (review, lists::REVIEW),
        (approved, lists::APPROVED),
        (published, lists::PUBLISHED),
        (publish_failed, lists::PUBLISH_FAILED),
        (changed, lists::CHANGED),
        (publishing, lists::PUBLISHING),
    ];
    for (figure, link) in figures {
        assert!(figure > 0, "{link}: the world is too small to tell");
        assert_eq!(figure, total(&ada, site.site, link).await, "{link}");
    }
    // what is deleted or hidden was left out, or the comparison would show nothing
    assert_eq!((keywords, clusters, ideas, tasks_queued), (15, 7, 9, 6));
}

#[tokio::test]
async fn keywords_that_came_lead_to_the_import_that_brought_them() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let text = "cold brew\nmoka pot\ncold brew\nflat white";
    import::add_keywords(&ada.tenant, Some(site.site), None, "", text).await.expect("are added");
    import::add_keywords(&ada.tenant, Some(site.site), None, "", "cortado").await.expect("is added");
    let events = dashboard(&ada, Some(site.site)).await.activity;
    let added: Vec<_> = events.iter().filter(|event| event.action == AuditAction::KeywordsAdded).collect();
    let mut counts = Vec::new();
    for event in added {
        let (count, link) = lists::of_event(event).expect("it leads on");
        assert_eq!(count, total(&ada, site.site, &link).await, "{link}");
        counts.push(count);
    }
    assert_eq!(counts, [1, 3]);
}

async fn spend(person: &Person, key: &str, credits: i64) {
    let mut tx = person.tenant.begin().await.expect("begins");
    let reservation = Reservation { key, operation: Operation::Content, job: None, credits };
    let Reserved::Held(id) = reserve(&mut tx, &reservation).await.expect("is held") else {
        panic!("{key} was spent before")
    };
    settle(&mut tx, id, credits, &json!({})).await.expect("settles");
    tx.commit().await.expect("commits");
}

#[tokio::test]
async fn credits_lead_to_the_page_of_the_same_days() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    for (key, credits, days) in [("long ago", 5, 15), ("lately", 7, 20), ("today", 9, 0)] {
        spend(&ada, key, credits).await;
        world.state.clock().advance(chrono::Duration::days(days));
    }
    let spent = dashboard(&ada, Some(site.site)).await.spent;
    let page = usage::load(&ada.tenant, "").await.expect("is shown");
    assert_eq!(spent, page.by_day);
    let total: i64 = spent.iter().map(|day| day.credits).sum();
    assert_eq!(total, page.by_operation.iter().map(|one| one.credits).sum::<i64>());
    assert_eq!(total, 16, "what was charged before these days is in neither");
}

#[tokio::test]
async fn the_address_decides_whose_dashboard_it_is() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let (first, second) = (ada.site().await, ada.site().await);
    assert_eq!(dashboard(&ada, Some(second.site)).await.site, second.site);
    for nobodys in [SiteId(Uuid::now_v7()), bob.site().await.site] {
        assert_eq!(load(&ada.tenant, Some(nobodys)).await.expect_err("is not hers").kind, ErrorKind::NotFound);
    }
    sites::set_active(&ada.tenant, second.site, false).await.expect("is switched off");
    let off = dashboard(&ada, Some(second.site)).await;
    assert_eq!((off.site, off.active), (second.site, false), "it is shown as what it is");
    assert_eq!(dashboard(&ada, None).await.site, first.site);
    // an account whose sites are all switched off has sites all the same
    sites::set_active(&ada.tenant, first.site, false).await.expect("is switched off");
    assert!(!dashboard(&ada, None).await.active);
}

#[tokio::test]
async fn the_way_in_is_offered_to_those_who_may_take_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let seen = async |role: Role| load(&ada.as_role(role), None).await.expect("is shown");
    assert_eq!(seen(Role::Owner).await, FirstPage::NoSite { may_add: true });
    for role in [Role::Editor, Role::Viewer] {
        assert_eq!(seen(role).await, FirstPage::NoSite { may_add: false });
    }
}
