//! What others have put into rows and addresses: on a page it is words at most, and never a part of the page.

use app::kit::AppError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;

use super::*;

#[tokio::test]
async fn a_keyword_that_reads_like_a_tag_does_not_end_the_title_of_its_page() {
    let state = state_on(shared_database().await).await;
    let (pool, router) = (state.pool().clone(), router_of(state));
    let cookie = sign_up(&router, "titles@example.com").await;
    let site = add_site(&router, &cookie).await;
    let (of_site, of_sector) = (site.site.to_string(), site.sector.to_string());
    let fields = [("site", of_site.as_str()), ("sector", of_sector.as_str()), ("text", "</title><b>moka pot")];
    told(&call(&router, &cookie, "planner/add_keywords", &fields).await);
    let keyword: Uuid = sqlx::query_scalar("SELECT id FROM keywords WHERE site_id = $1")
        .bind(site.site)
        .fetch_one(&pool)
        .await
        .expect("the keyword is there");

    let headers = [HTML, OWN, ("cookie", cookie.as_str())];
    let page = ask(&router, Method::GET, &format!("/planner/keywords/{keyword}"), &headers, "").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("<title>&lt;/title>&lt;b>moka pot"), "{}", page.body);
    assert_eq!(page.body.matches("</title>").count(), 1, "{}", page.body);
}

#[tokio::test]
async fn words_in_an_address_are_shown_to_whoever_comes_from_a_page_of_ours_alone() {
    let router = router().await;
    let error = AppError::invalid("made_up", "Call us and read out your password.");
    let error = serde_json::to_vec(&error.with_typed("email", "eve@evil.example")).expect("is JSON");
    let error = URL_SAFE.encode(error);
    let refusal = [("next", "/jobs"), ("__path", "/sfn/accounts/sign_in"), ("__err", error.as_str())];
    let address = format!("/sign-in?{}", Serializer::new(String::new()).extend_pairs(refusal).finish());
    let follow = async |from: &[(&str, &str)]| {
        let headers: Vec<(&str, &str)> = from.iter().copied().chain([HTML]).collect();
        ask(&router, Method::GET, &address, &headers, "").await
    };

    // by a link on another site, or in a mail
    for foreign in ["cross-site", "same-site", "none"] {
        let answer = follow(&[("sec-fetch-site", foreign)]).await;
        let led = (answer.status, header(&answer, "location"));
        assert_eq!(led, (StatusCode::SEE_OTHER, "?next=%2Fjobs"), "{foreign}");
    }
    // after a plain form, in browsers that say where it stood and in those that do not
    for own in [&[OWN][..], &[]] {
        let page = follow(own).await;
        assert_eq!(page.status, StatusCode::OK, "{own:?}");
        for told in ["Call us and read out your password.", "value=\"eve@evil.example\""] {
            assert!(page.body.contains(told), "{own:?}: no {told} in {}", page.body);
        }
    }
}
