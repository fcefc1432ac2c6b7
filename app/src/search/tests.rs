//! What is found, for whom and in which order, on a real database.

use uuid::Uuid;

use super::found::{Found, Kind, Shown};
use super::service::find;
use super::store::KEYWORDS_LOOKED_THROUGH;
use crate::access::Role;
use crate::kit::ErrorKind;
use crate::kit::id::SiteId;
use crate::planner::service::import::add_keywords;
use crate::sites::service::sites;
use crate::testing::{Person, TestSite, World};

/// A row of each kind that is named by its name alone; `$4` is the name.
const ROWS: &[&str] = &[
    "INSERT INTO clusters (account_id, id, site_id, sector_id, name, created_at, updated_at)
     VALUES ($1, gen_random_uuid(), $2, $3, $4, now(), now())",
    "INSERT INTO ideas (account_id, id, site_id, sector_id, title, outline, primary_keyword, content_type, structure, target_words,
                        created_at, updated_at)
     VALUES ($1, gen_random_uuid(), $2, $3, $4, '[]', 'k', 'post', 'guide', 900, now(), now())",
    "INSERT INTO tasks (account_id, id, site_id, sector_id, title, outline, primary_keyword, content_type, structure, target_words,
                        created_at, updated_at)
     VALUES ($1, gen_random_uuid(), $2, $3, $4, '[]', 'k', 'post', 'guide', 900, now(), now())",
    "INSERT INTO contents (account_id, id, site_id, sector_id, title, slug, body, content_type, structure, created_at, updated_at)
     VALUES ($1, gen_random_uuid(), $2, $3, $4, 'a-' || md5(random()::text), '<p>x</p>', 'post', 'guide', now(), now())",
];

async fn plant(person: &Person, site: TestSite, sql: &'static str, name: &str) {
    sqlx::query(sql)
        .bind(person.account)
        .bind(site.site)
        .bind(site.sector)
        .bind(name)
        .execute(person.state.pool())
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// The name for a row of every kind but the site.
async fn plant_all(person: &Person, site: TestSite, name: &str) {
    for sql in ROWS {
        plant(person, site, sql, name).await;
    }
    keyword(person, site, name).await;
}

async fn keyword(person: &Person, site: TestSite, keyword: &str) {
    let (_, counts) = add_keywords(&person.tenant, Some(site.site), None, "", keyword).await.expect("is added");
    assert_eq!(counts.imported, 1, "{keyword}");
}

async fn rename(person: &Person, site: TestSite, name: &str) {
    run(person, "UPDATE sites SET name = $3 WHERE account_id = $1 AND id = $2", site.site.0, name).await;
}

async fn run(person: &Person, sql: &'static str, id: Uuid, text: &str) {
    let done = sqlx::query(sql).bind(person.account).bind(id).bind(text).execute(person.state.pool()).await;
    done.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

async fn search(person: &Person, text: &str) -> Found {
    search_from(person, text, None).await
}

async fn search_from(person: &Person, text: &str, here: Option<SiteId>) -> Found {
    find(&person.tenant, text, here, Shown::Palette).await.expect("is searched")
}

fn titles(found: &Found, kind: Kind) -> Vec<&str> {
    let group = found.groups.iter().find(|group| group.kind == kind);
    group.map(|group| group.hits.iter().map(|hit| hit.title.as_str()).collect()).unwrap_or_default()
}

fn kinds(found: &Found) -> Vec<Kind> {
    found.groups.iter().map(|group| group.kind).collect()
}

#[tokio::test]
async fn every_kind_is_found_by_a_part_of_its_name() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    plant_all(&ada, site, "the moka pot").await;
    rename(&ada, site, "Moka Pots of Milan").await;
    let found = search(&ada, "  MOKA   po").await;
    assert_eq!(kinds(&found), Kind::ALL);
    for group in &found.groups {
        let hit = &group.hits[0];
        assert_eq!((group.hits.len(), hit.site, group.more), (1, site.site, false), "{}", group.kind);
        if group.kind != Kind::Site {
            assert_eq!((hit.title.as_str(), hit.place.as_str()), ("the moka pot", "Moka Pots of Milan"));
        }
        assert!(!hit.state.is_empty());
    }
    // a site by its address, with its scheme or without; a keyword in another spelling
    let host = format!("{}.example", site.site);
    assert_eq!(titles(&search(&ada, &host).await, Kind::Site), ["Moka Pots of Milan"]);
    assert_eq!(titles(&search(&ada, &format!("https://{host}/")).await, Kind::Site), ["Moka Pots of Milan"]);
    keyword(&ada, site, "café crème").await;
    assert_eq!(titles(&search(&ada, "Cafe-Creme").await, Kind::Keyword), ["café crème"]);
}

#[tokio::test]
async fn whoever_may_look_finds_what_is_theirs_and_no_other_s() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let (hers, his) = (ada.site().await, bob.site().await);
    plant_all(&ada, hers, "moka pot").await;
    assert_eq!(search(&bob, "moka").await, Found::default());
    // another account's site puts nothing first and shows nothing
    assert_eq!(search_from(&bob, "moka", Some(hers.site)).await, Found::default());
    assert_eq!(search_from(&ada, "moka", Some(his.site)).await, search(&ada, "moka").await);
    let seen = find(&ada.as_role(Role::Viewer), "moka", None, Shown::Page).await.expect("a viewer searches");
    assert_eq!(seen.count(), 5);
}

