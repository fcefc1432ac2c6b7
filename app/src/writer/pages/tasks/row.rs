//! One task in the table: its state as it moves, why it failed, what can be done with it.

use leptos::prelude::*;

use super::TaskActions;
use crate::jobs::JobState;
use crate::jobs::live::use_live_jobs;
use crate::kit::bulk::{SelectionField, one};
use crate::sites::scope::href_here;
use crate::ui::*;
use crate::writer::TaskStatus;
use crate::writer::task::TaskRow;

#[component]
pub(super) fn TaskTableRow(
    row: TaskRow,
    selection: RowSelection,
    actions: TaskActions,
    may_write: bool,
) -> impl IntoView {
    let href = href_here(&format!("/writer/tasks/{}", row.id));
    let note = [row.cluster_name.clone(), Some(row.primary_keyword.clone())]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let menu = may_write.then(|| view! { <TaskMenu row=row.clone() actions/> });
    view! {
        <tr>
            <td class="cell-check"><RowCheckbox id=row.id.to_string() label=format!("Select {}", row.title) selection form=PLAIN_FORM/></td>
            <td class="cell-main">
                <a href=href>{row.title.clone()}</a>
                <span class="cell-note">{note}</span>
            </td>
            <td data-label="Structure">{row.structure.label()}</td>
            <td class="num" data-label="Words">{format_number(row.target_words)}</td>
            <td data-label="Status"><TaskState row=row.clone()/></td>
            <td data-label="Added"><Timestamp at=row.created_at/></td>
            <td class="cell-actions"><RowActions>{menu}</RowActions></td>
        </tr>
    }
    .into_any()
}

/// The status, which follows the job while one is at work.
#[component]
pub(super) fn TaskState(row: TaskRow) -> impl IntoView {
    let live = use_live_jobs();
    let id = row.id.0;
    let job = Memo::new(move |_| live.for_target(id).filter(|job| job.state == JobState::Running));
    let status = row.status;
    let moving = move || job.with(Option::is_some) || status == TaskStatus::InProgress;
    let shown = move || if moving() { TaskStatus::InProgress } else { status };
    let kept = (row.written > 0 && status != TaskStatus::Completed)
        .then(|| format!("{} of {} sections are kept", row.written, row.sections + 1));
    let note = move || job.with(|job| job.as_ref().and_then(|job| job.message.clone())).or_else(|| row.failure.clone());
    view! {
        <StatusBadge
            label=Signal::derive(move || shown().label().to_owned())
            tone=Signal::derive(move || shown().tone())
            moving=Signal::derive(moving)
        />
        {move || note().or_else(|| kept.clone()).map(|note| view! { <span class="cell-note">{note}</span> })}
    }
    .into_any()
}

#[component]
fn TaskMenu(row: TaskRow, actions: TaskActions) -> impl IntoView {
    let id = row.id;
    let again = row.can_be_written_again();
    let write = row.offer().map(|label| match again {
        true => view! {
            <ActionForm action=actions.again>
                <input type="hidden" name="task" value=id.to_string()/>
                <MenuItem submit=true icon=IconName::Refresh>{label}</MenuItem>
            </ActionForm>
        }
        .into_any(),
        false => view! {
            <ActionForm action=actions.write>
                <SelectionField value=one(id)/>
                <MenuItem submit=true icon=IconName::Sparkles>{label}</MenuItem>
            </ActionForm>
        }
        .into_any(),
    });
    let article = row.content.map(|content| {
        let href = href_here(&format!("/writer/content/{content}"));
        view! { <MenuLink href icon=IconName::FileText>"Open the article"</MenuLink> }
    });
    let delete = (row.status != TaskStatus::InProgress && !row.at_work).then(|| {
        view! {
            <ActionForm action=actions.delete>
                <SelectionField value=one(row.id)/>
                <MenuItem submit=true icon=IconName::Trash danger=true>"Delete"</MenuItem>
            </ActionForm>
        }
    });
    view! {
        <Menu id=format!("task-{}", row.id) label=format!("Actions for {}", row.title)>
            {write}
            {article}
            <MenuLink href=href_here(&format!("/writer/tasks/{id}")) icon=IconName::ListTodo>"Show the task"</MenuLink>
            {delete}
        </Menu>
    }
    .into_any()
}
