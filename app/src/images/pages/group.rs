//! One article of the list, with its pictures.

use leptos::prelude::*;

use super::actions::ImageActions;
use super::thumbnail::{ImageState, Thumbnail};
use crate::images::ImageStatus;
use crate::images::image::{ImageRights, ImageView};
use crate::images::image_list::{ImageGroup, ImageQuery};
use crate::kit::bulk::SelectionField;
use crate::kit::selection::Selection;
use crate::kit::text::count_of;
use crate::sites::scope::href_here;
use crate::ui::*;

#[component]
pub(super) fn ArticleGroup(
    group: ImageGroup,
    selection: RowSelection,
    actions: ImageActions,
    may: ImageRights,
    credits_each: i64,
) -> impl IntoView {
    let missing: Vec<uuid::Uuid> =
        group.images.iter().filter(|image| image.file.is_none() && !image.at_work).map(|image| image.id.0).collect();
    let href = href_here(&format!("/writer/content/{}", group.content));
    let status = group.status;
    let head = move || {
        let missing = missing.clone();
        let make = (may.run_ai && !missing.is_empty()).then(|| {
            let count = i64::try_from(missing.len()).unwrap_or(i64::MAX);
            let price = count_of(credits_each.saturating_mul(count), "credit", "credits");
            let label = format!("Make {} · {price}", count_of(count, "picture", "pictures"));
            let value = serde_json::to_string(&Selection::<ImageQuery>::Ids(missing)).unwrap_or_default();
            view! {
                <ActionForm action=actions.make>
                    <SelectionField value/>
                    <Button submit=true size=ButtonSize::Small icon=IconName::Sparkles pending=actions.make.pending()>{label}</Button>
                </ActionForm>
            }
        });
        view! {
            <StatusBadge label=status.label() tone=status.tone()/>
            {make}
            <ButtonLink href=href.clone() size=ButtonSize::Small kind=ButtonKind::Ghost icon=IconName::FilePen>"Edit"</ButtonLink>
        }
    };
    let tiles =
        group.images.into_iter().map(|image| view! { <Tile image selection actions may credits_each/> }).collect_view();
    view! {
        <Panel title=group.title actions=head>
            <div class="image-grid">{tiles}</div>
        </Panel>
    }
    .into_any()
}

#[component]
fn Tile(
    image: ImageView,
    selection: RowSelection,
    actions: ImageActions,
    may: ImageRights,
    credits_each: i64,
) -> impl IntoView {
    let id = image.id.to_string();
    let name = if image.alt.is_empty() { image.kind.label().to_owned() } else { image.alt.clone() };
    let chosen = {
        let id = id.clone();
        move || selection.all_matching() || selection.contains(&id)
    };
    let credits = (image.credits > 0)
        .then(|| view! { <span class="muted num">{count_of(image.credits, "credit", "credits")}</span> });
    let own_id = id.clone();
    let another = (may.run_ai && image.status == ImageStatus::Generated && !image.at_work).then(|| {
        let label = format!("Make another in its place · {}", count_of(credits_each, "credit", "credits"));
        view! {
            <ActionForm action=actions.another>
                <input type="hidden" name="image" value=own_id/>
                <IconButton submit=true icon=IconName::Refresh label size=ButtonSize::Small/>
            </ActionForm>
        }
    });
    view! {
        <figure class="image-tile" class:image-tile-selected=chosen>
            <RowCheckbox id=id.clone() label=format!("Select {name}") selection form=PLAIN_FORM/>
            <Thumbnail image=image.clone()/>
            <figcaption>
                <div class="row row-between">
                    <span class="muted">{image.kind.label()}</span>
                    {credits}
                    {another}
                </div>
                <ImageState image=image.clone()/>
                <span class="truncate" title=image.prompt.clone()>{image.prompt.clone()}</span>
            </figcaption>
        </figure>
    }
    .into_any()
}
