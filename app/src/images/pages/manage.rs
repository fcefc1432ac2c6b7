//! One picture of an article with everything that can be done to it: other words, another picture, one's own, none.

use leptos::prelude::*;

use super::actions::ImageActions;
use super::thumbnail::{ImageState, Thumbnail};
use crate::images::ImageKind;
use crate::images::image::{ImageRights, ImageView, MAX_ALT, MAX_PROMPT};
use crate::kit::AppError;
use crate::kit::answers::{refusal, sentence};
use crate::kit::bulk::one;
use crate::kit::id::ContentId;
use crate::kit::text::count_of;
use crate::ui::*;

#[component]
pub(super) fn ManagedImage(
    image: ImageView,
    actions: ImageActions,
    may: ImageRights,
    headings: StoredValue<Vec<String>>,
    credits_each: i64,
) -> impl IntoView {
    let id = image.id;
    let [edit_id, upload_id, remove_id] = ["edit", "upload", "remove"].map(|what| format!("image-{what}-{id}"));
    let make = (may.run_ai && !image.at_work).then(|| {
        let price = count_of(credits_each, "credit", "credits");
        match image.file {
            None => view! {
                <ActionForm action=actions.make>
                    <input type="hidden" name="selection" value=one(id)/>
                    <MenuItem submit=true icon=IconName::Sparkles>{format!("Make it · {price}")}</MenuItem>
                </ActionForm>
            }
            .into_any(),
            Some(_) => view! {
                <ActionForm action=actions.another>
                    <input type="hidden" name="image" value=id.to_string()/>
                    <MenuItem submit=true icon=IconName::Refresh>{format!("Make another · {price}")}</MenuItem>
                </ActionForm>
            }
            .into_any(),
        }
    });
    let change = may.edit.then(|| {
        view! {
            <MenuItem opens=edit_id.clone() icon=IconName::Pen>"Change texts"</MenuItem>
            <MenuItem opens=upload_id.clone() icon=IconName::Upload>"Use your own"</MenuItem>
            <MenuLine/>
            <MenuItem opens=remove_id.clone() icon=IconName::Trash danger=true>"Remove"</MenuItem>
        }
    });
    let dialogs = may.edit.then(|| {
        view! {
            <EditDialog id=edit_id image=image.clone() actions headings/>
            <UploadDialog id=upload_id image=image.clone()/>
            <RemoveDialog id=remove_id image=image.clone() actions/>
        }
    });
    let where_ = if image.after_heading.is_empty() {
        image.kind.label().to_owned()
    } else {
        format!("Under “{}”", image.after_heading)
    };
    let what = if image.alt.is_empty() { image.prompt.clone() } else { image.alt.clone() };
    view! {
        <figure class="image-tile">
            <Thumbnail image=image.clone()/>
            <figcaption>
                <div class="row row-between">
                    <ImageState image=image.clone()/>
                    <Menu id=format!("image-menu-{id}") label="Actions for this picture">{make}{change}</Menu>
                </div>
                <span class="muted">{where_}</span>
                <span>{what}</span>
            </figcaption>
        </figure>
        {dialogs}
    }
    .into_any()
}

/// The fields that describe a picture.
#[component]
fn TextFields(
    /// Makes the fields' ids their own.
    prefix: String,
    kind: ImageKind,
    #[prop(optional)] image: Option<ImageView>,
    headings: StoredValue<Vec<String>>,
    #[prop(into)] error: Signal<Option<AppError>>,
) -> impl IntoView {
    let wrong = move |field: &'static str| Signal::derive(move || error.get().and_then(|error| error.for_field(field)));
    let (prompt, alt, caption, under) =
        image.map(|image| (image.prompt, image.alt, image.caption, image.after_heading)).unwrap_or_default();
    let heading = (kind != ImageKind::Featured).then(|| {
        let mut options: Vec<Choice> =
            headings.get_value().into_iter().map(|heading| Choice::new(heading.clone(), heading)).collect();
        options.insert(0, Choice::new("", "Where there is room"));
        view! {
            <SelectField
                name="after_heading"
                label="Stands under"
                id=format!("{prefix}-heading")
                options
                selected=Signal::stored(Some(under))
            />
        }
    });
    let max = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    view! {
        <TextArea
            name="prompt"
            label="What it should show"
            id=format!("{prefix}-prompt")
            rows=4
            required=true
            max_length=max(MAX_PROMPT)
            value=Some(prompt)
            error=wrong("prompt")
        />
        <TextArea
            name="alt"
            label="Alternative text"
            id=format!("{prefix}-alt")
            rows=2
            max_length=max(MAX_ALT)
            value=Some(alt)
            error=wrong("alt")
            help="For readers who can't see the picture: what it shows, in a sentence."
        />
        <Field
            name="caption"
            label="Caption"
            id=format!("{prefix}-caption")
            max_length=max(MAX_ALT)
            value=Some(caption)
            error=wrong("caption")
            optional_mark=true
        />
        {heading}
    }
    .into_any()
}

