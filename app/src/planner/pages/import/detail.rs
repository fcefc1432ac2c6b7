//! `/planner/import/:id`: an import, from its preview to its result.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::mapping::MappingForm;
use super::preview::PreviewTable;
use super::rejections::Rejections;
use super::result::ResultFigures;
use crate::jobs::live::use_live_jobs;
use crate::kit::AppError;
use crate::kit::answers::{Refusals, refusal};
use crate::kit::id::ImportId;
use crate::kit::subject::Subject;
use crate::planner::import::{ImportDetail, ImportState, KEPT_DAYS};
use crate::planner::server_fns::imports::{ContinueImport, SaveImport, get_import};
use crate::sites::scope::href_of;
use crate::ui::*;

#[component]
pub fn ImportPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get_str("id").and_then(|id| id.parse::<ImportId>().ok())));
    let live = use_live_jobs();
    let save = ServerAction::<SaveImport>::new();
    let resume = ServerAction::<ContinueImport>::new();
    let import = Resource::new(
        move || (id.get(), save.version().get(), resume.version().get(), live.ended().get()),
        |(id, ..)| async move {
            match id {
                Some(id) => get_import(id).await,
                None => Err(AppError::not_found("import")),
            }
        },
    );
    view! {
        <Subject resource=import noun="import" list="/planner/import" skeleton=|| view! { <SkeletonPanel/> } version=reading_of let:detail>
            <ImportView detail save resume/>
        </Subject>
    }
    .into_any()
}

/// How the file is read. Columns that were recognised anew take the place of those that were chosen: a form that kept
/// the choice would show another reading than the preview.
fn reading_of(detail: &ImportDetail) -> String {
    serde_json::to_string(&detail.import.layout).unwrap_or_default()
}

#[component]
fn ImportView(
    detail: ImportDetail,
    save: ServerAction<SaveImport>,
    resume: ServerAction<ContinueImport>,
) -> impl IntoView {
    let import = detail.import.clone();
    let (state, label) = (import.state, import.label());
    let crumbs = vec![
        Crumb::new("Keywords", href_of("/planner/keywords", Some(import.site), None)),
        Crumb::new("Add keywords", href_of("/planner/import", Some(import.site), None)),
    ];
    let sentence =
        format!("{} · {} · for {}", import.layout.tool.label(), import.layout.encoding.label(), detail.site_name);
    let body = match state {
        ImportState::Uploaded if import.file_gone => view! { <GoneView detail/> }.into_any(),
        ImportState::Uploaded => view! { <CheckView detail save/> }.into_any(),
        ImportState::Importing => view! { <ProgressView detail/> }.into_any(),
        ImportState::Failed => view! { <StoppedView detail resume/> }.into_any(),
        ImportState::Done => view! { <DoneView detail/> }.into_any(),
    };
    view! {
        <PageHead
            title=import.file_name
            sentence
            crumbs
            badge=move || view! { <StatusBadge label tone=state.tone() moving={state == ImportState::Importing}/> }
        />
        {body}
    }
    .into_any()
}

/// Nothing was imported, and nothing will be: the file is no longer here.
#[component]
fn GoneView(detail: ImportDetail) -> impl IntoView {
    let upload = href_of("/planner/import", Some(detail.import.site), None);
    let again = detail.may_edit.then(|| {
        view! { <ButtonLink href=upload kind=ButtonKind::Primary icon=IconName::Upload>"Upload it again"</ButtonLink> }
    });
    view! {
        <Notice tone=Tone::Amber title="The file is no longer here">
            <p>{format!("A file that nobody imports is removed after {KEPT_DAYS} days. Nothing of this one was imported.")}</p>
            {again}
        </Notice>
    }
    .into_any()
}

/// Before anything is imported: what was recognised, how it will be taken, and how to take it otherwise.
#[component]
fn CheckView(detail: ImportDetail, save: ServerAction<SaveImport>) -> impl IntoView {
    let preview = detail.preview.clone();
    view! {
        <MappingForm detail save/>
        {preview.map(|preview| view! { <PreviewTable preview/> })}
    }
    .into_any()
}

#[component]
fn ProgressView(detail: ImportDetail) -> impl IntoView {
    let import = detail.import;
    let live = use_live_jobs();
    let id = import.id.0;
    let job = Memo::new(move |_| live.for_target(id));
    let percent = move || job.get().filter(|job| job.total > 0).map(|job| as_percent(job.done, job.total));
    let counts = import.counts;
    let note = move || {
        job.get()
            .and_then(|job| job.message)
            .unwrap_or_else(|| format!("{} so far", plural(counts.imported, "keyword", "keywords")))
    };
    view! {
        <Panel title="Importing" sentence="You can leave this page; the import goes on and is found again under Jobs.">
            <ProgressBar label=format!("Importing {}", import.file_name) value=Signal::derive(percent) note=Signal::derive(note)/>
            <noscript>
                <p class="muted">"Reload this page to see how far it is."</p>
            </noscript>
        </Panel>
    }
    .into_any()
}

#[expect(clippy::cast_precision_loss, reason = "a percentage for a bar")]
fn as_percent(done: i64, total: i64) -> f64 {
    (done.min(total) as f64) * 100.0 / (total as f64)
}

#[component]
fn StoppedView(detail: ImportDetail, resume: ServerAction<ContinueImport>) -> impl IntoView {
    let import = detail.import;
    let reason = import.error.clone().unwrap_or_else(|| "The import stopped.".to_owned());
    let gone = import.file_gone.then(|| view! { <p>"The rest of its file is no longer here. Upload it again: what was imported is passed over."</p> });
    let go_on = (detail.may_edit && !import.file_gone).then(|| {
        view! {
            <ActionForm action=resume>
                <input type="hidden" name="id" value=import.id.to_string()/>
                <Button kind=ButtonKind::Primary submit=true icon=IconName::Play pending=resume.pending()>"Go on where it stopped"</Button>
            </ActionForm>
        }
    });
    view! {
        <Refusals of=vec![refusal(*resume)]/>
        <Notice tone=Tone::Red title="This import stopped">
            <p>{reason}</p>
            {gone}
            {go_on}
        </Notice>
        <ResultFigures counts=import.counts/>
        <Rejections id=import.id site=import.site rejected=import.counts.rejected/>
    }
    .into_any()
}

#[component]
fn DoneView(detail: ImportDetail) -> impl IntoView {
    let import = detail.import;
    let counts = import.counts;
    let over = (counts.over_limit > 0).then(|| {
        let left_out = plural(counts.over_limit, "new keyword was", "new keywords were");
        view! {
            <Notice tone=Tone::Amber title="The plan is full">
                {format!(
                    "{left_out} left out: the {} plan has no room for more. Delete keywords or choose a larger plan, then upload the file again; those that are here already are passed over.",
                    detail.plan,
                )}
            </Notice>
        }
    });
    let keywords = href_of("/planner/keywords", Some(import.site), None);
    let clusters = href_of("/planner/clusters", Some(import.site), None);
    let cluster = detail.may_edit.then(|| {
        view! { <ButtonLink href=clusters kind=ButtonKind::Primary icon=IconName::Cluster>"Cluster them"</ButtonLink> }
    });
    view! {
        <ResultFigures counts/>
        {over}
        <div class="row">
            {cluster}
            <ButtonLink href=keywords>"Show the keywords"</ButtonLink>
        </div>
        <Rejections id=import.id site=import.site rejected=counts.rejected/>
    }
    .into_any()
}
