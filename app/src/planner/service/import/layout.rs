//! Recognises whose export a file is, what stands between its columns, and which column is what.

use std::io::Cursor;

use super::numbers::parse_volume;
use super::records::{Record, Records};
use crate::planner::import::{ColumnMap, Delimiter, Field, Layout, TextEncoding, Tool};

/// Rows that are looked at.
const SAMPLE: usize = 60;

/// Titles stand above the headings in some exports; further down than this nobody puts them.
const DEEPEST_HEADING: usize = 12;

/// How a field's column is called, best names first. In lower case, single spaces.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Keyword,
        &[
            "keyword",
            "keywords",
            "top queries",
            "query",
            "queries",
            "search term",
            "search terms",
            "search query",
            "term",
            "keyphrase",
            "phrase",
            "suchbegriff",
            "suchanfrage",
            "häufigste suchanfragen",
            "mot-clé",
            "mot clé",
            "palabra clave",
            "parola chiave",
            "palavra-chave",
            "zoekwoord",
            "zoekterm",
            "nyckelord",
            "søgeord",
            "słowo kluczowe",
            "ключевое слово",
        ],
    ),
    (
        Field::Volume,
        &[
            "volume",
            "search volume",
            "avg. monthly searches",
            "avg monthly searches",
            "average monthly searches",
            "monthly searches",
            "monthly volume",
            "searches",
            "sv",
            "impressions",
            "suchvolumen",
            "impressionen",
            "volumen",
            "zoekvolume",
        ],
    ),
    (
        Field::Difficulty,
        &["difficulty", "keyword difficulty", "kd", "kd %", "kd%", "seo difficulty", "sd", "schwierigkeit"],
    ),
    (Field::Cpc, &["cpc", "cost per click", "top of page bid (high range)", "avg. cpc", "klickpreis"]),
    (Field::Intent, &["intent", "intents", "search intent", "keyword intent", "keyword intents"]),
    (Field::Country, &["country", "country code", "location", "database", "land"]),
];

/// Headings that give a tool away; any of them is enough.
const SIGNS: &[(Tool, &[&str])] = &[
    (
        Tool::GoogleKeywordPlanner,
        &["avg. monthly searches", "competition (indexed value)", "top of page bid (high range)"],
    ),
    (Tool::Ahrefs, &["parent keyword", "parent topic", "traffic potential", "cps"]),
    (Tool::Semrush, &["competitive density", "number of results", "keyword difficulty", "com."]),
    (Tool::SearchConsole, &["top queries", "impressions", "häufigste suchanfragen"]),
];

/// Reads the layout from the beginning of a file. `delimiter`: a person has chosen it.
#[must_use]
pub fn recognise(sample: &str, encoding: TextEncoding, lines: i64, delimiter: Option<Delimiter>) -> Layout {
    let candidates: Vec<Delimiter> = match delimiter {
        Some(chosen) => vec![chosen],
        None => vec![Delimiter::Tab, Delimiter::Comma, Delimiter::Semicolon, Delimiter::Pipe],
    };
    let tables: Vec<Table> = candidates.into_iter().map(|delimiter| Table::read(sample, delimiter)).collect();
    // the best headings: most fields recognised, then most columns
    let headed = tables.iter().filter_map(|table| Some((table, table.heading()?)));
    let best = headed.max_by_key(|(table, heading)| (heading.fields.len(), table.rows[heading.at].cells.len()));
    let (delimiter, heading_at, columns, map, tool) = match best {
        Some((table, heading)) => {
            let mut names: Vec<String> =
                table.rows[heading.at].cells.iter().map(|cell| cell.trim().to_owned()).collect();
            let mut map = ColumnMap::default();
            for (field, column) in &heading.fields {
                map.set(*field, Some(*column));
            }
            let tool = tool_of(&names);
            // one heading is one column: signs below it belong to the keywords, but for tabs and what was chosen
            let untitled =
                |table: &&Table| table.width() > 1 && (delimiter.is_some() || table.delimiter == Delimiter::Tab);
            let table = if names.len() > 1 { Some(table) } else { tables.iter().find(untitled) };
            names.resize(table.map_or(1, Table::width), String::new());
            let delimiter = table.map_or(Delimiter::Nothing, |table| table.delimiter);
            (delimiter, Some(heading.at), names, map, tool)
        }
        None => {
            let table = tables.iter().find(|table| table.looks_like_columns(delimiter.is_some()));
            let delimiter = table.map_or(delimiter.unwrap_or(Delimiter::Nothing), |table| table.delimiter);
            let width = table.map_or(1, Table::width);
            let columns = (1..=width).map(|n| format!("Column {n}")).collect();
            (
                delimiter,
                None,
                columns,
                table.map(Table::guess_columns).unwrap_or_default(),
                if width > 1 { Tool::Table } else { Tool::List },
            )
        }
    };
    Layout {
        tool,
        encoding,
        delimiter,
        skip: heading_at.map_or(0, |at| at + 1),
        columns,
        map,
        country: String::new(),
        lines,
    }
}

