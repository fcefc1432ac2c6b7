//! The top of the editor: where the article stands and the one thing to do next.

use chrono::SecondsFormat;
use leptos::prelude::*;

use super::super::contents::ContentActions;
use super::SEND_BACK;
use super::state::{EditorState, Facts};
use crate::kit::bulk::{SelectionField, one};
use crate::kit::text::count_of;
use crate::sites::scope::href_here;
use crate::ui::*;
use crate::writer::ContentStatus;
use crate::writer::content::ContentView;

/// What comes next for an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    MakeImages,
    SendToReview,
    Approve,
    Publish,
    Nothing,
}

impl Next {
    const fn of(facts: &Facts) -> Self {
        match facts.status {
            ContentStatus::Draft if facts.images == 0 => Self::MakeImages,
            ContentStatus::Draft => Self::SendToReview,
            ContentStatus::Review => Self::Approve,
            ContentStatus::Approved if facts.site_status.can_be_published() => Self::Publish,
            ContentStatus::Approved => Self::Nothing,
        }
    }
}

#[component]
pub(super) fn EditorHead(content: ContentView, state: EditorState, actions: ContentActions) -> impl IntoView {
    let (id, may) = (content.id, content.may);
    let next = Memo::new(move |_| state.facts.with(Next::of));
    // what is done to an article is done to what is saved of it
    let waiting = Signal::derive(move || state.dirty.get());
    let as_of = move || state.facts.with(|facts| facts.updated_at.to_rfc3339_opts(SecondsFormat::AutoSi, true));
    let make_images = move || match state.facts.with(|facts| facts.picture_credits) {
        Some(credits) => format!("Make images · about {}", count_of(credits, "credit", "credits")),
        None => "Make images".to_owned(),
    };
    let primary = move || {
        match next.get() {
        Next::MakeImages if may.run_ai => view! {
            <ActionForm action=actions.review>
                <SelectionField value=one(id)/>
                <Button submit=true disabled=waiting pending=actions.review.pending()>"Send to review"</Button>
            </ActionForm>
            <ActionForm action=actions.images>
                <SelectionField value=one(id)/>
                <Button submit=true kind=ButtonKind::Primary icon=IconName::Image disabled=waiting pending=actions.images.pending()>{make_images}</Button>
            </ActionForm>
        }
        .into_any(),
        Next::MakeImages | Next::SendToReview if may.edit => view! {
            <ActionForm action=actions.review>
                <SelectionField value=one(id)/>
                <Button submit=true kind=ButtonKind::Primary icon=IconName::Eye disabled=waiting pending=actions.review.pending()>"Send to review"</Button>
            </ActionForm>
        }
        .into_any(),
        Next::Approve if may.review => view! {
            <DialogButton opens=SEND_BACK icon=IconName::CornerUpLeft>"Send back"</DialogButton>
            <ActionForm action=actions.approve>
                <SelectionField value=one(id)/>
                <input type="hidden" name="as_of" value=as_of/>
                <Button submit=true kind=ButtonKind::Primary icon=IconName::Check disabled=waiting pending=actions.approve.pending()>"Approve"</Button>
            </ActionForm>
        }
        .into_any(),
        Next::Publish if may.publish => view! {
            <ActionForm action=actions.publish>
                <SelectionField value=one(id)/>
                <Button submit=true kind=ButtonKind::Primary icon=IconName::Send disabled=waiting pending=actions.publish.pending()>"Publish"</Button>
            </ActionForm>
        }
        .into_any(),
        Next::MakeImages | Next::SendToReview | Next::Approve | Next::Publish | Next::Nothing => ().into_any(),
    }
    };
    let badge = move || {
        view! { {move || state.facts.with(|facts| view! { <StatusBadge label=facts.status.label() tone=facts.status.tone()/> })} }
    };
    view! {
        <PageHead title=content.title crumbs=vec![Crumb::new("Articles", href_here("/writer/content"))] badge>
            <ButtonLink href=href_here(&format!("/writer/content/{id}/preview")) icon=IconName::Eye>"Preview"</ButtonLink>
            {primary}
        </PageHead>
    }
    .into_any()
}