#[tokio::test]
async fn what_is_deleted_or_hidden_is_not_found() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (site, other) = (ada.site().await, ada.site().await);
    plant_all(&ada, site, "moka pot").await;
    plant_all(&ada, other, "moka pot").await;
    assert_eq!(search(&ada, "moka").await.count(), 10);
    for table in ["clusters", "ideas", "tasks", "contents", "keywords"] {
        let sql = format!("UPDATE {table} SET deleted_at = now() WHERE account_id = $1 AND site_id = $2");
        let deleted = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(ada.account).bind(site.site);
        assert_eq!(deleted.execute(ada.state.pool()).await.expect("is deleted").rows_affected(), 1, "{table}");
    }
    let found = search(&ada, "moka").await;
    assert_eq!(found.count(), 5);
    assert!(found.groups.iter().all(|group| group.hits.iter().all(|hit| hit.site == other.site)));
    // a sector that is switched off hides what the planner's lists hide
    run(&ada, "UPDATE sectors SET active = false WHERE account_id = $1 AND id = $2 AND $3 = ''", other.sector.0, "")
        .await;
    assert_eq!(kinds(&search(&ada, "moka").await), [Kind::Task, Kind::Article]);
    // a site takes all that is its own with it
    sites::delete(&ada.tenant, other.site).await.expect("is deleted");
    assert_eq!(search(&ada, "moka").await, Found::default());
    assert_eq!(titles(&search(&ada, "home brew").await, Kind::Site), ["Home Brew Lab"]);
}

#[tokio::test]
async fn signs_are_letters() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    plant(&ada, site, ROWS[1], "100% arabica_beans").await;
    plant(&ada, site, ROWS[1], "100 arabica beans").await;
    for text in ["100%", "arabica_b"] {
        assert_eq!(titles(&search(&ada, text).await, Kind::Idea), ["100% arabica_beans"], "{text}");
    }
    for text in ["%_", "%%", "__", "\\\\"] {
        assert_eq!(search(&ada, text).await, Found::default(), "{text}");
    }
    keyword(&ada, site, "★★").await;
    assert_eq!(titles(&search(&ada, "★★").await, Kind::Keyword), ["★★"]);
}

#[tokio::test]
async fn what_is_exact_comes_first_then_what_begins_so() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (site, other) = (ada.site().await, ada.site().await);
    for name in ["best moka pot", "moka pot", "moka pot size", "a moka pot"] {
        plant_all(&ada, site, name).await;
    }
    plant_all(&ada, other, "moka pot care").await;
    let expected = ["moka pot", "moka pot care", "moka pot size", "a moka pot", "best moka pot"];
    let found = search(&ada, "Moka Pot").await;
    for kind in [Kind::Keyword, Kind::Cluster, Kind::Idea, Kind::Task, Kind::Article] {
        assert_eq!(titles(&found, kind), expected, "{kind}");
    }
    // rows of the site that is looked at come first among those that match as well
    let from_site = search_from(&ada, "moka pot", Some(site.site)).await;
    let expected = ["moka pot", "moka pot size", "moka pot care", "a moka pot", "best moka pot"];
    for kind in [Kind::Keyword, Kind::Cluster, Kind::Idea, Kind::Task, Kind::Article] {
        assert_eq!(titles(&from_site, kind), expected, "{kind}");
    }
    rename(&ada, site, "Brew").await;
    rename(&ada, other, "The brew").await;
    assert_eq!(titles(&search(&ada, "brew").await, Kind::Site), ["Brew", "The brew"]);
}

#[tokio::test]
async fn at_most_five_of_a_kind_are_shown_and_eight_on_the_page() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    for n in 0..9 {
        plant_all(&ada, site, &format!("pot number {n}")).await;
    }
    for (shown, most) in [(Shown::Palette, 5), (Shown::Page, 8)] {
        for text in ["pot", "number"] {
            let found = find(&ada.tenant, text, None, shown).await.expect("is searched");
            assert_eq!(found.groups.len(), 5);
            assert!(found.groups.iter().all(|group| group.hits.len() == most && group.more), "{text} {shown}");
        }
    }
    assert!(search(&ada, "number 3").await.groups.iter().all(|group| !group.more));
}

#[tokio::test]
async fn a_text_that_is_too_short_or_too_long_is_refused_in_its_field() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for (text, code) in [(" a ", "search_too_short"), ("", "search_too_short"), (&*"a".repeat(101), "search_too_long")]
    {
        let refused = find(&ada.tenant, text, None, Shown::Page).await.expect_err("is refused");
        assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::Invalid, code));
        assert!(refused.for_field("q").is_some());
    }
    // what a database cannot take does no harm
    assert_eq!(search(&ada, "mo\0ka").await, Found::default());
}

/// `$4` keywords, `pot 0` the oldest.
const MANY: &str = "INSERT INTO keywords (account_id, id, site_id, sector_id, keyword, normalised, source, created_at, updated_at)
     SELECT $1, ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $2, $3, 'pot ' || n, 'pot ' || n, 'typed',
            now(), now()
       FROM generate_series(0, $4::bigint - 1) AS g (n)";

#[tokio::test]
async fn in_a_large_account_keywords_are_found_by_their_beginning_however_many_there_are() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    sqlx::query(MANY)
        .bind(ada.account)
        .bind(site.site)
        .bind(site.sector)
        .bind(KEYWORDS_LOOKED_THROUGH * 2)
        .execute(ada.state.pool())
        .await
        .expect("many keywords");
    for wanted in ["pot 0", "pot 7", "pot 39999"] {
        assert_eq!(titles(&search(&ada, wanted).await, Kind::Keyword).first(), Some(&wanted));
    }
    // by a part within, among the latest
    assert_eq!(titles(&search(&ada, "t 39999").await, Kind::Keyword), ["pot 39999"]);
    assert_eq!(search(&ada, "t 19999").await, Found::default());
}
