//! The clusters as bubbles, by searches a month.

use leptos::prelude::*;

use crate::kit::id::SiteId;
use crate::planner::cluster::ClusterRow;
use crate::planner::keyword::Intent;
use crate::sites::scope::href_of;
use crate::ui::*;

#[component]
pub(super) fn ClusterMap(rows: Vec<ClusterRow>, total: i64, site: Option<SiteId>) -> impl IntoView {
    let shown = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    // without volumes the number of keywords is the next best size
    let by_keywords = rows.iter().all(|row| row.volume == 0);
    let bubbles = rows
        .into_iter()
        .map(|row| {
            let size = if by_keywords { row.keywords } else { row.volume };
            let words = format!(
                "{}, {} searches a month",
                plural(row.keywords, "keyword", "keywords"),
                format_number(row.volume)
            );
            #[expect(clippy::cast_precision_loss, reason = "the size of a bubble")]
            let bubble = Bubble::new(row.name, size as f64, words);
            let href = href_of(&format!("/planner/clusters/{}", row.id), site, None);
            bubble.href(href).tone(row.intent.map_or(Tone::Neutral, Intent::tone))
        })
        .collect();
    let sentence = match (shown < total, by_keywords) {
        (true, false) => format!(
            "The {} most searched of {}. The colour is the intent.",
            shown,
            plural(total, "cluster", "clusters")
        ),
        (true, true) => {
            format!("The {} largest of {}. The colour is the intent.", shown, plural(total, "cluster", "clusters"))
        }
        (false, false) => "As large as their searches a month. The colour is the intent.".to_owned(),
        (false, true) => "As large as their number of keywords. The colour is the intent.".to_owned(),
    };
    view! {
        <Panel sentence=sentence>
            <BubbleMap title="Clusters" bubbles/>
        </Panel>
    }
    .into_any()
}
