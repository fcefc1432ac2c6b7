//! Two accounts side by side: one tries every server function, and every door beside them, with the other's ids.

use app::kit::id::{ClusterId, SiteId};
use app::planner::cluster::ClusterQuery;
use app::planner::idea::{IdeaPlace, IdeaQuery};
use app::planner::keyword_list::KeywordQuery;
use serde_json::{Value, json};
use sqlx::PgPool;
use url::form_urlencoded::Serializer;
use uuid::Uuid;

use super::*;

/// One row of each kind. The same calls are made with a neighbour's rows and with ids that name nothing.
#[derive(Clone, Debug)]
struct Ids {
    site: Uuid,
    sector: Uuid,
    keyword: Uuid,
    cluster: Uuid,
    idea: Uuid,
    task: Uuid,
    content: Uuid,
    image: Uuid,
    batch: Uuid,
    import: Uuid,
    undo: Uuid,
}

impl Ids {
    fn of_nothing() -> Self {
        let id = Uuid::now_v7;
        Self {
            site: id(),
            sector: id(),
            keyword: id(),
            cluster: id(),
            idea: id(),
            task: id(),
            content: id(),
            image: id(),
            batch: id(),
            import: id(),
            undo: id(),
        }
    }

    /// The first row of each kind that an account has.
    async fn of(pool: &PgPool, account: Uuid) -> Self {
        let first = async |table: &str| -> Uuid {
            let query = format!("SELECT id FROM {table} WHERE account_id = $1 ORDER BY id LIMIT 1");
            let found = sqlx::query_scalar(AssertSqlSafe(query)).bind(account).fetch_optional(pool).await;
            found.expect("the query runs").unwrap_or_else(|| panic!("the neighbour has no row in {table}"))
        };
        Self {
            site: first("sites").await,
            sector: first("sectors").await,
            keyword: first("keywords").await,
            cluster: first("clusters").await,
            idea: first("ideas").await,
            task: first("tasks").await,
            content: first("contents").await,
            image: first("images").await,
            batch: first("job_batches").await,
            import: first("imports").await,
            undo: first("undo_records").await,
        }
    }
}

enum Payload {
    Form(String),
    Json(Value),
}

fn form(fields: &[(&str, &dyn ToString)]) -> Payload {
    let mut text = Serializer::new(String::new());
    for (name, value) in fields {
        text.append_pair(name, &value.to_string());
    }
    Payload::Form(text.finish())
}

/// A selection as bulk forms send it.
fn chosen(id: Uuid) -> String {
    json!({ "ids": [id] }).to_string()
}

