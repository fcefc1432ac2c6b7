//! Reads rows of text: cells between delimiters, with quotes as spreadsheets write them.
//!
//! Memory and work are bounded whatever the file holds: a line is at most 64 KB, and a quotation mark that nobody closes
//! takes its own line with it, not the rest of the file.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use crate::planner::import::Delimiter;

/// Longest line that is looked at, in bytes.
const MAX_LINE: usize = 64 * 1024;

/// Lines that one quoted cell may span, and bytes of them after the first. Lines in vain are read once more as rows of
/// their own, so this bounds how often.
const MAX_SPAN: usize = 50;
const MAX_SPAN_BYTES: usize = 8 * 1024;

/// A row with the line it began on (counted from 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub line: i64,
    pub cells: Vec<String>,
    /// The row as it came.
    pub content: String,
    pub problem: Option<RecordProblem>,
}

/// Why the cells of a row cannot be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordProblem {
    #[error("The line is longer than 64 KB. Check that the file has one keyword a line.")]
    LineTooLong,
    #[error("A quotation mark is opened and never closed. Remove it or close it.")]
    OpenQuote,
}

#[derive(Debug)]
struct Line {
    number: i64,
    text: String,
    cut: bool,
}

/// Rows of a source of UTF-8 text; empty lines are passed over.
#[derive(Debug)]
pub struct Records<R> {
    source: R,
    delimiter: Option<char>,
    read: i64,
    put_back: VecDeque<Line>,
}

