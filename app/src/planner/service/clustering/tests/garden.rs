//! What tests of clusters and ideas plant and look at.

use sqlx::types::Json;
use sqlx::{Postgres, Transaction};
use uuid::Uuid;

use crate::billing::service::ledger;
use crate::kit::id::{ClusterId, KeywordId};
use crate::planner::cluster::Explanation;
use crate::testing::{Person, TestSite, World, somebody_waits_for};

/// Three subjects with near-duplicates among them.
pub const COFFEE: &[&str] = &[
    "cold brew ratio",
    "cold brew coffee ratio",
    "best cold brew ratio",
    "cold brew ratio grams",
    "moka pot size",
    "moka pot sizes",
    "which moka pot size",
    "moka pot size in cups",
    "espresso machine descaling",
    "descale espresso machine",
    "espresso machine descaler",
    "how to descale an espresso machine",
];

/// Plants keywords that wait for a cluster, each with a volume of its own.
pub async fn keywords(person: &Person, site: TestSite, texts: &[&str]) -> Vec<KeywordId> {
    let mut ids = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let id = KeywordId::new();
        sqlx::query(
            "INSERT INTO keywords (account_id, id, site_id, sector_id, keyword, normalised, volume, difficulty, source, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, lower($5), $6, 30, 'typed', now(), now())",
        )
        .bind(person.account)
        .bind(id)
        .bind(site.site)
        .bind(site.sector)
        .bind(text)
        .bind(i64::try_from(100 + at).expect("few"))
        .execute(person.state.pool())
        .await
        .expect("the keyword is planted");
        ids.push(id);
    }
    ids
}

/// A cluster by a person's hand, with keywords of its own.
pub async fn cluster(person: &Person, site: TestSite, name: &str, texts: &[&str]) -> (ClusterId, Vec<KeywordId>) {
    let id = ClusterId::new();
    sqlx::query(
        "INSERT INTO clusters (account_id, id, site_id, sector_id, name, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, now(), now())",
    )
    .bind(person.account)
    .bind(id)
    .bind(site.site)
    .bind(site.sector)
    .bind(name)
    .execute(person.state.pool())
    .await
    .expect("the cluster is planted");
    let members = keywords(person, site, texts).await;
    sqlx::query("UPDATE keywords SET cluster_id = $2, status = 'mapped' WHERE id = ANY($1)")
        .bind(members.iter().map(|member| member.0).collect::<Vec<Uuid>>())
        .bind(id)
        .execute(person.state.pool())
        .await
        .expect("they are in it");
    (id, members)
}

/// Says of a keyword why it is where it is.
pub async fn explain(world: &World, id: KeywordId, why: &Explanation) {
    sqlx::query("UPDATE keywords SET explanation = $2 WHERE id = $1")
        .bind(id)
        .bind(Json(why))
        .execute(world.state.pool())
        .await
        .expect("it is explained");
}

pub async fn delete_keyword(world: &World, id: KeywordId) {
    sqlx::query("UPDATE keywords SET deleted_at = now() WHERE id = $1")
        .bind(id)
        .execute(world.state.pool())
        .await
        .expect("it goes");
}

/// Lets the keywords of a cluster wait again, and leaves the cluster.
pub async fn empty_cluster(world: &World, id: ClusterId) {
    sqlx::query("UPDATE keywords SET cluster_id = NULL, status = 'new' WHERE cluster_id = $1")
        .bind(id)
        .execute(world.state.pool())
        .await
        .expect("it is emptied");
}

/// One keyword with its cluster and why.
pub type Placed = (String, Option<ClusterId>, Option<Explanation>);

/// Where every keyword of a site is.
pub async fn mapping(world: &World, site: TestSite) -> Vec<Placed> {
    type Row = (String, Option<ClusterId>, String, Option<Json<Explanation>>);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT keyword, cluster_id, status, explanation FROM keywords WHERE site_id = $1 AND deleted_at IS NULL ORDER BY id",
    )
    .bind(site.site)
    .fetch_all(world.state.pool())
    .await
    .expect("keywords are read");
    rows.into_iter()
        .map(|(keyword, cluster, status, explanation)| {
            assert_eq!(status == "mapped", cluster.is_some(), "{keyword}");
            (keyword, cluster, explanation.map(|Json(explanation)| explanation))
        })
        .collect()
}

/// The cluster of one keyword.
pub fn cluster_of(placed: &[Placed], keyword: &str) -> Option<ClusterId> {
    placed.iter().find(|(known, _, _)| known == keyword).unwrap_or_else(|| panic!("{keyword} is there")).1
}

/// The live clusters of a site.
pub async fn clusters_of(world: &World, site: TestSite) -> Vec<(ClusterId, String)> {
    sqlx::query_as("SELECT id, name FROM clusters WHERE site_id = $1 AND deleted_at IS NULL ORDER BY id")
        .bind(site.site)
        .fetch_all(world.state.pool())
        .await
        .expect("clusters are read")
}

pub async fn cluster_ids(world: &World, site: TestSite) -> Vec<ClusterId> {
    clusters_of(world, site).await.into_iter().map(|(id, _)| id).collect()
}

/// The answer of a query that counts.
pub async fn count(world: &World, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(world.state.pool()).await.expect("it counts")
}

/// Has the next write to a table fail, as a crash in the middle would.
pub async fn break_table(world: &World, table: &str) {
    let statement = format!(
        "CREATE FUNCTION test_breaks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken by the test'; END $$;
         CREATE TRIGGER test_breaks BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION test_breaks();"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(world.state.pool()).await.expect("it is broken");
}

pub async fn mend_table(world: &World, table: &str) {
    let statement = format!("DROP TRIGGER test_breaks ON {table}; DROP FUNCTION test_breaks();");
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(world.state.pool()).await.expect("it is mended");
}

/// The job that is not over, whose delivery the test plays.
pub async fn live_job(world: &World) -> crate::kit::id::JobId {
    sqlx::query_scalar("SELECT id FROM jobs WHERE state IN ('queued', 'running')")
        .fetch_one(world.state.pool())
        .await
        .expect("one job is live")
}

/// Comes in between as an article does that is being finished: takes the balance, lets go on whom it held up, and once
/// they wait for the balance holds a cluster, which nobody else may hold by then.
pub async fn finish_article(person: &Person, of: ClusterId, mut held_up: Transaction<'static, Postgres>) {
    somebody_waits_for(&mut held_up).await;
    let mut tx = person.tenant.begin().await.expect("begins");
    ledger::lock(&mut tx).await.expect("nobody holds the balance");
    held_up.commit().await.expect("they go on");
    somebody_waits_for(tx.conn()).await;
    sqlx::query("SELECT 1 FROM clusters WHERE id = $1 FOR KEY SHARE NOWAIT")
        .bind(of)
        .execute(tx.conn())
        .await
        .expect("nobody holds the cluster");
    tx.commit().await.expect("commits");
}
