//! An account with two sites: whoever is at one stays with it, wherever a link or a form leads.

use std::collections::{BTreeSet, VecDeque};

use super::*;

/// Pages about one thing, which have to be among those that links lead to.
const THINGS: [&str; 12] = [
    "/sites/:id",
    "/sites/:id/settings",
    "/sites/:id/sectors",
    "/sites/:id/connection",
    "/planner/import/:id",
    "/planner/keywords/:id",
    "/planner/clusters/:id",
    "/planner/ideas/:id",
    "/writer/tasks/:id",
    "/writer/content/:id",
    "/writer/content/:id/preview",
    "/writer/content/:id/revisions",
];

/// The links of a page to pages of the product.
fn links(page: &str) -> Vec<String> {
    let hrefs = page.split("<a ").skip(1).filter_map(|tag| Some(tag.split_once("href=\"")?.1.split_once('"')?.0));
    let to_pages = |href: &&str| href.starts_with('/') && !href.starts_with("/media/") && !href.contains(".csv");
    hrefs.filter(to_pages).map(|href| href.replace("&amp;", "&")).collect()
}

/// The forms of a page that lead to another one by their fields.
fn searches(page: &str) -> Vec<&str> {
    let forms = page.split("<form ").skip(1).filter_map(|form| form.split("</form>").next());
    forms.filter(|form| form.split('>').next().unwrap_or_default().to_lowercase().contains("method=\"get\"")).collect()
}

/// The path of an address, with `:id` for each id in it.
fn kind_of(address: &str) -> String {
    let path = address.split('?').next().unwrap_or_default();
    path.split('/').map(|part| if part.parse::<Uuid>().is_ok() { ":id" } else { part }).collect::<Vec<_>>().join("/")
}

/// The site that an address names.
fn site_of(address: &str) -> Option<Uuid> {
    let (_, query) = address.split_once('?')?;
    let (_, id) = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "site")?;
    id.parse().ok()
}

#[tokio::test]
async fn whoever_looks_at_the_second_site_stays_with_it_wherever_a_link_leads() {
    let (pool, router, cookie) = demo("two_sites").await;
    let second: Uuid = sqlx::query_scalar("SELECT id FROM sites").fetch_one(&pool).await.expect("one site");
    let first = add_site(&router, &cookie).await.site;
    // an address that names no site means the oldest
    let older = sqlx::query("UPDATE sites SET created_at = created_at - interval '1 year' WHERE id = $1");
    assert_eq!(older.bind(first).execute(&pool).await.expect("runs").rows_affected(), 1);

    let mut waiting = VecDeque::from([format!("/?site={second}"), format!("/search?q=coffee&site={second}")]);
    let (mut seen, mut astray) = (BTreeSet::new(), BTreeSet::new());
    while let Some(address) = waiting.pop_front() {
        let kind = kind_of(&address);
        if !seen.insert(kind.clone()) {
            continue;
        }
        let page = ask(&router, Method::GET, &address, &[HTML, ("cookie", &cookie)], "").await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        for form in searches(&page.body) {
            assert!(form.contains(&format!("name=\"site\" value=\"{second}\"")), "{kind}: {form}");
        }
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            links(&page.body).into_iter().partition(|link| site_of(link) == Some(second));
        let (others, nowhere): (Vec<_>, Vec<_>) = elsewhere.into_iter().partition(|link| site_of(link) == Some(first));
        // to the other site by the switch alone, save where sites are listed
        assert!(others.len() == 1 || kind == "/sites", "{kind}: {others:?}");
        astray.extend(nowhere.into_iter().map(|link| format!("{kind}: {link}")));
        waiting.extend(here);
    }
    assert_eq!(astray, BTreeSet::new());
    let unseen: Vec<_> = THINGS.into_iter().filter(|kind| !seen.contains(*kind)).collect();
    assert_eq!(unseen, Vec::<&str>::new(), "{seen:?}");
}

#[tokio::test]
async fn what_a_form_makes_is_shown_within_the_site_of_its_page() {
    let router = router().await;
    let cookie = sign_up(&router, "within@example.com").await;
    let own = add_site(&router, &cookie).await;
    let place = format!("sector:{}", own.sector);
    let fields = [
        ("place", place.as_str()),
        ("title", "How to descale"),
        ("primary_keyword", "descale"),
        ("structure", "guide"),
        ("target_words", "1500"),
    ];
    let form = Serializer::new(String::new()).extend_pairs(fields).finish();
    let from = format!("http://127.0.0.1:3000/planner/ideas?q=kettle&site={}", own.site);
    let headers = [FORM, OWN, HTML, ("referer", from.as_str()), ("cookie", cookie.as_str())];
    let made = ask(&router, Method::POST, "/sfn/planner/add_idea", &headers, &form).await;
    let to = header(&made, "location");
    assert_eq!((kind_of(to).as_str(), site_of(to)), ("/planner/ideas/:id", Some(own.site)), "{} {to}", made.status);
}
