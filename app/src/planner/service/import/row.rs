//! Makes a keyword of a row, or says everything that is wrong with it.

use super::numbers::{NumberError, parse_cpc, parse_difficulty, parse_volume};
use super::records::Record;
use crate::kit::text::shorten;
use crate::planner::country::parse_country;
use crate::planner::import::{Field, Layout, Rejection};
use crate::planner::keyword::Intent;
use crate::planner::service::keywords::export::plain_cell;
use crate::planner::service::keywords::text::{KeywordText, KeywordTextError};
use crate::planner::store::keywords::NewKeyword;

/// Why a row is rejected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowError {
    #[error(transparent)]
    Keyword(#[from] KeywordTextError),
    #[error("{field} “{typed}” {why}.", field = .field.label())]
    Number { field: Field, typed: String, why: NumberError },
    #[error("“{0}” is no country; use a code of two letters, such as US.")]
    Country(String),
}

/// Longest part of a rejected row that is kept, in characters.
const MAX_CONTENT: usize = 500;

/// The keyword of a row.
///
/// # Errors
/// The rejection with every reason, for the person who has the file.
pub fn read(record: &Record, layout: &Layout) -> Result<NewKeyword, Rejection> {
    let reject = |reasons: Vec<String>| Rejection {
        line: record.line,
        content: kept(&record.content),
        reason: reasons.join(" "),
    };
    if let Some(problem) = record.problem {
        return Err(reject(vec![problem.to_string()]));
    }
    let cell = |field| {
        let column = layout.map.of(field);
        column.and_then(|column| record.cells.get(column)).map_or("", |cell| plain_cell(cell.trim()))
    };
    let mut wrong: Vec<RowError> = Vec::new();
    let text = KeywordText::parse(cell(Field::Keyword)).map_err(|error| wrong.push(error.into())).ok();
    let volume = figure(Field::Volume, cell(Field::Volume), parse_volume, &mut wrong);
    let difficulty = figure(Field::Difficulty, cell(Field::Difficulty), parse_difficulty, &mut wrong);
    let cpc_minor = figure(Field::Cpc, cell(Field::Cpc), parse_cpc, &mut wrong);
    let intent = parse_intent(cell(Field::Intent));
    let country = parse_country(cell(Field::Country)).unwrap_or_else(|| {
        wrong.push(RowError::Country(shorten(cell(Field::Country), 40)));
        String::new()
    });
    match text {
        Some(text) if wrong.is_empty() => Ok(NewKeyword {
            keyword: text.keyword,
            normalised: text.normalised,
            volume,
            difficulty,
            cpc_minor,
            intent,
            country: if country.is_empty() { layout.country.clone() } else { country },
        }),
        _ => Err(reject(wrong.iter().map(ToString::to_string).collect())),
    }
}

fn figure<T>(
    field: Field,
    typed: &str,
    parse: impl Fn(&str) -> Result<Option<T>, NumberError>,
    wrong: &mut Vec<RowError>,
) -> Option<T> {
    match parse(typed) {
        Ok(value) => value,
        Err(why) => {
            wrong.push(RowError::Number { field, typed: shorten(typed, 40), why });
            None
        }
    }
}

/// The first intent that a cell names, by its word or by its letter, as in `Commercial, Informational` or `C, I`.
/// Whatever else tools note there (branded, local) says nothing about intent.
fn parse_intent(text: &str) -> Option<Intent> {
    text.split([',', ';', '/', '|']).map(str::trim).find_map(|word| {
        let word = word.to_lowercase();
        let letter = |intent: Intent| word.len() == 1 && intent.as_str().starts_with(&word);
        Intent::ALL.iter().copied().find(|intent| intent.as_str() == word || letter(*intent))
    })
}

