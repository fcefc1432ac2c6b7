//! `/writer/tasks/:id`: one task, and its article as it is being written.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::row::TaskState;
use crate::jobs::JobState;
use crate::jobs::job::JobView;
use crate::jobs::live::use_live_jobs;
use crate::kit::AppError;
use crate::kit::answers::{Refusals, on_success, refusal};
use crate::kit::bulk::{SelectionField, one};
use crate::kit::id::TaskId;
use crate::kit::subject::Subject;
use crate::sites::scope::href_here;
use crate::ui::*;
use crate::writer::TaskStatus;
use crate::writer::server_fns::tasks::{WriteAgain, WriteArticles, get_task};
use crate::writer::task::TaskView;

#[component]
pub fn TaskPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get_str("id").and_then(|id| id.parse::<TaskId>().ok())));
    let live = use_live_jobs();
    let write = ServerAction::<WriteArticles>::new();
    let again = ServerAction::<WriteAgain>::new();
    // a job that begins or is put off has kept sections meanwhile
    let at_work = Memo::new(move |_| id.get().and_then(|id| live.for_target(id.0)).map(|job| job.state));
    let task = Resource::new(
        move || (id.get(), at_work.get(), live.ended().get(), write.version().get() + again.version().get()),
        |(id, ..)| async move {
            match id {
                Some(id) => get_task(id).await,
                None => Err(AppError::not_found("task")),
            }
        },
    );
    let toasts = use_toasts();
    on_success(*write, move |_| toasts.success("The article is on the way"));
    on_success(*again, move |_| toasts.success("The article is on the way"));
    view! { <Subject resource=task noun="task" list="/writer/tasks" skeleton=|| view! { <SkeletonPanel/> } let:task><TaskDetail task write again/></Subject> }
        .into_any()
}

#[component]
fn TaskDetail(task: TaskView, write: ServerAction<WriteArticles>, again: ServerAction<WriteAgain>) -> impl IntoView {
    let live = use_live_jobs();
    let row = task.row.clone();
    let id = row.id.0;
    let job = Memo::new(move |_| live.for_target(id));
    let badge_row = row.clone();
    let action = match (row.content, row.offer().filter(|_| task.may_write)) {
        (Some(content), _) => {
            let href = href_here(&format!("/writer/content/{content}"));
            view! { <ButtonLink href kind=ButtonKind::Primary icon=IconName::FileText>"Open the article"</ButtonLink> }
                .into_any()
        }
        (None, Some(label)) if row.can_be_written_again() => view! {
            <ActionForm action=again>
                <input type="hidden" name="task" value=row.id.to_string()/>
                <Button submit=true kind=ButtonKind::Primary icon=IconName::Refresh pending=again.pending()>{label}</Button>
            </ActionForm>
        }
        .into_any(),
        (None, Some(label)) => view! {
            <ActionForm action=write>
                <SelectionField value=one(row.id)/>
                <Button submit=true kind=ButtonKind::Primary icon=IconName::Sparkles pending=write.pending()>{label}</Button>
            </ActionForm>
        }
        .into_any(),
        (None, None) => ().into_any(),
    };
    let side = {
        let task = task.clone();
        move || view! { <TaskSide task=task.clone()/> }
    };
    view! {
        <PageHead
            title=row.title.clone()
            crumbs=vec![Crumb::new("Tasks", href_here("/writer/tasks"))]
            badge=move || view! { <TaskState row=badge_row.clone()/> }
        >
            {action}
        </PageHead>
        <Refusals of=vec![refusal(*write), refusal(*again)]/>
        <DetailLayout side>
            <LiveText job task=task.clone()/>
            <TaskOutline task/>
        </DetailLayout>
    }
    .into_any()
}

/// The text as it comes, or as far as it got before the job was put off or failed.
#[component]
fn LiveText(job: Memo<Option<JobView>>, task: TaskView) -> impl IntoView {
    let over = task.row.status == TaskStatus::Completed;
    // what was shown stays until there is more: a job that is put off has no text of its own any more
    let html = Memo::new(move |shown: Option<&String>| {
        let partial = job.with(|job| job.as_ref().and_then(|job| job.partial.clone()));
        partial.unwrap_or_else(|| shown.unwrap_or(&task.written_html).clone())
    });
    let text = move || {
        let (running, waiting) = match job.get() {
            Some(job) if job.state == JobState::Running => (Some(job), None),
            job => (None, job),
        };
        if over || (html.with(String::is_empty) && running.is_none()) {
            return None;
        }
        let title = if running.is_some() { "As it is written" } else { "Written so far" };
        let sentence = match (&running, waiting) {
            (Some(_), _) => None,
            (None, Some(job)) => Some(job.message.unwrap_or_else(|| "Waiting for its turn".to_owned())),
            (None, None) => Some(format!(
                "{} words are kept; the next try goes on from here and pays for them once.",
                format_number(task.written_words)
            )),
        };
        let bar = running.map(|job| view! { <WritingBar job/> });
        Some(view! {
            <Panel title sentence>
                {bar}
                <div class="prose" aria-live="off" inner_html=html.get()></div>
            </Panel>
        })
    };
    view! { {text} }.into_any()
}

#[component]
fn WritingBar(job: JobView) -> impl IntoView {
    #[expect(clippy::cast_precision_loss, reason = "a percentage for a bar")]
    let percent = (job.total > 0).then(|| job.done as f64 * 100.0 / job.total as f64);
    view! { <ProgressBar label="Writing" value=percent note=job.message/> }.into_any()
}

#[component]
fn TaskOutline(task: TaskView) -> impl IntoView {
    let sections = task
        .outline
        .into_iter()
        .map(|section| {
            let points = section.points.into_iter().map(|point| view! { <li>{point}</li> }).collect_view();
            view! {
                <li>
                    <p class="strong">{section.heading}</p>
                    <p class="muted">{section.purpose}</p>
                    <ul>{points}</ul>
                </li>
            }
        })
        .collect_view();
    view! { <Panel title="Outline"><ol class="stack list-plain">{sections}</ol></Panel> }.into_any()
}

#[component]
fn TaskSide(task: TaskView) -> impl IntoView {
    let row = task.row;
    let or_dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let failure = row
        .failure
        .clone()
        .map(|reason| view! { <Notice tone=Tone::Red icon=IconName::Alert title="It failed">{reason}</Notice> });
    view! {
        {failure}
        <Panel title="Properties">
            <PropertyList>
                <Property label="Cluster">{or_dash(row.cluster_name.unwrap_or_default())}</Property>
                <Property label="Structure">{row.structure.label()}</Property>
                <Property label="Target">{format!("{} words", format_number(row.target_words))}</Property>
                <Property label="Primary keyword">{or_dash(row.primary_keyword)}</Property>
                <Property label="Keywords">{or_dash(task.keywords.join(", "))}</Property>
                <Property label="Audience">{or_dash(task.audience)}</Property>
                <Property label="Tone">{or_dash(task.tone)}</Property>
                <Property label="Added"><Timestamp at=row.created_at/></Property>
            </PropertyList>
        </Panel>
    }
    .into_any()
}
