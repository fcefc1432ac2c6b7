//! Work on clusters as it goes on.

use leptos::prelude::*;

use crate::jobs::JobKind;
use crate::jobs::live::use_live_jobs;
use crate::ui::*;

/// The runs of a kind that are going on, with what they are doing.
#[component]
pub(super) fn RunningNow(kind: JobKind) -> impl IntoView {
    let live = use_live_jobs();
    let running = move || {
        live.batches()
            .into_iter()
            .filter(|batch| batch.kind == kind)
            .map(|batch| {
                let note = batch
                    .jobs
                    .iter()
                    .find_map(|job| job.message.clone())
                    .unwrap_or_else(|| "Waiting for its turn".to_owned());
                let percent = Some(batch.percent());
                view! { <Panel><ProgressBar label=batch.title.clone() value=percent note=note/></Panel> }
            })
            .collect_view()
    };
    view! { {running} }.into_any()
}
