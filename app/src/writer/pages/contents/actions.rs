//! The actions that articles have, for lists and single pages alike, and what is said when they are done.

use leptos::prelude::*;

use crate::kit::answers::{Refusals, about_field, on_success, refusal, sentence};
use crate::kit::bulk::SelectionField;
use crate::kit::text::count_of;
use crate::kit::undo::undo_toast;
use crate::sites::scope::href_here;
use crate::ui::*;
use crate::writer::server_fns::contents::{DeleteContents, MakeImages};
use crate::writer::server_fns::review::{ApproveContents, PublishContents, SendBack as SendBackFn, SendToReview};

/// Everything that can be done with articles.
#[derive(Clone, Copy)]
pub(in crate::writer::pages) struct ContentActions {
    pub delete: ServerAction<DeleteContents>,
    pub images: ServerAction<MakeImages>,
    pub review: ServerAction<SendToReview>,
    pub approve: ServerAction<ApproveContents>,
    pub send_back: ServerAction<SendBackFn>,
    pub publish: ServerAction<PublishContents>,
    undone: RwSignal<usize>,
}

impl ContentActions {
    pub fn new() -> Self {
        Self {
            delete: ServerAction::new(),
            images: ServerAction::new(),
            review: ServerAction::new(),
            approve: ServerAction::new(),
            send_back: ServerAction::new(),
            publish: ServerAction::new(),
            undone: RwSignal::new(0),
        }
    }

    /// Rises with everything that is done: a source for resources whose rows it changes.
    pub fn version(&self) -> usize {
        self.delete.version().get()
            + self.images.version().get()
            + self.review.version().get()
            + self.approve.version().get()
            + self.send_back.version().get()
            + self.publish.version().get()
            + self.undone.get()
    }

    /// What follows when something is taken back: the list shows it again.
    pub fn after_undo(&self) -> Callback<()> {
        let undone = self.undone;
        Callback::new(move |()| undone.update(|n| *n += 1))
    }

    /// What was refused, above the list.
    pub fn refusals(&self) -> AnyView {
        let of = vec![
            refusal(*self.delete),
            refusal(*self.images),
            refusal(*self.review),
            refusal(*self.approve),
            refusal(*self.send_back),
            refusal(*self.publish),
        ];
        view! { <Refusals of/> }.into_any()
    }

    /// Says in toasts what was done, and clears the selection it was done to.
    pub fn tell(&self, selection: RowSelection) {
        let (toasts, after_undo) = (use_toasts(), self.after_undo());
        let say = move |what: String| {
            selection.clear();
            toasts.success(what);
        };
        let on_the_way = move |sentence: String| {
            selection.clear();
            toasts.show(Toast::new(sentence).tone(Tone::Green).link("Show jobs", href_here("/jobs")));
        };
        let moved = move |n: i64, what: &str| match n {
            0 => say("Nothing changed: these articles were past that already".to_owned()),
            n => say(format!("{} {what}", count_of(n, "article", "articles"))),
        };
        on_success(*self.review, move |n| moved(n, "sent to review"));
        on_success(*self.approve, move |n| moved(n, "approved"));
        on_success(*self.send_back, move |n| moved(n, "sent back to draft"));
        on_success(*self.images, move |queued| {
            on_the_way(format!("Pictures for {} on the way", count_of(queued.queued, "article", "articles")))
        });
        on_success(*self.publish, move |queued| {
            on_the_way(format!("{} on the way to the site", count_of(queued.queued, "article", "articles")))
        });
        on_success(*self.delete, move |done| {
            selection.clear();
            let sentence = format!("{} deleted", count_of(done.value, "article", "articles"));
            undo_toast(toasts, sentence, done.undo, after_undo);
        });
    }
}

/// The dialog that asks what is to be done before articles go back to draft.
#[component]
pub(in crate::writer::pages) fn SendBack(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] selection: Signal<String>,
    action: ServerAction<SendBackFn>,
) -> impl IntoView {
    close_dialog_when(id.clone(), Signal::derive(move || matches!(action.value().get(), Some(Ok(_)))));
    let refused = refusal(*action);
    let typed = move || refused.get().and_then(|error| error.typed_in("note"));
    view! {
        <Dialog id=id.clone() title="Send back to draft" sentence="Whoever works on it sees your note beside the article.">
            <ActionForm action=action attr:class="form">
                <FormError error=sentence(refused)/>
                <SelectionField value=selection/>
                <TextArea
                    name="note"
                    label="What should be done?"
                    rows=4
                    required=true
                    max_length=2_000
                    id=format!("{id}-note")
                    value=Signal::derive(typed)
                    error=about_field(refused, "note")
                />
                <FormActions>
                    <DialogClose closes=id>"Cancel"</DialogClose>
                    <Button submit=true kind=ButtonKind::Primary icon=IconName::CornerUpLeft pending=action.pending()>"Send back"</Button>
                </FormActions>
            </ActionForm>
        </Dialog>
    }
    .into_any()
}
