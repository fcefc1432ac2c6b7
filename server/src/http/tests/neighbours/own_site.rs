//! Calls on a site of one's own that name, beside it, what may be another's.

use app::kit::id::{ClusterId, SectorId, SiteId};
use app::planner::keyword_list::{KeywordFilter, KeywordQuery, Match};

use super::calls::{MOMENT, chosen, form};
use super::*;

/// Every server function that takes a site and rows on it, or what narrows its lists.
#[rustfmt::skip]
pub(super) fn calls_on(own: &NewSite, ids: &Ids) -> Vec<(&'static str, Payload)> {
    let within = json!({ "site": own.site, "sector": ids.sector, "cluster": ids.cluster });
    let all = json!({ "all_matching": within }).to_string();
    let (of_sector, of_cluster) = (json!({ "sector": ids.sector }), json!({ "cluster": { "is": ids.cluster } }));
    let ticked = json!({ "site": own.site, "selection": { "ids": [ids.keyword] } });
    let matching = |filter: &Value| json!({ "site": own.site, "selection": { "all_matching": filter } });
    let list = |filter: KeywordFilter| {
        let query = KeywordQuery { site: Some(SiteId(own.site)), filter, ..KeywordQuery::default() };
        json!({ "query": query })
    };
    let in_sector = KeywordFilter { sector: Some(SectorId(ids.sector)), ..KeywordFilter::default() };
    let in_cluster = KeywordFilter { cluster: Some(Match::Is(ClusterId(ids.cluster))), ..KeywordFilter::default() };
    vec![
        ("planner/add_keywords", form(&[("site", &own.site), ("sector", &ids.sector), ("text", &"moka pot")])),
        ("planner/cluster_keywords", form(&[("site", &own.site), ("sector", &ids.sector), ("granularity", &3), ("existing", &"keep")])),
        ("planner/cluster_keywords", form(&[("site", &own.site), ("sector", &own.sector), ("selection", &chosen(ids.keyword)), ("granularity", &3), ("existing", &"keep")])),
        ("planner/delete_clusters", form(&[("selection", &all)])),
        ("planner/delete_clusters", form(&[("selection", &chosen(ids.cluster)), ("to_list_of", &own.site)])),
        ("planner/delete_ideas", form(&[("selection", &all)])),
        ("planner/delete_ideas", form(&[("selection", &chosen(ids.idea)), ("to_list_of", &own.site)])),
        ("planner/delete_keywords", Payload::Json(ticked.clone())),
        ("planner/delete_keywords", Payload::Json(matching(&of_cluster))),
        ("planner/delete_keywords", Payload::Json(matching(&of_sector))),
        ("planner/disable_keywords", Payload::Json(ticked.clone())),
        ("planner/enable_keywords", Payload::Json(ticked)),
        ("planner/estimate_clustering", form(&[("site", &own.site), ("selection", &chosen(ids.keyword))])),
        ("planner/estimate_clustering", form(&[("site", &own.site), ("selection", &json!({ "all_matching": of_sector }))])),
        ("planner/estimate_ideas", form(&[("selection", &all)])),
        ("planner/generate_ideas", form(&[("selection", &all)])),
        ("planner/list_clusters", Payload::Json(json!({ "query": { "filter": within } }))),
        ("planner/list_ideas", Payload::Json(json!({ "query": { "filter": within } }))),
        ("planner/list_keywords", Payload::Json(list(in_sector))),
        ("planner/list_keywords", Payload::Json(list(in_cluster))),
        ("planner/send_ideas", form(&[("selection", &all)])),
        ("planner/set_keyword_intent", Payload::Json(json!({ "site": own.site, "selection": { "ids": [ids.keyword] }, "intent": "commercial" }))),
        ("planner/switch_clusters", form(&[("selection", &all), ("off", &true)])),
        ("planner/switch_ideas", form(&[("selection", &all), ("off", &true)])),
        ("search/find", form(&[("q", &"coffee"), ("site", &own.site), ("shown", &"page")])),
        ("sites/set_sectors", form(&[("id", &own.site), ("industry", &own.industry), ("sectors[0]", &ids.sector)])),
        ("writer/approve", form(&[("selection", &all), ("as_of", &MOMENT)])),
        ("writer/delete_contents", form(&[("selection", &all)])),
        ("writer/delete_tasks", form(&[("selection", &all)])),
        ("writer/estimate_articles", form(&[("selection", &all)])),
        ("writer/estimate_pictures", form(&[("selection", &all)])),
        ("writer/list_contents", Payload::Json(json!({ "query": within }))),
        ("writer/list_tasks", Payload::Json(json!({ "query": within }))),
        ("writer/make_images", form(&[("selection", &all)])),
        ("writer/publish", form(&[("selection", &all)])),
        ("writer/send_back", form(&[("selection", &all), ("note", &"Mine")])),
        ("writer/send_to_review", form(&[("selection", &all)])),
        ("writer/write_articles", form(&[("selection", &all)])),
    ]
}

/// The lists of a site, narrowed to what may be another's.
fn lists_of(own: &NewSite, ids: &Ids) -> Vec<String> {
    let lists = [
        "/planner/clusters",
        "/planner/ideas",
        "/planner/import",
        "/planner/keywords",
        "/planner/keywords.csv",
        "/writer/content",
        "/writer/images",
        "/writer/tasks",
    ];
    let within = format!("site={}&sector={}&cluster={}", own.site, ids.sector, ids.cluster);
    lists.map(|path| format!("{path}?{within}")).to_vec()
}

#[tokio::test]
async fn on_a_site_of_their_own_a_stranger_finds_nothing_of_a_neighbours_either() {
    let street = Street::build("own_site").await;
    let secrets = street.secrets().await;
    let before = street.fingerprint().await;
    let (own, theirs) = (&street.strangers_site, &street.ids);
    let nothing = &Ids::of_nothing();

    for ((name, with_theirs), (_, with_nothing)) in calls_on(own, theirs).iter().zip(calls_on(own, nothing)) {
        let [answer, empty] = street.ask_about(&secrets, name, with_theirs, &with_nothing).await;
        // the site is there: it is what stands beside it that is not
        assert!(!answer.body.contains("no such site"), "{name} goes no further than the site: {}", answer.body);
        let found = |answer: &Answer| {
            let told: Value = serde_json::from_str(&answer.body).unwrap_or_default();
            [told["value"].clone(), told["items"].clone(), told["page"].clone()]
        };
        assert_eq!(found(&answer), found(&empty), "{name}");
    }
    for (with_theirs, with_nothing) in lists_of(own, theirs).iter().zip(lists_of(own, nothing)) {
        let status = street.look_at(&secrets, with_theirs, &with_nothing).await;
        assert_eq!(status, StatusCode::OK, "{with_theirs}");
    }
    let session = ("cookie", street.strangers_cookie.as_str());
    for (with_theirs, with_nothing) in plain_forms(own.site, theirs).iter().zip(plain_forms(own.site, nothing)) {
        let answer = with_theirs.send(&street.router, &[JSON, session]).await;
        let empty = with_nothing.send(&street.router, &[JSON, session]).await;
        assert_eq!(outcome(&answer), outcome(&empty), "{}: {}", with_theirs.path, answer.body);
        assert!(!answer.body.contains("no such site"), "{}: {}", with_theirs.path, answer.body);
    }
    street.assert_unchanged(&before, "a stranger").await;
}
