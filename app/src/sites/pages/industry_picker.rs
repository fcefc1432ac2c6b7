//! Choosing an industry and sectors of it. With script the sectors follow the industry at once; without, a button
//! beside the industry asks the page for them, and takes along what has been typed.

use leptos::prelude::*;

use crate::kit::id::IndustrySectorId;
use crate::sites::site::{Industry, MAX_SECTORS};
use crate::ui::*;

/// Two fields of the form around it: `industry`, and `sectors[]`.
#[component]
pub(super) fn IndustryPicker(
    industries: Vec<Industry>,
    /// The industry at first.
    #[prop(optional_no_strip)]
    industry: Option<String>,
    /// The sectors that are ticked at first.
    #[prop(optional)]
    ticked: Vec<IndustrySectorId>,
    /// Where the form is asked for again without script.
    #[prop(into)]
    path: String,
    #[prop(optional, into)] industry_error: Signal<Option<String>>,
    #[prop(optional, into)] sectors_error: Signal<Option<String>>,
) -> impl IntoView {
    let chosen = RwSignal::new(industry.clone().unwrap_or_default());
    let options =
        industries.iter().map(|industry| Choice::new(industry.id.to_string(), industry.name.clone())).collect();
    let sectors = move || {
        let chosen = chosen.get();
        let Some(industry) = industries.iter().find(|industry| industry.id.to_string() == chosen) else {
            return view! { <p class="muted">"Choose an industry to see its sectors."</p> }.into_any();
        };
        let boxes = industry
            .sectors
            .iter()
            .map(|sector| {
                view! {
                    <CheckboxField
                        id=format!("sector-{}", sector.id)
                        name="sectors[]"
                        value=sector.id.to_string()
                        label=sector.name.clone()
                        checked=ticked.contains(&sector.id)
                    />
                }
            })
            .collect_view();
        view! { <div class="grid-3">{boxes}</div> }.into_any()
    };
    let error = move || {
        sectors_error.get().map(
            |error| view! { <p class="field-error" role="alert"><Icon name=IconName::Alert/> <span>{error}</span></p> },
        )
    };
    view! {
        <div class="stack">
            <SelectField
                name="industry"
                label="Industry"
                options
                placeholder="Choose the closest"
                required=true
                selected=industry
                error=industry_error
                on_change=Callback::new(move |value| chosen.set(value))
            />
            <noscript>
                <button class="button button-secondary" type="submit" formmethod="get" formaction=path formnovalidate="">
                    "Show its sectors"
                </button>
            </noscript>
            <FieldGroup legend=format!("Sectors, one to {MAX_SECTORS}")>
                {sectors}
                {error}
            </FieldGroup>
        </div>
    }
    .into_any()
}

/// The ids of sectors as a form that came back carries them: with commas between.
pub(super) fn ticked_before(ids: &str) -> Vec<IndustrySectorId> {
    ids.split(',').filter_map(|id| id.parse().ok()).collect()
}
