//! What publishing does when everything goes well, and when it does not.

use chrono::Duration;
use http::Method;

use super::{Publisher, enqueue, illustrate, png};
use crate::access::Role;
use crate::images::image::ImageTexts;
use crate::images::service::editing;
use crate::images::testing::{BODY, approve, draft};
use crate::integrations::ConnectionState;
use crate::integrations::fake_wordpress::Trouble;
use crate::integrations::service::connections::{ConnectForm, connect, test, view};
use crate::kit::undo::take_back;
use crate::publishing::publication::{MAX_DIRECT, Outcome, SyncAction};
use crate::publishing::service::viewing::exchanges;
use crate::sites::service::sites;

fn body(p: &Publisher, at: usize) -> String {
    p.wordpress.holdings().posts[at]["content"]["raw"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_approved_article_is_published_with_its_pictures_and_read_back() {
    let p = Publisher::new().await;
    let content = draft(&p.ada, p.site, "Cold brew", BODY).await;
    sqlx::query("UPDATE contents SET categories = '{Coffee}', tags = '{brewing,summer}'")
        .execute(p.world.state.pool())
        .await
        .expect("labelled");
    illustrate(&p, content).await;
    let published = p.publish(content).await;
    assert_eq!(p.site_status(content).await, "published");
    let post = published.post.expect("a post");
    assert_eq!(post.differences, vec![]);
    assert_eq!(post.url, format!("{}/?p={}", p.wordpress.address, p.wordpress.holdings().posts[0]["id"]));

    let held = p.wordpress.holdings().posts[0].clone();
    assert_eq!((held["status"].as_str(), held["title"]["raw"].as_str()), (Some("publish"), Some("Cold brew")));
    let media = p.wordpress.holdings().media.clone();
    assert_eq!(held["featured_media"], media[0]["id"]);
    assert_eq!((media[0]["alt_text"].as_str(), media[1]["alt_text"].as_str()), (Some("A jar"), Some("A clock")));
    let text = body(&p, 0);
    let clock = media[1]["source_url"].as_str().expect("an address");
    assert!(
        text.contains(&format!("<h2>Wait twelve hours</h2><figure><img src=\"{clock}\" alt=\"A clock\"")),
        "{text}"
    );
    assert!(!text.contains("/media/"), "{text}");
    assert!(text.contains(&format!("<!-- igny8:content={content} -->")), "{text}");
    assert_eq!(held["tags"].as_array().map(Vec::len), Some(2));
    assert_eq!(p.world.breaches().await, Vec::<String>::new());

    let log = exchanges(&p.ada.tenant, p.site.site).await.expect("a log");
    assert_eq!(log.iter().filter(|event| event.action == SyncAction::UploadImage).count(), 2);
    assert!(log.iter().all(|event| event.outcome == Outcome::Succeeded && event.content == Some(content)));
}

#[tokio::test]
async fn a_tag_in_a_title_or_an_excerpt_is_text_on_the_site() {
    let p = Publisher::new().await;
    let content = p.approved("Brew <img src=x onerror=alert(1)> & sip").await;
    sqlx::query("UPDATE contents SET excerpt = 'When a < b: <script>alert(1)</script>'")
        .execute(p.world.state.pool())
        .await
        .expect("edited");
    let published = p.publish(content).await;
    assert_eq!(published.post.expect("a post").differences, vec![]);
    let held = p.wordpress.holdings().posts[0].clone();
    assert_eq!(held["title"]["raw"], "Brew &lt;img src=x onerror=alert(1)&gt; & sip");
    assert_eq!(held["excerpt"]["raw"], "When a &lt; b: &lt;script&gt;alert(1)&lt;/script&gt;");
}

#[tokio::test]
async fn publishing_again_updates_the_same_post_and_uploads_nothing_twice() {
    let p = Publisher::new().await;
    let content = draft(&p.ada, p.site, "Cold brew", BODY).await;
    illustrate(&p, content).await;
    p.publish(content).await;
    sqlx::query("UPDATE contents SET title = 'Cold brew, slowly', version = version + 1, site_status = 'changed'")
        .execute(p.world.state.pool())
        .await
        .expect("edited");
    let again = p.publish(content).await;
    assert_eq!(again.post.expect("a post").version, again.version);
    let held = p.wordpress.holdings();
    assert_eq!((held.posts.len(), held.media.len()), (1, 2));
    assert_eq!(held.posts[0]["title"]["raw"], "Cold brew, slowly");
}

#[tokio::test]
async fn another_file_of_a_picture_is_uploaded_anew() {
    let p = Publisher::new().await;
    let content = draft(&p.ada, p.site, "Cold brew", BODY).await;
    illustrate(&p, content).await;
    p.publish(content).await;
    let first = p.pictures(content).await[0];
    editing::replace_file(&p.ada.tenant, &p.ada.state, first, png()).await.expect("uploaded");
    assert_eq!(p.site_status(content).await, "changed", "the live copy shows the other one");
    approve(&p.ada, content).await;
    p.publish(content).await;
    assert_eq!(p.site_status(content).await, "published");
    let held = p.wordpress.holdings();
    assert_eq!(held.media.len(), 2, "the one that nobody sees any more is removed");
    assert_eq!(held.posts[0]["featured_media"], held.media[1]["id"]);
}

#[tokio::test]
async fn another_alternative_text_reaches_the_library_and_a_picture_deleted_there_is_sent_again() {
    let p = Publisher::new().await;
    let content = draft(&p.ada, p.site, "Cold brew", BODY).await;
    illustrate(&p, content).await;
    p.publish(content).await;
    let featured = p.pictures(content).await[0];
    let texts = ImageTexts { prompt: "A jar".to_owned(), alt: "A tall jar".to_owned(), ..ImageTexts::default() };
    editing::edit(&p.ada.tenant, featured, &texts).await.expect("changed");
    assert_eq!(p.site_status(content).await, "changed");
    approve(&p.ada, content).await;
    p.publish(content).await;
    assert_eq!(p.wordpress.holdings().media[0]["alt_text"], "A tall jar");
    assert_eq!(p.wordpress.holdings().media.len(), 2);

    p.wordpress.holdings().media.remove(0);
    let published = p.publish(content).await;
    assert_eq!((published.error, p.site_status(content).await.as_str()), (None, "published"));
    let held = p.wordpress.holdings();
    assert_eq!(held.media.len(), 2);
    assert_eq!(held.posts[0]["featured_media"], held.media[1]["id"]);
}

#[tokio::test]
async fn an_answer_lost_after_creating_makes_no_second_post() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.wordpress.set_trouble(Trouble::LostAnswer);
    let published = p.publish(content).await;
    assert!(published.post.is_some());
    assert_eq!(p.wordpress.holdings().posts.len(), 1);
    assert_eq!(p.wordpress.count(&Method::POST, "/posts"), 1);
}

#[tokio::test]
async fn a_post_whose_number_was_lost_is_found_by_its_mark() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.publish(content).await;
    sqlx::query("DELETE FROM publications").execute(p.world.state.pool()).await.expect("forgotten");
    p.publish(content).await;
    assert_eq!(p.wordpress.holdings().posts.len(), 1);
}

