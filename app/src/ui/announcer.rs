//! Tells people who listen to pages where they have come to, and keeps the focus on the page: a link that changes the
//! page without a load does neither by itself.

use leptos::prelude::*;

use super::browser;

/// What was announced last, and of which page.
#[derive(Clone, Copy, Debug)]
pub struct Announcer {
    said: RwSignal<String>,
    path: StoredValue<Option<String>>,
}

/// Announces the pages of everything below. Called once, by the frame.
pub fn provide_announcer() {
    provide_context(Announcer { said: RwSignal::new(String::new()), path: StoredValue::new(None) });
}

impl Announcer {
    /// A page shows its title. The first one came with a load, and another title of the same page says nothing new.
    pub(super) fn arrived(self, path: String, title: &str) {
        let before = self.path.try_update_value(|last| last.replace(path.clone())).flatten();
        if before.is_some_and(|before| before != path) {
            self.said.set(title.to_owned());
            browser::keep_focus_on_page();
        }
    }
}

/// The words, for those who listen. It says nothing where nobody announces.
#[component]
pub(super) fn Announcements() -> impl IntoView {
    let said = use_context::<Announcer>().map(|announcer| announcer.said);
    view! { <p class="visually-hidden" aria-live="polite">{move || said.map(|said| said.get())}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_page_is_announced_and_only_that() {
        Owner::new().with(|| {
            provide_announcer();
            let announcer = use_context::<Announcer>().expect("was provided");
            let said = |path: &str, title: &str| {
                announcer.arrived(path.to_owned(), title);
                announcer.said.get_untracked()
            };
            assert_eq!(said("/", "Dashboard"), "", "it came with a load");
            assert_eq!(said("/planner/keywords", "Keywords"), "Keywords");
            assert_eq!(said("/planner/keywords", "Key"), "Keywords");
            assert_eq!(said("/", "Dashboard"), "Dashboard");
        });
    }
}
