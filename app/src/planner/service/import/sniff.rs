//! Looks at an upload as it passes: what kind of file it is, how its letters are written, how many lines it has.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use crate::planner::import::TextEncoding;
use crate::planner::import_refusal::ImportRefusal;

/// What the bytes turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sniffed {
    Text {
        encoding: TextEncoding,
        lines: i64,
    },
    /// A ZIP archive: a workbook, perhaps.
    Archive,
}

/// Is fed every byte of an upload, keeps a few.
pub struct Sniffer {
    head: Vec<u8>,
    detector: EncodingDetector,
    size: u64,
    line_ends: i64,
    returns: i64,
    /// NUL bytes at even and at odd places: UTF-16 has them at one of the two for every plain letter.
    nuls: [u64; 2],
}

/// Enough to tell any kind of file by its first bytes.
const HEAD: usize = 512;

impl Sniffer {
    #[must_use]
    pub fn new() -> Self {
        Self {
            head: Vec::with_capacity(HEAD),
            detector: EncodingDetector::new(Iso2022JpDetection::Deny),
            size: 0,
            line_ends: 0,
            returns: 0,
            nuls: [0, 0],
        }
    }

    pub fn feed(&mut self, bytes: &[u8]) {
        let room = HEAD - self.head.len();
        self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'\n' => self.line_ends += 1,
                b'\r' => self.returns += 1,
                0 => self.nuls[usize::from((self.size + at as u64) % 2 == 1)] += 1,
                _ => {}
            }
        }
        self.detector.feed(bytes, false);
        self.size += bytes.len() as u64;
    }

    /// What it was.
    ///
    /// # Errors
    /// [`ImportRefusal`] for what is neither text nor an archive.
    pub fn finish(mut self) -> Result<Sniffed, ImportRefusal> {
        if self.size == 0 {
            return Err(ImportRefusal::Empty);
        }
        if self.head.starts_with(b"PK\x03\x04") || self.head.starts_with(b"PK\x05\x06") {
            return Ok(Sniffed::Archive);
        }
        if let Some(refusal) = refused_by_its_first_bytes(&self.head) {
            return Err(refusal);
        }
        self.detector.feed(&[], true);
        let encoding = self.encoding()?;
        // the last line needs no end; old Macs end lines with a lone return
        let lines = self.line_ends.max(self.returns) + 1;
        Ok(Sniffed::Text { encoding, lines })
    }

    fn encoding(&self) -> Result<TextEncoding, ImportRefusal> {
        if self.head.starts_with(b"\xFF\xFE\0\0") || self.head.starts_with(b"\0\0\xFE\xFF") {
            return Err(ImportRefusal::Utf32);
        }
        if self.head.starts_with(b"\xFF\xFE") {
            return Ok(TextEncoding::Utf16Le);
        }
        if self.head.starts_with(b"\xFE\xFF") {
            return Ok(TextEncoding::Utf16Be);
        }
        if self.head.starts_with(b"\xEF\xBB\xBF") {
            return Ok(TextEncoding::Utf8);
        }
        let [even, odd] = self.nuls;
        match (even, odd) {
            (0, 0) => {
                let guess = self.detector.guess(None, Utf8Detection::Allow).name().to_ascii_lowercase();
                Ok(guess.parse().unwrap_or(TextEncoding::Windows1252))
            }
            // a third of all pairs are plain letters, and nearly none has its zero at the other place
            _ if odd * 6 > self.size && even * 50 <= odd => Ok(TextEncoding::Utf16Le),
            _ if even * 6 > self.size && odd * 50 <= even => Ok(TextEncoding::Utf16Be),
            _ => Err(ImportRefusal::Binary),
        }
    }
}

impl Default for Sniffer {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Sniffer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sniffer").field("size", &self.size).finish_non_exhaustive()
    }
}

