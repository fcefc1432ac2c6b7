//! Files of every tool, from bytes to keywords.

use super::*;
use crate::planner::import::{ColumnMap, Delimiter, ImportState, PreviewOutcome, TextEncoding, Tool};
use crate::planner::service::import::{add_keywords, rejected_csv, set_layout};
use futures::TryStreamExt as _;

#[tokio::test]
async fn every_tool_is_recognised_and_imported_whole() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let first = import(&world, &ada, site, AHREFS).await;
    assert!(is_done(&first));
    assert_eq!((first.layout.tool, first.counts), (Tool::Ahrefs, counts(480, 480, 0, 0, 0)));
    assert_eq!(
        figures(&ada, "best espresso machine guide").await,
        (Some(170), Some(60), Some(125), Some("commercial".to_owned()), "US".to_owned())
    );
    // no country: another keyword than the same words in the United States
    let second = import(&world, &ada, site, SEMRUSH).await;
    assert_eq!((second.layout.tool, second.counts), (Tool::Semrush, counts(480, 480, 0, 0, 0)));
    let third = import(&world, &ada, site, GOOGLE).await;
    assert_eq!((third.layout.tool, third.layout.encoding), (Tool::GoogleKeywordPlanner, TextEncoding::Utf16Le));
    assert_eq!(third.counts, counts(480, 0, 480, 0, 0));
    let fourth = import(&world, &ada, site, CONSOLE).await;
    assert_eq!((fourth.layout.tool, fourth.counts), (Tool::SearchConsole, counts(200, 0, 200, 0, 0)));
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn ranges_become_their_middle() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let done = import(&world, &ada, site, GOOGLE).await;
    assert_eq!(done.counts, counts(480, 480, 0, 0, 0));
    assert_eq!(figures(&ada, "best espresso machine guide").await, (Some(550), None, Some(125), None, String::new()));
}

#[tokio::test]
async fn a_table_by_hand_loses_nothing_and_says_what_is_wrong() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let done = import(&world, &ada, site, BY_HAND).await;
    assert_eq!(done.layout.encoding, TextEncoding::Windows1252);
    assert_eq!(done.counts, counts(9, 4, 1, 4, 0));
    assert_eq!(figures(&ada, "café au lait").await.0, Some(1200));
    assert_eq!(figures(&ada, "COLD BREW coffee").await.0, Some(5400));
    assert_eq!(figures(&ada, "espresso machine").await.0, None);
    assert_eq!(figures(&ada, "naïve roast").await.1, Some(5));
    let rejected = rejected(&ada, done.id).await;
    assert_eq!(rejected.iter().map(|row| row.line).collect::<Vec<_>>(), [5, 6, 8, 9]);
    let reasons: Vec<&str> = rejected.iter().map(|row| row.reason.as_str()).collect();
    assert_eq!(reasons[0], "There is no keyword.");
    assert!(reasons[1].contains("formula"), "{}", reasons[1]);
    assert_eq!(reasons[2], "Searches a month “-5” is below 0. Difficulty “300” is not between 0 and 100.");
    assert!(reasons[3].contains("600 characters"), "{}", reasons[3]);
    assert_eq!(rejected[2].content, "latte;-5;300");
}

#[tokio::test]
async fn rejected_rows_come_as_a_file_that_no_spreadsheet_runs() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let done = import(&world, &ada, site, BY_HAND).await;
    let (name, stream) = rejected_csv(&ada.tenant, done.id).await.expect("is there");
    assert_eq!(name, "keywords.csv");
    let bytes: Vec<u8> = stream.try_collect::<Vec<_>>().await.expect("streams").concat();
    let text = String::from_utf8(bytes).expect("is text");
    assert_eq!(text.lines().count(), 5);
    assert!(text.starts_with("\u{FEFF}line,reason,keyword,volume,difficulty\r\n"), "{text}");
    assert!(text.contains("'=HYPERLINK"), "{text}");
}

