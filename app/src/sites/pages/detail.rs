//! `/sites/:id`: one site, and what is next for it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::next_steps::NextSteps;
use super::tabs::{SiteTab, SiteTabs};
use crate::kit::AppError;
use crate::kit::subject::Subject;
use crate::sites::scope::href_of;
use crate::sites::server_fns::get_site;
use crate::sites::site::{SiteDetail, SiteStatus, language_name};
use crate::ui::*;

/// The site that the address names; asked for again whenever `changes` does.
pub fn use_site(changes: Signal<usize>) -> Resource<Result<SiteDetail, AppError>> {
    let params = use_params_map();
    Resource::new(
        move || (params.with(|params| params.get("id")), changes.get()),
        |(id, _)| async move {
            match id.and_then(|id| id.parse().ok()) {
                Some(id) => get_site(id).await,
                None => Err(AppError::not_found("site")),
            }
        },
    )
}

#[component]
pub fn SitePage() -> impl IntoView {
    let site = use_site(Signal::stored(0));
    view! {
        <Subject resource=site noun="site" list="/sites" skeleton=|| view! { <SkeletonPanel/> } let:detail>
            <SiteView detail/>
        </Subject>
    }
    .into_any()
}

#[component]
fn SiteView(detail: SiteDetail) -> impl IntoView {
    let site = detail.site.clone();
    let status = site.status;
    let id = site.id;
    let keywords = href_of("/planner/keywords", Some(id), None);
    let milestones = detail.milestones.clone();
    // a site that is switched off starts nothing
    let (may_edit, may_work) = (detail.may_edit, detail.may_work && status == SiteStatus::Active);
    let side = move || view! { <Facts detail=detail.clone()/> };
    view! {
        <PageHead
            title=site.name.clone()
            sentence=site.host().to_owned()
            crumbs=vec![Crumb::new("Sites", href_of("/sites", Some(id), None))]
            badge=move || view! { <StatusBadge label=status.label() tone=status.tone()/> }
        >
            <ButtonLink href=site.url.clone() external=true>"Visit"</ButtonLink>
            <ButtonLink href=keywords icon=IconName::Key>"Keywords"</ButtonLink>
        </PageHead>
        <SiteTabs site=id current=SiteTab::Overview/>
        <DetailLayout side>
            <NextSteps site=id milestones may_edit may_work/>
        </DetailLayout>
    }
    .into_any()
}

#[component]
fn Facts(detail: SiteDetail) -> impl IntoView {
    let site = detail.site;
    let sectors: Vec<String> =
        detail.sectors.into_iter().filter(|sector| sector.active).map(|sector| sector.name).collect();
    let description = (!site.description.is_empty()).then(|| view! { <p class="muted">{site.description}</p> });
    view! {
        <Panel>
            <div class="stack-tight">
                <PropertyList>
                    <Property label="Industry">{site.industry_name}</Property>
                    <Property label="Sectors">{sectors.join(", ")}</Property>
                    <Property label="Runs on">{site.platform.label()}</Property>
                    <Property label="Language">{language_name(&site.language).to_owned()}</Property>
                    <Property label="Added"><Timestamp at=site.created_at date_only=true/></Property>
                </PropertyList>
                {description}
            </div>
        </Panel>
    }
    .into_any()
}
