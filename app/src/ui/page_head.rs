//! The top of a page: where one is, what this is, the one thing to do.

use leptos::prelude::*;

use super::{DocumentTitle, Icon, IconName};

/// A step on the way to this page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    label: String,
    href: String,
}

impl Crumb {
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// The page's heading, a sentence or its figures, and its primary action as children.
/// Sets the document's title too.
#[component]
pub fn PageHead(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] sentence: Signal<Option<String>>,
    #[prop(optional, into)] crumbs: Vec<Crumb>,
    /// Stands beside the title, as a state does.
    #[prop(optional, into)]
    badge: ViewFn,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let crumbs = (!crumbs.is_empty()).then(|| view! { <Breadcrumb crumbs/> });
    view! {
        <DocumentTitle title/>
        <header class="page-head">
            <div class="page-head-text">
                {crumbs}
                <div class="page-head-title">
                    <h1>{title}</h1>
                    {badge.run()}
                </div>
                {move || sentence.get().map(|sentence| view! { <p>{sentence}</p> })}
            </div>
            {children.map(|children| view! { <div class="page-head-actions">{children()}</div> })}
        </header>
    }
    .into_any()
}

#[component]
fn Breadcrumb(crumbs: Vec<Crumb>) -> impl IntoView {
    let crumbs = crumbs
        .into_iter()
        .map(|crumb| {
            view! {
                <li>
                    <a href=crumb.href>{crumb.label}</a>
                    <Icon name=IconName::ChevronRight/>
                </li>
            }
        })
        .collect_view();
    view! { <nav class="breadcrumb" aria-label="Breadcrumb"><ol>{crumbs}</ol></nav> }.into_any()
}