/// A rejected row as it is kept: without characters that PostgreSQL or a reader cannot take. Tabs stay, cells may stand
/// between them.
fn kept(row: &str) -> String {
    let printable = |c: char| if c.is_control() && c != '\t' { ' ' } else { c };
    let mut kept: String = row.chars().map(printable).take(MAX_CONTENT).collect();
    if row.chars().nth(MAX_CONTENT).is_some() {
        kept.pop();
        kept.push('…');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planner::import::{ColumnMap, Delimiter, TextEncoding, Tool};

    fn row(cells: &[&str]) -> Result<NewKeyword, Rejection> {
        let layout = Layout {
            tool: Tool::Table,
            encoding: TextEncoding::Utf8,
            delimiter: Delimiter::Comma,
            skip: 1,
            columns: Vec::new(),
            map: ColumnMap {
                keyword: 0,
                volume: Some(1),
                difficulty: Some(2),
                cpc: Some(3),
                intent: Some(4),
                country: Some(5),
            },
            country: "US".to_owned(),
            lines: 1,
        };
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        read(&Record { line: 7, content: cells.join(","), cells, problem: None }, &layout)
    }

    #[test]
    fn a_row_becomes_a_keyword() {
        let keyword = row(&["Cold  Brew", "1K – 10K", "45", "$2.14", "C, I", "gb"]).expect("is fine");
        assert_eq!(keyword.keyword, "Cold Brew");
        assert_eq!(keyword.normalised, "cold brew");
        assert_eq!((keyword.volume, keyword.difficulty, keyword.cpc_minor), (Some(5500), Some(45), Some(214)));
        assert_eq!((keyword.intent, keyword.country.as_str()), (Some(Intent::Commercial), "GB"));
    }

    #[test]
    fn what_is_not_known_stays_unknown_and_the_country_falls_back() {
        let keyword = row(&["espresso machine", "n/a", "n/a"]).expect("short rows are fine");
        assert_eq!((keyword.volume, keyword.difficulty, keyword.cpc_minor, keyword.intent), (None, None, None, None));
        assert_eq!(keyword.country, "US");
    }

    #[test]
    fn everything_wrong_is_said_at_once_in_words_a_person_can_act_on() {
        let rejection = row(&["latte", "-5", "300", "x", "", "Atlantis"]).expect_err("is wrong");
        assert_eq!(rejection.line, 7);
        assert_eq!(rejection.content, "latte,-5,300,x,,Atlantis");
        assert_eq!(
            rejection.reason,
            "Searches a month “-5” is below 0. Difficulty “300” is not between 0 and 100. Cost per click “x” is not a number. \
             “Atlantis” is no country; use a code of two letters, such as US."
        );
        assert_eq!(row(&["", "100", "1"]).expect_err("is wrong").reason, "There is no keyword.");
    }

    #[test]
    fn a_rejected_row_is_kept_but_not_at_any_length() {
        let rejection = row(&[&"x".repeat(600), "1", "1"]).expect_err("is too long");
        assert!(rejection.reason.contains("600 characters"));
        assert!(rejection.content.chars().count() <= MAX_CONTENT);
        let rejection = row(&["=a\0b", "1", "1"]).expect_err("is a formula");
        assert!(!rejection.content.contains('\0'));
        assert_eq!(kept("\t100\t1\r"), "\t100\t1 ", "its cells stay where they are");
    }

    #[test]
    fn an_apostrophe_against_formulas_is_not_taken_for_a_part_of_the_cell() {
        let rejection = row(&["'=1+1", "'-5"]).expect_err("is a formula");
        assert!(rejection.reason.contains("“=1+1” begins with an equals sign"), "{}", rejection.reason);
        assert!(rejection.reason.contains("“-5” is below 0"), "{}", rejection.reason);
        assert_eq!(row(&["'+size jeans"]).expect("is fine").keyword, "+size jeans");
        assert_eq!(row(&["'tis the season"]).expect("is fine").keyword, "'tis the season");
    }

    #[test]
    fn intents_by_word_and_by_letter() {
        assert_eq!(parse_intent("Informational,Non-branded,Non-local"), Some(Intent::Informational));
        assert_eq!(parse_intent("Branded; transactional"), Some(Intent::Transactional));
        assert_eq!(parse_intent("n"), Some(Intent::Navigational));
        assert_eq!(parse_intent("Non-branded"), None);
        assert_eq!(parse_intent(""), None);
    }
}
