//! Colours, type and icons.

use leptos::prelude::*;

use crate::ui::{Badge, Icon, IconName, IconSize, Panel, Picture, StatusBadge, Tone};

const SURFACES: [(&str, &str); 8] = [
    ("swatch swatch-canvas", "Canvas"),
    ("swatch swatch-panel", "Panel"),
    ("swatch swatch-raised", "Raised"),
    ("swatch swatch-overlay", "Overlay"),
    ("swatch swatch-sunken", "Sunken"),
    ("swatch swatch-hover", "Hover"),
    ("swatch swatch-pressed", "Pressed"),
    ("swatch swatch-selected", "Selected"),
];

/// What a state is called, its colour, and whether something happens meanwhile.
const STATUSES: [(&str, Tone, bool); 8] = [
    ("New", Tone::Neutral, false),
    ("In progress", Tone::Blue, true),
    ("Review", Tone::Violet, false),
    ("Approved", Tone::Green, false),
    ("Scheduled", Tone::BlueOutline, false),
    ("Published", Tone::GreenSolid, false),
    ("Failed", Tone::Red, false),
    ("Paused", Tone::Amber, false),
];

#[component]
pub(super) fn Foundations() -> impl IntoView {
    let swatches = SURFACES.map(|(class, name)| view! { <div class=class>{name}</div> }).collect_view();
    let statuses = STATUSES.map(|(label, tone, moving)| view! { <StatusBadge label tone moving/> }).collect_view();
    let icons = IconName::ALL
        .iter()
        .map(|name| {
            view! { <li><Icon name=*name size=IconSize::Medium/> {format!("{name:?}")}</li> }
        })
        .collect_view();
    let pictures =
        Picture::ALL.map(|picture| view! { <li>{picture.draw()} {format!("{picture:?}")}</li> }).collect_view();
    view! {
        <section id="foundations" class="stack" aria-label="Foundations">
            <Panel title="Surfaces" sentence="In the dark they lighten as they rise.">
                <div class="swatches">{swatches}</div>
            </Panel>
            <Panel title="Type" sentence="Inter for the interface, Source Serif for articles.">
                <div class="stack-tight">
                    <p class="type-size-32 strong">"32 One number that matters"</p>
                    <p class="type-size-24 strong">"24 A figure, an article's heading"</p>
                    <p class="type-size-20 strong">"20 The title of a page"</p>
                    <p class="type-size-16">"16 The title of a dialog"</p>
                    <p>"14 Text. The quick brown fox brews 1,204 cups at 92 °C."</p>
                    <p class="type-size-13">"13 Tables and controls"</p>
                    <p class="type-size-12 muted">"12 Notes and help"</p>
                    <p class="mono">"13 Keys, addresses, log lines"</p>
                </div>
            </Panel>
            <Panel title="States" sentence="The same word and the same colour on every page.">
                <div class="row">{statuses} <Badge icon=IconName::Sparkles>"Beta"</Badge></div>
            </Panel>
            <Panel title="Icons">
                <ul class="icon-grid">{icons}</ul>
            </Panel>
            <Panel title="Pictures" sentence="For empty places.">
                <ul class="icon-grid">{pictures}</ul>
            </Panel>
        </section>
    }
    .into_any()
}