/// Every server function that needs a session, with arguments that name those rows.
#[rustfmt::skip]
fn calls(ids: &Ids) -> Vec<(&'static str, Payload)> {
    let site = SiteId(ids.site);
    let keyword_query = KeywordQuery { site: Some(site), ..KeywordQuery::default() };
    let mut cluster_query = ClusterQuery::default();
    cluster_query.filter.site = Some(site);
    let mut idea_query = IdeaQuery::default();
    idea_query.filter.site = Some(site);
    let place = IdeaPlace::Cluster(ClusterId(ids.cluster));
    let keywords = json!({ "site": ids.site, "selection": { "ids": [ids.keyword] } });
    vec![
        ("billing/get_usage", form(&[("at", &"")])),
        ("dashboard/get", form(&[("site", &ids.site)])),
        ("images/add", form(&[("content", &ids.content), ("kind", &"in_article"), ("prompt", &"a cup")])),
        ("images/edit", form(&[("image", &ids.image), ("prompt", &"a cup")])),
        ("images/estimate", form(&[("selection", &chosen(ids.image))])),
        ("images/list", Payload::Json(json!({ "query": { "site": ids.site } }))),
        ("images/make", form(&[("selection", &chosen(ids.image))])),
        ("images/make_all", form(&[("content", &ids.content)])),
        ("images/of_article", form(&[("content", &ids.content)])),
        ("images/regenerate", form(&[("image", &ids.image)])),
        ("images/remove", form(&[("image", &ids.image)])),
        ("images/statuses", form(&[("site", &ids.site)])),
        ("integrations/connect", form(&[("site", &ids.site), ("address", &"http://127.0.0.1:1"), ("username", &"ada"), ("password", &"abcd EFGH ijkl MNOP qrst UVWX")])),
        ("integrations/disconnect", form(&[("site", &ids.site)])),
        ("integrations/get", form(&[("site", &ids.site)])),
        ("integrations/test", form(&[("site", &ids.site)])),
        ("jobs/cancel", form(&[("batch", &ids.batch)])),
        ("jobs/list", form(&[])),
        ("jobs/retry_failed", form(&[("batch", &ids.batch)])),
        ("planner/add_idea", form(&[("place", &place), ("title", &"An idea of mine"), ("primary_keyword", &"cup"), ("structure", &"guide")])),
        ("planner/add_keywords", form(&[("site", &ids.site), ("sector", &ids.sector), ("text", &"moka pot")])),
        ("planner/cluster_keywords", form(&[("site", &ids.site), ("sector", &ids.sector), ("selection", &chosen(ids.keyword)), ("granularity", &3), ("existing", &"keep")])),
        ("planner/continue_import", form(&[("id", &ids.import)])),
        ("planner/delete_clusters", form(&[("selection", &chosen(ids.cluster))])),
        ("planner/delete_ideas", form(&[("selection", &chosen(ids.idea))])),
        ("planner/delete_keywords", Payload::Json(keywords.clone())),
        ("planner/disable_keywords", Payload::Json(keywords.clone())),
        ("planner/edit_idea", form(&[("id", &ids.idea), ("form[title]", &"Mine now")])),
        ("planner/enable_keywords", Payload::Json(keywords.clone())),
        ("planner/estimate_clustering", form(&[("site", &ids.site), ("selection", &chosen(ids.keyword))])),
        ("planner/estimate_ideas", form(&[("selection", &chosen(ids.cluster))])),
        ("planner/generate_ideas", form(&[("selection", &chosen(ids.cluster))])),
        ("planner/get_cluster", form(&[("id", &ids.cluster)])),
        ("planner/get_clustering_choices", form(&[("site", &ids.site)])),
        ("planner/get_idea", form(&[("id", &ids.idea)])),
        ("planner/get_import", form(&[("id", &ids.import)])),
        ("planner/get_import_home", form(&[("site", &ids.site)])),
        ("planner/get_keyword", form(&[("id", &ids.keyword)])),
        ("planner/list_clusters", Payload::Json(json!({ "query": cluster_query }))),
        ("planner/list_idea_places", form(&[("site", &ids.site)])),
        ("planner/list_ideas", Payload::Json(json!({ "query": idea_query }))),
        ("planner/list_keywords", Payload::Json(json!({ "query": keyword_query }))),
        ("planner/merge_clusters", form(&[("from", &ids.cluster), ("into", &ids.cluster)])),
        ("planner/move_keywords", form(&[("ids[]", &ids.keyword), ("to", &ids.cluster)])),
        ("planner/rejected_rows", form(&[("id", &ids.import)])),
        ("planner/rename_cluster", form(&[("id", &ids.cluster), ("name", &"Mine now")])),
        ("planner/save_import", form(&[("id", &ids.import), ("form[sector]", &ids.sector), ("then", &"start")])),
        ("planner/send_ideas", form(&[("selection", &chosen(ids.idea))])),
        ("planner/set_cluster_lock", form(&[("id", &ids.cluster), ("locked", &true)])),
        ("planner/set_keyword_intent", Payload::Json(json!({ "site": ids.site, "selection": { "ids": [ids.keyword] }, "intent": "commercial" }))),
        ("planner/split_cluster", form(&[("id", &ids.cluster), ("ids[]", &ids.keyword), ("name", &"Mine now")])),
        ("planner/switch_clusters", form(&[("selection", &chosen(ids.cluster)), ("off", &true)])),
        ("planner/switch_ideas", form(&[("selection", &chosen(ids.idea)), ("off", &true)])),
        ("planner/update_keyword", form(&[("id", &ids.keyword), ("keyword", &"mine now")])),
        ("publishing/exchanges", form(&[("site", &ids.site)])),
        ("publishing/get", form(&[("content", &ids.content)])),
        ("publishing/publish", form(&[("content", &ids.content)])),
        ("shell/get", form(&[("site", &ids.site)])),
        ("sites/create", form(&[("name", &""), ("url", &""), ("industry", &ids.site), ("sectors[0]", &ids.sector), ("platform", &"wordpress"), ("language", &"en")])),
        ("sites/delete", form(&[("id", &ids.site)])),
        ("sites/get", form(&[("id", &ids.site)])),
        ("sites/industries", form(&[])),
        ("sites/list", form(&[])),
        ("sites/set_active", form(&[("id", &ids.site), ("active", &false)])),
        ("sites/set_sectors", form(&[("id", &ids.site), ("industry", &ids.site), ("sectors[0]", &ids.sector)])),
        ("sites/update", form(&[("id", &ids.site), ("name", &"Mine now"), ("url", &"https://mine.example"), ("platform", &"wordpress"), ("language", &"en")])),
        ("undo/describe", form(&[("undo", &ids.undo)])),
        ("undo/take_back", form(&[("undo", &ids.undo)])),
        ("writer/approve", form(&[("selection", &chosen(ids.content)), ("version", &1)])),
        ("writer/content_filters", form(&[("site", &ids.site)])),
        ("writer/delete_contents", form(&[("selection", &chosen(ids.content))])),
        ("writer/delete_tasks", form(&[("selection", &chosen(ids.task))])),
        ("writer/estimate_articles", form(&[("selection", &chosen(ids.task))])),
        ("writer/estimate_pictures", form(&[("selection", &chosen(ids.content))])),
        ("writer/get_content", form(&[("id", &ids.content), ("format", &"html")])),
        ("writer/get_task", form(&[("id", &ids.task)])),
        ("writer/list_contents", Payload::Json(json!({ "query": { "site": ids.site } }))),
        ("writer/list_revisions", form(&[("id", &ids.content)])),
        ("writer/list_tasks", Payload::Json(json!({ "query": { "site": ids.site } }))),
        ("writer/make_images", form(&[("selection", &chosen(ids.content))])),
        ("writer/preview_content", form(&[("id", &ids.content)])),
        ("writer/publish", form(&[("selection", &chosen(ids.content))])),
        ("writer/restore_revision", form(&[("id", &ids.content), ("version", &1)])),
        ("writer/save_content", form(&[("edit[id]", &ids.content), ("edit[version]", &1), ("edit[title]", &"Mine now"), ("edit[format]", &"html"), ("edit[body]", &"<p>Mine</p>")])),
        ("writer/send_back", form(&[("selection", &chosen(ids.content)), ("note", &"Mine")])),
        ("writer/send_to_review", form(&[("selection", &chosen(ids.content))])),
        ("writer/task_filters", form(&[("site", &ids.site)])),
        ("writer/write_again", form(&[("task", &ids.task)])),
        ("writer/write_articles", form(&[("selection", &chosen(ids.task))])),
    ]
}