#[tokio::test]
async fn rejected_rows_are_corrected_and_uploaded_again() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    for file in [BY_HAND.to_vec(), BY_HAND.iter().map(|byte| if *byte == b';' { b'\t' } else { *byte }).collect()] {
        let done = import(&world, &ada, site, &file).await;
        let (_, stream) = rejected_csv(&ada.tenant, done.id).await.expect("is there");
        let bytes: Vec<u8> = stream.try_collect::<Vec<_>>().await.expect("streams").concat();
        // as it is, every row is rejected again, for the same reason
        let again = import(&world, &ada, site, &bytes).await;
        let map = ColumnMap { keyword: 2, volume: Some(3), difficulty: Some(4), ..ColumnMap::default() };
        assert_eq!((again.layout.map, again.counts), (map, counts(4, 0, 0, 4, 0)));
        let (before, after) = (rejected(&ada, done.id).await, rejected(&ada, again.id).await);
        let reasons = |rows: &[Rejection]| rows[..3].iter().map(|row| row.reason.clone()).collect::<Vec<_>>();
        assert_eq!(reasons(&after), reasons(&before));
        let corrected = String::from_utf8(bytes).expect("is text").replace("latte,'-5,300", "latte,50,30");
        assert_eq!(import(&world, &ada, site, corrected.as_bytes()).await.counts.rejected, 3);
        assert_eq!(figures(&ada, "latte").await.0, Some(50));
    }
}

#[tokio::test]
async fn a_workbook_is_imported_like_a_text_file() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let done = import(&world, &ada, site, WORKBOOK).await;
    assert_eq!(done.counts, counts(4, 3, 0, 1, 0));
    assert_eq!(
        figures(&ada, "cold brew ratio").await,
        (Some(1900), Some(23), Some(125), Some("informational".to_owned()), String::new())
    );
    assert_eq!(figures(&ada, "café au lait").await.0, Some(5500));
    assert_eq!(rejected(&ada, done.id).await[0].line, 4);
}

#[tokio::test]
async fn the_preview_shows_what_will_be_kept_and_can_be_corrected() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let id = upload(&ada, site, "by-hand.csv", BY_HAND).await.expect("is received");
    let shown_at_first = detail(&ada.state, &ada.tenant, id).await.expect("is there");
    let preview = shown_at_first.preview.expect("nothing is imported yet");
    assert_eq!((preview.checked, preview.good, preview.complete), (9, 5, true));
    assert!(
        matches!(&preview.rows[0].outcome, PreviewOutcome::Keyword { keyword, volume: Some(1200), .. } if keyword == "café au lait")
    );
    assert!(matches!(&preview.rows[4].outcome, PreviewOutcome::Rejected(_)));
    // the wrong encoding shows at once and loses nothing
    let mut form = form_of(&shown_at_first.import);
    form.encoding = "utf-8".to_owned();
    set_layout(&ada.state, &ada.tenant, id, &form).await.expect("is kept");
    let wrong = detail(&ada.state, &ada.tenant, id).await.expect("is there").preview.expect("still waits");
    assert!(matches!(&wrong.rows[0].outcome, PreviewOutcome::Rejected(reason) if reason.contains("another encoding")));
    // back, without the difficulty, and for Germany
    let mut form = form_of(&shown(&ada, id).await);
    form.encoding = "windows-1252".to_owned();
    set_layout(&ada.state, &ada.tenant, id, &form).await.expect("is kept");
    let mut form = form_of(&shown(&ada, id).await);
    form.columns.difficulty = String::new();
    form.country = "DE".to_owned();
    start(&ada.state, &ada.tenant, id, Some(&form)).await.expect("starts");
    world.run_jobs().await;
    let (volume, difficulty, _, _, country) = figures(&ada, "café au lait").await;
    assert_eq!((volume, difficulty, country.as_str()), (Some(1200), None, "DE"));
}

#[tokio::test]
async fn a_file_that_is_read_anew_is_shown_before_it_is_imported() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let file = b"keyword,volume\ncold brew,1200\nmoka pot,90\n";
    let id = upload(&ada, site, "list.csv", file).await.expect("is received");
    let at_first = form_of(&shown(&ada, id).await);
    for (changed, delimiter) in [
        (ImportForm { delimiter: "semicolon".to_owned(), ..at_first.clone() }, Delimiter::Semicolon),
        (ImportForm { encoding: "windows-1252".to_owned(), ..at_first.clone() }, Delimiter::Comma),
    ] {
        let refused = start(&ada.state, &ada.tenant, id, Some(&changed)).await.expect_err("nobody has seen it");
        // its columns are not those of the form, which does not come back
        assert_eq!((refused.code.as_str(), refused.typed.len()), ("read_anew", 0));
        let import = shown(&ada, id).await;
        assert_eq!((import.state, import.layout.delimiter), (ImportState::Uploaded, delimiter));
    }
    let seen = form_of(&shown(&ada, id).await);
    start(&ada.state, &ada.tenant, id, Some(&seen)).await.expect("starts");
    world.run_jobs().await;
    assert_eq!(shown(&ada, id).await.counts, counts(2, 2, 0, 0, 0));
}

