//! What the latest clustering run did, while it can be taken back.

use leptos::prelude::*;

use crate::kit::answers::{on_success, refusal, sentence};
use crate::kit::undo::server_fns::UndoChange;
use crate::planner::cluster::RunSummary;
use crate::ui::*;

#[component]
pub(super) fn LastRun(run: RunSummary, may_edit: bool, undone: RwSignal<u32>) -> impl IntoView {
    let undo = ServerAction::<UndoChange>::new();
    let toasts = use_toasts();
    on_success(*undo, move |said| {
        toasts.success(said);
        undone.update(|n| *n += 1);
    });
    let refused = sentence(refusal(*undo));
    let loose = match run.loose {
        0 => String::new(),
        n => format!(", {} alone", plural(n, "keyword stands", "keywords stand")),
    };
    let said = format!(
        "{}: {} into {}{loose}. {}",
        run.sector,
        plural(run.keywords, "keyword", "keywords"),
        plural(run.clusters, "cluster", "clusters"),
        run.engine.sentence(),
    );
    let form = may_edit.then(|| {
        view! {
            <ActionForm action=undo>
                <input type="hidden" name="undo" value=run.undo.to_string()/>
                <Button submit=true size=ButtonSize::Small icon=IconName::Undo pending=undo.pending()>"Undo this run"</Button>
            </ActionForm>
        }
    });
    view! {
        <Notice tone=Tone::Neutral icon=IconName::History title="Latest run">
            <div class="row">
                <span>{said}</span>
                <span class="muted"><Timestamp at=run.at/></span>
                <span class="push">{form}</span>
            </div>
            <FormError error=refused/>
        </Notice>
    }
    .into_any()
}