/// Pages and doors beside the server functions that name a row.
fn addresses(ids: &Ids) -> Vec<String> {
    vec![
        format!("/?site={}", ids.site),
        format!("/sites/{}", ids.site),
        format!("/sites/{}/settings", ids.site),
        format!("/sites/{}/sectors", ids.site),
        format!("/sites/{}/connection", ids.site),
        format!("/planner/import/{}", ids.import),
        format!("/planner/import/{}/rejected.csv", ids.import),
        format!("/planner/keywords?site={}", ids.site),
        format!("/planner/keywords.csv?site={}", ids.site),
        format!("/planner/keywords/{}", ids.keyword),
        format!("/planner/clusters/{}", ids.cluster),
        format!("/planner/ideas/{}", ids.idea),
        format!("/writer/tasks/{}", ids.task),
        format!("/writer/content/{}", ids.content),
        format!("/writer/content/{}/preview", ids.content),
        format!("/writer/content/{}/revisions", ids.content),
    ]
}

/// The demo account with work at every stage, and a stranger with a site of their own.
struct Street {
    pool: PgPool,
    router: Router,
    neighbour: Uuid,
    neighbours_cookie: String,
    ids: Ids,
    strangers_cookie: String,
}

impl Street {
    async fn build(name: &str) -> Self {
        let state = state_on(&new_database(name).await).await;
        let demo = app::demo::seed(&state).await.expect("the demo account is made");
        let (pool, router) = (state.pool().clone(), router_of(state));
        let credentials = format!("email={}&password={}", demo.email.replace('@', "%40"), demo.password);
        let signed_in = post(&router, "/sfn/accounts/sign_in", None, &Payload::Form(credentials)).await;
        let neighbours_cookie = cookie_of(&signed_in);
        let strange = "name=Bob&email=bob%40stranger.example&company=Stranger&password=correct+horse+battery";
        let signed_up = post(&router, "/sfn/accounts/sign_up", None, &Payload::Form(strange.to_owned())).await;
        let strangers_cookie = cookie_of(&signed_up);
        let neighbour: Uuid = sqlx::query_scalar(
            "SELECT m.account_id FROM memberships m JOIN users u ON u.id = m.user_id WHERE u.email = $1",
        )
        .bind(demo.email)
        .fetch_one(&pool)
        .await
        .expect("the demo account is there");

        // something to take back
        let keyword: Uuid =
            sqlx::query_scalar("SELECT id FROM keywords WHERE account_id = $1 ORDER BY id DESC LIMIT 1")
                .bind(neighbour)
                .fetch_one(&pool)
                .await
                .expect("a keyword");
        let deleting = Payload::Json(json!({ "site": null, "selection": { "ids": [keyword] } }));
        let deleted = post(&router, "/sfn/planner/delete_keywords", Some(&neighbours_cookie), &deleting).await;
        assert!(deleted.status.is_success(), "the neighbour deletes a keyword of theirs: {}", deleted.body);
        let ids = Ids::of(&pool, neighbour).await;
        Self { pool, router, neighbour, neighbours_cookie, ids, strangers_cookie }
    }

