//! What a plain form sent, sorted for the page of its refusal: what a person typed is shown, what the form's page had
//! filled in goes along unseen, and passwords and keys are typed again.

use url::form_urlencoded;
use uuid::Uuid;

use crate::kit::{AppError, ErrorKind, FieldError};

/// The field in which the page that the form stood on goes along, before all others.
pub(super) const CAME_FROM: &str = "__from";

/// Fields that our pages fill in, or whose value is chosen from a list: they hold words of ours, which nobody types.
const FILLED_IN: [&str; 20] = [
    "as_of",
    "content_type",
    "country",
    "delimiter",
    "do",
    "encoding",
    "existing",
    "format",
    "granularity",
    "intent",
    "kind",
    "language",
    "next",
    "place",
    "platform",
    "row",
    "selection",
    "structure",
    "then",
    "version",
];
/// Which column of a file is what, chosen from lists.
const COLUMNS: &str = "column-";
/// Rows that were ticked.
const TICKED: &str = "ids";

/// What becomes of a field on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// A person typed it: it can be read, copied and changed.
    Typed,
    /// It is sent again as it was.
    Unseen,
    /// It was not kept, and is typed again.
    Secret,
}

impl Shown {
    fn of(name: &str, value: &str) -> Self {
        if value.is_empty() {
            Self::Unseen
        } else if is_secret(name) {
            Self::Secret
        } else if is_filled_in(word_of(name)) || value.parse::<Uuid>().is_ok() || matches!(value, "true" | "false") {
            Self::Unseen
        } else {
            Self::Typed
        }
    }
}

/// One field of a form.
#[derive(Debug)]
pub(super) struct SentField {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) shown: Shown,
    /// What is wrong with it.
    pub(super) error: Option<String>,
}

impl SentField {
    fn new(name: String, value: String) -> Self {
        let shown = Shown::of(&name, &value);
        let value = if shown == Shown::Secret { String::new() } else { value };
        Self { name, value, shown, error: None }
    }

    /// Its name in words: "Meta title" for `edit[meta_title]`.
    pub(super) fn label(&self) -> String {
        let words = word_of(&self.name).replace(['_', '-'], " ");
        let mut letters = words.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }
}

/// A form as it was sent, in its order and with its repeats.
#[derive(Debug)]
pub struct SentForm {
    pub(super) action: String,
    pub(super) fields: Vec<SentField>,
}

impl SentForm {
    /// Reads a form of this server as browsers send it, `application/x-www-form-urlencoded`. `None` for an `action`
    /// that would lead to another host.
    #[must_use]
    pub fn read(action: &str, body: &[u8]) -> Option<Self> {
        if action.starts_with("//") || action.starts_with("/\\") {
            return None;
        }
        let fields = form_urlencoded::parse(body)
            .filter(|(name, _)| name != CAME_FROM)
            .map(|(name, value)| SentField::new(name.into_owned(), value.into_owned()))
            .collect();
        Some(Self { action: action.to_owned(), fields })
    }

    /// The page that a form stood on which is sent again from the page of its refusal.
    #[must_use]
    pub fn came_from(body: &[u8]) -> Option<String> {
        let (_, page) = form_urlencoded::parse(body).next().filter(|(name, _)| name == CAME_FROM)?;
        Some(page.into_owned())
    }

    /// Whether the form stands whole again on the page that it came from, once a browser is led back there with this
    /// error: all that was typed is in it, and no row was ticked beside. What may be sent again as it is stays here.
    #[must_use]
    pub fn comes_back_with(&self, error: &AppError) -> bool {
        let is_told = |field: &SentField| {
            let words = || field.value.split_whitespace();
            error.typed.iter().any(|(_, told)| told.split_whitespace().eq(words()))
        };
        let is_ticked = |field: &SentField| word_of(&field.name) == TICKED;
        let mut typed = self.fields.iter().filter(|field| field.shown == Shown::Typed).peekable();
        match error.kind {
            ErrorKind::SignedOut
            | ErrorKind::CreditsNeeded
            | ErrorKind::TooMany
            | ErrorKind::Unavailable
            | ErrorKind::Internal => false,
            ErrorKind::Forbidden | ErrorKind::NotFound | ErrorKind::Conflict | ErrorKind::Invalid => {
                typed.peek().is_none() || (!self.fields.iter().any(is_ticked) && typed.all(is_told))
            }
        }
    }

    /// Takes in what a refusal says of single fields: what is wrong with them, and what stands now in the place of what
    /// the form's page had filled in, as the version of an article that was saved meanwhile. Answers what is wrong with
    /// fields that are not shown.
    pub fn heed(&mut self, error: &AppError) -> Vec<String> {
        for field in &mut self.fields {
            let word = word_of(&field.name);
            if is_filled_in(word)
                && let Some(now) = error.typed_in(word)
            {
                field.value = now;
            }
        }
        error.fields.iter().filter(|wrong| !self.mark(wrong)).map(|wrong| wrong.message.clone()).collect()
    }

    /// Marks the field that is wrong; an empty one is shown then. Answers whether there is one to mark.
    fn mark(&mut self, wrong: &FieldError) -> bool {
        let found = self.fields.iter_mut().find(|field| {
            let word = word_of(&field.name);
            word == wrong.field && (field.shown != Shown::Unseen || (field.value.is_empty() && !is_filled_in(word)))
        });
        let Some(field) = found else { return false };
        if field.shown == Shown::Unseen {
            field.shown = Shown::Typed;
        }
        field.error = Some(wrong.message.clone());
        true
    }
}

