//! The archive that a workbook is: measured before any of it is kept in memory, and reduced to the parts that lead to
//! its cells.
//!
//! Some kilobytes can unpack to gigabytes, and the reader of workbooks is generous: it makes room for as many strings as
//! a file claims to hold, and gives every style a copy of its font. A server that runs out of memory is gone, with
//! everybody's work. So the parts are unpacked once, bit by bit, and what passes is handed on as it was measured;
//! styles, pictures and themes, which say nothing about keywords, are left out.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::file::unavailable;
use crate::kit::{AppError, AppResult};
use crate::planner::import_refusal::ImportRefusal;

/// What a workbook may unpack to, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// All of it. Sheets are read bit by bit and have no other limit.
    pub total: u64,
    /// The texts of all cells, kept in memory: a million keywords take 45 MB.
    pub strings: u64,
    /// Any other part, kept in memory in a form several times its size. Lists of sheets and names take kilobytes.
    pub other: u64,
}

pub const LIMITS: Limits = Limits { total: 200 * 1024 * 1024, strings: 64 * 1024 * 1024, other: 8 * 1024 * 1024 };

/// More parts than any spreadsheet program writes.
const MAX_PARTS: usize = 10_000;

/// Bytes from the beginning of a part by which it is judged.
const HEAD: usize = 4 * 1024;

/// No string takes fewer bytes than this in the part that holds them: `<si><t/></si>` are 13.
const SHORTEST_STRING: u64 = 8;

/// The list of what an archive holds; without one it is no workbook.
const MAIN_PARTS: &str = "_rels/.rels";

/// Writes the parts of a workbook that lead to its cells into an archive of their own, unpacked.
///
/// # Errors
/// [`ImportRefusal::Zip`] when it is another archive, `UnpacksTooLarge` beyond the limits, `BadWorkbook` for one that is
/// damaged or claims to hold more than it does; 503 when the disk refuses. What was written until then stays.
pub fn reduce(path: &Path, into: &Path, limits: Limits) -> AppResult<()> {
    let source = File::open(path).map_err(|error| unavailable(&error))?;
    let mut archive = ZipArchive::new(BufReader::new(source)).map_err(|_| ImportRefusal::Zip)?;
    let is_main = |name: Result<Cow<'_, str>, ZipError>| name.is_ok_and(|name| as_looked_up(&name) == MAIN_PARTS);
    if !archive.file_names().any(is_main) {
        return Err(ImportRefusal::Zip.into());
    }
    if archive.len() > MAX_PARTS {
        return Err(ImportRefusal::BadWorkbook.into());
    }
    let target = File::create(into).map_err(|error| unavailable(&error))?;
    let mut out = ZipWriter::new(BufWriter::new(target));
    let unpacked = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut left = limits.total;
    for at in 0..archive.len() {
        // one that nobody can unpack is missed later, if it was needed
        let Ok(mut entry) = archive.by_index(at) else { continue };
        let named = entry.name().ok().and_then(|name| Some((Part::of(&name)?, name.into_owned())));
        let Some((part, name)) = named else { continue };
        out.start_file(name, unpacked).map_err(failed)?;
        let measured = copy(&mut entry, &mut out, part.limit(limits).min(left))?;
        left -= measured.bytes;
        part.check(&measured)?;
    }
    let mut target = out.finish().map_err(failed)?;
    target.flush().map_err(|error| unavailable(&error))
}

fn failed(error: ZipError) -> AppError {
    match error {
        ZipError::Io(error) => unavailable(&error),
        _ => ImportRefusal::BadWorkbook.into(),
    }
}

/// A name as the reader of workbooks compares it.
fn as_looked_up(name: &str) -> String {
    name.replace('\\', "/").to_lowercase()
}

/// A part that leads to the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    MainParts,
    Strings,
    Sheet,
    Other,
}

/// What became known of a part while it was unpacked.
struct Measured {
    bytes: u64,
    head: Vec<u8>,
}

