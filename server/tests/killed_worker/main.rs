//! The worker is killed with SIGKILL, again and again at moments of chance, while fifty articles go from task to
//! published on a real WordPress. Afterwards each is done once, charged once, published once, what a worker left was
//! free for another as soon as is promised, and every promise about the data holds.
//!
//! ```sh
//! export $(scripts/wordpress start /tmp/trial-site 8091)
//! cargo test -p server --test killed_worker -- --nocapture
//! ```
//!
//! Without a WordPress the test says that it was skipped, and passes.

mod product;
mod recovery;

use std::collections::BTreeSet;
use std::env;
use std::time::{Duration, Instant};

use product::{Product, WordPress};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use recovery::Recovery;
use serde_json::json;
use uuid::Uuid;

const ARTICLES: usize = 50;
/// Publishing takes five at once.
const AT_ONCE: usize = 5;
/// How long a worker lives while writing and drawing, and while publishing, which is slower.
const LIVES: [std::ops::Range<u64>; 2] = [600..3_000, 1_500..6_000];
/// Kills a stage; after them a worker is left to finish.
const KILLS: usize = 6;
/// With recovery after each kill a stage takes a minute or two; past this it hangs.
const PATIENCE: Duration = Duration::from_mins(8);

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_killed_again_and_again_does_everything_once() {
    let (Ok(address), Ok(password)) = (env::var("WORDPRESS_URL"), env::var("WORDPRESS_ADMIN_PASSWORD")) else {
        eprintln!("skipped: WORDPRESS_URL and WORDPRESS_ADMIN_PASSWORD are not set; see scripts/wordpress");
        return;
    };
    let seed: u64 = env::var("KILL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(rand::random);
    eprintln!("moments of chance from KILL_SEED={seed}");
    let mut chance = StdRng::seed_from_u64(seed);
    let wordpress = WordPress { address, password };
    let product = Product::start().await;
    let site = product.site_with_ideas(&wordpress, ARTICLES).await;
    let mut recovery = Recovery::default();

    let tasks: Vec<Uuid> = product.column("SELECT id FROM tasks ORDER BY id").await;
    assert_eq!(tasks.len(), ARTICLES);
    product.call("writer/write_articles", &[("selection", &ids(&tasks))]).await;
    under_fire(&product, &mut chance, &mut recovery, &LIVES[0]).await;
    let contents: Vec<Uuid> = product.column("SELECT id FROM contents ORDER BY id").await;
    assert_eq!(contents.len(), ARTICLES, "each task became one article");

    product.call("writer/make_images", &[("selection", &ids(&contents))]).await;
    under_fire(&product, &mut chance, &mut recovery, &LIVES[0]).await;
    // as a list of this moment shows them
    product.call("writer/approve", &[("selection", &ids(&contents)), ("as_of", "2100-01-01T00:00:00Z")]).await;

    let posts_before = wordpress.posts().await;
    for part in contents.chunks(AT_ONCE) {
        product.call("writer/publish", &[("selection", &ids(part))]).await;
    }
    under_fire(&product, &mut chance, &mut recovery, &LIVES[1]).await;

    done_once(&product, site).await;
    charged_once(&product).await;
    published_once(&product, &wordpress, &posts_before).await;
    product.check_deep().await;
    recovery.expect_as_promised();
}

fn ids(ids: &[Uuid]) -> String {
    json!({ "ids": ids }).to_string()
}

/// Works the queue off with workers that are killed, then with one that is not.
async fn under_fire(product: &Product, chance: &mut StdRng, recovery: &mut Recovery, lives: &std::ops::Range<u64>) {
    for _ in 0..KILLS {
        let worker = product.worker();
        let life = Duration::from_millis(chance.random_range(lives.clone()));
        if product.idle_within(life, |claims| recovery.look(claims)).await {
            break;
        }
        let killed = Instant::now();
        worker.kill();
        recovery.note_kill(killed, &product.claims().await);
    }
    let interrupted: i64 = product.number("SELECT count(*) FROM jobs WHERE state = 'running'").await;
    eprintln!("{interrupted} jobs are left as a killed worker left them");
    let worker = product.worker();
    let began = Instant::now();
    let idle = product.idle_within(PATIENCE, |claims| recovery.look(claims)).await;
    assert!(idle, "the queue is not empty after {PATIENCE:?}");
    eprintln!("the rest took {:.1} s", began.elapsed().as_secs_f64());
    worker.kill();
}

async fn done_once(product: &Product, site: Uuid) {
    let failed = "SELECT kind || ': ' || coalesce(error, '') FROM jobs WHERE state <> 'done'";
    assert_eq!(product.column::<String>(failed).await, Vec::<String>::new());
    let again = product.number("SELECT count(*) FROM jobs WHERE attempt > 1").await;
    eprintln!("{again} jobs were taken up again after a kill");
    assert!(again > 0, "no kill hit a job at work: this run shows nothing");
    assert_eq!(product.number("SELECT count(*) FROM tasks WHERE status <> 'completed'").await, 0);
    let pictures = "SELECT count(*) FROM images WHERE status <> 'generated'";
    assert_eq!(product.number(pictures).await, 0, "every picture is there");
    let twice = "SELECT count(*) FROM (SELECT FROM contents GROUP BY task_id HAVING count(*) > 1) t";
    assert_eq!(product.number(twice).await, 0);
    let elsewhere = format!("SELECT count(*) FROM contents WHERE site_id <> '{site}'");
    assert_eq!(product.number(&elsewhere).await, 0);
}

/// Every article, every set of prompts and every picture has exactly one charge, and the ledger knows no other.
async fn charged_once(product: &Product) {
    assert_eq!(product.number("SELECT count(*) FROM credit_reservations WHERE state = 'reserved'").await, 0);
    for (operation, things) in [("content", "tasks"), ("image_prompts", "contents"), ("images", "images")] {
        let charges =
            format!("SELECT count(*) FROM credit_reservations WHERE state = 'settled' AND operation = '{operation}'");
        let things_there = product.number(&format!("SELECT count(*) FROM {things}")).await;
        assert_eq!(product.number(&charges).await, things_there, "one charge for each of the {things}");
    }
    let charged = "SELECT coalesce(sum(charged), 0)::bigint FROM credit_reservations WHERE state = 'settled'";
    let spent = "SELECT coalesce(-sum(amount), 0)::bigint FROM credit_entries WHERE reservation_id IS NOT NULL";
    assert_eq!(product.number(charged).await, product.number(spent).await);
}

async fn published_once(product: &Product, wordpress: &WordPress, before: &BTreeSet<i64>) {
    // another address is no fault: the site may have held a post of that name before
    let otherwise = "SELECT concat_ws(' ', c.title, c.site_status, p.error_code, p.differences)
                       FROM contents c LEFT JOIN publications p ON p.content_id = c.id
                      WHERE c.site_status <> 'published' OR p.verified_at IS NULL
                         OR jsonb_path_exists(p.differences, '$[*] ? (@.code <> \"slug\")')";
    assert_eq!(product.column::<String>(otherwise).await, Vec::<String>::new(), "every article is published as it is");
    let remote: Vec<i64> = product.column("SELECT remote_id FROM publications").await;
    assert_eq!(remote.len(), ARTICLES);
    let kept: BTreeSet<i64> = remote.into_iter().collect();
    let there: BTreeSet<i64> = wordpress.posts().await.difference(before).copied().collect();
    assert_eq!(there, kept, "the site holds these posts and no others");
}
