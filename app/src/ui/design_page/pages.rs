//! Layouts of pages.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::ui::{
    ActivityItem, ActivityList, Card, CardGrid, DetailLayout, IconName, Panel, Property, PropertyList, ScoreRing,
    StatusBadge, Timestamp, Tone,
};

/// Fri 27 Nov 2026, 14:30 UTC.
const MOMENT: i64 = 1_795_789_800;

fn moment() -> DateTime<Utc> {
    DateTime::from_timestamp(MOMENT, 0).unwrap_or_default()
}

#[component]
pub(super) fn Pages() -> impl IntoView {
    let side = || {
        view! {
            <Panel title="Properties">
                <PropertyList>
                    <Property label="Status"><StatusBadge label="Review" tone=Tone::Violet/></Property>
                    <Property label="Site">"Home Brew Lab"</Property>
                    <Property label="Words">"1,840"</Property>
                    <Property label="Due"><Timestamp at=moment()/></Property>
                </PropertyList>
            </Panel>
            <Panel title="SEO">
                <div class="row">
                    <ScoreRing label="SEO score" score=86_i64/>
                    <span class="muted">"Two things left to mend"</span>
                </div>
            </Panel>
        }
    };
    view! {
        <section id="pages" class="stack" aria-label="Pages">
            <DetailLayout side>
                <article class="article-preview">
                    <div class="prose">
                        <h1>"How to descale an espresso machine"</h1>
                        <p>
                            "Hard water leaves a little of itself behind with every cup. After a few weeks the machine "
                            "heats more slowly, and the shot tastes flat. " <a href="/design">"Citric acid"</a>
                            " takes it away in " <em>"twenty minutes"</em> "."
                        </p>
                        <h2>"What you need"</h2>
                        <ul>
                            <li>"20 g of citric acid"</li>
                            <li>"A litre of soft water"</li>
                        </ul>
                        <blockquote><p>"Never use vinegar: its smell stays in the seals."</p></blockquote>
                    </div>
                </article>
                <Panel title="Recent activity" flush=true>
                    <ActivityList>
                        <ActivityItem icon=IconName::Check tone=Tone::Green at=moment()>
                            "Ada approved " <a href="/design">"Pour over vs drip"</a>
                        </ActivityItem>
                        <ActivityItem icon=IconName::Alert tone=Tone::Amber at=moment()>
                            "The weekly run stopped: no credits left"
                        </ActivityItem>
                    </ActivityList>
                </Panel>
            </DetailLayout>
            <CardGrid>
                <Card href="/design">
                    <span class="strong">"Home Brew Lab"</span>
                    <span class="muted">"12 articles this month"</span>
                </Card>
                <Card href="/design">
                    <span class="strong">"Garden Almanac"</span>
                    <span class="muted">"3 articles wait for review"</span>
                </Card>
                <Card>
                    <span class="strong">"A card that isn't a link"</span>
                    <span class="muted">"It may hold buttons."</span>
                </Card>
            </CardGrid>
        </section>
    }
    .into_any()
}
