//! Sessions that are over: where their pages lead, and what is said there.

use super::*;

/// What ends the sessions of a person, the reason that is told, and the words that tell it.
const ENDINGS: [(&str, &str, &str); 4] = [
    (
        "UPDATE sessions SET ended_reason = 'session_revoked' WHERE user_id = $1",
        "session_revoked",
        "This session was ended from another device",
    ),
    (
        "UPDATE sessions SET ended_reason = 'password_changed' WHERE user_id = $1",
        "password_changed",
        "Your password was changed, so every session was ended",
    ),
    (
        "UPDATE sessions SET expires_at = now() - interval '1 s' WHERE user_id = $1",
        "session_expired",
        "because you had been away for a while",
    ),
    ("UPDATE users SET active = false WHERE id = $1", "user_inactive", "access has been switched off"),
];

#[tokio::test]
async fn a_session_that_was_ended_leads_to_sign_in_which_says_why() {
    let state = state_on(shared_database().await).await;
    let (pool, router) = (state.pool().clone(), router_of(state));
    let plain = ask(&router, Method::GET, "/sign-in", &[HTML], "").await;
    for (ending, reason, words) in ENDINGS {
        assert!(!plain.body.contains(words), "{reason} is told to everybody");
        let email = format!("{reason}@example.com");
        let cookie = sign_up(&router, &email).await;
        let session = ("cookie", cookie.as_str());
        let page = ask(&router, Method::GET, "/jobs", &[HTML, session], "").await;
        assert_eq!(page.status, StatusCode::OK, "{reason}: {}", page.body);
        let user: Uuid = sqlx::query_scalar("SELECT id FROM users WHERE email = $1")
            .bind(email.as_str())
            .fetch_one(&pool)
            .await
            .expect("the person is there");
        let ended = sqlx::query(ending).bind(user).execute(&pool).await.expect("runs");
        assert_eq!(ended.rows_affected(), 1, "{reason}");

        let page = ask(&router, Method::GET, "/jobs", &[HTML, session], "").await;
        assert_eq!(page.status, StatusCode::FOUND, "{reason}");
        assert_eq!(sign_in_says(&page), format!("reason={reason}&next=/jobs"));
        let door = ask(&router, Method::GET, header(&page, "location"), &[HTML, session], "").await;
        assert_eq!(door.status, StatusCode::OK, "{reason}");
        assert!(door.body.contains(words), "{reason} is not told: {}", door.body);

        let called = call(&router, &cookie, "jobs/list", &[("at", "")]).await;
        assert_eq!((called.status, code_of(&called).as_str()), (StatusCode::UNAUTHORIZED, reason));
        let watched = ask(&router, Method::GET, "/events/jobs", &[session], "").await;
        assert_eq!((watched.status, header(&watched, "x-error-code")), (StatusCode::UNAUTHORIZED, reason));
    }
}

#[tokio::test]
async fn who_signs_in_goes_on_at_the_very_address_that_asked_for_it() {
    let router = router().await;
    sign_up(&router, "way-back@example.com").await;
    let wanted = "/planner/keywords?q=caf%C3%A9%26x&size=25";
    let page = ask(&router, Method::GET, wanted, &[HTML], "").await;
    let door = ask(&router, Method::GET, header(&page, "location"), &[HTML], "").await;
    let (_, field) = door.body.split_once("name=\"next\" value=\"").expect("the way back stands in the form");
    let next = field.split('"').next().unwrap_or_default().replace("&amp;", "&");
    let typed = [("email", "way-back@example.com"), ("password", "correct horse battery"), ("next", next.as_str())];
    let form = Serializer::new(String::new()).extend_pairs(typed).finish();
    // by the browser alone, which follows, and by our script, which reads where to
    for (accepts, status) in [(HTML, StatusCode::FOUND), (JSON, StatusCode::OK)] {
        let entered = ask(&router, Method::POST, "/sfn/accounts/sign_in", &[FORM, OWN, accepts], &form).await;
        assert_eq!((entered.status, header(&entered, "location")), (status, wanted), "{}", entered.body);
    }
}

#[tokio::test]
async fn who_signs_out_is_told_so_and_their_cookie_opens_nothing_any_more() {
    let router = router().await;
    let cookie = sign_up(&router, "signed-out@example.com").await;
    let session = ("cookie", cookie.as_str());
    let out = ask(&router, Method::POST, "/sfn/accounts/sign_out", &[FORM, OWN, HTML, session], "").await;
    assert_eq!(out.status, StatusCode::FOUND, "{}", out.body);
    let door = ask(&router, Method::GET, header(&out, "location"), &[HTML], "").await;
    assert!(door.body.contains("You have signed out"), "{}", door.body);
    // whoever kept the cookie is asked to sign in like anybody
    let page = ask(&router, Method::GET, "/jobs", &[HTML, session], "").await;
    assert_eq!((page.status, sign_in_says(&page).as_str()), (StatusCode::FOUND, "next=/jobs"));
}
