//! Plain forms that are refused: nothing that was typed is lost, and it can be sent again.

use super::*;

/// Sends a form as a browser without our script does, from a page.
async fn send(router: &Router, cookie: &str, from: &str, to: &str, fields: &[(&str, &str)]) -> Answer {
    let mut form = Serializer::new(String::new());
    for (field, value) in fields {
        form.append_pair(field, value);
    }
    let from = format!("http://127.0.0.1:3000{from}");
    let headers = [FORM, OWN, HTML, ("cookie", cookie), ("referer", from.as_str())];
    ask(router, Method::POST, to, &headers, &form.finish()).await
}

fn assert_shows(page: &Answer, parts: &[&str]) {
    assert!(header(page, "content-type").starts_with("text/html"), "{} is no page", page.status);
    for part in parts {
        assert!(page.body.contains(part), "no {part} in {}", page.body);
    }
}

#[tokio::test]
async fn a_form_sent_after_the_session_has_ended_is_kept_and_can_be_sent_again_after_signing_in() {
    const UPDATE: &str = "/sfn/sites/update";
    let state = state_on(shared_database().await).await;
    let (pool, router) = (state.pool().clone(), router_of(state));
    let cookie = sign_up(&router, "late@example.com").await;
    let site = add_site(&router, &cookie).await.site.to_string();
    let from = format!("/sites/{site}/settings");
    let description = "For <script>alert(1)</script> & others\r\nwho boil water";
    let mut fields = vec![
        ("id", site.as_str()),
        ("name", "Kettles & more"),
        ("url", "https://kettles.example"),
        ("description", description),
        ("platform", "wordpress"),
        ("language", "en"),
    ];
    let ended = sqlx::query(
        "UPDATE sessions SET expires_at = now() - interval '1 s'
          WHERE user_id = (SELECT id FROM users WHERE email = 'late@example.com')",
    )
    .execute(&pool)
    .await
    .expect("runs");
    assert_eq!(ended.rows_affected(), 1);

    let page = send(&router, &cookie, &from, UPDATE, &fields).await;
    assert_eq!((page.status, header(&page, "x-error-code")), (StatusCode::UNAUTHORIZED, "session_expired"));
    let door = format!("href=\"/sign-in?reason=session_expired&amp;next=%2Fsites%2F{site}%2Fsettings\"");
    let (back, id) = (format!("name=\"__from\" value=\"{from}\""), format!("name=\"id\" value=\"{site}\""));
    let parts = [
        "because you had been away for a while",
        door.as_str(),
        "action=\"/sfn/sites/update\"",
        back.as_str(),
        id.as_str(),
        "name=\"name\" value=\"Kettles &amp; more\"",
        "For &lt;script&gt;alert(1)&lt;/script&gt; &amp; others\r\nwho boil water</textarea>",
        "type=\"hidden\" name=\"platform\" value=\"wordpress\"",
        "Send it again",
    ];
    assert_shows(&page, &parts);
    assert!(!page.body.contains("<script"), "{}", page.body);

    let again = [("email", "late@example.com"), ("password", "correct horse battery")];
    let cookie = cookie_of(&call(&router, "", "accounts/sign_in", &again).await);
    fields.insert(0, ("__from", from.as_str()));
    let saved = send(&router, &cookie, UPDATE, UPDATE, &fields).await;
    assert_eq!(saved.status, StatusCode::FOUND, "{}", saved.body);
    assert!(header(&saved, "location").contains(&from), "it leads to {}", header(&saved, "location"));
    let site = told(&call(&router, &cookie, "sites/get", &[("id", site.as_str())]).await);
    assert_eq!(site["site"]["description"], description);
}

