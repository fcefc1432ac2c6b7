//! Workbooks that would take the server's memory: each is refused before it can.

use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::planner::import_refusal::ImportRefusal;
use crate::planner::service::import::archive::{LIMITS, Limits, reduce};
use crate::planner::service::import::{FileKeyword, read_file};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRINGS: &str = "<sst count=\"2\" uniqueCount=\"2\"><si><t>keyword</t></si><si><t>cold brew</t></si></sst>";

/// A workbook of one sheet with a heading and a keyword, its part of shared strings as given.
fn workbook(strings: &str) -> Vec<u8> {
    archive(&parts(strings))
}

fn parts(strings: &str) -> Vec<(String, String)> {
    let list = |what: &str, target: &str| {
        format!("<Relationships><Relationship Id=\"r1\" Type=\"{OFFICE}/{what}\" Target=\"{target}\"/></Relationships>")
    };
    let row = |at: i32, string: i32| format!("<row r=\"{at}\"><c r=\"A{at}\" t=\"s\"><v>{string}</v></c></row>");
    let sheets = "<sheets><sheet name=\"K\" sheetId=\"1\" r:id=\"r1\"/></sheets>";
    let named = [
        ("_rels/.rels", list("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", list("worksheet", "worksheets/sheet1.xml")),
        ("xl/workbook.xml", format!("<workbook>{sheets}</workbook>")),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData>{}{}</sheetData></worksheet>", row(1, 0), row(2, 1)),
        ),
        // broken, and no harm: styles are not read
        ("xl/styles.xml", "<styleSheet".to_owned()),
        ("xl/sharedStrings.xml", strings.to_owned()),
    ];
    named.map(|(name, text)| (name.to_owned(), text)).into()
}

/// The same workbook with these rows.
fn workbook_of(rows: &str) -> Vec<u8> {
    let mut parts = parts(STRINGS);
    let (_, sheet) = parts.iter_mut().find(|(name, _)| name.contains("worksheets")).expect("is among them");
    *sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    archive(&parts)
}

fn archive(parts: &[(String, String)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        out.start_file(name, SimpleFileOptions::default()).expect("begins");
        out.write_all(text.as_bytes()).expect("memory does not fail");
    }
    out.finish().expect("ends").into_inner()
}

/// A file that is removed again.
struct Stored(PathBuf);

impl Stored {
    fn new(bytes: &[u8]) -> Self {
        let path = std::env::temp_dir().join(uuid::Uuid::now_v7().simple().to_string());
        std::fs::write(&path, bytes).expect("is written");
        Self(path)
    }

    fn reduced(&self, limits: Limits) -> AppResult<()> {
        let into = self.0.with_extension("parts");
        let done = reduce(&self.0, &into, limits);
        std::fs::remove_file(into).expect("something was begun");
        done
    }
}

impl Drop for Stored {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn refusal(result: AppResult<()>) -> String {
    result.expect_err("is refused").code
}

#[tokio::test]
async fn a_workbook_that_claims_to_hold_more_strings_than_it_has_room_for_is_refused() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let bomb = workbook(&STRINGS.replace("uniqueCount=\"2\"", "uniqueCount=\"99999999999999\""));
    let error = upload(&ada, site, "keywords.xlsx", &bomb).await.expect_err("is refused");
    assert_eq!((error.code.as_str(), error.message.as_str()), ("bad_workbook", ImportRefusal::BadWorkbook.sentence()));
    // the command line reads files by the same door
    let file = Stored::new(&bomb);
    assert_eq!(read_file(&file.0).expect_err("is refused").code, "bad_workbook");
    let fine = Stored::new(&workbook(STRINGS));
    let keywords = read_file(&fine.0).expect("is read").keywords;
    assert_eq!(keywords.iter().map(|found| found.keyword.as_str()).collect::<Vec<_>>(), ["cold brew"]);
    assert_eq!(import(&world, &ada, site, &workbook(STRINGS)).await.counts, counts(1, 1, 0, 0, 0));
}

