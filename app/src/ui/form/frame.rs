//! What every field has around its control: label, help, error, and the ids that tie them together.

use leptos::prelude::*;

use crate::ui::{Icon, IconName};

/// The texts and ids of one field.
#[derive(Clone)]
pub(super) struct Frame {
    pub id: String,
    pub help: Signal<Option<String>>,
    pub error: Signal<Option<String>>,
}

impl Frame {
    /// `id` is made from the name unless two forms of a page have a field of that name.
    pub fn new(id: Option<String>, name: &str, help: Signal<Option<String>>, error: Signal<Option<String>>) -> Self {
        Self { id: id.unwrap_or_else(|| format!("field-{name}")), help, error }
    }

    fn help_id(&self) -> String {
        format!("{}-help", self.id)
    }

    fn error_id(&self) -> String {
        format!("{}-error", self.id)
    }

    /// Value of `aria-describedby`: what of help and error is shown.
    pub fn described_by(&self) -> impl Fn() -> Option<String> + Clone + Send + Sync + use<> {
        let this = self.clone();
        move || {
            let help = this.help.get().map(|_| this.help_id());
            let error = this.error.get().map(|_| this.error_id());
            match (error, help) {
                (Some(error), Some(help)) => Some(format!("{error} {help}")),
                (error, help) => error.or(help),
            }
        }
    }

    /// Value of `aria-invalid`.
    pub fn invalid(&self) -> impl Fn() -> Option<&'static str> + Clone + Send + Sync + use<> {
        let error = self.error;
        move || error.get().map(|_| "true")
    }

    /// Error first, since it is what to act on; help stays.
    pub fn texts(&self) -> AnyView {
        let (help, error) = (self.help, self.error);
        let (help_id, error_id) = (self.help_id(), self.error_id());
        let error_text = move || {
            error.get().map(|error| {
                view! {
                    <p class="field-error" id=error_id.clone()>
                        <Icon name=IconName::Alert/> <span>{error}</span>
                    </p>
                }
            })
        };
        let help_text = move || help.get().map(|help| view! { <p class="field-help" id=help_id.clone()>{help}</p> });
        view! { {error_text} {help_text} }.into_any()
    }

    /// The label above the control.
    pub fn label(&self, label: Signal<String>, optional_mark: bool) -> AnyView {
        let mark = optional_mark.then(|| view! { <span class="field-optional">"optional"</span> });
        view! { <label class="field-label" for=self.id.clone()>{label} {mark}</label> }.into_any()
    }
}
