//! Badges, and the one set of colours that states have everywhere.

use leptos::prelude::*;

use super::{Icon, IconName};

/// The colour of a state. Each state enum of the product maps to one of these, the same on every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tone {
    /// New, or nothing to say.
    #[default]
    Neutral,
    /// In progress.
    Blue,
    /// Scheduled.
    BlueOutline,
    /// Waits for a review.
    Violet,
    /// Approved, done well.
    Green,
    /// Published.
    GreenSolid,
    /// Failed.
    Red,
    /// Paused, or needs attention.
    Amber,
}

impl Tone {
    /// The class that sets the tone's colours on a component.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Blue => "tone-blue",
            Self::BlueOutline => "tone-blue-outline",
            Self::Violet => "tone-violet",
            Self::Green => "tone-green",
            Self::GreenSolid => "tone-green-solid",
            Self::Red => "tone-red",
            Self::Amber => "tone-amber",
        }
    }

    /// All of them, for the design page.
    pub const ALL: [Self; 8] = [
        Self::Neutral,
        Self::Blue,
        Self::BlueOutline,
        Self::Violet,
        Self::Green,
        Self::GreenSolid,
        Self::Red,
        Self::Amber,
    ];
}

/// A word in a coloured pill.
#[component]
pub fn Badge(
    #[prop(optional, into)] tone: Signal<Tone>,
    #[prop(optional)] icon: Option<IconName>,
    children: Children,
) -> impl IntoView {
    view! {
        <span class=move || format!("badge {}", tone.get().class())>
            {icon.map(|name| view! { <Icon name/> })} {children()}
        </span>
    }
    .into_any()
}

/// A state: its word, its colour, and a dot that pulses while something happens.
#[component]
pub fn StatusBadge(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] tone: Signal<Tone>,
    #[prop(optional, into)] moving: Signal<bool>,
) -> impl IntoView {
    view! {
        <span class=move || format!("badge {}", tone.get().class())>
            <span class="badge-dot" class:badge-dot-moving=moving aria-hidden="true"></span>
            {label}
        </span>
    }
    .into_any()
}
