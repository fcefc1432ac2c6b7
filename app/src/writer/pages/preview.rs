//! `/writer/content/:id/preview`: an article as it will appear, with what a reviewer does about it.

use chrono::SecondsFormat;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::contents::{ContentActions, SendBack};
use crate::kit::AppError;
use crate::kit::bulk::{SelectionField, one};
use crate::kit::id::ContentId;
use crate::kit::subject::Subject;
use crate::sites::scope::href_here;
use crate::ui::*;
use crate::writer::ContentStatus;
use crate::writer::content::Preview;
use crate::writer::server_fns::review::preview_content;

const SEND_BACK: &str = "send-back";

#[component]
pub fn PreviewPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get_str("id").and_then(|id| id.parse::<ContentId>().ok())));
    let actions = ContentActions::new();
    actions.tell(RowSelection::new());
    let preview = Resource::new(
        move || (id.get(), actions.version()),
        |(id, _)| async move {
            match id {
                Some(id) => preview_content(id).await,
                None => Err(AppError::not_found("article")),
            }
        },
    );
    view! {
        {actions.refusals()}
        <Subject resource=preview noun="article" list="/writer/content" skeleton=|| view! { <SkeletonPanel/> } let:preview><Article preview actions/></Subject>
    }
    .into_any()
}

#[component]
fn Article(preview: Preview, actions: ContentActions) -> impl IntoView {
    let (id, as_of) = (preview.id, preview.updated_at.to_rfc3339_opts(SecondsFormat::AutoSi, true));
    let (status, site_status) = (preview.status, preview.site_status);
    let badge = move || {
        view! {
            <StatusBadge label=status.label() tone=status.tone()/>
            <StatusBadge label=site_status.label() tone=site_status.tone()/>
        }
    };
    let deciding = (status == ContentStatus::Review && preview.may.review).then(|| {
        view! {
            <DialogButton opens=SEND_BACK icon=IconName::CornerUpLeft>"Send back"</DialogButton>
            <ActionForm action=actions.approve>
                <SelectionField value=one(id)/>
                <input type="hidden" name="as_of" value=as_of/>
                <Button submit=true kind=ButtonKind::Primary icon=IconName::Check pending=actions.approve.pending()>"Approve"</Button>
            </ActionForm>
        }
    });
    let sample = preview.sample.then(|| {
        view! {
            <Notice tone=Tone::Amber icon=IconName::Info title="Sample text">
                "This was written by the built-in sample model, to try things out. Connect an AI provider for real articles."
            </Notice>
        }
    });
    let note = preview
        .review_note
        .clone()
        .map(|note| view! { <Notice tone=Tone::Violet icon=IconName::Message>{note}</Notice> });
    let side = {
        let preview = preview.clone();
        move || {
            let preview = preview.clone();
            view! {
                <Panel title="In search results">
                    <p class="strong truncate">{if preview.meta_title.is_empty() { preview.title } else { preview.meta_title }}</p>
                    <p class="muted mono truncate">{format!("/{}", preview.slug)}</p>
                    <p>{if preview.meta_description.is_empty() { preview.excerpt } else { preview.meta_description }}</p>
                </Panel>
                <Panel title="Properties">
                    <PropertyList>
                        <Property label="Length">{format!("{} words", format_number(preview.words))}</Property>
                    </PropertyList>
                </Panel>
            }
        }
    };
    view! {
        <PageHead title=preview.title.clone() crumbs=vec![Crumb::new("Review", href_here("/writer/review"))] badge>
            <ButtonLink href=href_here(&format!("/writer/content/{id}")) icon=IconName::FilePen>"Edit"</ButtonLink>
            {deciding}
        </PageHead>
        {sample}
        {note}
        <DetailLayout side>
            <article class="article-preview">
                // the page has its heading already: this one only looks the part
                <div class="prose"><p class="prose-title">{preview.title}</p></div>
                <div class="prose" inner_html=preview.html></div>
            </article>
        </DetailLayout>
        <SendBack id=SEND_BACK selection=one(id) action=actions.send_back/>
    }
    .into_any()
}
