//! The list of pictures, article by article.

use super::{png, texts};
use crate::images::image_list::{ARTICLES_A_PAGE, ImageQuery};
use crate::images::service::{editing, generation, listing};
use crate::images::testing::{BODY, draft};
use crate::images::{ImageKind, ImageStatus};
use crate::kit::selection::Selection;
use crate::testing::World;
use crate::writer::service::deleting::delete_contents;

#[tokio::test]
async fn the_list_groups_by_article_narrows_and_selects() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    for title in ["Cold brew", "Espresso"] {
        let content = draft(&ada, site, title, BODY).await;
        let done = editing::add(&ada.tenant, content, ImageKind::Featured, &texts("A jar")).await.expect("added");
        editing::add(&ada.tenant, content, ImageKind::InArticle, &texts("A cup")).await.expect("added");
        editing::replace_file(&ada.tenant, &ada.state, done, png()).await.expect("uploaded");
    }
    let all = listing::list(&ada.tenant, &ada.state, &ImageQuery::default()).await.expect("a list");
    assert_eq!((all.page.total, all.images), (2, 4));
    assert_eq!(all.page.rows[0].title, "Espresso", "the latest first");
    assert_eq!(
        listing::statuses(&ada.tenant, None).await.expect("counts"),
        [(ImageStatus::Generated, 2), (ImageStatus::Pending, 2)]
    );
    let missing = ImageQuery { status: Some(ImageStatus::Pending), q: "brew".to_owned(), ..ImageQuery::default() };
    let narrowed = listing::list(&ada.tenant, &ada.state, &missing).await.expect("a list");
    assert_eq!((narrowed.page.total, narrowed.images, narrowed.page.rows[0].images.len()), (1, 1, 1));
    let ids = listing::selected(&ada.tenant, &Selection::AllMatching(missing)).await.expect("ids");
    assert_eq!(ids, [narrowed.page.rows[0].images[0].id]);
    let estimate = generation::estimate(&ada.tenant, &ada.state, &ids).await.expect("an estimate");
    assert_eq!((estimate.items, estimate.credits), (1, 1));
}

#[tokio::test]
async fn a_page_that_was_emptied_shows_the_last_one_there_is() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    for n in 0..=ARTICLES_A_PAGE {
        let content = draft(&ada, site, &format!("Article {n}"), BODY).await;
        editing::add(&ada.tenant, content, ImageKind::Featured, &texts("A jar")).await.expect("added");
    }
    let full = listing::list(&ada.tenant, &ada.state, &ImageQuery::default()).await.expect("a list").page;
    let on = ImageQuery { at: full.next.expect("there are more"), ..ImageQuery::default() };
    let last = listing::list(&ada.tenant, &ada.state, &on).await.expect("a list").page.rows;
    let emptied = Selection::Ids(last.iter().map(|group| group.content.0).collect());
    delete_contents(&ada.tenant, &emptied).await.expect("deletes");
    let shown = listing::list(&ada.tenant, &ada.state, &on).await.expect("a list").page;
    assert_eq!((last.len(), shown.next, shown.previous), (1, None, None));
    assert_eq!(shown.rows, full.rows);
}
