//! `/writer/review`: what waits for a person to read it.

use leptos::prelude::*;

use super::contents::{ContentShelf, Shelf};
use crate::ui::*;

#[component]
pub fn ReviewPage() -> impl IntoView {
    view! {
        <PageHead title="Review" sentence="Read each article as it will appear, then approve it or send it back with a note. Nothing is published without that."/>
        <ContentShelf shelf=Shelf::Review/>
    }
    .into_any()
}
