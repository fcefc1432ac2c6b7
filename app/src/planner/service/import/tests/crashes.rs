//! Imports that are killed, fail, or are cancelled: they go on where they stopped, and count nothing twice.

use super::*;
use crate::jobs;
use crate::planner::service::import::batch::{self, BATCH, Batch, Place};
use crate::planner::service::import::file::{Rows, Uploads};
use crate::planner::service::import::home;
use crate::planner::store;

/// A list of more than two batches.
fn long_list() -> Vec<u8> {
    (0..2_500).map(|n| format!("keyword number {n}\n")).collect::<String>().into_bytes()
}

/// Does what a worker does for its first batch, and no more: what a kill leaves behind.
async fn first_batch(person: &Person, id: ImportId) {
    let import = shown(person, id).await;
    let mut rows = Rows::open(&Uploads::of(&person.state).path(id), &import.layout).expect("is there");
    let mut read = Batch::default();
    for _ in 0..BATCH {
        read.push(&rows.next_row().expect("reads").expect("is long enough"), &import.layout);
    }
    let place = Place { import: id, site: import.site, sector: import.sector, source: "list" };
    let mut tx = person.tenant.begin().await.expect("begins");
    let done = batch::write(&mut tx, place, &read, import.counts).await.expect("is written");
    store::imports::set_counts(&mut tx, id, done).await.expect("is written");
    tx.commit().await.expect("commits");
}

#[tokio::test]
async fn a_killed_import_goes_on_and_takes_nothing_of_its_own_for_a_duplicate() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let id = upload(&ada, site, "long.txt", &long_list()).await.expect("is received");
    start(&ada.state, &ada.tenant, id, None).await.expect("starts");
    first_batch(&ada, id).await;
    assert_eq!(shown(&ada, id).await.counts, counts(1_000, 1_000, 0, 0, 0));
    world.run_jobs().await;
    let done = shown(&ada, id).await;
    assert!(is_done(&done));
    assert_eq!(done.counts, counts(2_500, 2_500, 0, 0, 0));
    assert_eq!(stored(&ada).await, 2_500);
    assert!(!Uploads::of(&ada.state).path(id).exists());
}

#[tokio::test]
async fn an_import_whose_file_is_gone_stops_with_a_reason_and_goes_on_when_it_is_back() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let id = upload(&ada, site, "long.txt", &long_list()).await.expect("is received");
    let path = Uploads::of(&ada.state).path(id);
    let aside = path.with_extension("aside");
    start(&ada.state, &ada.tenant, id, None).await.expect("starts");
    first_batch(&ada, id).await;
    std::fs::rename(&path, &aside).expect("moves");
    world.run_jobs().await;
    let stopped = shown(&ada, id).await;
    assert_eq!((stopped.state, stopped.counts.imported), (ImportState::Failed, 1_000));
    assert!(stopped.error.is_some_and(|reason| reason.contains("Upload it again")));
    std::fs::rename(&aside, &path).expect("moves back");
    start(&ada.state, &ada.tenant, id, None).await.expect("starts again");
    world.run_jobs().await;
    assert_eq!(shown(&ada, id).await.counts, counts(2_500, 2_500, 0, 0, 0));
}

#[tokio::test]
async fn an_import_whose_file_was_removed_before_it_began_says_so() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let id = upload(&ada, site, "long.txt", &long_list()).await.expect("is received");
    assert_eq!(shown(&ada, id).await.label(), "To be checked");
    std::fs::remove_file(Uploads::of(&ada.state).path(id)).expect("is removed");
    let gone = detail(&ada.state, &ada.tenant, id).await.expect("is there all the same");
    assert_eq!((gone.import.label(), gone.preview), ("File removed", None));
    let listed = home(&ada.state, &ada.tenant, Some(site.site)).await.expect("is listed").imports;
    assert_eq!(listed.iter().map(ImportRow::label).collect::<Vec<_>>(), ["File removed"]);
}

#[tokio::test]
async fn a_cancelled_import_keeps_what_it_has_and_can_go_on() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let id = upload(&ada, site, "long.txt", &long_list()).await.expect("is received");
    let queued = start(&ada.state, &ada.tenant, id, None).await.expect("starts");
    first_batch(&ada, id).await;
    jobs::service::cancel(&ada.tenant, queued.batch).await.expect("is cancelled");
    let stopped = shown(&ada, id).await;
    assert_eq!(stopped.state, ImportState::Failed);
    assert!(stopped.error.is_some_and(|reason| reason.contains("Cancelled after 1,000 rows")));
    start(&ada.state, &ada.tenant, id, None).await.expect("goes on");
    world.run_jobs().await;
    assert_eq!(shown(&ada, id).await.counts, counts(2_500, 2_500, 0, 0, 0));
}

#[tokio::test]
async fn two_clicks_start_one_import() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let id = upload(&ada, site, "long.txt", &long_list()).await.expect("is received");
    let (first, second) =
        tokio::join!(start(&ada.state, &ada.tenant, id, None), start(&ada.state, &ada.tenant, id, None));
    let ((Ok(_), Err(refused)) | (Err(refused), Ok(_))) = (first, second) else { panic!("exactly one starts") };
    assert_eq!(refused.code, "import_begun");
    world.run_jobs().await;
    assert_eq!(shown(&ada, id).await.counts, counts(2_500, 2_500, 0, 0, 0));
    let late = start(&ada.state, &ada.tenant, id, None).await.expect_err("is over");
    assert_eq!(late.code, "import_begun");
}
