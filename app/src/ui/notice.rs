//! A note inside a page.

use leptos::prelude::*;

use super::{Icon, IconName, IconSize, Tone};

/// Something the reader should know here, with what to do about it as part of the children.
#[component]
pub fn Notice(
    #[prop(default = Tone::Blue)] tone: Tone,
    #[prop(optional, into)] title: Signal<Option<String>>,
    #[prop(optional)] icon: Option<IconName>,
    children: Children,
) -> impl IntoView {
    let icon = icon.unwrap_or(match tone {
        Tone::Amber => IconName::Alert,
        Tone::Red => IconName::XCircle,
        Tone::Green | Tone::GreenSolid => IconName::CheckCircle,
        Tone::Neutral | Tone::Blue | Tone::BlueOutline | Tone::Violet => IconName::Info,
    });
    view! {
        <div class=format!("notice {}", tone.class()) role="note">
            <Icon name=icon size=IconSize::Medium/>
            <div class="notice-body">
                {move || title.get().map(|title| view! { <strong class="notice-title">{title}</strong> })}
                <div class="notice-text">{children()}</div>
            </div>
        </div>
    }
    .into_any()
}
