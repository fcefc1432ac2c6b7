//! Toasts: what just happened, and the next step.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::ui::{Icon, IconName, Tone, browser};

/// How long a toast stays: long enough to read twelve words and reach for "Undo". While the pointer
/// or the focus is on it no time passes, and then it begins anew.
const SHOWN_FOR: Duration = Duration::from_secs(8);

/// One message. Errors stay until they are closed.
#[derive(Debug, Clone)]
pub struct Toast {
    message: String,
    tone: Tone,
    action: Option<(String, Act)>,
    link: Option<(String, String)>,
}

impl Toast {
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), tone: Tone::Neutral, action: None, link: None }
    }

    #[must_use]
    pub const fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// A button, such as "Undo"; the toast leaves when it is pressed. The page that showed it may have been left by then:
    /// what it does must not need it.
    #[must_use]
    pub fn action(mut self, label: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        self.action = Some((label.into(), Act(Arc::new(act))));
        self
    }

    /// A link to where it goes on.
    #[must_use]
    pub fn link(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.link = Some((label.into(), href.into()));
        self
    }
}

/// What a button does. Held by the toast itself: a callback would go with the page or the effect that made it, and to
/// run it then would end the whole program.
#[derive(Clone)]
struct Act(Arc<dyn Fn() + Send + Sync>);

impl fmt::Debug for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Act")
    }
}

/// The page's toasts. Call it from handlers and effects, not while rendering.
#[derive(Debug, Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<(u64, Toast)>>,
    next: StoredValue<u64>,
}

impl Toasts {
    fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    pub fn show(&self, toast: Toast) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.shown.update(|shown| shown.push((id, toast)));
    }

    pub fn success(&self, message: impl Into<String>) {
        self.show(Toast::new(message).tone(Tone::Green));
    }

    pub fn error(&self, message: impl Into<String>) {
        self.show(Toast::new(message).tone(Tone::Red));
    }

    fn close(&self, id: u64) {
        // The page may be gone by the time a toast's time is up.
        self.shown.try_update(|shown| shown.retain(|(shown, _)| *shown != id));
    }
}

/// Gives every page below the same toasts. Called once, above the routes.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts::new();
    provide_context(toasts);
    toasts
}

/// The toasts of this page. Where none were provided, they are heard by nobody.
#[must_use]
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(Toasts::new)
}

/// Where toasts appear. The shell holds it.
#[component]
pub fn ToastHost() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|(id, _)| *id let:entry>
                <ToastCard id=entry.0 toast=entry.1 toasts/>
            </For>
        </div>
    }
    .into_any()
}

#[component]
fn ToastCard(id: u64, toast: Toast, toasts: Toasts) -> impl IntoView {
    let (pointed_at, focused) = (RwSignal::new(false), RwSignal::new(false));
    let stays = toast.tone == Tone::Red;
    // which start of the clock counts
    let current = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let held = pointed_at.get() || focused.get();
        let start = current.get_value() + 1;
        current.set_value(start);
        if !stays && !held {
            browser::after(SHOWN_FOR, move || {
                // by then it may be closed, and the value gone with it
                if current.try_get_value() == Some(start) {
                    toasts.close(id);
                }
            });
        }
    });
    let icon = match toast.tone {
        Tone::Green | Tone::GreenSolid => IconName::CheckCircle,
        Tone::Red => IconName::XCircle,
        Tone::Amber => IconName::Alert,
        Tone::Neutral | Tone::Blue | Tone::BlueOutline | Tone::Violet => IconName::Info,
    };
    let action = toast.action.map(|(label, act)| {
        let press = move |_| {
            (act.0)();
            toasts.close(id);
        };
        view! { <button type="button" class="toast-action" on:click=press>{label}</button> }
    });
    let link = toast.link.map(|(label, href)| {
        view! { <a class="toast-action" href=href on:click=move |_| toasts.close(id)>{label}</a> }
    });
    view! {
        <div
            class=format!("toast {}", toast.tone.class())
            on:mouseenter=move |_| pointed_at.set(true)
            on:mouseleave=move |_| pointed_at.set(false)
            on:focusin=move |_| focused.set(true)
            on:focusout=move |_| focused.set(false)
        >
            <Icon name=icon/>
            <span class="toast-message">{toast.message}</span>
            {action}
            {link}
            <button
                type="button"
                class="toast-close"
                aria-label="Close this message"
                on:click=move |_| toasts.close(id)
            >
                <Icon name=IconName::Close/>
            </button>
        </div>
    }
    .into_any()
}
