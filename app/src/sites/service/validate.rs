//! What a site may be called and where it may be.

use url::{Host, Url};

use crate::ai::brief::MAX_ABOUT;
use crate::kit::{AppError, AppResult};
use crate::sites::site::{LANGUAGES, MAX_NAME, Platform, SiteForm};
use crate::sites::store::sites::Particulars;

/// Checks every field, so that the person sees all that is wrong at once.
///
/// # Errors
/// 422 with one sentence a field, and what was typed.
pub(super) fn particulars(form: &SiteForm) -> AppResult<Particulars> {
    let mut wrong = AppError::invalid("invalid_form", "Please correct the marked fields.");
    let name = form.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        wrong = wrong.with_field("name", "Give the site a name, such as the one on its front page.");
    } else if i64::try_from(name.chars().count()).is_ok_and(|length| length > MAX_NAME) {
        wrong = wrong.with_field("name", format!("At most {MAX_NAME} characters."));
    }
    let url = match address(&form.url) {
        Ok(url) => url,
        Err(sentence) => {
            wrong = wrong.with_field("url", sentence);
            String::new()
        }
    };
    let description = form.description.trim().to_owned();
    if description.chars().count() > MAX_ABOUT {
        wrong = wrong.with_field("description", format!("At most {MAX_ABOUT} characters; a few sentences are enough."));
    }
    let platform = form.platform.parse::<Platform>();
    if platform.is_err() {
        wrong = wrong.with_field("platform", "Choose what the site runs on.");
    }
    if !LANGUAGES.iter().any(|(code, _)| *code == form.language) {
        wrong = wrong.with_field("language", "Choose the language the articles are written in.");
    }
    match platform {
        Ok(platform) if wrong.fields.is_empty() => {
            Ok(Particulars { name, url, description, platform, language: form.language.clone() })
        }
        _ => Err(with_typed(wrong, form)),
    }
}

/// Keeps what was typed, for the form that comes back without JavaScript.
pub(super) fn with_typed(error: AppError, form: &SiteForm) -> AppError {
    error
        .with_typed("name", &form.name)
        .with_typed("url", &form.url)
        .with_typed("description", &form.description)
        .with_typed("platform", &form.platform)
        .with_typed("language", &form.language)
}

/// The address of a site in one form: with scheme, host in lower case, no slash at the end, nothing after the path.
///
/// # Errors
/// What is wrong with it, in a sentence for whoever typed it.
pub fn address(typed: &str) -> Result<String, &'static str> {
    const EXAMPLE: &str = "Enter the site's address, such as https://example.com.";
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(EXAMPLE);
    }
    let with_scheme = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let mut url: Url =
        with_scheme.parse().map_err(|_| "This is not a web address. It looks like https://example.com.")?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("The address has to begin with https:// or http://.");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("Leave the user name and password out of the address; the connection has fields for them.");
    }
    match url.host() {
        Some(Host::Domain(domain))
            if domain.contains('.') && !domain.ends_with('.') || domain_is_local(url.host_str()) => {}
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => {}
        Some(Host::Domain(_)) | None => return Err("The address has no domain. It looks like https://example.com."),
    }
    url.set_query(None);
    url.set_fragment(None);
    let url = url.as_str().trim_end_matches('/').to_owned();
    if url.chars().count() > 2_000 {
        return Err("The address is longer than 2,000 characters.");
    }
    Ok(url)
}

fn domain_is_local(host: Option<&str>) -> bool {
    host == Some("localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_form() {
        for typed in
            ["https://Example.com/", "example.com", "  https://EXAMPLE.com  ", "https://example.com/?utm=1#top"]
        {
            assert_eq!(address(typed).as_deref(), Ok("https://example.com"), "{typed}");
        }
        assert_eq!(address("http://example.com:8080/blog/").as_deref(), Ok("http://example.com:8080/blog"));
        assert_eq!(address("bücher.example").as_deref(), Ok("https://xn--bcher-kva.example"));
        assert_eq!(address("http://localhost:8080").as_deref(), Ok("http://localhost:8080"));
        assert_eq!(address("http://127.0.0.1:8080").as_deref(), Ok("http://127.0.0.1:8080"));
    }

    #[test]
    fn what_is_no_address_is_refused_with_a_sentence() {
        for typed in [
            "",
            "   ",
            "not an address",
            "ftp://example.com",
            "https://",
            "example",
            "https://me:secret@example.com",
            "javascript:alert(1)",
        ] {
            assert!(address(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once_and_what_was_typed_stays() {
        let form = SiteForm {
            name: " ".to_owned(),
            url: "ftp://x".to_owned(),
            language: "xx".to_owned(),
            ..SiteForm::default()
        };
        let error = particulars(&form).expect_err("nothing is right");
        for field in ["name", "url", "platform", "language"] {
            assert!(error.for_field(field).is_some(), "{field}");
        }
        assert_eq!(error.typed_in("url").as_deref(), Some("ftp://x"));
    }
}
