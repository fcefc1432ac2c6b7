//! Takes the text of one string field out of a JSON object while the object is still arriving, so that a page can
//! show an article as it is written although the answer is JSON.

/// Feeds on pieces of JSON and gives back what they add to the field. It shows, it doesn't judge: text that isn't
/// JSON gives nothing, and the whole answer is parsed properly at its end.
#[derive(Debug)]
pub struct StringField {
    field: &'static str,
    depth: usize,
    place: Place,
    /// The last string read at depth one: the key, if a colon follows.
    key: String,
    /// Whether a string that begins now is the field's value.
    value_follows: bool,
    escape: Escape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Between,
    InKey,
    InOtherString,
    InField,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escape {
    None,
    Backslash,
    /// Digits read so far, their value, and a high surrogate waiting for its low one.
    Unicode {
        digits: u8,
        value: u32,
        high: Option<u32>,
    },
    /// A high surrogate was read; its low one must follow as another escape.
    AwaitLow {
        high: u32,
    },
    AwaitLowBackslash {
        high: u32,
    },
}

/// Longest key that is compared, in bytes; longer ones are never ours.
const MAX_KEY: usize = 64;

impl StringField {
    /// Looks for `field` in the outermost object.
    #[must_use]
    pub const fn new(field: &'static str) -> Self {
        Self { field, depth: 0, place: Place::Between, key: String::new(), value_follows: false, escape: Escape::None }
    }

    /// What the next piece adds to the field's text; often nothing.
    pub fn push(&mut self, json: &str) -> String {
        let mut added = String::new();
        for character in json.chars() {
            match self.place {
                Place::Between => self.between(character),
                Place::InKey | Place::InOtherString | Place::InField => {
                    self.in_string(character, &mut added);
                }
            }
        }
        added
    }

    fn between(&mut self, character: char) {
        match character {
            '{' | '[' => {
                self.depth += 1;
                self.value_follows = false;
                self.key.clear();
            }
            '}' | ']' => self.depth = self.depth.saturating_sub(1),
            ':' => self.value_follows = self.depth == 1 && self.key == self.field,
            ',' => {
                self.value_follows = false;
                self.key.clear();
            }
            '"' if self.depth == 0 => {}
            '"' => {
                self.place = match (self.value_follows, self.depth) {
                    (true, _) => Place::InField,
                    (false, 1) => Place::InKey,
                    (false, _) => Place::InOtherString,
                };
                self.value_follows = false;
                self.key.clear();
            }
            _ => {}
        }
    }

    fn in_string(&mut self, character: char, added: &mut String) {
        match self.escape {
            Escape::None => match character {
                '"' => self.place = Place::Between,
                '\\' => self.escape = Escape::Backslash,
                plain => self.take(plain, added),
            },
            Escape::Backslash => {
                self.escape = Escape::None;
                match character {
                    'u' => {
                        self.escape = Escape::Unicode { digits: 0, value: 0, high: None };
                    }
                    'n' => self.take('\n', added),
                    't' => self.take('\t', added),
                    'r' => self.take('\r', added),
                    'b' | 'f' => {}
                    other => self.take(other, added),
                }
            }
            Escape::Unicode { digits, value, high } => {
                let value = value * 16 + character.to_digit(16).unwrap_or(0);
                if digits < 3 {
                    self.escape = Escape::Unicode { digits: digits + 1, value, high };
                } else {
                    self.end_unicode(value, high, added);
                }
            }
            Escape::AwaitLow { high } if character == '\\' => {
                self.escape = Escape::AwaitLowBackslash { high };
            }
            Escape::AwaitLowBackslash { high } if character == 'u' => {
                self.escape = Escape::Unicode { digits: 0, value: 0, high: Some(high) };
            }
            Escape::AwaitLow { .. } => self.lone_surrogate(Escape::None, character, added),
            Escape::AwaitLowBackslash { .. } => {
                self.lone_surrogate(Escape::Backslash, character, added);
            }
        }
    }

    fn end_unicode(&mut self, value: u32, high: Option<u32>, added: &mut String) {
        self.escape = Escape::None;
        match (high, value) {
            (Some(high), 0xDC00..=0xDFFF) => {
                let code = 0x1_0000 + ((high - 0xD800) << 10) + (value - 0xDC00);
                self.take(char::from_u32(code).unwrap_or('\u{FFFD}'), added);
            }
            (_, 0xD800..=0xDBFF) => self.escape = Escape::AwaitLow { high: value },
            (_, code) => self.take(char::from_u32(code).unwrap_or('\u{FFFD}'), added),
        }
    }

    fn lone_surrogate(&mut self, then: Escape, character: char, added: &mut String) {
        self.take('\u{FFFD}', added);
        self.escape = then;
        self.in_string(character, added);
    }

    fn take(&mut self, character: char, added: &mut String) {
        match self.place {
            Place::InField => added.push(character),
            Place::InKey if self.key.len() < MAX_KEY => self.key.push(character),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::StringField;

    #[test]
    fn only_the_outer_field_is_shown() {
        let mut field = StringField::new("html");
        let json = r#"```json
        {"other": {"html": "no"}, "list": ["html", "no"], "html" : "<p>\"yes\" \ud83d\ude00</p>", "x": "html"}"#;
        assert_eq!(field.push(json), "<p>\"yes\" 😀</p>");
    }

    proptest! {
        #[test]
        fn any_text_comes_out_whole_however_it_is_cut(text in "\\PC{0,40}", cut in 0usize..80, ascii in any::<bool>()) {
            let mut json = serde_json::json!({"html": text}).to_string();
            if ascii {
                json = json.encode_utf16().map(|unit| match u8::try_from(unit) {
                    Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
                    _ => format!("\\u{unit:04x}"),
                }).collect();
            }
            let at = json.floor_char_boundary(cut.min(json.len()));
            let mut field = StringField::new("html");
            let shown = field.push(&json[..at]) + &field.push(&json[at..]);
            prop_assert_eq!(shown, text);
        }

        #[test]
        fn nothing_panics(json in "[{}\\[\\]\":,\\\\u0-9a-f]{0,60}") {
            let _ = StringField::new("html").push(&json);
        }
    }
}
