//! Charts, figures and the pipeline strip.

use leptos::prelude::*;

use crate::ui::{
    Bar, BarChart, BarList, BarRow, Bubble, BubbleMap, Button, ButtonSize, Figure, FigureRow, IconName, Panel,
    PipelineCell, PipelineStrip, ScoreRing, SplitBar, Tone,
};

const CREDITS_BY_DAY: [f64; 14] = [12.0, 18.0, 9.0, 0.0, 4.0, 31.0, 42.0, 38.0, 27.0, 55.0, 12.0, 8.0, 47.0, 36.0];

const TOPICS: [(&str, f64); 14] = [
    ("Cold brew", 64.0),
    ("Grinders", 48.0),
    ("Espresso machines", 40.0),
    ("Milk and foam", 28.0),
    ("Pour over", 26.0),
    ("Water", 19.0),
    ("Beans", 17.0),
    ("Roasting at home", 14.0),
    ("Decaf", 11.0),
    ("Filters", 9.0),
    ("Cups", 7.0),
    ("Travel", 5.0),
    ("Syrups", 4.0),
    ("Tea", 2.0),
];

#[component]
pub(super) fn Charts() -> impl IntoView {
    let bars = CREDITS_BY_DAY
        .iter()
        .zip(14..)
        .map(|(credits, day)| {
            let bar = Bar::new(format!("{day} Nov"), *credits);
            if day == 27 { bar.note("so far").highlight() } else { bar }
        })
        .collect::<Vec<_>>();
    let bubbles = TOPICS
        .map(|(name, size)| {
            let tone = if size > 30.0 { Tone::Blue } else { Tone::Neutral };
            Bubble::new(name, size, format!("{size} keywords")).href("/design").tone(tone)
        })
        .to_vec();
    let uses = vec![
        BarRow::new("Writing", 420.0, "420 credits").href("/design"),
        BarRow::new("Images", 260.0, "260 credits"),
        BarRow::new("Ideas", 64.0, "64 credits"),
        BarRow::new("Clustering", 12.0, "12 credits"),
    ];
    let intents = vec![
        BarRow::new("Informational", 62.0, "62 %"),
        BarRow::new("Commercial", 24.0, "24 %").tone(Tone::Violet),
        BarRow::new("Transactional", 14.0, "14 %").tone(Tone::Amber),
    ];
    view! {
        <section id="charts" class="stack" aria-label="Charts">
            <FigureRow>
                <Figure
                    label="Articles published"
                    value="128"
                    trend=0.12
                    note="in 30 days"
                    spark=vec![3.0, 5.0, 4.0, 7.0, 6.0, 9.0]
                />
                <Figure label="Credits left" value="1,640" note="of 2,000" href="/design" icon=IconName::Coins/>
                <Figure label="Waiting for review" value="7" href="/design"/>
                <Figure label="Cost an article" value="$0.84" trend=-0.06 spark=vec![9.0, 8.0, 8.5, 7.0, 7.2, 6.8]/>
            </FigureRow>
            <PipelineStrip label="Home Brew Lab" cells=pipeline()/>
            <div class="grid-2">
                <Panel title="Credits by day">
                    <BarChart title="Credits by day, last two weeks" bars unit="credits"/>
                </Panel>
                <Panel title="Clusters by keywords">
                    <BubbleMap title="Clusters by number of keywords" bubbles/>
                </Panel>
            </div>
            <div class="grid-3">
                <Panel title="What credits went to"><BarList label="Credits by use" rows=uses/></Panel>
                <Panel title="What searchers want"><SplitBar label="Keywords by intent" parts=intents/></Panel>
                <Panel title="Scores">
                    <div class="row">
                        <ScoreRing label="SEO score" score=86_i64/>
                        <ScoreRing label="SEO score" score=64_i64/>
                        <ScoreRing label="SEO score" score=31_i64/>
                    </div>
                </Panel>
            </div>
        </section>
    }
    .into_any()
}

fn pipeline() -> Vec<PipelineCell> {
    vec![
        PipelineCell::new("Keywords", 1_204, "/design").action_link("Cluster 86", "/design"),
        PipelineCell::new("Clusters", 42, "/design"),
        PipelineCell::new("Ideas", 118, "/design").action_link("Queue 20", "/design"),
        PipelineCell::new("Tasks", 24, "/design").action(|| {
            view! { <Button size=ButtonSize::Small>"Write 24"</Button> }
        }),
        PipelineCell::new("Drafts", 12, "/design").moving("3 being written"),
        PipelineCell::new("Images", 9, "/design").stuck("No image model"),
        PipelineCell::new("Review", 7, "/design"),
        PipelineCell::new("Approved", 0, "/design"),
        PipelineCell::new("Published", 128, "/design"),
    ]
}