impl<R: BufRead> Records<R> {
    pub const fn new(source: R, delimiter: Delimiter) -> Self {
        let delimiter = match delimiter {
            Delimiter::Comma => Some(','),
            Delimiter::Semicolon => Some(';'),
            Delimiter::Tab => Some('\t'),
            Delimiter::Pipe => Some('|'),
            Delimiter::Nothing => None,
        };
        Self { source, delimiter, read: 0, put_back: VecDeque::new() }
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// Those of the source.
    pub fn next_record(&mut self) -> io::Result<Option<Record>> {
        let line = loop {
            match self.next_line()? {
                None => return Ok(None),
                Some(line) if !line.cut && line.text.trim().is_empty() => {}
                Some(line) => break line,
            }
        };
        if line.cut {
            return Ok(Some(Record {
                line: line.number,
                cells: Vec::new(),
                content: line.text,
                problem: Some(RecordProblem::LineTooLong),
            }));
        }
        let Some(delimiter) = self.delimiter else {
            let cells = vec![unquoted(line.text.trim())];
            return Ok(Some(Record { line: line.number, cells, content: line.text, problem: None }));
        };
        self.complete(line, delimiter).map(Some)
    }

    /// Adds lines to a row whose last cell is still open.
    fn complete(&mut self, first: Line, delimiter: char) -> io::Result<Record> {
        let mut cells = Cells::new(delimiter);
        cells.take(&first.text);
        let mut content = first.text.clone();
        let mut taken: Vec<Line> = Vec::new();
        while cells.quoted {
            let may_go_on = taken.len() < MAX_SPAN && content.len() - first.text.len() < MAX_SPAN_BYTES;
            let next = if may_go_on { self.next_line()? } else { None };
            match next {
                Some(line) if !line.cut => {
                    for part in ["\n", line.text.as_str()] {
                        cells.take(part);
                        content.push_str(part);
                    }
                    taken.push(line);
                }
                over => {
                    // the lines after it are rows of their own
                    for line in taken.into_iter().chain(over).rev() {
                        self.put_back.push_front(line);
                    }
                    let cells = first.text.split(delimiter).map(|cell| cell.trim().to_owned()).collect();
                    return Ok(Record {
                        line: first.number,
                        cells,
                        content: first.text,
                        problem: Some(RecordProblem::OpenQuote),
                    });
                }
            }
        }
        Ok(Record { line: first.number, cells: cells.finish(), content, problem: None })
    }

    /// The next line, ended by LF, CR LF or CR.
    fn next_line(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.put_back.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::new();
        let mut cut = false;
        let mut any = false;
        loop {
            let available = self.source.fill_buf()?;
            if available.is_empty() {
                break;
            }
            any = true;
            let end = available.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let part = &available[..end.unwrap_or(available.len())];
            let room = MAX_LINE.saturating_sub(bytes.len());
            cut |= part.len() > room;
            bytes.extend_from_slice(&part[..part.len().min(room)]);
            let (used, ended_by) = end.map_or((part.len(), None), |at| (at + 1, Some(available[at])));
            self.source.consume(used);
            if let Some(byte) = ended_by {
                if byte == b'\r' && self.source.fill_buf()?.first() == Some(&b'\n') {
                    self.source.consume(1);
                }
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.read += 1;
        // the source is UTF-8; only a cut can leave half a character
        Ok(Some(Line { number: self.read, text: String::from_utf8_lossy(&bytes).into_owned(), cut }))
    }
}

/// A line that is one cell, without the quotes that a spreadsheet may have put around it.
fn unquoted(text: &str) -> String {
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    inner.map_or_else(|| text.to_owned(), |inner| inner.replace("\"\"", "\""))
}

/// The cells of a row as far as it was taken in: each line once, however many there are.
struct Cells {
    delimiter: char,
    before: Vec<String>,
    cell: String,
    /// The cell is quoted and still open: the row goes on in the next line.
    quoted: bool,
    at_start: bool,
}

impl Cells {
    const fn new(delimiter: char) -> Self {
        Self { delimiter, before: Vec::new(), cell: String::new(), quoted: false, at_start: true }
    }

    fn take(&mut self, text: &str) {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if self.quoted && chars.peek() == Some(&'"') => {
                    chars.next();
                    self.cell.push('"');
                }
                '"' if self.quoted => self.quoted = false,
                '"' if self.at_start => self.quoted = true,
                c if c == self.delimiter && !self.quoted => {
                    self.before.push(std::mem::take(&mut self.cell));
                    self.at_start = true;
                    continue;
                }
                c => self.cell.push(c),
            }
            self.at_start = false;
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.before.push(self.cell);
        self.before
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, delimiter: Delimiter) -> Vec<Record> {
        let mut records = Records::new(text.as_bytes(), delimiter);
        std::iter::from_fn(|| records.next_record().expect("memory does not fail")).collect()
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        read(text, Delimiter::Comma).into_iter().map(|record| record.cells).collect()
    }

    #[test]
    fn lines_end_in_every_way_and_are_counted_as_an_editor_does() {
        for text in ["a,1\nb,2\n\nc,3", "a,1\r\nb,2\r\n\r\nc,3\r\n", "a,1\rb,2\r\rc,3"] {
            let lines: Vec<i64> = read(text, Delimiter::Comma).iter().map(|record| record.line).collect();
            assert_eq!(lines, [1, 2, 4], "{text:?}");
        }
    }

    #[test]
    fn quoted_cells_hold_delimiters_quotes_and_line_ends() {
        assert_eq!(cells("\"a, b\",\"say \"\"hi\"\"\",c"), [["a, b", "say \"hi\"", "c"]]);
        let records = read("\"two\nlines\",1\nnext,2", Delimiter::Comma);
        assert_eq!(records[0].cells, ["two\nlines", "1"]);
        assert_eq!(records[1].line, 3);
        assert_eq!(cells("5\" pot,1"), [["5\" pot", "1"]]);
    }

    #[test]
    fn an_open_quote_takes_only_its_own_line() {
        let records = read("\"oops,1\ngood,2\nalso good,3", Delimiter::Comma);
        assert_eq!(records.len(), 3);
        assert_eq!(records[0].problem, Some(RecordProblem::OpenQuote));
        assert_eq!((records[2].line, records[2].cells[0].as_str()), (3, "also good"));
    }

    #[test]
    fn a_quoted_cell_spans_no_more_than_a_few_lines() {
        let span = |lines: usize| format!("\"{}\",1\nnext,2", vec!["x".repeat(1_000); lines].join("\n"));
        let records = read(&span(9), Delimiter::Comma);
        assert_eq!((records.len(), records[0].problem), (2, None));
        // what is looked at in vain is a bounded part of the file for each row
        let records = read(&span(20), Delimiter::Comma);
        assert_eq!((records.len(), records[0].problem), (21, Some(RecordProblem::OpenQuote)));
        assert_eq!(records[20].cells, ["next", "2"]);
    }

    #[test]
    fn a_line_without_end_is_cut_and_the_next_is_fine() {
        let text = format!("{}\nfine,1", "x".repeat(MAX_LINE * 3));
        let records = read(&text, Delimiter::Comma);
        assert_eq!(records[0].problem, Some(RecordProblem::LineTooLong));
        assert!(records[0].content.len() <= MAX_LINE);
        assert_eq!(records[1].cells, ["fine", "1"]);
    }

    #[test]
    fn without_a_delimiter_a_line_is_one_cell() {
        let records = read("salt, pepper; and more\n\"quoted, \"\"twice\"\"\"\n5\" pot", Delimiter::Nothing);
        let cells: Vec<&str> = records.iter().map(|record| record.cells[0].as_str()).collect();
        assert_eq!(cells, ["salt, pepper; and more", "quoted, \"twice\"", "5\" pot"]);
    }

    proptest! {
        /// What the `csv` crate writes, this reads.
        #[test]
        fn reads_what_a_proper_writer_wrote(rows in prop::collection::vec(prop::collection::vec("[a-z \",;\n]{0,12}", 2..4), 1..8)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).expect("memory does not fail");
            }
            let text = String::from_utf8(writer.into_inner().expect("flushes")).expect("is text");
            prop_assert_eq!(cells(&text), rows);
        }

        #[test]
        fn nothing_is_lost_and_nothing_panics(text in "[a-c\",\n\r ]{0,200}") {
            let records = read(&text, Delimiter::Comma);
            let lines_with_something = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).count();
            prop_assert!(records.len() <= lines_with_something);
            let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).count();
            prop_assert_eq!(records.iter().map(|record| letters(&record.content)).sum::<usize>(), letters(&text));
        }
    }
}