    /// Words that stand in the neighbour's rows and nowhere else.
    async fn secrets(&self) -> Vec<String> {
        let found: Vec<String> = sqlx::query_scalar(
            "SELECT keyword FROM keywords WHERE account_id = $1
              UNION SELECT name FROM clusters WHERE account_id = $1
              UNION SELECT title FROM ideas WHERE account_id = $1
              UNION SELECT title FROM contents WHERE account_id = $1
              UNION SELECT name FROM sites WHERE account_id = $1",
        )
        .bind(self.neighbour)
        .fetch_all(&self.pool)
        .await
        .expect("words");
        // short ones are words of the interface as well
        found.into_iter().filter(|text| text.len() > 9).collect()
    }

    /// A digest of everything the neighbour owns.
    async fn fingerprint(&self) -> Vec<(String, Option<String>)> {
        let mut found = Vec::new();
        for table in tenant_tables(&self.pool).await {
            let query =
                format!("SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t WHERE account_id = $1");
            let digest = sqlx::query_scalar(AssertSqlSafe(query)).bind(self.neighbour).fetch_one(&self.pool).await;
            found.push((table, digest.expect("a digest")));
        }
        found
    }
}

/// Every table with a tenant's rows, asked of the database.
async fn tenant_tables(pool: &PgPool) -> Vec<String> {
    sqlx::query_scalar(
        "SELECT c.table_name::text
           FROM information_schema.columns c
           JOIN information_schema.tables t USING (table_schema, table_name)
          WHERE c.table_schema = 'public' AND c.column_name = 'account_id' AND t.table_type = 'BASE TABLE'
          ORDER BY 1",
    )
    .fetch_all(pool)
    .await
    .expect("the tables")
}

async fn post(router: &Router, path: &str, cookie: Option<&str>, payload: &Payload) -> Answer {
    let (kind, body) = match payload {
        Payload::Form(text) => (FORM.1, text.clone()),
        Payload::Json(value) => ("application/json", value.to_string()),
    };
    let mut headers = vec![("content-type", kind), OWN, ("accept", "application/json")];
    headers.extend(cookie.map(|cookie| ("cookie", cookie)));
    ask(router, Method::POST, path, &headers, &body).await
}

fn cookie_of(answer: &Answer) -> String {
    let header = answer.headers.get("set-cookie").and_then(|value| value.to_str().ok());
    header
        .and_then(|cookie| cookie.split(';').next())
        .unwrap_or_else(|| panic!("no session: {}", answer.body))
        .to_owned()
}

/// The stable code of a refusal; empty for an answer.
fn code_of(answer: &Answer) -> String {
    let error: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    error["code"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_strangers_call_finds_nothing_and_changes_nothing() {
    let street = Street::build("neighbours").await;
    let secrets = street.secrets().await;
    let before = street.fingerprint().await;

    let tried: Vec<&str> = calls(&street.ids).into_iter().map(|(path, _)| path).collect();
    for (path, _) in leptos::server_fn::axum::server_fn_paths() {
        let name = path.trim_start_matches("/sfn/");
        assert!(
            name.starts_with("accounts/") || tried.contains(&name),
            "{name} is not tried with a neighbour's ids: add it to `calls`"
        );
    }

    let cookie = Some(street.strangers_cookie.as_str());
    for ((name, theirs), (_, nothing)) in calls(&street.ids).iter().zip(calls(&Ids::of_nothing())) {
        let path = format!("/sfn/{name}");
        let answer = post(&street.router, &path, cookie, theirs).await;
        assert!(!answer.status.is_server_error(), "{name}: {} {}", answer.status, answer.body);
        assert_ne!(code_of(&answer), "unreadable_request", "{name} was not even read: {}", answer.body);
        for secret in &secrets {
            assert!(!answer.body.contains(secret), "{name} tells a stranger “{secret}”");
        }
        let empty = post(&street.router, &path, cookie, &nothing).await;
        assert_eq!(
            (answer.status, code_of(&answer)),
            (empty.status, code_of(&empty)),
            "{name} answers differently for a neighbour's rows and for none: {} / {}",
            answer.body,
            empty.body
        );
    }
    for (theirs, nothing) in addresses(&street.ids).iter().zip(addresses(&Ids::of_nothing())) {
        let headers = [HTML, ("cookie", street.strangers_cookie.as_str())];
        let answer = ask(&street.router, Method::GET, theirs, &headers, "").await;
        for secret in &secrets {
            assert!(!answer.body.contains(secret), "{theirs} shows a stranger “{secret}”");
        }
        let empty = ask(&street.router, Method::GET, &nothing, &headers, "").await;
        assert_eq!(answer.status, empty.status, "{theirs}");
    }
    let after = street.fingerprint().await;
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after, "a stranger changed {}", before.0);
    }
}

