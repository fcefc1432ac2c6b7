//! Forms that a browser sends by itself, without our script: where it goes afterwards.

use http::header::{ACCEPT, REFERER};
use http::request::Parts;
use leptos::prelude::use_context;
use serde::de::DeserializeOwned;
use url::{Url, form_urlencoded};

use super::AppResult;
use super::selection::{Selection, SelectionError};

/// Whether the call came from a form that the browser sent itself; our script asks for data instead of a page.
#[must_use]
pub fn is_plain() -> bool {
    use_context::<Parts>().is_some_and(|parts| asks_for_page(&parts.headers))
}

/// Whether whoever asks wants a page to look at.
#[must_use]
pub fn asks_for_page(headers: &http::HeaderMap) -> bool {
    headers.get(ACCEPT).and_then(|accepted| accepted.to_str().ok()).is_some_and(|kinds| kinds.contains("text/html"))
}

/// Which rows a bulk form means: what our script put into its `selection` field as JSON, or the ticked `ids`.
///
/// # Errors
/// 422 when neither names a row.
pub fn chosen<F: DeserializeOwned>(selection: &str, ids: &[String]) -> AppResult<Selection<F>> {
    if selection.trim().is_empty() && !ids.is_empty() {
        return Ok(Selection::of_ids(ids));
    }
    serde_json::from_str(selection).map_err(|_| SelectionError::Nothing.into())
}

/// Where Leptos puts what a plain form was refused: of the page that the form stood on, no longer of the next.
const REFUSAL: [&str; 2] = ["__path", "__err"];

/// The same page without what a plain form was refused on it: an address within that page, from the `query` of its own.
/// `None` where nothing of the kind is in it.
#[must_use]
pub fn without_refusal(query: &str) -> Option<String> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    let (told, kept): (Vec<_>, Vec<_>) = pairs.partition(|(name, _)| REFUSAL.contains(&name.as_ref()));
    let rest = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    (!told.is_empty()).then(|| format!("?{rest}"))
}

/// The address of the page that a request came from.
fn referrer(headers: &http::HeaderMap) -> Option<Url> {
    headers.get(REFERER)?.to_str().ok()?.parse().ok()
}

/// A part of the address of the page that the call came from.
#[must_use]
pub fn referrer_part(name: &str) -> Option<String> {
    let page = use_context::<Parts>().and_then(|parts| referrer(&parts.headers))?;
    page.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// The page a request came from, within this server, with `name` set to `value` in its query (removed: `None`).
#[must_use]
pub fn referrer_with(headers: &http::HeaderMap, name: &str, value: Option<&str>) -> Option<String> {
    let mut url = referrer(headers)?;
    let stays = |key: &str| key != name && !REFUSAL.contains(&key);
    let kept: Vec<(String, String)> = url.query_pairs().into_owned().filter(|(key, _)| stays(key)).collect();
    url.query_pairs_mut().clear().extend_pairs(kept).extend_pairs(value.map(|value| (name, value)));
    let path = url.path();
    // a second slash would lead to another host
    if path.starts_with("//") {
        return None;
    }
    Some(match url.query().filter(|query| !query.is_empty()) {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    })
}

/// Lets a request look as if it came from `page` of this server: a form that is sent again from the page of its refusal
/// leads back to the page that it stood on first.
pub fn come_from(headers: &mut http::HeaderMap, page: &str) {
    let page = referrer(headers).and_then(|here| here.join(page).ok().filter(|page| page.origin() == here.origin()));
    if let Some(Ok(page)) = page.map(|page| page.as_str().parse::<http::HeaderValue>()) {
        headers.insert(REFERER, page);
    }
}

/// After a plain form: leads back to the page it stood on, with `name` set in its address (removed: `None`). After a
/// call of our script it does nothing, since that stays where it is.
pub fn return_with(name: &str, value: Option<&str>) {
    if !is_plain() {
        return;
    }
    if let Some(back) = use_context::<Parts>().and_then(|parts| referrer_with(&parts.headers, name, value)) {
        leptos_axum::redirect(&back);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(referrer: &str, value: Option<&str>) -> Option<String> {
        let mut headers = http::HeaderMap::new();
        headers.insert(REFERER, referrer.parse().expect("a header"));
        referrer_with(&headers, "undo", value)
    }

    #[test]
    fn rows_are_named_by_script_or_by_ticking_them() {
        let id = uuid::Uuid::from_u128(7);
        let ids = Selection::<String>::Ids(vec![id]);
        assert_eq!(chosen(&format!("{{\"ids\":[\"{id}\"]}}"), &[]), Ok(ids.clone()));
        assert_eq!(chosen("", &[id.to_string()]), Ok(ids));
        assert_eq!(chosen(r#"{"all_matching":"q"}"#, &[]), Ok(Selection::AllMatching("q".to_owned())));
        for nothing in ["", "{}", "null"] {
            assert_eq!(chosen::<String>(nothing, &[]).map_err(|error| error.code), Err("nothing_selected".to_owned()));
        }
    }

    #[test]
    fn the_way_back_keeps_the_filters_and_stays_on_this_server() {
        assert_eq!(
            back("https://x.example/planner/keywords?q=a+b&undo=1", Some("2")).as_deref(),
            Some("/planner/keywords?q=a+b&undo=2")
        );
        assert_eq!(back("https://x.example/sites?undo=1", None).as_deref(), Some("/sites"));
        // what was refused before is told no longer
        assert_eq!(
            back("https://x.example/sites?__path=%2Fsfn%2Fx&__err=e", Some("2")).as_deref(),
            Some("/sites?undo=2")
        );
        assert_eq!(back("https://x.example//evil.example/", Some("1")), None);
        assert_eq!(back("nonsense", Some("1")), None);
    }

    #[test]
    fn a_refusal_is_taken_out_of_an_address_however_it_is_spelled() {
        assert_eq!(without_refusal("__path=%2Fsfn%2Fx&next=a+b&__err=e").as_deref(), Some("?next=a+b"));
        assert_eq!(without_refusal("%5F_err=e").as_deref(), Some("?"));
        assert_eq!(without_refusal("next=a+b"), None);
    }

    #[test]
    fn a_form_that_is_sent_again_comes_from_where_it_stood_and_from_nowhere_else() {
        let from = |page: &str| {
            let mut headers = http::HeaderMap::new();
            headers.insert(REFERER, "https://x.example/sfn/sites/update".parse().expect("a header"));
            come_from(&mut headers, page);
            headers.get(REFERER).and_then(|from| from.to_str().ok()).map(ToOwned::to_owned)
        };
        assert_eq!(from("/sites/7/settings?a=b").as_deref(), Some("https://x.example/sites/7/settings?a=b"));
        for foreign in ["//evil.example/", "/\\evil.example/", "https://evil.example/", "javascript:alert(1)"] {
            assert_eq!(from(foreign).as_deref(), Some("https://x.example/sfn/sites/update"), "{foreign}");
        }
    }
}
