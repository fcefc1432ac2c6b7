//! The pictures of one article, in a panel beside it.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::actions::ImageActions;
use super::manage::{AddPicture, ManagedImage};
use crate::images::image::{ArticlePictures, upload_refusal};
use crate::images::server_fns::get_article_images;
use crate::jobs::JobKind;
use crate::jobs::live::use_live_jobs;
use crate::kit::id::ContentId;
use crate::kit::text::count_of;
use crate::ui::*;

/// What an article shows, and everything that can be done about it.
#[component]
pub fn ContentImages(
    content_id: ContentId,
    /// How often they have changed, as far as the page knows.
    version: Signal<i32>,
) -> impl IntoView {
    let live = use_live_jobs();
    let actions = ImageActions::new();
    actions.tell(RowSelection::new());
    let pictures = Resource::new(
        move || (live.ended().get(), actions.version(), version.get()),
        move |_| get_article_images(content_id),
    );
    let tiles = Slot::default();
    view! {
        <Panel title="Pictures">
            <div class="stack-tight">
                <UploadNotice/>
                {actions.refusals()}
                <Describing content_id/>
                <Load resource=pictures let:pictures><Pictures pictures actions tiles/></Load>
            </div>
        </Panel>
    }
    .into_any()
}

/// Why an upload came to nothing: the form came back with that in the address.
#[component]
fn UploadNotice() -> impl IntoView {
    let query = use_query_map();
    move || {
        let refused = query.with(|query| query.get_str("upload").map(upload_refusal));
        refused.map(|sentence| view! { <Notice tone=Tone::Red>{sentence}</Notice> })
    }
}

/// The job that reads the article, while it does.
#[component]
fn Describing(content_id: ContentId) -> impl IntoView {
    let live = use_live_jobs();
    let message = Memo::new(move |_| {
        let batches = live.batches();
        let jobs = batches.iter().filter(|batch| batch.kind == JobKind::PromptImages).flat_map(|batch| &batch.jobs);
        let own = jobs.into_iter().find(|job| job.target == Some(content_id.0) && job.state.is_live());
        own.map(|job| job.message.clone().unwrap_or_else(|| "Waiting for its turn".to_owned()))
    });
    move || {
        message.get().is_some().then(|| {
            let value = Signal::derive(|| None::<f64>);
            view! { <ProgressBar label="Describing the pictures" value note=message/> }
        })
    }
}

#[component]
fn Pictures(pictures: ArticlePictures, actions: ImageActions, tiles: Slot) -> impl IntoView {
    let (content, may) = (pictures.content, pictures.may);
    let none = pictures.images.is_empty();
    let explained = none.then(|| {
        view! {
            <p class="muted">
                "No pictures yet. The text is read, a featured picture and two others are described, and each is made."
            </p>
        }
    });
    let missing = pictures.credits_for_missing.filter(|_| may.run_ai).map(|credits| {
        let label = if none { "Describe and make pictures" } else { "Make what is missing" };
        let kind = if none { ButtonKind::Secondary } else { ButtonKind::Ghost };
        let note = format!("At most {}", count_of(credits, "credit", "credits"));
        view! {
            <ActionForm action=actions.make_all>
                <input type="hidden" name="content" value=content.to_string()/>
                <FormActions note>
                    <Button submit=true size=ButtonSize::Small kind icon=IconName::Sparkles pending=actions.make_all.pending()>{label}</Button>
                </FormActions>
            </ActionForm>
        }
    });
    let (headings, each) = (StoredValue::new(pictures.headings), pictures.credits_each);
    let has_featured = pictures.images.iter().any(|image| image.kind == crate::images::ImageKind::Featured);
    // when one comes or goes, what was typed about a picture must not move to another
    let which = pictures.images.iter().map(|image| image.id.to_string()).collect::<Vec<_>>().join(" ");
    let images = pictures
        .images
        .into_iter()
        .map(|image| view! { <ManagedImage image actions may headings credits_each=each/> })
        .collect_view();
    let images = tiles.show(which, images.into_any());
    let add = may.edit.then(|| view! { <AddPicture content_id=content actions headings has_featured/> });
    view! {
        {explained}
        {images}
        {missing}
        {add}
    }
    .into_any()
}
