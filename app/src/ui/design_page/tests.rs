//! The page is the one place with everything on it, so it stands for all pages here.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::Router;
use leptos_router::location::RequestUrl;

use super::DesignPage;
use crate::ui::provide_toasts;

fn html() -> String {
    Owner::new_root(None).with(|| {
        provide_context(RequestUrl::new("/design"));
        provide_meta_context();
        provide_toasts();
        view! { <Router><DesignPage/></Router> }.to_html()
    })
}

/// The values of an attribute, wherever it stands.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn nothing_needs_inline_styles_or_scripts() {
    let html = html();
    assert!(values(&html, "style").is_empty());
    for handler in ["onclick", "onchange", "oninput", "onsubmit"] {
        assert!(values(&html, handler).is_empty(), "{handler}");
    }
    assert!(!html.contains("<script"));
}

#[test]
fn ids_are_unique_and_every_reference_finds_its_id() {
    let html = html();
    let ids = values(&html, "id");
    let unique: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len());
    for attribute in ["for", "commandfor", "popovertarget", "aria-labelledby", "aria-describedby"] {
        for id in values(&html, attribute).into_iter().flat_map(str::split_whitespace) {
            assert!(unique.contains(id), "{attribute}=\"{id}\" leads nowhere");
        }
    }
}

#[test]
fn errors_are_tied_to_their_fields() {
    let html = html();
    assert!(values(&html, "aria-describedby").contains(&"design-email-error design-email-help"));
    assert!(html.contains("aria-invalid=\"true\""));
}
