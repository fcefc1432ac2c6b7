//! Something went wrong: in a part of a page, or as a page of its own.

use leptos::prelude::*;

use super::{Button, DocumentTitle, Icon, IconName, IconSize, LogoMark};

/// Stands where data would. Says what happened and offers to try again where the caller can.
#[component]
pub fn ErrorState(
    #[prop(into)] message: Signal<String>,
    #[prop(default = "This part didn't load".into(), into)] title: Signal<String>,
    #[prop(optional, into)] on_retry: Option<Callback<()>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let retry = on_retry.map(|on_retry| {
        view! { <Button icon=IconName::Refresh on_click=move |_| on_retry.run(())>"Try again"</Button> }
    });
    view! {
        <div class="error-state" role="alert">
            <Icon name=IconName::Alert size=IconSize::Large/>
            <p class="error-title">{title}</p>
            <p class="error-message">{message}</p>
            <div class="error-actions">{retry} {children.map(|children| children())}</div>
        </div>
    }
    .into_any()
}

/// A whole page that says why there is none: not found, not allowed, broken. Children are ways on.
#[component]
pub fn ErrorPage(
    /// The HTTP status, shown small for whoever asks for help.
    code: u16,
    #[prop(into)] title: String,
    #[prop(into)] body: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <DocumentTitle title=title.clone()/>
        <div class="error-page">
            <LogoMark/>
            <p class="error-code">"Error " {code}</p>
            <h1>{title}</h1>
            <p class="error-message">{body}</p>
            {children.map(|children| view! { <div class="error-actions">{children()}</div> })}
        </div>
    }
    .into_any()
}
