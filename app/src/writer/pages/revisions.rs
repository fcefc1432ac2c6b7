//! `/writer/content/:id/revisions`: every save of an article, two of them compared, one of them made the present again.

use leptos::prelude::*;
use leptos_router::components::Form;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::kit::AppError;
use crate::kit::answers::{Refusals, refusal};
use crate::kit::id::ContentId;
use crate::kit::subject::Subject;
use crate::kit::text::count_of;
use crate::sites::scope::href_here;
use crate::sites::use_scope;
use crate::ui::*;
use crate::writer::revision::{DiffKind, DiffPart, Difference, RevisionList, RevisionReason, RevisionRow};
use crate::writer::server_fns::contents::{RestoreRevision, list_revisions};

#[component]
pub fn RevisionsPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let id = Memo::new(move |_| params.with(|params| params.get_str("id").and_then(|id| id.parse::<ContentId>().ok())));
    let compared = Memo::new(move |_| {
        let version = |name: &str| query.with(|query| query.get_str(name).and_then(|n| n.parse::<i64>().ok()));
        (version("from"), version("to"))
    });
    let restore = ServerAction::<RestoreRevision>::new();
    let revisions = Resource::new(
        move || (id.get(), compared.get(), restore.version().get()),
        |(id, (from, to), _)| async move {
            match id {
                Some(id) => list_revisions(id, from, to).await,
                None => Err(AppError::not_found("article")),
            }
        },
    );
    view! {
        <Refusals of=vec![refusal(*restore)]/>
        <Subject resource=revisions noun="article" list="/writer/content" skeleton=|| view! { <SkeletonTable columns=4/> } version=last_of let:list><Revisions list restore/></Subject>
    }
    .into_any()
}

/// The rows move down when one is added, and what was chosen would move to other ones.
fn last_of(list: &RevisionList) -> String {
    list.current.to_string()
}

#[component]
fn Revisions(list: RevisionList, restore: ServerAction<RestoreRevision>) -> impl IntoView {
    let (content, current, may_restore) = (list.content, list.current, list.may_restore);
    let article = href_here(&format!("/writer/content/{content}"));
    let site = untrack(|| use_scope().site());
    let site = site.map(|site| view! { <input type="hidden" name="site" value=site.to_string()/> });
    let shown = list.difference.as_ref().map(|difference| (difference.from, difference.to));
    // without a choice, the last change is offered
    let before = list.revisions.get(1).map_or(current, |revision| revision.version);
    let (from, to) = shown.unwrap_or((before, current));
    let difference = list.difference.map(|difference| view! { <DifferencePanel difference/> });
    // a form can't stand in a form: each button of a row names the one that belongs to it
    let forms = list
        .revisions
        .iter()
        .filter(|revision| may_restore && revision.version != current)
        .map(|revision| view! { <RestoreForm content version=revision.version restore/> })
        .collect_view();
    let rows = list
        .revisions
        .into_iter()
        .map(|revision| view! { <RevisionTableRow revision current from to may_restore restore/> })
        .collect_view();
    view! {
        <PageHead
            title="Revisions"
            sentence="Every save is kept. Compare two, or make an earlier one the present text again; what stands now stays a revision too."
            crumbs=vec![Crumb::new("Articles", href_here("/writer/content")), Crumb::new(list.title, article.clone())]
        />
        {difference}
        <Form method="GET" action=format!("/writer/content/{content}/revisions")>
            {site}
            <Panel flush=true>
                <DataTable
                    label="Revisions"
                    head=|| view! {
                        <th scope="col">"Compare"</th>
                        <th scope="col">"With"</th>
                        <th scope="col">"Revision"</th>
                        <th scope="col">"Why"</th>
                        <th scope="col" class="num">"Words"</th>
                        <th scope="col">"When"</th>
                        <th class="cell-actions"><span class="visually-hidden">"Actions"</span></th>
                    }
                >
                    {rows}
                </DataTable>
            </Panel>
            <FormActions>
                <Button submit=true icon=IconName::Columns>"Compare"</Button>
                <ButtonLink href=article icon=IconName::ArrowLeft>"Back to the article"</ButtonLink>
            </FormActions>
        </Form>
        {forms}
    }
    .into_any()
}

#[component]
fn RevisionTableRow(
    revision: RevisionRow,
    current: i64,
    from: i64,
    to: i64,
    may_restore: bool,
    restore: ServerAction<RestoreRevision>,
) -> impl IntoView {
    let version = revision.version;
    let tone = match revision.reason {
        RevisionReason::Generated => Tone::Violet,
        RevisionReason::Edited => Tone::Neutral,
        RevisionReason::Restored => Tone::Blue,
        RevisionReason::PulledFromSite => Tone::Amber,
    };
    let form = format!("restore-{version}");
    let button = (may_restore && version != current).then(|| {
        let pending = restore.pending();
        view! { <Button submit=true form=form.clone() size=ButtonSize::Small icon=IconName::History pending>"Restore"</Button> }
    });
    let by = revision.by.unwrap_or_else(|| "IGNY8".to_owned());
    view! {
        <tr>
            <td><input type="radio" name="from" value=version checked=version == from aria-label=format!("Compare revision {version}")/></td>
            <td><input type="radio" name="to" value=version checked=version == to aria-label=format!("With revision {version}")/></td>
            <td class="cell-main">
                <span>{format!("Revision {version}")}{(version == current).then_some(" (now)")}</span>
                <span class="cell-note">{revision.title}</span>
            </td>
            <td><Badge tone>{revision.reason.label()}</Badge><span class="cell-note">{format!("by {by}")}</span></td>
            <td class="num">{format_number(revision.words)}</td>
            <td><Timestamp at=revision.at/></td>
            <td class="cell-actions">{button}</td>
        </tr>
    }
    .into_any()
}

/// The form of a row's button.
#[component]
fn RestoreForm(content: ContentId, version: i64, restore: ServerAction<RestoreRevision>) -> impl IntoView {
    view! {
        <ActionForm action=restore attr:id=format!("restore-{version}") attr:hidden=true>
            <input type="hidden" name="id" value=content.to_string()/>
            <input type="hidden" name="version" value=version/>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn DifferencePanel(difference: Difference) -> impl IntoView {
    let title = format!("Revision {} compared with {}", difference.from, difference.to);
    let sentence = match (difference.added, difference.removed) {
        (0, 0) => "The two are the same, word by word.".to_owned(),
        (added, removed) => {
            format!("{} added, {} removed.", count_of(added, "word", "words"), count_of(removed, "word", "words"))
        }
    };
    let paragraphs = difference
        .paragraphs
        .into_iter()
        .map(|parts| view! { <p>{parts.into_iter().map(part).collect_view()}</p> })
        .collect_view();
    view! { <Panel title sentence><div class="text-diff stack">{paragraphs}</div></Panel> }.into_any()
}

fn part(part: DiffPart) -> AnyView {
    match part.kind {
        DiffKind::Same => view! { <span>{part.text}</span> }.into_any(),
        DiffKind::Added => view! { <ins>{part.text}</ins> }.into_any(),
        DiffKind::Removed => view! { <del>{part.text}</del> }.into_any(),
    }
}
