//! What is not there, or refused outside the pages: a page in words with the right status, for whoever asks for one.

use super::*;

#[tokio::test]
async fn what_is_not_there_is_a_page_that_says_so_with_its_status() {
    let router = router().await;
    let cookie = sign_up(&router, "missing@example.com").await;
    add_site(&router, &cookie).await;
    let nothing = Uuid::now_v7();
    for (path, noun) in [
        (format!("/sites/{nothing}"), "site"),
        (format!("/sites/{nothing}/settings"), "site"),
        (format!("/sites/{nothing}/sectors"), "site"),
        (format!("/sites/{nothing}/connection"), "site"),
        (format!("/?site={nothing}"), "site"),
        (format!("/planner/import/{nothing}"), "import"),
        (format!("/planner/keywords/{nothing}"), "keyword"),
        (format!("/planner/clusters/{nothing}"), "cluster"),
        (format!("/planner/ideas/{nothing}"), "idea"),
        (format!("/writer/tasks/{nothing}"), "task"),
        (format!("/writer/content/{nothing}"), "article"),
        (format!("/writer/content/{nothing}/preview"), "article"),
        (format!("/writer/content/{nothing}/revisions"), "article"),
        ("/planner/clusters/no-id".to_owned(), "cluster"),
    ] {
        let page = ask(&router, Method::GET, &path, &[HTML, ("cookie", &cookie)], "").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.body.contains(&format!("<h1>There is no such {noun}")), "{path}");
    }
}

#[tokio::test]
async fn a_plain_form_that_is_refused_is_told_in_a_page_with_the_way_back() {
    let router = router().await;
    let cookie = sign_up(&router, "refused@example.com").await;
    let site = add_site(&router, &cookie).await.site;
    let came_from = ("referer", "http://127.0.0.1:3000/planner/keywords?q=moka");
    let headers = [FORM, OWN, HTML, came_from, ("cookie", cookie.as_str())];
    let page = ask(&router, Method::POST, "/planner/keywords/bulk", &headers, &format!("site={site}&do=fly")).await;
    assert_eq!((page.status, header(&page, "x-error-code")), (StatusCode::UNPROCESSABLE_ENTITY, "unknown_action"));
    assert!(header(&page, "content-type").starts_with("text/html"));
    assert!(header(&page, "content-security-policy").contains("style-src 'self'"));
    for part in ["<!DOCTYPE html>", "Choose what to do with the keywords.", "href=\"/planner/keywords?q=moka\""] {
        assert!(page.body.contains(part), "{part} in {}", page.body);
    }
    // a program reads the sentence alone
    let headers = [FORM, OWN, JSON, ("cookie", cookie.as_str())];
    let plain = ask(&router, Method::POST, "/planner/keywords/bulk", &headers, &format!("site={site}&do=fly")).await;
    assert_eq!(plain.body, "Choose what to do with the keywords.");
}
