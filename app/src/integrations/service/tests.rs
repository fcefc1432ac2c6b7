//! Connections, on a real database, with a site that answers as told.

use super::connections::{ConnectForm, connect, disconnect, test, view};
use crate::access::Role;
use crate::integrations::ConnectionState;
use crate::integrations::connection::Tested;
use crate::integrations::fake_wordpress::{FakeWordpress, PASSWORD, Trouble, USER};
use crate::kit::id::SiteId;
use crate::testing::{Person, World};

fn form(address: &str, password: &str) -> ConnectForm {
    ConnectForm { address: address.to_owned(), username: USER.to_owned(), password: password.to_owned() }
}

async fn connection(person: &Person, site: SiteId) -> Option<crate::integrations::connection::Connection> {
    view(&person.tenant, site).await.expect("the site is there").connection
}

#[tokio::test]
async fn a_site_is_connected_and_its_password_kept_sealed() {
    let (world, wordpress) = (World::new().await, FakeWordpress::start().await);
    let ada = world.owner("ada").await;
    let site = ada.site().await.site;
    let tested = connect(&ada.tenant, &ada.state, site, &form(&wordpress.address, PASSWORD)).await.expect("connects");
    assert_eq!(tested, Tested::Works);
    let known = connection(&ada, site).await.expect("a connection");
    let facts = known.report.facts.expect("facts");
    assert_eq!(
        (facts.site_name.as_str(), facts.version.as_deref(), facts.user.as_str()),
        ("Trial", Some("6.5.2"), "Ada")
    );
    assert!(facts.publish_posts && facts.upload_files && facts.pretty_permalinks);

    let (secret, row): (Vec<u8>, String) = sqlx::query_as("SELECT secret, integrations::text FROM integrations")
        .fetch_one(world.state.pool())
        .await
        .expect("a row");
    assert!(!secret.windows(4).any(|part| part == &PASSWORD.as_bytes()[..4]));
    assert!(!row.contains(PASSWORD));
    let sent = serde_json::to_string(&view(&ada.tenant, site).await.expect("a view")).expect("JSON");
    assert!(!sent.contains(PASSWORD) && !sent.contains("secret"), "{sent}");
    assert!(!format!("{:?}", form("x", PASSWORD)).contains(PASSWORD));
}

#[tokio::test]
async fn an_address_is_kept_as_one_that_leads_to_the_site_however_it_was_typed() {
    let (world, wordpress) = (World::new().await, FakeWordpress::start().await);
    let ada = world.owner("ada").await;
    let site = ada.site().await.site;
    let host = wordpress.address.trim_start_matches("http://");
    let (bare, with_slash) = (host.to_owned(), format!("{}/", wordpress.address));
    for (typed, kept) in [(bare, format!("https://{host}")), (with_slash, wordpress.address.clone())] {
        connect(&ada.tenant, &ada.state, site, &form(&typed, PASSWORD)).await.expect("is kept");
        assert_eq!(connection(&ada, site).await.expect("a connection").address, kept, "{typed}");
    }
}

#[tokio::test]
async fn the_cause_is_named_and_the_test_repeated() {
    let (world, wordpress) = (World::new().await, FakeWordpress::start().await);
    let ada = world.owner("ada").await;
    let site = ada.site().await.site;
    let tested = connect(&ada.tenant, &ada.state, site, &form(&wordpress.address, "wrong")).await.expect("saved");
    assert_eq!(tested, Tested::Broken);
    let obstacle = connection(&ada, site).await.expect("a connection").report.obstacle.expect("a cause");
    assert_eq!(obstacle.code, "wrong_credentials");
    assert!(obstacle.advice.contains("application password"));

    connect(&ada.tenant, &ada.state, site, &form(&wordpress.address, PASSWORD)).await.expect("connects");
    wordpress.set_trouble(Trouble::Withdrawn);
    assert_eq!(test(&ada.tenant, &ada.state, site).await.expect("tested"), Tested::Broken);
    wordpress.set_trouble(Trouble::None);
    assert_eq!(test(&ada.tenant, &ada.state, site).await.expect("tested"), Tested::Works);
    assert_eq!(connection(&ada, site).await.expect("a connection").report.obstacle, None);
}

