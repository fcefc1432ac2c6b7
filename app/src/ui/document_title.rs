//! What the document is called.

use leptos::prelude::*;
use leptos::text_prop::TextProp;
use leptos_meta::Title;

use super::announcer::Announcer;
use super::browser;

/// The title of a page whose own can't be told any more.
const PRODUCT: &str = "IGNY8";

/// Sets the document's title.
#[component]
pub fn DocumentTitle(#[prop(into)] title: Signal<String>) -> impl IntoView {
    let announcer = use_context::<Announcer>();
    Effect::new(move |_| {
        if let (Some(announcer), Some(title)) = (announcer, title.try_get()) {
            announcer.arrived(browser::path(), &title);
        }
    });
    view! { <Title text=text_of(title)/> }
}

/// The text as it is asked for, when the document is made. What it is read from may be gone by then: on the server the
/// whole page has been made before, so it is read at once; in the browser the page may have been left. The server puts
/// it into the document as it stands, so it is HTML there.
fn text_of(title: Signal<String>) -> TextProp {
    let product = || PRODUCT.to_owned();
    if cfg!(feature = "ssr") {
        title.try_get_untracked().unwrap_or_else(product).replace('&', "&amp;").replace('<', "&lt;").into()
    } else {
        (move || title.try_get().unwrap_or_else(product)).into()
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_title_outlives_what_it_was_read_from() {
        let page = Owner::new_root(None);
        let text = page.with(|| text_of(Signal::derive(|| "Keywords".to_owned())));
        page.cleanup();
        assert_eq!(&*text.get(), "Keywords");
    }

    #[test]
    fn a_title_never_ends_its_own_tag() {
        let title = Owner::new_root(None).with(|| text_of(Signal::stored("</title><b>R&D".to_owned())));
        assert_eq!(&*title.get(), "&lt;/title>&lt;b>R&amp;D");
    }

    #[test]
    fn a_page_whose_title_has_gone_is_called_after_the_product() {
        let page = Owner::new_root(None);
        let title = page.with(|| Signal::derive(|| "Keywords".to_owned()));
        page.cleanup();
        assert_eq!(&*text_of(title).get(), PRODUCT);
    }
}
