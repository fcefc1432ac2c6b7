//! Forms that a browser sends by itself, without our script: where it goes afterwards.

use http::header::{ACCEPT, REFERER};
use http::request::Parts;
use leptos::prelude::use_context;
use serde::de::DeserializeOwned;
use url::Url;

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

/// The page a request came from, within this server, with `name` set to `value` in its query (removed: `None`).
#[must_use]
pub fn referrer_with(headers: &http::HeaderMap, name: &str, value: Option<&str>) -> Option<String> {
    let mut url: Url = headers.get(REFERER)?.to_str().ok()?.parse().ok()?;
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
}
