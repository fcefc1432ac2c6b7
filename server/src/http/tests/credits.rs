//! Work that costs more than there is, asked for over HTTP.

use serde_json::json;

use super::*;

#[tokio::test]
async fn what_costs_more_than_there_is_is_refused_with_402_and_both_figures_and_nothing_begins() {
    let state = state_on(&new_database("credits").await).await;
    let (pool, router) = (state.pool().clone(), router_of(state));
    let cookie = sign_up(&router, "ada@example.com").await;
    let own = add_site(&router, &cookie).await;
    let place = format!("sector:{}", own.sector);
    let idea = [
        ("place", place.as_str()),
        ("title", "How to descale a kettle"),
        ("primary_keyword", "descale kettle"),
        ("structure", "guide"),
        ("target_words", "1000"),
    ];
    let idea = id_in(&told(&call(&router, &cookie, "planner/add_idea", &idea).await)).to_string();
    let with_outline = [
        ("id", idea.as_str()),
        ("form[title]", "How to descale a kettle"),
        ("form[primary_keyword]", "descale kettle"),
        ("form[structure]", "guide"),
        ("form[target_words]", "1000"),
        ("form[outline]", "## What you need\n## How long it takes"),
    ];
    told(&call(&router, &cookie, "planner/edit_idea", &with_outline).await);
    let chosen = json!({ "ids": [idea] }).to_string();
    told(&call(&router, &cookie, "planner/send_ideas", &[("selection", chosen.as_str())]).await);
    // a credit a token: one article takes more than the free plan has
    let dear = sqlx::query("UPDATE ai_rates SET tokens_per_credit = 1 WHERE model = 'sandbox'").execute(&pool).await;
    assert_eq!(dear.expect("runs").rows_affected(), 1);

    let all = [("selection", r#"{"all_matching":{}}"#)];
    let estimate = told(&call(&router, &cookie, "writer/estimate_articles", &all).await);
    let figure = |name: &str| estimate[name].as_i64().unwrap_or_else(|| panic!("no {name} in {estimate}"));
    let (needed, available) = (figure("credits"), figure("available"));
    assert!(figure("items") == 1 && needed > available && available > 0, "{estimate}");

    let refused = call(&router, &cookie, "writer/write_articles", &all).await;
    assert_eq!(refused.status, StatusCode::PAYMENT_REQUIRED, "{}", refused.body);
    let error: Value = serde_json::from_str(&refused.body).expect("an error as JSON");
    assert_eq!((error["kind"].as_str(), error["code"].as_str()), (Some("credits_needed"), Some("credits_needed")));
    let sentence = error["message"].as_str().expect("a sentence");
    assert!(sentence.contains(&format!("needs {needed} credits and {available} are available")), "{sentence}");

    // a plain form can be sent again once there are more
    let from = ("referer", "http://127.0.0.1:3000/writer/tasks");
    let headers = [FORM, OWN, HTML, from, ("cookie", cookie.as_str())];
    let form = "selection=%7B%22all_matching%22%3A%7B%7D%7D";
    let page = ask(&router, Method::POST, "/sfn/writer/write_articles", &headers, form).await;
    assert_eq!(page.status, StatusCode::PAYMENT_REQUIRED, "{}", page.body);
    for part in ["Not enough credits", "are available", "name=\"selection\"", "Send it again"] {
        assert!(page.body.contains(part), "no {part} in {}", page.body);
    }

    let jobs = told(&call(&router, &cookie, "jobs/list", &[("at", "")]).await);
    assert_eq!((&jobs["at_work"], &jobs["over"]["total"]), (&json!([]), &json!(0)));
    assert_eq!(told(&call(&router, &cookie, "writer/estimate_articles", &all).await), estimate, "nothing is held");
}