/// The part of a field's name that says what it is: `meta_title` of `edit[meta_title]`, `ids` of `ids[]` and `ids[0]`.
fn word_of(name: &str) -> &str {
    let is_word = |part: &&str| !part.is_empty() && !part.bytes().all(|byte| byte.is_ascii_digit());
    name.rsplit(['[', ']']).find(is_word).unwrap_or(name)
}

fn is_filled_in(word: &str) -> bool {
    FILLED_IN.contains(&word) || word.starts_with(COLUMNS)
}

/// Whether a field of this name holds what no page may show. A keyword is no key.
fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["password", "secret", "token"].iter().any(|word| name.contains(word))
        || name.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word.ends_with("key"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(body: &str) -> SentForm {
        SentForm::read("/sfn/x", body.as_bytes()).expect("a form of ours")
    }

    fn shown(form: &SentForm) -> Vec<(&str, &str, Shown)> {
        form.fields.iter().map(|field| (field.name.as_str(), field.value.as_str(), field.shown)).collect()
    }

    #[test]
    fn order_and_repeats_stay_and_only_what_was_typed_is_shown() {
        let id = Uuid::from_u128(7);
        let form = sent(&format!("edit%5Bversion%5D=3&ids%5B%5D={id}&title=A+b&tag=x&tag=y&off=true&empty="));
        let id = id.to_string();
        let expected = [
            ("edit[version]", "3", Shown::Unseen),
            ("ids[]", id.as_str(), Shown::Unseen),
            ("title", "A b", Shown::Typed),
            ("tag", "x", Shown::Typed),
            ("tag", "y", Shown::Typed),
            ("off", "true", Shown::Unseen),
            ("empty", "", Shown::Unseen),
        ];
        assert_eq!(shown(&form), expected);
    }

    #[test]
    fn passwords_and_keys_are_not_kept_and_keywords_are() {
        for name in ["password", "new_password", "client_secret", "api_key", "form[ApiKey]", "key", "access-token"] {
            let form = sent(&format!("{name}=hunter2"));
            assert_eq!(shown(&form), [(name, "", Shown::Secret)]);
        }
        for name in ["keyword", "edit[primary_keyword]", "monkeys"] {
            assert_eq!(shown(&sent(&format!("{name}=moka"))), [(name, "moka", Shown::Typed)]);
        }
    }

    #[test]
    fn fields_are_called_by_their_words() {
        let labels = |body: &str| sent(body).fields.iter().map(SentField::label).collect::<Vec<_>>();
        assert_eq!(labels("edit[meta_title]=a&sectors[0]=b&url=c"), ["Meta title", "Sectors", "Url"]);
    }

    #[test]
    fn a_form_goes_back_only_when_all_that_was_typed_comes_back() {
        let wrong = AppError::field("name", "Too long.").with_typed("name", "Cold brew");
        assert!(sent("name=+Cold++brew&version=2").comes_back_with(&wrong));
        assert!(!sent("name=Cold+brew&note=Mine").comes_back_with(&wrong));
        assert!(!sent("name=Cold+brew&ids[]=018f2b7e-0000-7000-8000-000000000001").comes_back_with(&wrong));
        // nothing was typed: the list that the rows stand in is looked at anew
        let changed = AppError::conflict("changed_since_read", "Read it again.");
        assert!(sent("ids[]=018f2b7e-0000-7000-8000-000000000001").comes_back_with(&changed));
        for kind in [ErrorKind::SignedOut, ErrorKind::CreditsNeeded, ErrorKind::TooMany, ErrorKind::Unavailable] {
            assert!(!sent("off=true").comes_back_with(&AppError::new(kind, "x", "No.")), "{kind:?}");
        }
    }

    #[test]
    fn what_is_wrong_stands_at_its_field_and_a_version_that_passed_is_the_one_that_stands() {
        let mut form = sent("edit[version]=3&edit[title]=&edit[body]=Mine&edit[site]=x");
        let error = AppError::conflict("edited_meanwhile", "Somebody was first.")
            .with_typed("version", "5")
            .with_field("title", "Give it a title.")
            .with_field("slug", "This address is taken.");
        assert_eq!(form.heed(&error), ["This address is taken."]);
        let [version, title, body, _] = form.fields.as_slice() else { panic!("{form:?}") };
        assert_eq!((version.value.as_str(), version.shown), ("5", Shown::Unseen));
        assert_eq!((title.error.as_deref(), title.shown), (Some("Give it a title."), Shown::Typed));
        assert_eq!((body.value.as_str(), body.error.as_deref()), ("Mine", None));
    }

    #[test]
    fn a_form_is_sent_to_this_server_alone() {
        for foreign in ["//evil.example/x", "/\\evil.example/x"] {
            assert!(SentForm::read(foreign, b"a=b").is_none(), "{foreign}");
        }
    }

    #[test]
    fn the_page_that_it_came_from_goes_along_and_is_no_field() {
        let body = b"__from=%2Fsites%3Fa%3D1&name=Ada";
        assert_eq!(SentForm::came_from(body).as_deref(), Some("/sites?a=1"));
        assert_eq!(sent("__from=%2Fsites&name=Ada").fields.len(), 1);
        assert_eq!(SentForm::came_from(b"name=Ada"), None);
    }
}
