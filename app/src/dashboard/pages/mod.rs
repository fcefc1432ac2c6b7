//! `/`: the dashboard.

mod activity;
mod attention;
mod stages;

use leptos::prelude::*;

use self::activity::RecentActivity;
use self::attention::NeedsAttention;
use self::stages::cells;
use super::attention::items;
use super::figures::{Dashboard, FirstPage};
use super::lists;
use super::server_fns::get_dashboard;
use crate::billing::usage::USAGE_DAYS;
use crate::jobs::live::use_live_jobs;
use crate::kit::subject::Subject;
use crate::kit::text::{count_of, thousands};
use crate::sites::scope::{href_of, use_scope};
use crate::ui::*;

/// The pipeline of one site, what needs a person, credits, and what happened.
#[component]
pub fn DashboardPage() -> impl IntoView {
    let scope = use_scope();
    let live = use_live_jobs();
    let dashboard = Resource::new(move || (scope.named_site(), live.ended().get()), |(site, _)| get_dashboard(site));
    view! {
        <Subject
            resource=dashboard
            noun="site"
            list="/sites"
            skeleton=|| view! { <SkeletonPanel/> <SkeletonFigures count=4/> }
            let:page
        >
            {match page {
                FirstPage::Site(dashboard) => view! { <SiteDashboard dashboard=*dashboard/> }.into_any(),
                FirstPage::NoSite { may_add } => view! { <FirstSteps may_add/> }.into_any(),
            }}
        </Subject>
    }
    .into_any()
}

#[component]
fn SiteDashboard(dashboard: Dashboard) -> impl IntoView {
    let site = dashboard.site;
    // the figures are those of the whole site, whichever of its sectors the address names
    let href = move |path: &str| href_of(path, Some(site), None);
    let stages = dashboard.stages;
    let strip = cells(&dashboard, &href);
    let waiting = items(&dashboard);
    let import = dashboard.may_act().then(|| {
        view! {
            <ButtonLink kind=ButtonKind::Primary href=href("/planner/import") icon=IconName::Upload>"Import keywords"</ButtonLink>
        }
    });
    let off = (!dashboard.active).then(|| {
        view! {
            <Notice tone=Tone::Amber title="This site is switched off">
                "Everything is kept, and nothing is started for it until it is switched on under "
                <TextLink href=href("/sites")>"Sites"</TextLink>
                "."
            </Notice>
        }
    });
    let balance = dashboard.balance;
    let spent: i64 = dashboard.spent.iter().map(|day| day.credits).sum();
    let (spent, usage) = (count_of(spent, "credit", "credits"), href(lists::USAGE));
    let total = move || {
        let spent = spent.clone();
        view! { <TextLink href=usage.clone()>{spent}</TextLink> }
    };
    let changes = href("/changes");
    let take_back = move || view! { <TextLink href=changes.clone()>"Undo a change"</TextLink> };
    let bars = dashboard
        .spent
        .iter()
        .map(|day| Bar::new(day.day.format("%-d %b").to_string(), as_figure(day.credits)))
        .collect::<Vec<_>>();
    view! {
        <PageHead title=dashboard.site_name.clone() sentence="From keywords to published articles, stage by stage.">
            {import}
        </PageHead>
        {off}
        <div class="stack-loose">
            <PipelineStrip label=dashboard.site_name.clone() cells=Signal::stored(strip)/>
            <FigureRow>
                <Figure
                    label="Credits left"
                    value=thousands(balance.available())
                    note=format!("{} of the plan's {}", thousands(balance.plan), thousands(balance.plan_size))
                    href=href(lists::USAGE)
                    icon=IconName::Coins
                />
                <Figure label="Published" value=thousands(stages.published) href=href(lists::PUBLISHED) icon=IconName::Rocket/>
                <Figure label="Waiting for review" value=thousands(stages.review) href=href(lists::REVIEW) icon=IconName::CheckList/>
                <Figure label="Keywords" value=thousands(stages.keywords) href=href(lists::KEYWORDS) icon=IconName::Key/>
            </FigureRow>
            <div class="grid-2">
                <Panel title="Needs attention">
                    <NeedsAttention items=waiting site/>
                </Panel>
                <Panel title="Credits by day" sentence=format!("The last {USAGE_DAYS} days") actions=total>
                    <BarChart title="Credits by day" bars unit="credits"/>
                </Panel>
            </div>
            <Panel title="Recent activity" actions=take_back>
                <RecentActivity events=dashboard.activity site/>
            </Panel>
        </div>
    }
    .into_any()
}

/// A new account has no site yet: the way in, for who may take it.
#[component]
fn FirstSteps(may_add: bool) -> impl IntoView {
    if !may_add {
        return view! {
            <PageHead title="Welcome to IGNY8"/>
            <EmptyState
                title="No site yet"
                body="Keywords, ideas and articles belong to a site. An owner or admin of this account can add one; then they show here."
                picture=Picture::Sites
            />
        }
        .into_any();
    }
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
