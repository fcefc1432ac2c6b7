//! What can be done with the selected articles of a list.

use leptos::prelude::*;

use super::{ContentActions, SendBack, Shelf};
use crate::billing::price::Price;
use crate::kit::answers::{refusal, sentence};
use crate::kit::bulk::{SelectionField, selected};
use crate::kit::text::count_of;
use crate::publishing::publication::MAX_DIRECT;
use crate::ui::*;
use crate::writer::content_list::{ContentQuery, ContentRights};
use crate::writer::server_fns::contents::estimate_pictures;

const DELETE: &str = "delete-contents";
const SEND_BACK: &str = "send-back";

#[component]
pub(super) fn ContentBar(
    query: Memo<ContentQuery>,
    shelf: Shelf,
    selection: RowSelection,
    total: i64,
    /// The moment the list is of, for approving no later change.
    as_of: String,
    actions: ContentActions,
    may: ContentRights,
) -> impl IntoView {
    let json = selected(selection, query);
    let value = Signal::derive(move || json.get().unwrap_or_default());
    let count = move || if selection.all_matching() { total } else { selection.count() };
    let title = Signal::derive(move || format!("Delete {}", count_of(count(), "article", "articles")));
    close_dialog_when(DELETE, Signal::derive(move || matches!(actions.delete.value().get(), Some(Ok(_)))));
    let too_many = move || usize::try_from(count()).is_ok_and(|n| n > MAX_DIRECT);
    let pictures = Price::of(json, estimate_pictures);
    let make_images = move || {
        pictures.label("Make images", "No images to make", |estimate| {
            format!("Make images · about {}", count_of(estimate.credits, "credit", "credits"))
        })
    };
    let drafts = (shelf == Shelf::All).then(|| {
        view! {
            {may.run_ai.then(|| view! {
                <ActionForm action=actions.images>
                    <SelectionField value/>
                    <Button submit=true size=ButtonSize::Small icon=IconName::Image pending=actions.images.pending() disabled=Signal::derive(move || pictures.rests())>
                        {make_images}
                    </Button>
                </ActionForm>
            })}
            {may.edit.then(|| view! {
                <ActionForm action=actions.review>
                    <SelectionField value/>
                    <Button submit=true size=ButtonSize::Small icon=IconName::Eye pending=actions.review.pending()>"Send to review"</Button>
                </ActionForm>
            })}
        }
    });
    let reviewing = (shelf == Shelf::Review && may.review).then(|| {
        let label = move || format!("Approve {}", count_of(count(), "article", "articles"));
        view! {
            <ActionForm action=actions.approve>
                <SelectionField value/>
                <input type="hidden" name="as_of" value=as_of/>
                <Button submit=true kind=ButtonKind::Primary size=ButtonSize::Small icon=IconName::Check pending=actions.approve.pending()>
                    {label}
                </Button>
            </ActionForm>
        }
    });
    let back = (shelf != Shelf::All && may.review).then(|| {
        view! { <DialogButton opens=SEND_BACK size=ButtonSize::Small icon=IconName::CornerUpLeft>"Send back"</DialogButton> }
    });
    let publishing = (shelf == Shelf::Approved && may.publish).then(|| {
        let label = move || format!("Publish {}", count_of(count(), "article", "articles"));
        view! {
            <ActionForm action=actions.publish>
                <SelectionField value/>
                <Button
                    submit=true
                    kind=ButtonKind::Primary
                    size=ButtonSize::Small
                    icon=IconName::Send
                    pending=actions.publish.pending()
                    disabled=Signal::derive(too_many)
                >
                    {label}
                </Button>
            </ActionForm>
        }
    });
    let note = move || match shelf {
        Shelf::All if may.run_ai => pictures.note(),
        Shelf::Approved if too_many() => Some(format!("At most {MAX_DIRECT} at once: publish the rest after them")),
        _ => None,
    };
    let delete = may.edit.then(
        || view! { <DialogButton opens=DELETE size=ButtonSize::Small icon=IconName::Trash>"Delete"</DialogButton> },
    );
    view! {
        <SelectionBar selection total noun=("article", "articles") estimate=Signal::derive(note)>
            {drafts}
            {reviewing}
            {publishing}
            {back}
            {delete}
        </SelectionBar>
        <Confirm
            id=DELETE
            title
            body="What is on the site stays there. Articles on their way to the site are left out. You can undo this for 30 days, under Changes."
            error=sentence(refusal(*actions.delete))
        >
            <ActionForm action=actions.delete>
                <SelectionField value/>
                <ConfirmActions dialog=DELETE label=title pending=actions.delete.pending()/>
            </ActionForm>
        </Confirm>
        <SendBack id=SEND_BACK selection=value action=actions.send_back/>
    }
    .into_any()
}