fn refused_by_its_first_bytes(head: &[u8]) -> Option<ImportRefusal> {
    let begins = |mark: &[u8]| head.starts_with(mark);
    if begins(b"%PDF-") {
        return Some(ImportRefusal::Pdf);
    }
    if begins(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(ImportRefusal::OldExcel);
    }
    if begins(b"\x89PNG")
        || begins(b"\xFF\xD8\xFF")
        || begins(b"GIF8")
        || (begins(b"RIFF") && head.get(8..12) == Some(b"WEBP"))
    {
        return Some(ImportRefusal::Picture);
    }
    if begins(b"\x1F\x8B")
        || begins(b"7z\xBC\xAF\x27\x1C")
        || begins(b"Rar!\x1A")
        || begins(b"BZh")
        || begins(b"\xFD7zXZ")
    {
        return Some(ImportRefusal::Compressed);
    }
    let start: Vec<u8> =
        head.iter().skip_while(|byte| byte.is_ascii_whitespace()).take(14).map(u8::to_ascii_lowercase).collect();
    (start.starts_with(b"<!doctype html") || start.starts_with(b"<html")).then_some(ImportRefusal::WebPage)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sniff(bytes: &[u8]) -> Result<Sniffed, ImportRefusal> {
        let mut sniffer = Sniffer::new();
        // in uneven pieces, as the network brings them
        for piece in bytes.chunks(7) {
            sniffer.feed(piece);
        }
        sniffer.finish()
    }

    fn encoding(bytes: &[u8]) -> TextEncoding {
        match sniff(bytes) {
            Ok(Sniffed::Text { encoding, .. }) => encoding,
            other => panic!("{other:?}"),
        }
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn encodings_are_told_apart_with_and_without_marks() {
        assert_eq!(encoding(b"keyword\ncoffee\n"), TextEncoding::Utf8);
        assert_eq!(encoding("keyword\ncaf\u{e9}\n".as_bytes()), TextEncoding::Utf8);
        assert_eq!(encoding("\u{FEFF}keyword\n".as_bytes()), TextEncoding::Utf8);
        assert_eq!(encoding(&utf16("\u{FEFF}keyword\tvolume\n", false)), TextEncoding::Utf16Le);
        assert_eq!(encoding(&utf16("\u{FEFF}keyword\tvolume\n", true)), TextEncoding::Utf16Be);
        assert_eq!(encoding(&utf16("keyword\tvolume\ncoffee\t10\n", false)), TextEncoding::Utf16Le);
        assert_eq!(encoding(&utf16("keyword\tvolume\ncoffee\t10\n", true)), TextEncoding::Utf16Be);
        assert_eq!(encoding(include_bytes!("../../../../testdata/by-hand.csv")), TextEncoding::Windows1252);
        let (russian, _, _) =
            encoding_rs::WINDOWS_1251.encode("ключевое слово\nкофемолка купить\nкофе в зёрнах\nкак варить кофе\n");
        assert_eq!(encoding(&russian), TextEncoding::Windows1251);
        let (japanese, _, _) =
            encoding_rs::SHIFT_JIS.encode("キーワード\nコーヒー豆 おすすめ\n水出しコーヒー 作り方\n");
        assert_eq!(encoding(&japanese), TextEncoding::ShiftJis);
    }

    #[test]
    fn what_is_no_text_is_refused_whatever_its_name() {
        assert_eq!(sniff(b""), Err(ImportRefusal::Empty));
        assert_eq!(sniff(b"PK\x03\x04rest"), Ok(Sniffed::Archive));
        assert_eq!(sniff(b"%PDF-1.7\n"), Err(ImportRefusal::Pdf));
        assert_eq!(sniff(b"\x89PNG\r\n\x1A\n\0\0"), Err(ImportRefusal::Picture));
        assert_eq!(sniff(b"\x1F\x8B\x08\0"), Err(ImportRefusal::Compressed));
        assert_eq!(sniff(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0"), Err(ImportRefusal::OldExcel));
        assert_eq!(sniff(b"\n <!DOCTYPE html><html>"), Err(ImportRefusal::WebPage));
        assert_eq!(sniff(b"\xFF\xFE\0\0k\0\0\0"), Err(ImportRefusal::Utf32));
        assert_eq!(sniff(b"abc\0\x01\0\0def\0\0\0\0\0\0"), Err(ImportRefusal::Binary));
    }

    #[test]
    fn lines_are_counted() {
        assert_eq!(sniff(b"a\nb\nc"), Ok(Sniffed::Text { encoding: TextEncoding::Utf8, lines: 3 }));
        assert_eq!(sniff(b"a\rb\rc"), Ok(Sniffed::Text { encoding: TextEncoding::Utf8, lines: 3 }));
    }
}
