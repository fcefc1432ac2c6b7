//! Turns bytes of any supported encoding into UTF-8 as they are read, in constant memory.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};

use crate::planner::import::TextEncoding;

/// A reader of UTF-8. What the source's encoding does not know becomes U+FFFD; a byte order mark is dropped.
pub struct Utf8Reader<R> {
    source: R,
    decoder: Decoder,
    input: Vec<u8>,
    /// What of `input` is still to be decoded.
    start: usize,
    end: usize,
    output: Vec<u8>,
    given: usize,
    over: bool,
}

const CHUNK: usize = 16 * 1024;

impl<R: Read> Utf8Reader<R> {
    pub fn new(source: R, encoding: TextEncoding) -> Self {
        let encoding = Encoding::for_label(encoding.as_str().as_bytes()).unwrap_or(UTF_8);
        Self {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: vec![0; CHUNK],
            start: 0,
            end: 0,
            output: Vec::new(),
            given: 0,
            over: false,
        }
    }

    /// Decodes more into `output`; leaves it empty at the end.
    fn decode_more(&mut self) -> io::Result<()> {
        self.output.clear();
        self.given = 0;
        while self.output.is_empty() && !self.over {
            let last = if self.start == self.end {
                self.end = self.source.read(&mut self.input)?;
                self.start = 0;
                self.end == 0
            } else {
                false
            };
            self.output.resize(3 * CHUNK, 0);
            let (result, read, written, _) =
                self.decoder.decode_to_utf8(&self.input[self.start..self.end], &mut self.output, last);
            self.output.truncate(written);
            self.start += read;
            self.over = last && result == CoderResult::InputEmpty;
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.output.len() {
            self.decode_more()?;
        }
        let count = into.len().min(self.output.len() - self.given);
        into[..count].copy_from_slice(&self.output[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

impl<R> std::fmt::Debug for Utf8Reader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Utf8Reader").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, to meet every place where a character can be cut.
    struct Trickle<'a>(&'a [u8]);

    impl Read for Trickle<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(into.len()).min(1);
            into[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn decoded(bytes: &[u8], encoding: TextEncoding) -> String {
        let mut text = String::new();
        Utf8Reader::new(Trickle(bytes), encoding).read_to_string(&mut text).expect("is UTF-8 by then");
        text
    }

    #[test]
    fn every_supported_encoding_is_known() {
        for encoding in TextEncoding::ALL {
            assert!(Encoding::for_label(encoding.as_str().as_bytes()).is_some(), "{encoding}");
        }
    }

    #[test]
    fn letters_survive_in_every_encoding() {
        assert_eq!(decoded("\u{FEFF}café".as_bytes(), TextEncoding::Utf8), "café");
        assert_eq!(decoded(b"caf\xE9", TextEncoding::Windows1252), "café");
        assert_eq!(decoded(b"\xFF\xFEc\0a\0f\0\xE9\0", TextEncoding::Utf16Le), "café");
        assert_eq!(decoded(b"\0c\0a\0f\0\xE9", TextEncoding::Utf16Be), "café");
    }

    #[test]
    fn what_cannot_be_decoded_is_marked() {
        assert_eq!(decoded(b"caf\xE9!", TextEncoding::Utf8), "caf\u{FFFD}!");
        assert_eq!(decoded(b"caf\xC3", TextEncoding::Utf8), "caf\u{FFFD}");
    }
}
