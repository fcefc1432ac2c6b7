//! Two accounts side by side: one tries every server function, and every door beside them, with the other's ids.

mod calls;
mod own_site;
mod page_addresses;
mod plain_forms;

use calls::{Ids, Payload, addresses, calls};
use own_site::calls_on;
use plain_forms::{outcome, plain_forms};
use serde_json::json;
use sqlx::PgPool;

use super::*;

/// The demo account with work at every stage, and a stranger with a site of their own, on which there is nothing.
struct Street {
    pool: PgPool,
    router: Router,
    neighbour: Uuid,
    neighbours_cookie: String,
    ids: Ids,
    strangers_cookie: String,
    strangers_site: NewSite,
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
        let strangers_site = add_site(&router, &strangers_cookie).await;
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
        Self { pool, router, neighbour, neighbours_cookie, ids, strangers_cookie, strangers_site }
    }

    /// What the stranger is told who makes a call with the neighbour's rows, and then with ids of nothing: the same,
    /// and no word of the neighbour's.
    async fn ask_about(&self, secrets: &[String], name: &str, theirs: &Payload, nothing: &Payload) -> [Answer; 2] {
        let (path, cookie) = (format!("/sfn/{name}"), Some(self.strangers_cookie.as_str()));
        let answer = post(&self.router, &path, cookie, theirs).await;
        assert!(!answer.status.is_server_error(), "{name}: {} {}", answer.status, answer.body);
        assert_ne!(code_of(&answer), "unreadable_request", "{name} was not even read: {}", answer.body);
        for secret in secrets {
            assert!(!answer.body.contains(secret), "{name} tells a stranger “{secret}”");
        }
        let empty = post(&self.router, &path, cookie, nothing).await;
        assert_eq!(
            (answer.status, code_of(&answer)),
            (empty.status, code_of(&empty)),
            "{name} answers differently for a neighbour's rows and for none: {} / {}",
            answer.body,
            empty.body
        );
        [answer, empty]
    }

    /// As [`Self::ask_about`], for pages. Answers their status.
    async fn look_at(&self, secrets: &[String], theirs: &str, nothing: &str) -> StatusCode {
        let headers = [HTML, ("cookie", self.strangers_cookie.as_str())];
        let answer = ask(&self.router, Method::GET, theirs, &headers, "").await;
        for secret in secrets {
            assert!(!answer.body.contains(secret), "{theirs} shows a stranger “{secret}”");
        }
        let empty = ask(&self.router, Method::GET, nothing, &headers, "").await;
        assert_eq!(answer.status, empty.status, "{theirs}");
        answer.status
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

    async fn assert_unchanged(&self, before: &[(String, Option<String>)], by: &str) {
        for (before, after) in before.iter().zip(self.fingerprint().await) {
            assert_eq!(before, &after, "{by} changed {}", before.0);
        }
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

    let nothing = Ids::of_nothing();
    for ((name, theirs), (_, nothing)) in calls(&street.ids).iter().zip(calls(&nothing)) {
        street.ask_about(&secrets, name, theirs, &nothing).await;
    }
    for (theirs, nothing) in addresses(&street.ids).iter().zip(addresses(&nothing)) {
        street.look_at(&secrets, theirs, &nothing).await;
    }
    let session = ("cookie", street.strangers_cookie.as_str());
    for (site, ids) in [(street.ids.site, &street.ids), (nothing.site, &nothing)] {
        for form in plain_forms(site, ids) {
            let answer = form.send(&street.router, &[JSON, session]).await;
            assert_eq!(outcome(&answer), (StatusCode::NOT_FOUND, "not_found"), "{}: {}", form.path, answer.body);
        }
    }
    street.assert_unchanged(&before, "a stranger").await;
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
    street.assert_unchanged(&before, "a viewer").await;
}

#[tokio::test]
async fn the_same_calls_reach_the_rows_of_their_owner() {
    let street = Street::build("owners").await;
    let cookie = Some(street.neighbours_cookie.as_str());
    // those that read; were their arguments wrong, the test above would show nothing
    let own = NewSite { site: street.ids.site, sector: street.ids.sector, industry: Uuid::nil() };
    for (name, payload) in calls(&street.ids).into_iter().chain(calls_on(&own, &street.ids)) {
        let (_, function) = name.split_once('/').expect("module/function");
        if !["get", "list", "describe", "find", "preview", "of_article", "statuses"]
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
    for form in plain_forms(street.ids.site, &street.ids) {
        let answer = form.send(&street.router, &[JSON, ("cookie", street.neighbours_cookie.as_str())]).await;
        // that the picture is none is said to its owner alone
        let is_reached =
            matches!(outcome(&answer), (StatusCode::SEE_OTHER, "") | (StatusCode::UNPROCESSABLE_ENTITY, "no_picture"));
        let is_refused = header(&answer, "location").contains("problem=");
        assert!(is_reached && !is_refused, "{}: {} {}", form.path, answer.status, answer.body);
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
