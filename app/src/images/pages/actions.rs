//! What can be done with pictures, for the list and the panel alike, and what is said when it is done.

use leptos::prelude::*;

use crate::images::server_fns::{AddImage, EditImage, MakeArticleImages, MakeImages, RegenerateImage, RemoveImage};
use crate::jobs::job::Queued;
use crate::kit::answers::{Refusals, on_success, refusal};
use crate::kit::text::count_of;
use crate::sites::scope::href_here;
use crate::ui::*;

/// Everything that can be done with pictures.
#[derive(Clone, Copy)]
pub(super) struct ImageActions {
    pub make: ServerAction<MakeImages>,
    pub make_all: ServerAction<MakeArticleImages>,
    pub another: ServerAction<RegenerateImage>,
    pub edit: ServerAction<EditImage>,
    pub add: ServerAction<AddImage>,
    pub remove: ServerAction<RemoveImage>,
}

impl ImageActions {
    pub fn new() -> Self {
        Self {
            make: ServerAction::new(),
            make_all: ServerAction::new(),
            another: ServerAction::new(),
            edit: ServerAction::new(),
            add: ServerAction::new(),
            remove: ServerAction::new(),
        }
    }

    /// Rises with everything that is done: a source for resources whose rows it changes.
    pub fn version(&self) -> usize {
        self.make.version().get()
            + self.make_all.version().get()
            + self.another.version().get()
            + self.edit.version().get()
            + self.add.version().get()
            + self.remove.version().get()
    }

    /// What was refused. Forms show their own.
    pub fn refusals(&self) -> AnyView {
        let of = vec![refusal(*self.make), refusal(*self.make_all), refusal(*self.another), refusal(*self.remove)];
        view! { <Refusals of/> }.into_any()
    }

    /// Says in toasts what was done.
    pub fn tell(&self, selection: RowSelection) {
        let toasts = use_toasts();
        let on_the_way = move |queued: Queued, what: String| {
            selection.clear();
            let already = match queued.already {
                0 => String::new(),
                n => format!(", {n} were already"),
            };
            let sentence = format!("{what} on the way{already}");
            toasts.show(Toast::new(sentence).tone(Tone::Green).link("Show jobs", href_here("/jobs")));
        };
        on_success(*self.make, move |queued| {
            let what = count_of(queued.queued, "picture", "pictures");
            on_the_way(queued, what);
        });
        on_success(*self.make_all, move |queued| on_the_way(queued, "Pictures".to_owned()));
        on_success(*self.another, move |queued| on_the_way(queued, "Another picture".to_owned()));
        on_success(*self.edit, move |()| toasts.success("Picture changed"));
        on_success(*self.add, move |_| toasts.success("Picture added"));
        on_success(*self.remove, move |()| toasts.success("Picture removed"));
    }
}
