//! Server-sent events, as streaming providers send them: lines cut anywhere, even within a character.
//! The format is that of the HTML standard, section 9.2.6, less what only browsers need (`id`, `retry`).

/// Longest line taken, in bytes. One longer is no event of a text model.
const MAX_LINE: usize = 4 * 1024 * 1024;

/// One event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SseEvent {
    /// Empty for unnamed events.
    pub name: String,
    pub data: String,
}

/// The stream holds a line longer than any event has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineTooLong;

/// Feeds on bytes and gives back whole events.
#[derive(Debug, Default)]
pub struct SseDecoder {
    line: Vec<u8>,
    /// The last byte was a carriage return: a line feed right after it belongs to the same line end.
    after_return: bool,
    /// Whether the byte order mark, allowed at the very beginning, is behind us.
    begun: bool,
    event: SseEvent,
    has_data: bool,
}

impl SseDecoder {
    /// The events that these bytes complete.
    ///
    /// # Errors
    /// [`LineTooLong`]; the stream is of no use then.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<SseEvent>, LineTooLong> {
        let mut events = Vec::new();
        for byte in bytes {
            match byte {
                b'\n' if self.after_return => self.after_return = false,
                b'\n' | b'\r' => {
                    self.after_return = *byte == b'\r';
                    events.extend(self.end_line());
                }
                other => {
                    self.after_return = false;
                    if self.line.len() >= MAX_LINE {
                        return Err(LineTooLong);
                    }
                    self.line.push(*other);
                }
            }
        }
        Ok(events)
    }

    /// The event whose lines were whole when the stream ended without the empty line after them.
    pub fn finish(&mut self) -> Option<SseEvent> {
        self.take_event()
    }

    fn end_line(&mut self) -> Option<SseEvent> {
        let line = std::mem::take(&mut self.line);
        let mut line = line.as_slice();
        if !self.begun {
            self.begun = true;
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        if line.is_empty() {
            return self.take_event();
        }
        let line = String::from_utf8_lossy(line);
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event.name),
            "data" => {
                if self.has_data {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(value);
                self.has_data = true;
            }
            // A comment has an empty field name; other fields are not ours.
            _ => {}
        }
        None
    }

    fn take_event(&mut self) -> Option<SseEvent> {
        let event = std::mem::take(&mut self.event);
        std::mem::take(&mut self.has_data).then_some(event)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{SseDecoder, SseEvent};

    fn decode(pieces: &[&[u8]]) -> Vec<SseEvent> {
        let mut decoder = SseDecoder::default();
        let mut events: Vec<SseEvent> =
            pieces.iter().flat_map(|piece| decoder.push(piece).expect("short lines")).collect();
        events.extend(decoder.finish());
        events
    }

    fn event(name: &str, data: &str) -> SseEvent {
        SseEvent { name: name.to_owned(), data: data.to_owned() }
    }

    #[test]
    fn comments_names_and_line_ends_of_all_kinds_are_understood() {
        let text = "\u{FEFF}: hello\r\nevent: a\r\ndata: one\r\ndata:two\r\n\r\nretry: 3\rdata\r\rdata: last";
        assert_eq!(decode(&[text.as_bytes()]), [event("a", "one\ntwo"), event("", "")]);
        assert_eq!(decode(&[b"data: last\n"]), [event("", "last")]);
    }

    proptest! {
        #[test]
        fn where_the_bytes_are_cut_makes_no_difference(
            lines in prop::collection::vec("(data|event|id|): ?[a-zé😀{}]{0,8}(\r\n|\n|\r|\n\n)", 0..8),
        ) {
            let text = lines.concat();
            let whole = decode(&[text.as_bytes()]);
            let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
            prop_assert_eq!(&decode(&bytes), &whole);
            for cut in 0..=text.len() {
                let (start, end) = text.as_bytes().split_at(cut);
                prop_assert_eq!(&decode(&[start, end]), &whole);
            }
        }
    }
}