/// Headings under which the columns of a file are recognised again as what they are taken for, whatever they were
/// called.
#[must_use]
pub fn headings(layout: &Layout) -> Vec<String> {
    let taken_for = |at| Field::ALL.iter().find(|field| layout.map.of(**field) == Some(at));
    let heading = |(at, name): (usize, &String)| match taken_for(at) {
        Some(field) => field.to_string(),
        None if field_of(name).is_some() => format!("Column {}", at + 1),
        None => name.clone(),
    };
    layout.columns.iter().enumerate().map(heading).collect()
}

fn tool_of(names: &[String]) -> Tool {
    let names: Vec<String> = names.iter().map(|name| folded(name)).collect();
    // headings alone make it a table; those of one tool name it
    let signs_of = |signs: &[&str]| signs.iter().filter(|sign| names.iter().any(|name| name == *sign)).count();
    SIGNS
        .iter()
        .map(|(tool, signs)| (*tool, signs_of(signs)))
        .filter(|(_, found)| *found > 0)
        .max_by_key(|(_, found)| *found)
        .map_or(Tool::Table, |(tool, _)| tool)
}

fn folded(name: &str) -> String {
    name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\u{FEFF}'))
        .to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The field a heading names, with how good a name it is (0 is best).
fn field_of(name: &str) -> Option<(Field, usize)> {
    let name = folded(name);
    // `CPC (USD)`, `Cost per click [EUR]`
    let bare = name.split(['(', '[']).next().unwrap_or_default().trim_end();
    NAMES.iter().find_map(|(field, known)| {
        let exact = known.iter().position(|known| *known == name);
        let without_unit = || (*field == Field::Cpc).then(|| known.iter().position(|known| *known == bare)).flatten();
        exact.or_else(without_unit).map(|rank| (*field, rank))
    })
}

/// The beginning of a file, cut into cells one way.
struct Table {
    delimiter: Delimiter,
    rows: Vec<Record>,
}

struct Heading {
    at: usize,
    fields: Vec<(Field, usize)>,
}

impl Table {
    fn read(sample: &str, delimiter: Delimiter) -> Self {
        let mut records = Records::new(Cursor::new(sample), delimiter);
        let rows = std::iter::from_fn(|| records.next_record().ok().flatten()).take(SAMPLE).collect();
        Self { delimiter, rows }
    }

    /// Columns of the widest row.
    fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(1)
    }

    /// The row of headings: the one that names a column of keywords, and most others. There are rows below it. Further
    /// down than the first it stands above columns: alone on its line, "keyword" is one of a list.
    fn heading(&self) -> Option<Heading> {
        let candidates = self.rows.windows(2).take(DEEPEST_HEADING).enumerate().filter_map(|(at, rows)| {
            let [row, below] = rows else { return None };
            if at > 0 && (row.cells.len() < 2 || below.cells.len() < 2) {
                return None;
            }
            let mut fields: Vec<(Field, usize, usize)> = Vec::new();
            for (column, name) in row.cells.iter().enumerate() {
                let Some((field, rank)) = field_of(name) else { continue };
                match fields.iter_mut().find(|(known, _, _)| *known == field) {
                    Some(known) if rank < known.2 => *known = (field, column, rank),
                    Some(_) => {}
                    None => fields.push((field, column, rank)),
                }
            }
            let fields: Vec<(Field, usize)> = fields.into_iter().map(|(field, column, _)| (field, column)).collect();
            fields.iter().any(|(field, _)| *field == Field::Keyword).then_some(Heading { at, fields })
        });
        // the first of equals: a keyword may be called "volume", too
        candidates.min_by_key(|heading| (std::cmp::Reverse(heading.fields.len()), heading.at))
    }

    /// Whether the cells look like columns and not like words between commas: nearly every row has the same number
    /// of them, and one column holds figures. Tabs are columns anyway.
    fn looks_like_columns(&self, chosen: bool) -> bool {
        let width = self.width();
        if width < 2 {
            return false;
        }
        let full = self.rows.iter().filter(|row| row.cells.len() == width).count();
        chosen || self.delimiter == Delimiter::Tab || (full * 10 >= self.rows.len() * 9 && self.figures().is_some())
    }

    /// The first column in which most rows hold a figure.
    fn figures(&self) -> Option<usize> {
        (0..self.width()).find(|column| self.holds_figures(*column))
    }

    fn holds_figures(&self, column: usize) -> bool {
        let figures = self
            .rows
            .iter()
            .filter(|row| row.cells.get(column).is_some_and(|cell| matches!(parse_volume(cell), Ok(Some(_)))))
            .count();
        figures * 2 > self.rows.len()
    }

    /// Without headings: the first column of words is the keyword, the first of figures its volume.
    fn guess_columns(&self) -> ColumnMap {
        let keyword = (0..self.width()).find(|column| !self.holds_figures(*column)).unwrap_or(0);
        ColumnMap { keyword, volume: self.figures().filter(|column| *column != keyword), ..ColumnMap::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognised(text: &str) -> Layout {
        recognise(text, TextEncoding::Utf8, 1, None)
    }

    fn decoded(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> String {
        encoding.decode(bytes).0.into_owned()
    }

    #[test]
    fn google_keyword_planner_with_its_titles() {
        let layout = recognised(&decoded(
            include_bytes!("../../../../testdata/google-keyword-planner.csv"),
            encoding_rs::UTF_16LE,
        ));
        assert_eq!((layout.tool, layout.delimiter, layout.skip), (Tool::GoogleKeywordPlanner, Delimiter::Tab, 3));
        // competition is about ads, so it is not taken for difficulty
        assert_eq!(layout.map, ColumnMap { keyword: 0, volume: Some(2), cpc: Some(8), ..ColumnMap::default() });
    }

    #[test]
    fn ahrefs_with_its_keyword_among_others() {
        let layout =
            recognised(&decoded(include_bytes!("../../../../testdata/ahrefs-matching-terms.csv"), encoding_rs::UTF_8));
        assert_eq!((layout.tool, layout.delimiter, layout.skip), (Tool::Ahrefs, Delimiter::Comma, 1));
        let map = ColumnMap {
            keyword: 1,
            volume: Some(4),
            difficulty: Some(3),
            cpc: Some(5),
            intent: Some(13),
            country: Some(2),
        };
        assert_eq!(layout.map, map);
    }

    #[test]
    fn semrush_and_search_console() {
        let semrush =
            recognised(&decoded(include_bytes!("../../../../testdata/semrush-broad-match.csv"), encoding_rs::UTF_8));
        assert_eq!(semrush.tool, Tool::Semrush);
        let map = ColumnMap {
            keyword: 0,
            volume: Some(2),
            difficulty: Some(4),
            cpc: Some(5),
            intent: Some(1),
            country: None,
        };
        assert_eq!(semrush.map, map);
        let console =
            recognised(&decoded(include_bytes!("../../../../testdata/search-console-queries.csv"), encoding_rs::UTF_8));
        assert_eq!(console.tool, Tool::SearchConsole);
        assert_eq!(console.map, ColumnMap { keyword: 0, volume: Some(2), ..ColumnMap::default() });
    }

    #[test]
    fn a_table_by_hand() {
        let layout =
            recognised(&decoded(include_bytes!("../../../../testdata/by-hand.csv"), encoding_rs::WINDOWS_1252));
        assert_eq!((layout.tool, layout.delimiter, layout.skip), (Tool::Table, Delimiter::Semicolon, 1));
        assert_eq!(layout.map, ColumnMap { keyword: 0, volume: Some(1), difficulty: Some(2), ..ColumnMap::default() });
    }

    #[test]
    fn lists_stay_lists_and_columns_of_figures_are_found_without_headings() {
        let list = recognised("cold brew\nsalt, pepper\nmoka pot");
        assert_eq!((list.tool, list.delimiter, list.skip), (Tool::List, Delimiter::Nothing, 0));
        let table = recognised("cold brew,1200\nmoka pot,90\n");
        assert_eq!((table.tool, table.delimiter, table.map.volume), (Tool::Table, Delimiter::Comma, Some(1)));
        let other_way_round = recognised("1200\tcold brew\n90\tmoka pot\n");
        assert_eq!((other_way_round.map.keyword, other_way_round.map.volume), (1, Some(0)));
    }

    #[test]
    fn one_heading_is_one_column_whatever_signs_stand_below() {
        let layout = recognised("Keyword\nsalt, pepper; and more\ncold brew\n");
        assert_eq!((layout.delimiter, layout.skip, layout.columns.len()), (Delimiter::Nothing, 1, 1));
    }

    #[test]
    fn a_chosen_delimiter_is_obeyed() {
        let layout = recognise("a;b\nc;d", TextEncoding::Utf8, 1, Some(Delimiter::Semicolon));
        assert_eq!((layout.delimiter, layout.columns.len()), (Delimiter::Semicolon, 2));
        let layout = recognise("keyword,volume\na,1", TextEncoding::Utf8, 1, Some(Delimiter::Nothing));
        assert_eq!((layout.delimiter, layout.columns.len()), (Delimiter::Nothing, 1));
        let layout = recognise("keyword\na;1", TextEncoding::Utf8, 1, Some(Delimiter::Semicolon));
        assert_eq!((layout.delimiter, layout.skip, layout.columns.len()), (Delimiter::Semicolon, 1, 2));
    }

    #[test]
    fn tabs_are_columns_under_one_heading_too() {
        let layout = recognised("Keyword\ncold brew\t1200\nmoka pot\t90\n");
        assert_eq!((layout.delimiter, layout.skip, layout.map.keyword), (Delimiter::Tab, 1, 0));
        assert_eq!(layout.columns, ["Keyword", ""]);
    }

    #[test]
    fn a_word_of_a_list_is_not_taken_for_a_heading() {
        for list in [
            "seo tools, keyword, backlinks",
            "cold brew\nquery\nterm\nkeywords\nmoka pot",
            "cold brew\nkeyword, seo\nmoka pot",
            "cold brew\nmoka pot\nkeywords\n",
        ] {
            let layout = recognised(list);
            assert_eq!((layout.tool, layout.delimiter, layout.skip), (Tool::List, Delimiter::Nothing, 0), "{list}");
        }
        let titled = recognised("My keywords\n2026\nKeyword,Volume\ncold brew,1200\n");
        assert_eq!((titled.tool, titled.delimiter, titled.skip), (Tool::Table, Delimiter::Comma, 3));
    }

    #[test]
    fn headings_are_recognised_again_as_what_they_were_taken_for() {
        let mut layout = recognised("Term;Keyword;Volume;Notes\na;cold brew;1200;x\n");
        layout.map = ColumnMap { keyword: 1, cpc: Some(2), ..ColumnMap::default() };
        let names = headings(&layout);
        assert_eq!(names, ["Column 1", "keyword", "cpc", "Notes"]);
        assert_eq!(recognised(&format!("{}\na,cold brew,1200,x\n", names.join(","))).map, layout.map);
        for field in Field::ALL {
            assert_eq!(field_of(field.as_str()), Some((*field, 0)), "{field}");
        }
    }

    #[test]
    fn a_keyword_that_sounds_like_a_heading_is_not_taken_for_one() {
        let layout = recognised("Keyword,Volume\nkeyword,1000\nkeywords,90\n");
        assert_eq!(layout.skip, 1);
    }
}
