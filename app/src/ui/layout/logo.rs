//! The mark: three connected cells on the way up, the last one lit.

use leptos::prelude::*;

/// The mark alone.
#[component]
pub fn LogoMark() -> impl IntoView {
    view! {
        <svg class="logo-mark" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <rect class="logo-ground" width="24" height="24" rx="6"></rect>
            <path class="logo-way" d="M7 16.5 12 12l5-4.5"></path>
            <circle class="logo-cell" cx="7" cy="16.5" r="2"></circle>
            <circle class="logo-cell" cx="12" cy="12" r="2"></circle>
            <circle class="logo-lit" cx="17" cy="7.5" r="3"></circle>
        </svg>
    }
    .into_any()
}

/// The mark and the name.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <span class="logo">
            <LogoMark/>
            <span class="logo-name">"IGNY8"</span>
        </span>
    }
    .into_any()
}
