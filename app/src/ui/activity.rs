//! What happened lately, newest first.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::{Icon, IconName, Timestamp, Tone};

/// A list of [`ActivityItem`]s.
#[component]
pub fn ActivityList(children: Children) -> impl IntoView {
    view! { <ul class="activity">{children()}</ul> }.into_any()
}

/// One thing that happened: a sentence, and when.
#[component]
pub fn ActivityItem(
    icon: IconName,
    #[prop(optional)] tone: Tone,
    #[prop(optional_no_strip, into)] at: Option<DateTime<Utc>>,
    children: Children,
) -> impl IntoView {
    view! {
        <li class="activity-item">
            <span class=format!("activity-mark {}", tone.class())><Icon name=icon/></span>
            <span class="activity-text">{children()}</span>
            {at.map(|at| view! { <span class="activity-time"><Timestamp at/></span> })}
        </li>
    }
    .into_any()
}