#[tokio::test]
async fn a_corrected_form_is_checked_field_by_field() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let id = upload(&ada, site, "by-hand.csv", BY_HAND).await.expect("is received");
    let good = form_of(&shown(&ada, id).await);
    let wrong = [
        ("sector", ImportForm { sector: "nonsense".to_owned(), ..good.clone() }),
        ("encoding", ImportForm { encoding: "ebcdic".to_owned(), ..good.clone() }),
        ("delimiter", ImportForm { delimiter: "dash".to_owned(), ..good.clone() }),
        ("skip", ImportForm { skip: "-1".to_owned(), ..good.clone() }),
        ("country", ImportForm { country: "Atlantis".to_owned(), ..good.clone() }),
        ("column-keyword", ImportForm { columns: ColumnForm::default(), ..good.clone() }),
        (
            "column-volume",
            ImportForm { columns: ColumnForm { volume: "99".to_owned(), ..good.columns.clone() }, ..good.clone() },
        ),
    ];
    for (field, form) in wrong {
        let error = set_layout(&ada.state, &ada.tenant, id, &form).await.expect_err(field);
        assert!(error.for_field(field).is_some(), "{field}: {error:?}");
        // the form comes back as it was corrected
        assert_eq!(error.typed_in("skip"), Some(form.skip));
        assert_eq!(error.typed_in("column-volume"), Some(form.columns.volume));
    }
    assert_eq!(shown(&ada, id).await.state, ImportState::Uploaded);
}

#[tokio::test]
async fn a_pasted_list_follows_the_same_rules_at_once() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let text = "cold brew ratio\nCold  Brew Ratio\n\n=1+1\nmoka pot\n";
    let (id, done) = add_keywords(&ada.tenant, Some(site.site), None, "us", text).await.expect("is added");
    assert_eq!(done, counts(4, 2, 1, 1, 0));
    assert!(is_done(&shown(&ada, id).await));
    assert_eq!(rejected(&ada, id).await[0].line, 4);
    assert_eq!(figures(&ada, "moka pot").await.4, "US");
    let (_, again) = add_keywords(&ada.tenant, Some(site.site), Some(site.sector), "US", "moka pot, aeropress")
        .await
        .expect("is added");
    assert_eq!(again, counts(2, 1, 1, 0, 0));
    let table = "Keyword\tSearch volume\nhand grinder\t1,200\n";
    let (_, table) = add_keywords(&ada.tenant, None, None, "", table).await.expect("is added");
    assert_eq!(table, counts(1, 1, 0, 0, 0));
    assert_eq!(figures(&ada, "hand grinder").await.0, Some(1200));
}

#[tokio::test]
async fn every_word_of_a_pasted_list_is_a_keyword() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    for (text, words) in [
        ("keyword", 1),
        ("seo tools, keyword research, term, backlinks", 4),
        ("phrase, link building", 2),
        ("cold brew\nquery\nsearch term\nmoka pot\n", 4),
    ] {
        let (_, done) = add_keywords(&ada.tenant, Some(site.site), None, "", text).await.expect("is added");
        assert_eq!(done, counts(words, words, 0, 0, 0), "{text}");
    }
}

#[tokio::test]
async fn a_pasted_list_that_cannot_be_taken_says_why_and_keeps_what_was_typed() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let empty = add_keywords(&ada.tenant, Some(site.site), None, "", " \n ").await.expect_err("is empty");
    assert!(empty.for_field("text").is_some());
    let long = "coffee\n".repeat(5_001);
    let long = add_keywords(&ada.tenant, Some(site.site), None, "", &long).await.expect_err("is too long");
    assert!(long.for_field("text").is_some_and(|sentence| sentence.contains("5,000 lines")));
    let odd = add_keywords(&ada.tenant, Some(site.site), None, "Atlantis", "coffee").await.expect_err("is nowhere");
    assert_eq!((odd.for_field("country").is_some(), odd.typed_in("text").as_deref()), (true, Some("coffee")));
    assert_eq!(stored(&ada).await, 0);
}
