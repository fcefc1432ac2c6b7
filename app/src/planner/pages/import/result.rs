//! What came of an import, in figures.

use leptos::prelude::*;

use crate::planner::import::ImportCounts;
use crate::ui::*;

#[component]
pub(super) fn ResultFigures(counts: ImportCounts) -> impl IntoView {
    view! {
        <FigureRow>
            <Figure label="Rows read" value=format_number(counts.rows)/>
            <Figure label="Imported" value=format_number(counts.imported) icon=IconName::CheckCircle/>
            <Figure label="There already" value=format_number(counts.duplicates) note="also in other spellings, or twice in the file"/>
            <Figure label="Rejected" value=format_number(counts.rejected) note="listed below with the reasons"/>
            <Figure label="Over the plan" value=format_number(counts.over_limit)/>
        </FigureRow>
    }
    .into_any()
}