#[component]
fn EditDialog(
    id: String,
    image: ImageView,
    actions: ImageActions,
    headings: StoredValue<Vec<String>>,
) -> impl IntoView {
    let error = Signal::derive(move || actions.edit.value().get().and_then(Result::err));
    close_dialog_when(id.clone(), Signal::derive(move || matches!(actions.edit.value().get(), Some(Ok(())))));
    view! {
        <Dialog id=id.clone() title="Change texts" sentence="The picture stays as it is until you have another one made.">
            <ActionForm action=actions.edit attr:class="form">
                <FormError error=Signal::derive(move || error.get().map(|error| error.message))/>
                <input type="hidden" name="image" value=image.id.to_string()/>
                <TextFields prefix=id.clone() kind=image.kind image=image.clone() headings error/>
                <FormActions>
                    <DialogClose closes=id>"Cancel"</DialogClose>
                    <Button submit=true kind=ButtonKind::Primary pending=actions.edit.pending()>"Save"</Button>
                </FormActions>
            </ActionForm>
        </Dialog>
    }
    .into_any()
}

#[component]
fn UploadDialog(id: String, image: ImageView) -> impl IntoView {
    view! {
        <Dialog id=id.clone() title="Use your own picture" sentence="It takes the place of this one.">
            <form class="form" method="post" action=format!("/images/{}/upload", image.id) enctype="multipart/form-data">
                <FileField
                    name="file"
                    label="Picture"
                    id=format!("{id}-file")
                    accept="image/jpeg,image/png,image/webp"
                    required=true
                    help="JPEG, PNG or WebP, at most 15 MB. Save your text first: this loads the page anew."
                />
                <FormActions>
                    <DialogClose closes=id>"Cancel"</DialogClose>
                    <Button submit=true kind=ButtonKind::Primary icon=IconName::Upload>"Upload"</Button>
                </FormActions>
            </form>
        </Dialog>
    }
    .into_any()
}

#[component]
fn RemoveDialog(id: String, image: ImageView, actions: ImageActions) -> impl IntoView {
    close_dialog_when(id.clone(), Signal::derive(move || matches!(actions.remove.value().get(), Some(Ok(())))));
    view! {
        <Confirm
            id=id.clone()
            title="Remove this picture"
            body="It leaves the article and is gone. What is published stays as it is until you publish again."
            error=sentence(refusal(*actions.remove))
        >
            <ActionForm action=actions.remove>
                <input type="hidden" name="image" value=image.id.to_string()/>
                <ConfirmActions dialog=id label="Remove picture" pending=actions.remove.pending()/>
            </ActionForm>
        </Confirm>
    }
    .into_any()
}

/// One picture more.
#[component]
pub(super) fn AddPicture(
    content_id: ContentId,
    actions: ImageActions,
    headings: StoredValue<Vec<String>>,
    has_featured: bool,
) -> impl IntoView {
    const ID: &str = "image-add";
    let error = Signal::derive(move || actions.add.value().get().and_then(Result::err));
    close_dialog_when(ID, Signal::derive(move || matches!(actions.add.value().get(), Some(Ok(_)))));
    let kind = if has_featured { ImageKind::InArticle } else { ImageKind::Featured };
    let title = if has_featured { "Add a picture" } else { "Add the featured picture" };
    view! {
        <DialogButton opens=ID size=ButtonSize::Small kind=ButtonKind::Ghost icon=IconName::Plus>{title}</DialogButton>
        <Dialog id=ID title sentence="Describe it; then have it made, or use a picture of your own.">
            <ActionForm action=actions.add attr:class="form">
                <FormError error=Signal::derive(move || error.get().map(|error| error.message))/>
                <input type="hidden" name="content" value=content_id.to_string()/>
                <input type="hidden" name="kind" value=kind.as_str()/>
                <TextFields prefix=ID.to_owned() kind headings error/>
                <FormActions>
                    <DialogClose closes=ID>"Cancel"</DialogClose>
                    <Button submit=true kind=ButtonKind::Primary icon=IconName::Plus pending=actions.add.pending()>"Add"</Button>
                </FormActions>
            </ActionForm>
        </Dialog>
    }
    .into_any()
}