#[tokio::test]
async fn a_refused_save_of_an_article_keeps_what_was_typed() {
    const SAVE: &str = "/sfn/writer/save_content";
    let state = state_on(&new_database("sent_forms").await).await;
    let demo = app::demo::seed(&state).await.expect("the demo account is made");
    let (pool, router) = (state.pool().clone(), router_of(state));
    let credentials = [("email", demo.email), ("password", demo.password.as_str())];
    let cookie = cookie_of(&call(&router, "", "accounts/sign_in", &credentials).await);
    let (id, version): (Uuid, i32) = sqlx::query_as("SELECT id, version FROM contents ORDER BY id LIMIT 1")
        .fetch_one(&pool)
        .await
        .expect("the demo account has an article");
    let from = format!("/writer/content/{id}?view=markdown");
    let (id, now, before) = (id.to_string(), version.to_string(), (version - 1).to_string());
    let edit = |version, title| {
        [
            ("__from", from.as_str()),
            ("edit[id]", id.as_str()),
            ("edit[version]", version),
            ("edit[title]", title),
            ("edit[format]", "markdown"),
            ("edit[body]", "## Mine\r\n\r\nTyped into a plain form."),
        ]
    };

    let untitled = send(&router, &cookie, &from, SAVE, &edit(now.as_str(), "")).await;
    assert_eq!(untitled.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_shows(&untitled, &["Give the article a title.", "name=\"edit[title]\"", "into a plain form.</textarea>"]);

    // somebody was first: the page sends over what stands now, and says so
    let refused = send(&router, &cookie, &from, SAVE, &edit(before.as_str(), "Mine & yours")).await;
    assert_eq!((refused.status, header(&refused, "x-error-code")), (StatusCode::CONFLICT, "edited_meanwhile"));
    let stands = format!("name=\"edit[version]\" value=\"{now}\"");
    let look = format!("href=\"{from}\"");
    assert_shows(&refused, &["it takes its place", stands.as_str(), look.as_str(), "into a plain form.</textarea>"]);

    let saved = send(&router, &cookie, SAVE, SAVE, &edit(now.as_str(), "Mine & yours")).await;
    assert_eq!(saved.status, StatusCode::FOUND, "{}", saved.body);
    assert!(header(&saved, "location").contains(&from), "it leads to {}", header(&saved, "location"));
    let titles: Vec<String> =
        sqlx::query_scalar("SELECT title FROM contents WHERE version = $1 AND title = 'Mine & yours'")
            .bind(version + 1)
            .fetch_all(&pool)
            .await
            .expect("answers");
    assert_eq!(titles, ["Mine & yours"]);
}

#[tokio::test]
async fn who_tries_to_sign_in_too_often_keeps_the_address_and_no_password() {
    let router = router().await;
    let fields = [("email", "often@example.com"), ("password", "hunter2 hunter2")];
    let mut page = send(&router, "", "/sign-in", "/sfn/accounts/sign_in", &fields).await;
    for _ in 0..40 {
        if page.status != StatusCode::FOUND {
            break;
        }
        page = send(&router, "", "/sign-in", "/sfn/accounts/sign_in", &fields).await;
    }
    assert_eq!((page.status, header(&page, "x-error-code")), (StatusCode::TOO_MANY_REQUESTS, "too_many_attempts"));
    assert!(page.headers.contains_key("retry-after"));
    assert_shows(&page, &["value=\"often@example.com\"", "type=\"password\"", "Send it again"]);
    assert!(!page.body.contains("hunter2"), "{}", page.body);
}

#[tokio::test]
async fn a_long_text_that_is_refused_is_not_sent_round_in_an_address() {
    let router = router().await;
    let cookie = sign_up(&router, "long-list@example.com").await;
    let site = add_site(&router, &cookie).await;
    let (site, sector) = (site.site.to_string(), site.sector.to_string());
    let list = "a keyword of many\r\n".repeat(2_000);
    let add = |text| [("site", site.as_str()), ("sector", sector.as_str()), ("country", "nowhere"), ("text", text)];
    let to = "/sfn/planner/add_keywords";
    // a short one comes back to its form, which marks what is wrong
    let short = send(&router, &cookie, "/planner/import", to, &add("moka pot")).await;
    assert_eq!(short.status, StatusCode::FOUND, "{}", short.body);
    let long = send(&router, &cookie, "/planner/import", to, &add(list.as_str())).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_shows(&long, &["Choose a country of the list.", list.trim_end(), "Send it again"]);
}

#[tokio::test]
async fn a_form_longer_than_any_that_is_taken_is_refused_on_a_page_without_it() {
    let router = router().await;
    let cookie = sign_up(&router, "too-long@example.com").await;
    let text = "a".repeat(crate::http::BODY_LIMIT);
    let page = send(&router, &cookie, "/planner/import", "/sfn/planner/add_keywords", &[("text", text.as_str())]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_shows(&page, &["That is too large", "Go one page back"]);
    assert!(!page.body.contains("Send it again"), "{}", page.body);
}
