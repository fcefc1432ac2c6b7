//! Keywords as a file: everything the filter matches, in the list's order, read as the reader takes it.

use bytes::Bytes;
use futures::Stream;

use crate::access::{Action, Tenant};
use crate::kit::AppResult;
use crate::kit::text::slugify;
use crate::planner::keyword::KeywordRow;
use crate::planner::keyword_list::KeywordQuery;
use crate::planner::store;
use crate::sites::service::sites;

/// Rows of one step: each is a transaction of its own, so that a slow reader holds none.
const STEP: i64 = 2_000;

/// Excel takes a file for UTF-8 only when it begins with this.
pub const BYTE_ORDER_MARK: &str = "\u{FEFF}";

const HEADINGS: [&str; 10] =
    ["Keyword", "Volume", "Difficulty", "CPC", "Intent", "Country", "Cluster", "Sector", "Status", "Added"];

/// The file's name and its bytes.
///
/// # Errors
/// 404 for the site. Once begun, the file ends early when the database goes away.
pub async fn export_csv(
    tenant: &Tenant,
    query: &KeywordQuery,
) -> AppResult<(String, impl Stream<Item = AppResult<Bytes>> + use<>)> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, query.site).await?;
    let name = format!("keywords-{}-{}.csv", slugify(&site.name, 40), tx.now().format("%Y-%m-%d"));
    drop(tx);
    let (tenant, first) = (tenant.clone(), KeywordQuery { at: None, ..query.clone() });
    let stream = futures::stream::try_unfold(Some(first), move |query| {
        let tenant = tenant.clone();
        async move {
            let Some(query) = query else { return Ok(None) };
            let mut tx = tenant.begin().await?;
            let rows = store::keywords::list(&mut tx, site.id, &query, STEP).await?;
            drop(tx);
            let mut text = if query.at.is_none() {
                [BYTE_ORDER_MARK.as_bytes(), &csv_line(HEADINGS)].concat()
            } else {
                Vec::new()
            };
            for (row, _) in &rows {
                text.extend(csv_line(cells(row)));
            }
            let full = i64::try_from(rows.len()).is_ok_and(|count| count == STEP);
            let next = rows
                .last()
                .filter(|_| full)
                .map(|(_, place)| KeywordQuery { at: Some(format!("a.{place}")), ..query.clone() });
            Ok((!text.is_empty()).then_some((Bytes::from(text), next)))
        }
    });
    Ok((name, stream))
}

fn cells(row: &KeywordRow) -> [String; 10] {
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    [
        safe_cell(&row.keyword),
        number(row.volume),
        number(row.difficulty.map(i64::from)),
        row.cpc_minor.map(|minor| format!("{}.{:02}", minor / 100, minor % 100)).unwrap_or_default(),
        row.intent.map(|intent| intent.to_string()).unwrap_or_default(),
        row.country.clone(),
        row.cluster.as_ref().map(|cluster| safe_cell(&cluster.name)).unwrap_or_default(),
        safe_cell(&row.sector),
        row.state().label().to_owned(),
        row.created_at.format("%Y-%m-%d").to_string(),
    ]
}

/// What a formula begins with.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A text that a spreadsheet shows instead of running: what begins like a formula gets an apostrophe before it, as
/// OWASP advises against CSV injection. So it does behind what separates cells or rows in another country or under other
/// settings, where a spreadsheet cuts the text; quotes and spaces in between do not keep it from running a formula.
#[must_use]
pub fn safe_cell(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 1);
    if text.starts_with(['\t', '\r', '\n']) {
        safe.push('\'');
    }
    let mut begins = true;
    for c in text.chars() {
        if begins && SIGNS.contains(&c) {
            safe.push('\'');
        }
        begins = matches!(c, ';' | '|' | '\t' | '\r' | '\n') || (begins && matches!(c, '"' | ' '));
        safe.push(c);
    }
    safe
}

/// A cell without the apostrophe that [`safe_cell`] puts before it, so that a file of ours reads as what it was made of.
#[must_use]
pub fn plain_cell(text: &str) -> &str {
    text.strip_prefix('\'').filter(|text| text.starts_with(SIGNS)).unwrap_or(text)
}

/// One line of a CSV file, ended as RFC 4180 says.
pub fn csv_line<T: AsRef<[u8]>>(cells: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // writing to memory does not fail
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_run_by_a_spreadsheet() {
        for text in ["=1+1", "+1", "-1+2", "@SUM(A1)", "\tx", "＝1"] {
            assert!(safe_cell(text).starts_with('\''), "{text}");
        }
        // cut at other signs than commas, a part of a cell is one, too
        for (text, safe) in [
            ("x;=cmd|'/C calc'!A0;y", "x;'=cmd|'/C calc'!A0;y"),
            ("x; \"=1+1\"", "x; \"'=1+1\""),
            ("x\t+1", "x\t'+1"),
            ("x|-1", "x|'-1"),
            ("x\r\n@SUM(A1)", "x\r\n'@SUM(A1)"),
        ] {
            assert_eq!(safe_cell(text), safe);
        }
        for text in ["coffee - best", "c++; c#", "5\" pot", "salt, -pepper"] {
            assert_eq!(safe_cell(text), text);
        }
    }

    #[test]
    fn what_was_made_safe_reads_as_it_was() {
        for text in ["=1+1", "-5", "+size jeans", "＝1", "what's new", "'tis", "coffee"] {
            assert_eq!(plain_cell(&safe_cell(text)), text);
        }
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(csv_line(["a", "b, c", "say \"hi\""]), b"a,\"b, c\",\"say \"\"hi\"\"\"\r\n");
    }
}
