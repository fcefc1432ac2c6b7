//! The connection doctor, on a site whose obstacles are real.

use safe_http::Method;
use serde_json::{Value, json};
use wordpress::{Credentials, Permalinks, Problem, Secret, connect};

use crate::proxy::{Fault, Proxy};
use crate::site::{Site, http};

#[tokio::test]
async fn a_site_tells_its_name_version_and_what_each_user_may_do() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let typed = format!("{}/wp-admin/", site.url);
    let admin = connect(&http(), &typed, &site.admin).await.expect("a connection");
    assert_eq!(admin.site_name, "Trial site");
    assert!(admin.version.as_deref().is_some_and(|v| v.starts_with('6')));
    assert_eq!(admin.permalinks, Permalinks::Pretty);
    assert_eq!(admin.user.roles, ["administrator"]);
    assert!(admin.may.unfiltered_html && admin.may.manage_categories);

    let author = connect(&http(), &typed, &site.author).await.expect("a connection");
    assert!(author.may.publish_posts && author.may.upload_files);
    assert!(!author.may.edit_others_posts && !author.may.unfiltered_html);
}

async fn problem(url: &str, user: &Credentials) -> Problem {
    connect(&http(), url, user).await.expect_err("a problem")
}

#[tokio::test]
async fn a_wrong_password_and_a_stripped_header_are_told_apart() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let wrong = Credentials { user: "admin".to_owned(), password: Secret::new("not the password") };
    let nobody = Credentials { user: "nobody".to_owned(), ..site.admin.clone() };
    assert_eq!(problem(&site.url, &wrong).await, Problem::WrongCredentials);
    assert_eq!(problem(&site.url, &nobody).await, Problem::WrongCredentials);

    let host = Proxy::start(&site.url, |_, _| Fault::StripAuthorization).await;
    assert_eq!(problem(&host.url, &site.admin).await, Problem::HeaderStripped);
    assert_eq!(problem(&host.url, &wrong).await, Problem::WrongCredentials);
}

#[tokio::test]
async fn a_contributor_is_told_that_they_may_not_publish() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let name = format!("contributor-{}", uuid::Uuid::now_v7());
    let user = json!({
        "username": name,
        "email": format!("{name}@example.com"),
        "password": name,
        "roles": ["contributor"],
    });
    let created = site.administer(Method::POST, "/wp/v2/users", &user).await;
    let created: Value = serde_json::from_slice(&created.body).expect("JSON");
    let route = format!("/wp/v2/users/{}/application-passwords", created["id"]);
    let made = site.administer(Method::POST, &route, &json!({ "name": "trial" })).await;
    let made: Value = serde_json::from_slice(&made.body).expect("JSON");
    let contributor =
        Credentials { user: name.clone(), password: Secret::new(made["password"].as_str().expect("a password")) };
    let problem = problem(&site.url, &contributor).await;
    assert_eq!(problem, Problem::MayNotPublish { user: name });
}