impl Part {
    fn of(name: &str) -> Option<Self> {
        let name = as_looked_up(name);
        let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
        if !is_xml || name.ends_with("styles.xml") || name.contains("theme/") {
            None
        } else if name == MAIN_PARTS {
            Some(Self::MainParts)
        } else if name.ends_with("sharedstrings.xml") {
            Some(Self::Strings)
        } else if name.contains(SHEETS) {
            Some(Self::Sheet)
        } else {
            Some(Self::Other)
        }
    }

    const fn limit(self, limits: Limits) -> u64 {
        match self {
            // all of it is judged
            Self::MainParts => HEAD as u64,
            Self::Strings => limits.strings,
            Self::Sheet => limits.total,
            Self::Other => limits.other,
        }
    }

    fn check(self, measured: &Measured) -> Result<(), ImportRefusal> {
        let is_sound = match self {
            Self::MainParts => names_no_sheet(&measured.head),
            Self::Strings => holds_what_it_claims(measured),
            Self::Sheet | Self::Other => true,
        };
        if is_sound { Ok(()) } else { Err(ImportRefusal::BadWorkbook) }
    }
}

/// The folder of sheets.
const SHEETS: &str = "worksheets/";

fn copy(entry: &mut impl Read, out: &mut impl Write, limit: u64) -> AppResult<Measured> {
    let mut measured = Measured { bytes: 0, head: Vec::with_capacity(HEAD) };
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = entry.read(&mut buffer).map_err(|_| ImportRefusal::BadWorkbook)?;
        if read == 0 {
            return Ok(measured);
        }
        measured.bytes += read as u64;
        if measured.bytes > limit {
            return Err(ImportRefusal::UnpacksTooLarge.into());
        }
        let piece = &buffer[..read];
        measured.head.extend_from_slice(&piece[..read.min(HEAD - measured.head.len())]);
        out.write_all(piece).map_err(|error| unavailable(&error))?;
    }
}

/// Whether the main part, which is kept in memory, is a small one. Only sheets may be large, so it must not pass for
/// one; nor may its name be written in a way that only the reader understands.
fn names_no_sheet(list: &[u8]) -> bool {
    let is_plain = |text: &str| text.chars().all(|c| c != '&' && (!c.is_control() || c.is_ascii_whitespace()));
    str::from_utf8(list).is_ok_and(|text| is_plain(text) && !as_looked_up(text).contains(SHEETS))
}

/// Whether there is room in the part for as many strings as its first element claims: the reader believes it.
fn holds_what_it_claims(strings: &Measured) -> bool {
    let head = String::from_utf8_lossy(&strings.head);
    match first_element(&head) {
        Some(("sst", attributes)) => claimed_strings(attributes) <= strings.bytes / SHORTEST_STRING,
        _ => false,
    }
}

/// The name of the first element, without its prefix, and its attributes. `None` where anything but a declaration of
/// UTF-8 comes before it or it does not end here: no program writes such parts, and they hide what they claim.
fn first_element(head: &str) -> Option<(&str, &str)> {
    let text = head.trim_start_matches('\u{feff}').trim_start();
    let text = match text.strip_prefix("<?xml") {
        None => text,
        Some(declared) => {
            let (declaration, text) = declared.split_once("?>")?;
            is_utf8(declaration).then(|| text.trim_start())?
        }
    };
    let tag = text.strip_prefix('<')?;
    let tag = &tag[..end_of_tag(tag)?];
    let end = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
    let (name, attributes) = tag.split_at(end);
    Some((name.rsplit(':').next()?, attributes))
}

fn is_utf8(declaration: &str) -> bool {
    const ENCODING: &str = "encoding";
    declaration.match_indices(ENCODING).all(|(at, _)| {
        let value = declaration[at + ENCODING.len()..].trim_start_matches(|c: char| !c.is_alphanumeric());
        value.to_lowercase().starts_with("utf-8")
    })
}

/// Where the tag ends: a `>` within quotes is text.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

/// The largest number that stands for how many strings there are.
fn claimed_strings(attributes: &str) -> u64 {
    const COUNT: &str = "uniqueCount";
    let number = |(at, _): (usize, &str)| {
        let value = attributes[at + COUNT.len()..].trim_start_matches(|c: char| !c.is_ascii_digit());
        let digits = value.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) }
    };
    attributes.match_indices(COUNT).map(number).max().unwrap_or(0)
}