#[tokio::test]
async fn what_passes_by_itself_breaks_nothing() {
    let (world, wordpress) = (World::new().await, FakeWordpress::start().await);
    let ada = world.owner("ada").await;
    let site = ada.site().await.site;
    connect(&ada.tenant, &ada.state, site, &form(&wordpress.address, PASSWORD)).await.expect("connects");
    wordpress.set_trouble(Trouble::Down(9));
    assert_eq!(test(&ada.tenant, &ada.state, site).await.expect("tested"), Tested::NotReached);
    let known = connection(&ada, site).await.expect("a connection");
    assert_eq!(known.state, ConnectionState::Connected);
    let report = known.report;
    assert_eq!(report.obstacle.expect("a cause").code, "server_error");
    assert!(report.facts.is_some(), "what was known is kept");
}

#[tokio::test]
async fn credentials_that_do_not_work_never_replace_ones_that_do() {
    let (world, wordpress) = (World::new().await, FakeWordpress::start().await);
    let ada = world.owner("ada").await;
    let site = ada.site().await.site;
    connect(&ada.tenant, &ada.state, site, &form(&wordpress.address, PASSWORD)).await.expect("connects");
    let refused =
        connect(&ada.tenant, &ada.state, site, &form(&wordpress.address, "wrong")).await.expect_err("refused");
    assert_eq!(refused.code, "wrong_credentials");
    assert_eq!(refused.typed_in("username").as_deref(), Some(USER));
    assert_eq!(refused.typed_in("password"), None);
    assert_eq!(test(&ada.tenant, &ada.state, site).await.expect("tested"), Tested::Works);
}

#[tokio::test]
async fn bad_addresses_are_errors_of_the_form_and_leave_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await.site;
    for address in ["", "two words", "ftp://example.com", "http://169.254.169.254/"] {
        let refused = connect(&ada.tenant, &ada.state, site, &form(address, PASSWORD)).await.expect_err(address);
        assert!(refused.for_field("address").is_some(), "{address}: {refused}");
    }
    assert_eq!(connection(&ada, site).await, None);
}

#[tokio::test]
async fn without_the_operators_leave_private_addresses_and_http_are_refused() {
    let (world, wordpress) = (World::new().await, FakeWordpress::start().await);
    let ada = world.owner("ada").await;
    let site = ada.site().await.site;
    let mut strict = ada.state.clone();
    let settings = crate::state::Settings { allow_private_addresses: false, ..(*strict.settings).clone() };
    strict.settings = std::sync::Arc::new(settings);
    for address in [wordpress.address.clone(), wordpress.address.replace("http://", "https://")] {
        let refused = connect(&ada.tenant, &strict, site, &form(&address, PASSWORD)).await.expect_err("refused");
        assert!(refused.for_field("address").is_some(), "{refused}");
    }
    assert!(wordpress.holdings().seen.is_empty());
}

#[tokio::test]
async fn disconnecting_forgets_the_password() {
    let (world, wordpress) = (World::new().await, FakeWordpress::start().await);
    let ada = world.owner("ada").await;
    let site = ada.site().await.site;
    connect(&ada.tenant, &ada.state, site, &form(&wordpress.address, PASSWORD)).await.expect("connects");
    disconnect(&ada.tenant, site).await.expect("disconnects");
    assert_eq!(connection(&ada, site).await, None);
    assert_eq!(test(&ada.tenant, &ada.state, site).await.expect_err("gone").code, "not_found");
}

#[tokio::test]
async fn other_accounts_and_lesser_roles_are_kept_out() {
    let (world, wordpress) = (World::new().await, FakeWordpress::start().await);
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let site = ada.site().await.site;
    let right = form(&wordpress.address, PASSWORD);
    connect(&ada.tenant, &ada.state, site, &right).await.expect("connects");
    assert_eq!(view(&bob.tenant, site).await.expect_err("hidden").code, "not_found");
    assert_eq!(connect(&bob.tenant, &bob.state, site, &right).await.expect_err("hidden").code, "not_found");
    assert_eq!(test(&bob.tenant, &bob.state, site).await.expect_err("hidden").code, "not_found");
    assert_eq!(disconnect(&bob.tenant, site).await.expect_err("hidden").code, "not_found");

    let editor = ada.as_role(Role::Editor);
    assert_eq!(connect(&editor, &ada.state, site, &right).await.expect_err("refused").code, "role");
    assert_eq!(disconnect(&editor, site).await.expect_err("refused").code, "role");
    assert!(test(&editor, &ada.state, site).await.is_ok());
    assert_eq!(test(&ada.as_role(Role::Viewer), &ada.state, site).await.expect_err("refused").code, "role");
}