#[tokio::test]
async fn a_visitor_is_asked_to_sign_in_whatever_they_call() {
    let router = router().await;
    // with arguments that are read, so that it is the guard that refuses
    for (name, payload) in calls(&Ids::of_nothing()) {
        let answer = post(&router, &format!("/sfn/{name}"), None, &payload).await;
        let refused = (answer.status, code_of(&answer));
        assert_eq!(refused, (StatusCode::UNAUTHORIZED, "signed_out".to_owned()), "{name}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_viewers_calls_change_nothing() {
    let street = Street::build("viewers").await;
    let demoted = sqlx::query("UPDATE memberships SET role = 'viewer' WHERE account_id = $1")
        .bind(street.neighbour)
        .execute(&street.pool)
        .await
        .expect("runs");
    assert_eq!(demoted.rows_affected(), 1);
    let before = street.fingerprint().await;
    let mut refused = 0;
    for (name, payload) in calls(&street.ids) {
        let answer = post(&street.router, &format!("/sfn/{name}"), Some(&street.neighbours_cookie), &payload).await;
        assert!(!answer.status.is_server_error(), "{name}: {} {}", answer.status, answer.body);
        refused += i32::from(answer.status == StatusCode::FORBIDDEN);
    }
    assert!(refused > 30, "only {refused} calls were refused for the role");
    let after = street.fingerprint().await;
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after, "a viewer changed {}", before.0);
    }
}

#[tokio::test]
async fn the_same_calls_reach_the_rows_of_their_owner() {
    let street = Street::build("owners").await;
    let cookie = Some(street.neighbours_cookie.as_str());
    // those that read; were their arguments wrong, the test above would show nothing
    for (name, payload) in calls(&street.ids) {
        let (_, function) = name.split_once('/').expect("module/function");
        if !["get", "list", "describe", "preview", "of_article", "statuses"]
            .iter()
            .any(|verb| function.starts_with(verb))
        {
            continue;
        }
        let answer = post(&street.router, &format!("/sfn/{name}"), cookie, &payload).await;
        assert!(answer.status.is_success(), "{name}: {} {}", answer.status, answer.body);
    }
    for address in addresses(&street.ids) {
        let headers = [HTML, ("cookie", street.neighbours_cookie.as_str())];
        let answer = ask(&street.router, Method::GET, &address, &headers, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn a_query_without_a_filter_returns_nothing() {
    let street = Street::build("unfiltered").await;
    let tables = tenant_tables(&street.pool).await;
    assert!(tables.len() > 20, "only {} tenant tables", tables.len());
    let mut filled = 0;
    for table in &tables {
        let count = format!("SELECT count(*) FROM {table}");
        let rows: i64 = sqlx::query_scalar(AssertSqlSafe(count.clone())).fetch_one(&street.pool).await.expect("counts");
        filled += i64::from(rows > 0);
        for account in [None, Some(Uuid::now_v7())] {
            let mut tx = street.pool.begin().await.expect("begins");
            sqlx::query("SET LOCAL ROLE igny8_app").execute(&mut *tx).await.expect("the tenant role");
            if let Some(account) = account {
                let set = format!("SET LOCAL app.account_id = '{account}'");
                sqlx::query(AssertSqlSafe(set)).execute(&mut *tx).await.expect("the account");
            }
            // some tables are closed to the tenant role altogether, which is nothing too
            let seen: i64 = match sqlx::query_scalar(AssertSqlSafe(count.clone())).fetch_one(&mut *tx).await {
                Ok(seen) => seen,
                Err(error) => {
                    let refused = error.as_database_error().and_then(|cause| cause.code().map(|code| code == "42501"));
                    assert_eq!(refused, Some(true), "{table}: {error}");
                    0
                }
            };
            assert_eq!(seen, 0, "{table} shows {seen} rows to account {account:?}");
        }
    }
    assert!(filled > 15, "only {filled} tables hold rows: the demo account has become too small for this test");
}
