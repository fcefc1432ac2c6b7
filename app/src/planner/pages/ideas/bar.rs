//! What can be done with the selected ideas.

use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::list::IdeaActions;
use crate::kit::answers::{refusal, sentence};
use crate::kit::bulk::{SelectionField, selected};
use crate::kit::text::count_of;
use crate::planner::idea::IdeaQuery;
use crate::planner::server_fns::ideas::{DeleteIdeas, SendIdeas, SwitchIdeas};
use crate::ui::*;

const DELETE: &str = "delete-ideas";

#[component]
pub(super) fn IdeaBar(
    query: Memo<IdeaQuery>,
    selection: RowSelection,
    total: i64,
    actions: IdeaActions,
    may_edit: bool,
    may_send: bool,
) -> impl IntoView {
    let filter = Memo::new(move |_| query.get().filter);
    let json = selected(selection, filter);
    let value = Signal::derive(move || json.get().unwrap_or_default());
    let counted = move || {
        let count = if selection.all_matching() { total } else { selection.count() };
        count_of(count, "idea", "ideas")
    };
    let title = move || format!("Delete {}", counted());
    close_dialog_when(DELETE, Signal::derive(move || matches!(actions.delete.value().get(), Some(Ok(_)))));
    let send = may_send.then(|| {
        view! {
            <ActionForm action=actions.send>
                <SelectionField value/>
                <Button submit=true kind=ButtonKind::Primary size=ButtonSize::Small icon=IconName::Send pending=actions.send.pending()>
                    {move || format!("Send {} to the writer", counted())}
                </Button>
            </ActionForm>
        }
    });
    let switch = move |off: bool, label: &'static str, icon: IconName| {
        view! {
            <ActionForm action=actions.switch>
                <SelectionField value/>
                <input type="hidden" name="off" value=off.to_string()/>
                <Button submit=true size=ButtonSize::Small icon pending=actions.switch.pending()>{label}</Button>
            </ActionForm>
        }
    };
    let edit = may_edit.then(|| {
        view! {
            {switch(true, "Switch off", IconName::EyeOff)}
            {switch(false, "Switch on", IconName::Eye)}
            <DialogButton opens=DELETE size=ButtonSize::Small icon=IconName::Trash>"Delete"</DialogButton>
        }
    });
    view! {
        <SelectionBar selection total noun=("idea", "ideas")>{send} {edit}</SelectionBar>
        <Confirm
            id=DELETE
            title=Signal::derive(title)
            body="Ideas that are with the writer stay. You can undo this for 30 days, under Changes."
            error=sentence(refusal(*actions.delete))
        >
            <ActionForm action=actions.delete>
                <SelectionField value/>
                <ConfirmActions dialog=DELETE label=Signal::derive(title) pending=actions.delete.pending()/>
            </ActionForm>
        </Confirm>
    }
    .into_any()
}

/// The same without script.
pub(super) fn plain_bar(may_edit: bool, may_send: bool) -> impl IntoView {
    let mut actions = Vec::new();
    if may_send {
        actions.push(PlainAction::new("Send to the writer", SendIdeas::url()));
    }
    if may_edit {
        let switch = |label, off| PlainAction::new(label, SwitchIdeas::url()).with("off", off);
        actions.extend([switch("Switch off", "true"), switch("Switch on", "false")]);
        actions.push(PlainAction::new("Delete", DeleteIdeas::url()));
    }
    (!actions.is_empty()).then(|| view! { <PlainBar actions/> })
}