#[tokio::test]
async fn numbers_of_one_site_mean_nothing_on_another() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.publish(content).await;
    let other = Publisher::new().await;
    // somebody else's post has the same number there
    let theirs = other.approved("Espresso").await;
    other.publish(theirs).await;
    let form = ConnectForm {
        address: other.wordpress.address.clone(),
        username: crate::integrations::fake_wordpress::USER.to_owned(),
        password: crate::integrations::fake_wordpress::PASSWORD.to_owned(),
    };
    connect(&p.ada.tenant, &p.ada.state, p.site.site, &form).await.expect("connects elsewhere");
    p.publish(content).await;
    let held = other.wordpress.holdings();
    assert_eq!(held.posts.len(), 2);
    assert_eq!(held.posts[0]["title"]["raw"], "Espresso");
}

#[tokio::test]
async fn a_site_that_is_down_is_tried_again_when_it_said() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.wordpress.set_trouble(Trouble::Down(1));
    let began = p.world.state.clock().now();
    let published = p.publish(content).await;
    assert!(published.post.is_some() && published.error.is_none());
    assert!(p.world.state.clock().now() >= began + Duration::seconds(60), "it waited as long as it was asked to");
    let log = exchanges(&p.ada.tenant, p.site.site).await.expect("a log");
    assert_eq!(log.iter().filter(|event| event.outcome == Outcome::Failed).count(), 1);
}

#[tokio::test]
async fn a_site_that_stays_down_fails_the_article_and_not_the_connection() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.wordpress.set_trouble(Trouble::Broken);
    let failed = p.publish(content).await;
    assert_eq!(p.site_status(content).await, "failed");
    assert!(failed.error.expect("a reason").contains("502"));
    assert_eq!(failed.connection, Some(ConnectionState::Connected));
    p.wordpress.set_trouble(Trouble::None);
    assert!(p.publish(content).await.post.is_some());
    assert_eq!(p.wordpress.holdings().posts.len(), 1);
    assert_eq!(p.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_withdrawn_password_breaks_the_connection_once_and_says_so() {
    let p = Publisher::new().await;
    let (one, two) = (p.approved("Cold brew").await, p.approved("Espresso").await);
    enqueue(&p.ada.tenant, vec![one, two]).await.expect("queued");
    p.wordpress.set_trouble(Trouble::Withdrawn);
    p.world.run_jobs().await;
    assert_eq!((p.site_status(one).await, p.site_status(two).await), ("failed".to_owned(), "failed".to_owned()));
    assert!(p.view(one).await.error.expect("a reason").contains("Connect it again"));
    let connection = view(&p.ada.tenant, p.site.site).await.expect("a view").connection.expect("a connection");
    assert_eq!(connection.state, ConnectionState::Broken);
    let told: i64 = sqlx::query_scalar("SELECT count(*) FROM audit_events WHERE action = 'integration.broken'")
        .fetch_one(p.world.state.pool())
        .await
        .expect("counted");
    assert_eq!(told, 1);
    assert_eq!(enqueue(&p.ada.tenant, vec![one]).await.expect_err("broken").code, "connection_broken");

    p.wordpress.set_trouble(Trouble::None);
    test(&p.ada.tenant, &p.ada.state, p.site.site).await.expect("tested");
    assert!(p.publish(one).await.post.is_some());
}

#[tokio::test]
async fn a_user_who_may_not_publish_is_named_and_the_connection_goes_on_working() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.wordpress.set_trouble(Trouble::MayNotPublish);
    let failed = p.publish(content).await;
    assert_eq!(p.site_status(content).await, "failed");
    assert!(failed.error.expect("a reason").contains("lack the right to publish"));
    assert_eq!(failed.connection, Some(ConnectionState::Connected));
}

