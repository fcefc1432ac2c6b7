//! What can be done with the selected tasks, and what it will cost.

use leptos::prelude::*;

use super::TaskActions;
use crate::billing::price::Price;
use crate::kit::answers::{refusal, sentence};
use crate::kit::bulk::{SelectionField, selected};
use crate::kit::text::count_of;
use crate::ui::*;
use crate::writer::server_fns::tasks::estimate_articles;
use crate::writer::task::TaskQuery;

const DELETE: &str = "delete-tasks";

#[component]
pub(super) fn TaskBar(
    query: Memo<TaskQuery>,
    selection: RowSelection,
    total: i64,
    actions: TaskActions,
) -> impl IntoView {
    let json = selected(selection, query);
    let price = Price::of(json, estimate_articles);
    let value = Signal::derive(move || json.get().unwrap_or_default());
    let count = move || if selection.all_matching() { total } else { selection.count() };
    let label = move || {
        price.label("Write", "Nothing to write here", |estimate| {
            let articles = count_of(estimate.items, "article", "articles");
            format!("Write {articles} · about {}", count_of(estimate.credits, "credit", "credits"))
        })
    };
    let title = move || format!("Delete {}", count_of(count(), "task", "tasks"));
    close_dialog_when(DELETE, Signal::derive(move || matches!(actions.delete.value().get(), Some(Ok(_)))));
    view! {
        <SelectionBar selection total noun=("task", "tasks") estimate=Signal::derive(move || price.note())>
            <ActionForm action=actions.write>
                <SelectionField value/>
                <Button
                    submit=true
                    kind=ButtonKind::Primary
                    size=ButtonSize::Small
                    icon=IconName::Sparkles
                    pending=actions.write.pending()
                    disabled=Signal::derive(move || price.rests())
                >
                    {label}
                </Button>
            </ActionForm>
            <DialogButton opens=DELETE size=ButtonSize::Small icon=IconName::Trash>"Delete"</DialogButton>
        </SelectionBar>
        <Confirm
            id=DELETE
            title=Signal::derive(title)
            body="Tasks that are being written stay. Ideas whose task goes can be queued again, and you can undo this for 30 days, under Changes."
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
