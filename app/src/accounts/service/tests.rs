//! Sign-up, sign-in and sessions on a real database.

use std::net::IpAddr;

use http::HeaderMap;
use http::header::{COOKIE, HeaderValue};

use super::operator;
use super::passwords::check_password;
use super::sessions::{self, Origin, SessionToken};
use super::sign_in::sign_in;
use super::sign_up::{SignUp, sign_up};
use crate::access::Role;
use crate::kit::ErrorKind;
use crate::testing::World;

const PASSWORD: &str = "correct horse battery";

fn form(name: &str) -> SignUp {
    SignUp {
        name: name.to_owned(),
        email: format!("{name}@example.com"),
        password: PASSWORD.to_owned(),
        company: "Home Brew Lab".to_owned(),
    }
}

/// The address of a visitor, each number another one.
fn visitor(number: u8) -> Option<IpAddr> {
    Some(IpAddr::from([203, 0, 113, number]))
}

/// The token as the browser would send it back.
fn returned(world: &World, token: &SessionToken) -> SessionToken {
    let cookie = token.set_cookie(world.state.settings());
    let pair = cookie.split(';').next().expect("a pair").to_owned();
    let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(&pair).expect("a header"))]);
    sessions::cookie_of(&headers, world.state.settings()).expect("a token")
}

