//! What came of a cluster: its ideas and its articles.

use leptos::prelude::*;

use crate::kit::id::SiteId;
use crate::planner::cluster::{ClusterArticle, ClusterDetail, MAX_SHOWN};
use crate::sites::scope::href_of;
use crate::ui::*;

#[component]
pub(super) fn IdeasPanel(cluster: ClusterDetail) -> impl IntoView {
    let all = format!("/planner/ideas?site={}&cluster={}", cluster.site, cluster.row.id);
    let tools = move || view! { <ButtonLink href=all.clone() size=ButtonSize::Small kind=ButtonKind::Ghost>"Show in ideas"</ButtonLink> };
    if cluster.ideas.is_empty() {
        return view! {
            <Panel title="Ideas">
                <p class="muted">"No ideas yet. Generate some: each becomes an article once you send it to the writer."</p>
            </Panel>
        }
        .into_any();
    }
    let note = (cluster.row.ideas > MAX_SHOWN)
        .then(|| format!("The latest {MAX_SHOWN} of {}.", format_number(cluster.row.ideas)));
    let site = cluster.site;
    let rows = cluster
        .ideas
        .into_iter()
        .map(|idea| {
            let href = href_of(&format!("/planner/ideas/{}", idea.id), Some(site), None);
            view! {
                <tr>
                    <td class="cell-main"><a href=href>{idea.title}</a></td>
                    <td data-label="Structure">{idea.structure.label()}</td>
                    <td data-label="Status"><StatusBadge label=idea.status.label() tone=idea.status.tone()/></td>
                </tr>
            }
        })
        .collect_view();
    let head = || view! { <th scope="col">"Idea"</th> <th scope="col">"Structure"</th> <th scope="col">"Status"</th> };
    view! {
        <Panel title="Ideas" sentence=note flush=true actions=tools>
            <DataTable label="Ideas of this cluster" cards=true head>{rows}</DataTable>
        </Panel>
    }
    .into_any()
}

#[component]
pub(super) fn ArticlesPanel(articles: Vec<ClusterArticle>, site: SiteId) -> impl IntoView {
    if articles.is_empty() {
        return view! { <Panel title="Articles"><p class="muted">"No articles yet."</p></Panel> }.into_any();
    }
    let rows = articles
        .into_iter()
        .map(|article| {
            let (label, tone) = state(&article);
            let href = href_of(&format!("/writer/content/{}", article.id), Some(site), None);
            view! {
                <tr>
                    <td class="cell-main"><a href=href>{article.title}</a></td>
                    <td data-label="Status"><StatusBadge label tone/></td>
                </tr>
            }
        })
        .collect_view();
    let head = || view! { <th scope="col">"Article"</th> <th scope="col">"Status"</th> };
    view! {
        <Panel title="Articles" flush=true>
            <DataTable label="Articles of this cluster" cards=true head>{rows}</DataTable>
        </Panel>
    }
    .into_any()
}

/// The same word and colour as on the writer's pages.
fn state(article: &ClusterArticle) -> (&'static str, Tone) {
    match (article.published, article.status.as_str()) {
        (true, _) => ("Published", Tone::GreenSolid),
        (false, "approved") => ("Approved", Tone::Green),
        (false, "review") => ("In review", Tone::Violet),
        (false, _) => ("Draft", Tone::Neutral),
    }
}