#[tokio::test]
async fn nothing_is_sent_to_a_site_that_is_switched_off() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    sites::set_active(&p.ada.tenant, p.site.site, false).await.expect("switched off");
    assert_eq!(enqueue(&p.ada.tenant, vec![content]).await.expect_err("refused").code, "site_off");
    assert_eq!(p.site_status(content).await, "not_published");
}

#[tokio::test]
async fn nothing_is_sent_for_a_site_that_was_deleted_while_its_article_waited() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    enqueue(&p.ada.tenant, vec![content]).await.expect("queued");
    let undo = sites::delete(&p.ada.tenant, p.site.site).await.expect("deleted").undo;
    let seen = p.wordpress.holdings().seen.len();
    p.world.run_jobs().await;
    assert_eq!(p.wordpress.holdings().seen.len(), seen);
    assert_eq!(p.site_status(content).await, "failed");
    assert_eq!(p.world.breaches().await, Vec::<String>::new());
    take_back(&p.ada.tenant, undo).await.expect("comes back");
    assert!(p.publish(content).await.post.is_some());
}

#[tokio::test]
async fn a_web_page_in_the_place_of_data_is_named() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.wordpress.set_trouble(Trouble::Html);
    let failed = p.publish(content).await;
    assert!(failed.error.expect("a reason").contains("a web page titled \"Welcome\""));
    assert_eq!(failed.connection, Some(ConnectionState::Connected));
}

#[tokio::test]
async fn what_the_site_makes_of_it_is_shown_as_published_with_differences() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.wordpress.set_trouble(Trouble::Meddling);
    let published = p.publish(content).await;
    assert_eq!(p.site_status(content).await, "published");
    let differences = published.post.expect("a post").differences;
    assert_eq!(differences.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["content"]);
}

#[tokio::test]
async fn a_post_that_the_site_does_not_show_is_not_called_published() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.wordpress.set_trouble(Trouble::Pending);
    let failed = p.publish(content).await;
    assert_eq!(p.site_status(content).await, "failed");
    assert!(failed.error.expect("a reason").contains("“pending”"));
}

#[tokio::test]
async fn only_approved_articles_of_connected_sites_and_five_at_once() {
    let p = Publisher::new().await;
    let unapproved = draft(&p.ada, p.site, "Espresso", BODY).await;
    assert_eq!(enqueue(&p.ada.tenant, vec![unapproved]).await.expect_err("refused").code, "not_approved");
    let mut six = Vec::new();
    for n in 0..=MAX_DIRECT {
        six.push(p.approved(&format!("Brew {n}")).await);
    }
    let refused = enqueue(&p.ada.tenant, six.clone()).await.expect_err("too many");
    assert_eq!(refused.code, "publish_limit");
    assert!(refused.message.contains('5'), "{refused}");
    assert_eq!(p.site_status(six[0]).await, "not_published");
    assert_eq!(enqueue(&p.ada.tenant, vec![]).await.expect_err("none").code, "nothing_selected");

    let elsewhere = p.ada.on_plan("scale", 100);
    elsewhere.await;
    let other = p.ada.site().await;
    let lonely = draft(&p.ada, other, "Ristretto", BODY).await;
    approve(&p.ada, lonely).await;
    assert_eq!(enqueue(&p.ada.tenant, vec![lonely]).await.expect_err("refused").code, "not_connected");
}

#[tokio::test]
async fn other_accounts_and_viewers_publish_nothing() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    let bob = p.world.owner("bob").await;
    assert_eq!(enqueue(&bob.tenant, vec![content]).await.expect_err("hidden").code, "not_found");
    assert_eq!(super::publication(&bob.tenant, content).await.expect_err("hidden").code, "not_found");
    assert_eq!(exchanges(&bob.tenant, p.site.site).await.expect_err("hidden").code, "not_found");
    assert_eq!(enqueue(&p.ada.as_role(Role::Viewer), vec![content]).await.expect_err("refused").code, "role");
}
