//! How answers of server functions travel.

use leptos::server_fn::Bytes;
use leptos::server_fn::codec::Post;
use leptos::server_fn::{ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// JSON that is read from text, as what comes with a page is: the browser's part then holds the reading code of each type
/// once instead of once for text and once for bytes.
#[derive(Debug)]
pub struct JsonTextEncoding;

impl ContentType for JsonTextEncoding {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonTextEncoding {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonTextEncoding {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_string(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonTextEncoding {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        let text = std::str::from_utf8(&bytes).map_err(serde::de::Error::custom)?;
        serde_json::from_str(text)
    }
}

/// For `output = JsonText`.
pub type JsonText = Post<JsonTextEncoding>;

#[cfg(test)]
mod tests {
    use leptos::server_fn::Bytes;
    use leptos::server_fn::{Decodes as _, Encodes as _};

    use super::JsonTextEncoding;

    #[test]
    fn what_was_encoded_is_read_again_and_broken_text_is_an_error() {
        let value = ("é\u{2028}\"".to_owned(), Some(3_i64));
        let bytes = JsonTextEncoding::encode(&value).expect("is text");
        let read: (String, Option<i64>) = JsonTextEncoding::decode(bytes).expect("is what was written");
        assert_eq!(read, value);
        for broken in [&b"\"\xff\""[..], b"{", b""] {
            let read: Result<String, _> = JsonTextEncoding::decode(Bytes::from(broken));
            assert!(read.is_err());
        }
    }
}
