//! The list of articles: in every order, page by page, with what is around each of them.

use super::desk::Desk;
use crate::images::ImageKind;
use crate::images::image::ImageTexts;
use crate::images::service::editing;
use crate::kit::selection::Selection;
use crate::kit::undo;
use crate::writer::content_list::{ContentQuery, ContentSort};
use crate::writer::service::contents::list;
use crate::writer::service::deleting::delete_contents;

#[tokio::test]
async fn articles_are_listed_in_every_order_page_by_page() {
    let desk = Desk::new().await;
    let mut titles = Vec::new();
    for n in 0..53 {
        let title = format!("Article {n:02}");
        // the later, the longer: every order is the one of their titles
        desk.article(&title, &"<p>word</p>".repeat(n + 1)).await;
        desk.world.state.clock().advance(chrono::Duration::seconds(1));
        titles.push(title);
    }
    let (tenant, state) = (&desk.ada.tenant, &desk.world.state);
    for sort in ContentSort::ALL {
        for descending in [false, true] {
            let query = ContentQuery { sort: *sort, descending, ..ContentQuery::default() };
            let first = list(tenant, state, &query).await.expect("lists").page;
            let on = query.at(&first.next.clone().expect("there are more"));
            let second = list(tenant, state, &on).await.expect("lists").page;
            assert_eq!((first.rows.len(), second.rows.len(), second.total), (50, 3, 53), "by {sort}");
            let mut shown: Vec<String> = first.rows.iter().chain(&second.rows).map(|row| row.title.clone()).collect();
            if descending {
                shown.reverse();
            }
            assert_eq!(shown, titles, "by {sort}");
            let back = query.at(&second.previous.expect("leads back"));
            assert_eq!(list(tenant, state, &back).await.expect("lists").page.rows, first.rows, "by {sort}");
        }
    }
}

#[tokio::test]
async fn a_page_that_was_emptied_shows_the_last_one_there_is() {
    let desk = Desk::new().await;
    for n in 0..51 {
        desk.article(&format!("Article {n:02}"), "<p>word</p>").await;
    }
    let (tenant, state) = (&desk.ada.tenant, &desk.world.state);
    // all are of one moment and one length: their ids alone keep them apart
    for sort in [ContentSort::Updated, ContentSort::Words] {
        let first = ContentQuery { sort, ..ContentQuery::default() };
        let full = list(tenant, state, &first).await.expect("lists").page;
        let on = first.at(&full.next.expect("there are more"));
        let last = list(tenant, state, &on).await.expect("lists").page.rows;
        let emptied = Selection::Ids(last.iter().map(|row| row.id.0).collect());
        let deleted = delete_contents(tenant, &emptied).await.expect("deletes");
        let shown = list(tenant, state, &on).await.expect("lists").page;
        assert_eq!((last.len(), shown.next, shown.previous), (1, None, None), "by {sort}");
        assert_eq!(shown.rows, full.rows, "by {sort}");
        undo::take_back(tenant, deleted.undo).await.expect("is back");
    }
}

#[tokio::test]
async fn a_row_counts_the_pictures_it_has_or_says_what_its_first_ones_cost() {
    let desk = Desk::new().await;
    let (bare, with) = (desk.article("Bare", "<p>a</p>").await, desk.article("With", "<p>b</p>").await);
    let texts = ImageTexts { prompt: "A jar".to_owned(), ..ImageTexts::default() };
    editing::add(&desk.ada.tenant, with, ImageKind::Featured, &texts).await.expect("is added");
    let rows = list(&desk.ada.tenant, &desk.world.state, &ContentQuery::default()).await.expect("lists").page.rows;
    let row = |id| rows.iter().find(|row| row.id == id).expect("is listed");
    let only = [bare];
    let estimate = crate::images::service::prompts::estimate(&desk.ada.tenant, &desk.world.state, &only);
    let credits = estimate.await.expect("estimates").credits;
    assert_eq!((row(bare).images, row(bare).picture_credits), (0, Some(credits)));
    assert_eq!((row(with).images, row(with).images_done, row(with).picture_credits), (1, 0, None));
    assert_eq!(desk.view(bare).await.picture_credits, Some(credits));
}