#[test]
fn what_a_part_claims_cannot_be_hidden() {
    let counted = |count: &str| STRINGS.replace("uniqueCount=\"2\"", count);
    let far = format!("<!--{}-->{}", " ".repeat(5_000), counted("uniqueCount=\"9999999999\""));
    let utf16: String = STRINGS.chars().flat_map(|c| [c, '\0']).collect();
    for strings in [
        counted("uniqueCount = '99999999999999999999999'"),
        counted("a=\">\" uniqueCount=\"9999999999\""),
        counted("uniqueCount=\"1\" uniqueCount=\"9999999999\""),
        format!("<!-- <sst uniqueCount=\"1\"> -->{}", counted("uniqueCount=\"9999999999\"")),
        format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{STRINGS}"),
        format!("<other/>{STRINGS}"),
        format!("<sst {}", "a=\"b\" ".repeat(2_000)),
        "<!DOCTYPE sst><sst/>".to_owned(),
        String::new(),
        far,
        utf16,
    ] {
        let file = Stored::new(&workbook(&strings));
        assert_eq!(refusal(file.reduced(LIMITS)), "bad_workbook", "{strings}");
    }
    for strings in [
        format!("\u{feff}<?xml version=\"1.0\" encoding='utf-8' standalone=\"yes\"?>\r\n{STRINGS}"),
        "<x:sst xmlns:x=\"a\" count=\"9\"><x:si><x:t>a</x:t></x:si></x:sst>".to_owned(),
        "<sst/>".to_owned(),
    ] {
        let file = Stored::new(&workbook(&strings));
        assert_eq!(file.reduced(LIMITS), Ok(()), "{strings}");
    }
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused() {
    let small = Limits { total: 20_000, strings: 5_000, other: 2_000 };
    let padded = |part: &str, bytes: usize| {
        let mut parts = parts(STRINGS);
        let padding = " ".repeat(bytes);
        let (_, text) = parts.iter_mut().find(|(name, _)| *name == part).expect("is among them");
        text.push_str(&padding);
        Stored::new(&archive(&parts)).reduced(small)
    };
    assert_eq!(padded("xl/worksheets/sheet1.xml", 10_000), Ok(()), "sheets are read bit by bit");
    assert_eq!(padded("xl/sharedStrings.xml", 4_000), Ok(()));
    for (part, bytes) in [
        ("xl/worksheets/sheet1.xml", 20_000),
        ("xl/sharedStrings.xml", 5_000),
        ("xl/workbook.xml", 2_000),
        ("_rels/.rels", 5_000),
    ] {
        assert_eq!(refusal(padded(part, bytes)), "unpacks_too_large", "{part}");
    }
    let mut many = parts(STRINGS);
    many.extend((0..15).map(|n| (format!("xl/names{n}.xml"), " ".repeat(1_900))));
    assert_eq!(refusal(Stored::new(&archive(&many)).reduced(small)), "unpacks_too_large", "each within its limit");
    // what does not lead to the cells is not unpacked
    assert_eq!(padded("xl/styles.xml", 50_000), Ok(()));
}

#[test]
fn a_cell_that_would_take_the_memory_is_refused() {
    let text = |megabytes: usize| {
        let text = "x".repeat(megabytes * 1024 * 1024);
        format!("<row><c t=\"inlineStr\"><is><t>{text}</t></is></c></row>")
    };
    let file = Stored::new(&workbook_of(&text(20)));
    assert_eq!(read_file(&file.0).expect_err("is refused").code, "bad_workbook");
    let file = Stored::new(&workbook_of(&format!("<!--{}-->", " ".repeat(20 * 1024 * 1024))));
    assert_eq!(read_file(&file.0).expect_err("is refused").code, "bad_workbook");
    // it is about one cell, not about all of them
    let file = Stored::new(&workbook_of(&text(2).repeat(10)));
    assert_eq!(read_file(&file.0).expect("is read").rejected, 10);
}

#[test]
fn a_fraction_in_a_workbook_is_not_taken_for_thousands() {
    let keywords = |number: &str| {
        let heading = "<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>volume</t></is></c></row>";
        let rows = format!("{heading}<row><c t=\"s\"><v>1</v></c><c><v>{number}</v></c></row>");
        let file = Stored::new(&workbook_of(&rows));
        read_file(&file.0).expect("is read").keywords
    };
    for (number, searches) in [("12.345", 12), ("12.5", 13), ("12345", 12_345)] {
        let found = FileKeyword { keyword: "cold brew".to_owned(), volume: Some(searches) };
        assert_eq!(keywords(number), [found], "{number}");
    }
}

#[test]
fn a_workbook_whose_main_part_passes_for_a_sheet_is_refused() {
    for main in ["xl/worksheets/book.xml", "xl\\Worksheets\\book.xml", "xl/&#119;orksheets/book.xml"] {
        let mut parts = parts(STRINGS);
        parts[0].1 = parts[0].1.replace("xl/workbook.xml", main);
        let file = Stored::new(&archive(&parts));
        assert_eq!(refusal(file.reduced(LIMITS)), "bad_workbook", "{main}");
    }
}