#[tokio::test]
async fn signing_up_makes_an_owner_with_credits_and_a_session() {
    let world = World::new().await;
    let signed_up = sign_up(&world.state, &form("ada"), None, &Origin::default()).await.expect("signs up");
    let visitor = sessions::resume(&world.state, &returned(&world, &signed_up.token)).await.expect("is signed in");
    assert_eq!((visitor.account, visitor.user, visitor.role), (signed_up.account, signed_up.user, Role::Owner));
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_same_company_name_twice_is_two_accounts() {
    let world = World::new().await;
    let first = sign_up(&world.state, &form("ada"), None, &Origin::default()).await.expect("signs up");
    let second = sign_up(&world.state, &form("bob"), None, &Origin::default()).await.expect("signs up");
    assert_ne!(first.account, second.account);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_of_one_name_at_once_all_get_their_account() {
    let world = World::new().await;
    let signing_up = ["ada", "bob", "cleo"].map(|name| {
        let state = world.state.clone();
        tokio::spawn(async move { sign_up(&state, &form(name), None, &Origin::default()).await })
    });
    for one in signing_up {
        one.await.expect("runs").expect("signs up");
    }
}

#[tokio::test]
async fn an_email_in_use_is_a_field_error_that_keeps_what_was_typed_and_makes_nothing() {
    let world = World::new().await;
    sign_up(&world.state, &form("ada"), None, &Origin::default()).await.expect("signs up");
    let again = SignUp { email: "ADA@example.com".to_owned(), ..form("ada") };
    let error = sign_up(&world.state, &again, None, &Origin::default()).await.expect_err("is refused");
    assert!(error.for_field("email").is_some());
    assert_eq!(error.typed_in("company").as_deref(), Some("Home Brew Lab"));
    assert_eq!(error.typed_in("password"), None);
    let accounts: i64 =
        sqlx::query_scalar("SELECT count(*) FROM accounts").fetch_one(world.state.pool()).await.expect("counts");
    assert_eq!(accounts, 1);
}

#[tokio::test]
async fn people_are_seen_by_their_own_account_alone() {
    let world = World::new().await;
    let (_ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let mut tx = bob.tenant.begin().await.expect("begins");
    // a query that forgot to ask for members
    let seen: Vec<String> = sqlx::query_scalar("SELECT email FROM users").fetch_all(tx.conn()).await.expect("reads");
    assert_eq!(seen, ["bob@example.com"]);
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let world = World::new().await;
    let wrong =
        SignUp { name: " ".to_owned(), email: "ada".to_owned(), password: "short".to_owned(), company: String::new() };
    let error = sign_up(&world.state, &wrong, None, &Origin::default()).await.expect_err("is refused");
    let fields: Vec<&str> = error.fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["name", "email", "company", "password"]);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_email_get_the_same_answer() {
    let world = World::new().await;
    sign_up(&world.state, &form("ada"), None, &Origin::default()).await.expect("signs up");
    let wrong = sign_in(&world.state, "ada@example.com", "not the password", None, &Origin::default())
        .await
        .expect_err("refused");
    let unknown = sign_in(&world.state, "eve@example.com", "not the password", None, &Origin::default())
        .await
        .expect_err("refused");
    assert_eq!((wrong.kind, &wrong.code, &wrong.message), (unknown.kind, &unknown.code, &unknown.message));
    sign_in(&world.state, " Ada@Example.com ", PASSWORD, None, &Origin::default()).await.expect("signs in");
}

#[tokio::test]
async fn guessing_is_slowed_down_for_everybody() {
    let world = World::new().await;
    let mut limited = 0;
    for _ in 0..8 {
        let error =
            sign_in(&world.state, "eve@example.com", "guess", None, &Origin::default()).await.expect_err("refused");
        limited += i32::from(error.kind == ErrorKind::TooMany);
    }
    assert_eq!(limited, 3, "five tries a minute are heard");
}

#[tokio::test]
async fn an_address_that_guesses_at_many_e_mails_is_slowed_down_and_others_are_not() {
    let world = World::new().await;
    sign_up(&world.state, &form("ada"), None, &Origin::default()).await.expect("signs up");
    // too long to be anybody's: no password is looked at, so that all of this takes no time
    let guess = async |number: usize| {
        let email = format!("{number}{}@example.com", "x".repeat(300));
        sign_in(&world.state, &email, "guess", visitor(7), &Origin::default()).await.expect_err("is refused")
    };
    for number in 0..30 {
        assert_eq!(guess(number).await.code, "wrong_credentials", "thirty tries a minute are heard");
    }
    let mut slowed_down = None;
    for number in 30..60 {
        // a try is heard again every other second
        slowed_down = slowed_down.or(Some(guess(number).await).filter(|error| error.kind == ErrorKind::TooMany));
    }
    let error = slowed_down.expect("the address is slowed down");
    assert_eq!(error.code, "too_many_attempts");
    assert!(error.retry_after.is_some_and(|seconds| seconds > 0), "it is told how long to wait");
    sign_in(&world.state, "ada@example.com", PASSWORD, visitor(8), &Origin::default()).await.expect("signs in");
}

#[tokio::test]
async fn an_address_opens_no_more_than_twenty_accounts_an_hour() {
    let world = World::new().await;
    for _ in 0..20 {
        world.state.sign_in_limits.count_sign_up(visitor(7)).expect("is heard");
    }
    let error = sign_up(&world.state, &form("ada"), visitor(7), &Origin::default()).await.expect_err("is one too many");
    assert_eq!((error.kind, error.code.as_str()), (ErrorKind::TooMany, "too_many_attempts"));
    sign_up(&world.state, &form("ada"), visitor(8), &Origin::default()).await.expect("nothing was made before");
}

#[tokio::test]
async fn a_session_ends_when_idle_or_signed_out_and_says_why() {
    let world = World::new().await;
    let token = sign_up(&world.state, &form("ada"), None, &Origin::default()).await.expect("signs up").token;
    let token = returned(&world, &token);
    world.state.clock().advance(chrono::Duration::hours(11));
    sessions::resume(&world.state, &token).await.expect("is still signed in");
    world.state.clock().advance(chrono::Duration::hours(11));
    sessions::resume(&world.state, &token).await.expect("using it kept it alive");
    world.state.clock().advance(chrono::Duration::hours(13));
    let error = sessions::resume(&world.state, &token).await.expect_err("is over");
    assert_eq!((error.kind, error.code.as_str()), (ErrorKind::SignedOut, "session_expired"));

    let token = sign_in(&world.state, "ada@example.com", PASSWORD, None, &Origin::default()).await.expect("signs in");
    sessions::end(&world.state, &token).await.expect("signs out");
    let error = sessions::resume(&world.state, &token).await.expect_err("is over");
    assert_eq!(error.code, "signed_out");
}

#[tokio::test]
async fn a_new_password_ends_every_session_and_says_so() {
    let world = World::new().await;
    let token = sign_up(&world.state, &form("ada"), None, &Origin::default()).await.expect("signs up").token;
    operator::set_password(&world.state, "ada@example.com", "another good password").await.expect("sets");
    let error = sessions::resume(&world.state, &token).await.expect_err("is over");
    assert_eq!(error.code, "password_changed");
    sign_in(&world.state, "ada@example.com", "another good password", None, &Origin::default())
        .await
        .expect("signs in");
}

#[tokio::test]
async fn another_plan_comes_with_its_credits() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    assert_eq!(operator::set_plan(&world.state, "ada@example.com", "growth").await.expect("moves"), 5_000);
    assert_eq!(ada.credits().await, 5_000);
    let error = operator::set_plan(&world.state, "ada@example.com", "gold").await.expect_err("is refused");
    assert!(error.message.contains("starter"), "{error}");
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn only_the_cookies_hash_is_stored() {
    let world = World::new().await;
    let token = sign_up(&world.state, &form("ada"), None, &Origin::default()).await.expect("signs up").token;
    let cookie = token.set_cookie(world.state.settings());
    let secret = cookie.split(['=', ';']).nth(1).expect("a value").to_owned();
    let stored: String = sqlx::query_scalar("SELECT string_agg(s::text, ' ') FROM sessions s")
        .fetch_one(world.state.pool())
        .await
        .expect("reads");
    assert!(!stored.contains(&secret));
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
}

#[test]
fn weak_passwords_are_refused_and_passphrases_are_not() {
    for weak in ["short", "password123", "1234567890", "aaaaaaaaaaaa", "Ada@Example.com"] {
        assert!(check_password(weak, "ada@example.com").is_err(), "{weak}");
    }
    assert!(check_password(&"x1".repeat(200), "ada@example.com").is_err(), "too long");
    assert!(check_password("four words in a row", "ada@example.com").is_ok());
}
