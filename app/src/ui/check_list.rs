//! Results of checks: a doctor's report, a set-up list, an article's checks before publishing.

use leptos::prelude::*;

use super::{Icon, IconName, Tone};

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CheckState {
    Passed,
    /// Works, but should be looked at.
    Warning,
    Failed,
    /// Not tried yet.
    #[default]
    Waiting,
    Running,
}

impl CheckState {
    const fn look(self) -> (IconName, Tone, &'static str) {
        match self {
            Self::Passed => (IconName::CheckCircle, Tone::Green, "passed"),
            Self::Warning => (IconName::Alert, Tone::Amber, "needs a look"),
            Self::Failed => (IconName::XCircle, Tone::Red, "failed"),
            Self::Waiting => (IconName::Circle, Tone::Neutral, "not done yet"),
            Self::Running => (IconName::Loader, Tone::Blue, "running"),
        }
    }
}

/// A list of [`CheckItem`]s.
#[component]
pub fn CheckList(children: Children) -> impl IntoView {
    view! { <ul class="check-list">{children()}</ul> }.into_any()
}

/// One check; children are what mends it.
#[component]
pub fn CheckItem(
    #[prop(into)] state: Signal<CheckState>,
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] detail: Signal<Option<String>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let mark = move || {
        let (icon, tone, words) = state.get().look();
        let moving = state.get() == CheckState::Running;
        view! {
            <span class=format!("check-mark {}", tone.class()) class:spin=moving>
                <Icon name=icon label=words/>
            </span>
        }
    };
    view! {
        <li class="check-item">
            {mark}
            <div class="check-text">
                <span class="check-title">{title}</span>
                {move || detail.get().map(|detail| view! { <span class="check-detail">{detail}</span> })}
            </div>
            {children.map(|children| view! { <div class="check-action">{children()}</div> })}
        </li>
    }
    .into_any()
}
