//! What a browser gets by forms that it sends itself.

use super::*;

#[tokio::test]
async fn the_theme_that_a_plain_form_chooses_is_that_of_the_next_page() {
    let router = router().await;
    let cookie = sign_up(&router, "theme@example.com").await;
    let from = ("referer", "http://127.0.0.1:3000/writer/tasks?sort=title");
    let headers = [FORM, OWN, HTML, from, ("cookie", cookie.as_str())];
    let answer = ask(&router, Method::POST, "/theme", &headers, "theme=dark").await;
    assert_eq!((answer.status, header(&answer, "location")), (StatusCode::SEE_OTHER, "/writer/tasks?sort=title"));
    let chosen = cookie_of(&answer);
    assert_eq!(chosen, "theme=dark");

    let cookies = format!("{cookie}; {chosen}");
    let page = ask(&router, Method::GET, "/", &[HTML, ("cookie", &cookies)], "").await;
    assert!(page.body.contains("data-theme=\"dark\""));
    for (theme, pressed) in [("dark", true), ("light", false), ("system", false)] {
        let (_, button) = page.body.split_once(&format!("name=\"theme\" value=\"{theme}\"")).expect("a button");
        let (button, _) = button.split_once('>').expect("its end");
        assert!(button.contains(&format!("aria-pressed=\"{pressed}\"")), "{theme}: {button}");
    }
}

#[tokio::test]
async fn a_filter_keeps_the_order_of_its_list() {
    let router = router().await;
    let cookie = sign_up(&router, "order@example.com").await;
    add_site(&router, &cookie).await;
    for (list, sort, order) in [("/writer/tasks", "title", "asc"), ("/writer/content", "words", "desc")] {
        let address = format!("{list}?sort={sort}&order={order}");
        let page = ask(&router, Method::GET, &address, &[HTML, ("cookie", &cookie)], "").await;
        for (name, value) in [("sort", sort), ("order", order)] {
            assert!(page.body.contains(&format!("name=\"{name}\" value=\"{value}\"")), "no {name} in {list}");
        }
    }
}
