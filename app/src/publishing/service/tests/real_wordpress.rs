//! One article, there and back, on a real WordPress:
//!
//! ```sh
//! export $(scripts/wordpress start /tmp/trial-site 8091)
//! cargo test -p app --features ssr real_wordpress
//! scripts/wordpress stop /tmp/trial-site
//! ```
//!
//! Without those variables the test says that it was skipped, and passes.

use std::env;

use super::{enqueue, publication};
use crate::images::service::prompts;
use crate::images::testing::{BODY, approve, draft, word_of};
use crate::integrations::connection::Tested;
use crate::integrations::service::connections::{ConnectForm, connect};
use crate::testing::World;

#[tokio::test]
async fn an_illustrated_article_is_live_on_a_real_wordpress_and_as_it_was_sent() {
    let (Ok(address), Ok(password)) = (env::var("WORDPRESS_URL"), env::var("WORDPRESS_ADMIN_PASSWORD")) else {
        eprintln!("skipped: WORDPRESS_URL and WORDPRESS_ADMIN_PASSWORD are not set; see scripts/wordpress");
        return;
    };
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let form = ConnectForm { address, username: "admin".to_owned(), password };
    assert_eq!(connect(&ada.tenant, &ada.state, site.site, &form).await.expect("connects"), Tested::Works);
    let content = draft(&ada, site, "Salt & cold brew", BODY).await;
    sqlx::query("UPDATE contents SET categories = '{Coffee & tea}', tags = '{brewing}', excerpt = 'In short: wait.'")
        .execute(world.state.pool())
        .await
        .expect("labelled");
    prompts::enqueue(&ada.tenant, vec![content]).await.expect("queued");
    world.run_jobs().await;
    approve(&ada, content).await;

    for round in ["published", "published again"] {
        enqueue(&ada.tenant, vec![content]).await.expect("queued");
        world.run_jobs().await;
        let view = publication(&ada.tenant, content).await.expect("a view");
        assert_eq!(view.error, None, "{round}");
        let post = view.post.expect("a post");
        assert_eq!(post.differences, vec![], "{round}");
        assert_eq!(word_of(&ada, content, "site_status").await, "published");
    }
    let posts: i64 =
        sqlx::query_scalar("SELECT count(DISTINCT remote_id) FROM sync_events WHERE action = 'write_post'")
            .fetch_one(world.state.pool())
            .await
            .expect("counted");
    assert_eq!(posts, 1, "one post");
    assert_eq!(world.breaches().await, Vec::<String>::new());
}
