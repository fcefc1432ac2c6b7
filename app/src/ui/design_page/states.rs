//! Nothing there, something wrong, something under way, something to know.

use leptos::prelude::*;

use crate::ui::{
    Banner, Button, ButtonKind, CheckItem, CheckList, CheckState, EmptyState, ErrorState, IconName, Meter, Notice,
    Panel, Picture, ProgressBar, ProgressRing, Skeleton, SkeletonFigures, TextLink, Tone,
};

#[component]
pub(super) fn States() -> impl IntoView {
    let unknown: Option<f64> = None;
    view! {
        <section id="states" class="stack" aria-label="States of a page">
            <div class="grid-2">
                <Panel>
                    <EmptyState
                        title="No keywords yet"
                        body="Keywords are what people search for. Add some, or take them from the library."
                        picture=Picture::Keywords
                    >
                        <Button kind=ButtonKind::Primary icon=IconName::Plus>"Add keywords"</Button>
                        <Button icon=IconName::Library>"Open the library"</Button>
                    </EmptyState>
                </Panel>
                <Panel>
                    <ErrorState
                        message="The list of keywords took too long to load. Nothing is lost."
                        on_retry=|()| ()
                    />
                </Panel>
            </div>
            <Banner tone=Tone::Amber action=|| view! { <a href="/design">"Choose a plan"</a> }>
                "Your trial ends on Fri 27 Nov. Articles in progress will be finished."
            </Banner>
            <div class="grid-2">
                <div class="stack-tight">
                    <Notice title="Writing needs a model">
                        "Connect one in " <TextLink href="/design">"Settings"</TextLink> "."
                    </Notice>
                    <Notice tone=Tone::Amber>"This site has not answered since Tue 24 Nov, 08:10."</Notice>
                    <Notice tone=Tone::Red title="Publishing failed">"The password of the site was changed."</Notice>
                    <Notice tone=Tone::Green>"All 12 articles are published."</Notice>
                </div>
                <Panel title="Progress">
                    <div class="stack">
                        <ProgressBar
                            label="How to descale an espresso machine"
                            value=Some(43.0)
                            note="Writing section 3 of 7 · 1,240 words · 4 credits so far"
                        />
                        <ProgressBar label="Reading the site" value=unknown note="Looking for a sitemap"/>
                        <Meter
                            label="Credits this month"
                            value=1_640.0
                            max=2_000.0
                            note="Renews on 1 Dec"
                            tone=Tone::Amber
                        />
                        <div class="row">
                            <ProgressRing label="Clustering" percent=Some(70.0)/>
                            <ProgressRing label="Waiting" percent=unknown/>
                            <span class="muted">"2 jobs running"</span>
                        </div>
                    </div>
                </Panel>
            </div>
            <div class="grid-2">
                <Panel title="Is the site ready?" flush=true>
                    <CheckList>
                        <CheckItem state=CheckState::Passed title="The site answers" detail="In 240 ms"/>
                        <CheckItem state=CheckState::Warning title="The REST API is slow" detail="Took 4.2 s">
                            <Button>"Check again"</Button>
                        </CheckItem>
                        <CheckItem
                            state=CheckState::Failed
                            title="Publishing isn't allowed"
                            detail="The user may only read."
                        >
                            <Button>"Show how"</Button>
                        </CheckItem>
                        <CheckItem state=CheckState::Running title="Looking for categories"/>
                        <CheckItem state=CheckState::Waiting title="A test article"/>
                    </CheckList>
                </Panel>
                <div class="stack">
                    <SkeletonFigures count=3/>
                    <Panel><Skeleton rows=4/></Panel>
                </div>
            </div>
        </section>
    }
    .into_any()
}
