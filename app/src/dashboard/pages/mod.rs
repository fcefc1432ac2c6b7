//! `/`: the dashboard.

mod activity;
mod attention;
mod stages;

use leptos::prelude::*;

use self::activity::RecentActivity;
use self::attention::NeedsAttention;
use self::stages::cells;
use super::figures::Dashboard;
use super::server_fns::get_dashboard;
use crate::jobs::live::use_live_jobs;
use crate::kit::text::thousands;
use crate::sites::scope::use_scope;
use crate::ui::*;

/// The pipeline of one site, what needs a person, credits, and what happened.
#[component]
pub fn DashboardPage() -> impl IntoView {
    let scope = use_scope();
    let live = use_live_jobs();
    let dashboard = Resource::new(move || (scope.named_site(), live.ended().get()), |(site, _)| get_dashboard(site));
    view! {
        <Load resource=dashboard skeleton=|| view! { <SkeletonPanel/> <SkeletonFigures count=4/> } let:dashboard>
            {match dashboard {
                Some(dashboard) => view! { <SiteDashboard dashboard/> }.into_any(),
                None => view! { <FirstSteps/> }.into_any(),
            }}
        </Load>
    }
    .into_any()
}

#[component]
fn SiteDashboard(dashboard: Dashboard) -> impl IntoView {
    let scope = use_scope();
    let href = move |path: &str| scope.href_now(path);
    let stages = dashboard.stages;
    let strip = cells(&stages, dashboard.connected, &href);
    let balance = dashboard.balance;
    let spent: i64 = dashboard.spent.iter().map(|day| day.credits).sum();
    let bars = dashboard
        .spent
        .iter()
        .map(|day| Bar::new(day.day.format("%-d %b").to_string(), as_figure(day.credits)))
        .collect::<Vec<_>>();
    view! {
        <PageHead title=dashboard.site_name.clone() sentence="From keywords to published articles, stage by stage.">
            <ButtonLink kind=ButtonKind::Primary href=href("/planner/import") icon=IconName::Upload>"Import keywords"</ButtonLink>
        </PageHead>
        <div class="stack-loose">
            <PipelineStrip label=dashboard.site_name.clone() cells=Signal::stored(strip)/>
            <FigureRow>
                <Figure
                    label="Credits left"
                    value=thousands(balance.available())
                    note=format!("{} of the plan's {}", thousands(balance.plan), thousands(balance.plan_size))
                    href=href("/usage")
                    icon=IconName::Coins
                />
                <Figure label="Published" value=thousands(stages.published) href=href("/writer/content?site_status=published") icon=IconName::Rocket/>
                <Figure label="Waiting for review" value=thousands(stages.review) href=href("/writer/review") icon=IconName::CheckList/>
                <Figure label="Keywords" value=thousands(stages.keywords) href=href("/planner/keywords") icon=IconName::Key/>
            </FigureRow>
            <div class="grid-2">
                <Panel title="Needs attention">
                    <NeedsAttention stages connected=dashboard.connected site=dashboard.site/>
                </Panel>
                <Panel title="Credits by day" sentence=format!("{} in two weeks", crate::kit::text::count_of(spent, "credit", "credits"))>
                    <BarChart title="Credits by day" bars unit="credits"/>
                </Panel>
            </div>
            <Panel title="Recent activity">
                <RecentActivity events=dashboard.activity/>
            </Panel>
        </div>
    }
    .into_any()
}

/// A new account has no site yet: the way in.
#[component]
fn FirstSteps() -> impl IntoView {
    view! {
        <PageHead title="Welcome to IGNY8" sentence="Three steps lead to the first article."/>
        <EmptyState
            title="Add your first site"
            body="A site is where articles are published. Name it, choose its industry and sectors, then bring your keyword research: an export of Google Keyword Planner, Ahrefs, Semrush or Search Console, or a plain list."
            picture=Picture::Sites
        >
            <ButtonLink kind=ButtonKind::Primary href="/sites/new" icon=IconName::Plus>"Add a site"</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

/// Credits for a chart.
#[expect(clippy::cast_precision_loss, reason = "a bar's height")]
const fn as_figure(credits: i64) -> f64 {
    credits as f64
}
