//! `/sites/:id/sectors`: the industry of a site, and the sectors it works in.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::industry_picker::{IndustryPicker, ticked_before};
use super::tabs::{SiteTab, SiteTabs};
use super::use_site;
use crate::kit::answers::{about_field, on_success, refusal, sentence};
use crate::kit::subject::Subject;
use crate::sites::scope::href_of;
use crate::sites::server_fns::{SetSectors, list_industries};
use crate::sites::site::{Industry, SiteDetail};
use crate::ui::*;

#[component]
pub fn SiteSectorsPage() -> impl IntoView {
    let save = ServerAction::<SetSectors>::new();
    // a refused choice leaves the form as it was ticked
    let saved = RwSignal::new(0_usize);
    let site = use_site(saved.into());
    let industries = Resource::new(|| (), |()| list_industries());
    let toasts = use_toasts();
    on_success(*save, move |()| {
        saved.update(|n| *n += 1);
        toasts.success("Sectors saved");
    });
    view! {
        <Subject resource=site noun="site" list="/sites" skeleton=|| view! { <SkeletonPanel/> } let:detail>
            <PageHead
                title=detail.site.name.clone()
                sentence="Keywords, clusters and ideas each belong to a sector."
                crumbs=vec![Crumb::new("Sites", href_of("/sites", Some(detail.site.id), None))]
            />
            <SiteTabs site=detail.site.id current=SiteTab::Sectors/>
            <Load resource=industries let:industries>
                <SectorsForm detail=detail.clone() industries save/>
            </Load>
        </Subject>
    }
    .into_any()
}

#[component]
fn SectorsForm(detail: SiteDetail, industries: Vec<Industry>, save: ServerAction<SetSectors>) -> impl IntoView {
    let refused = refusal(*save);
    let site = detail.site;
    // as they were sent, in a form that came back without script
    let typed = move |field: &'static str| refused.get_untracked().and_then(|error| error.typed_in(field));
    let active = detail.sectors.iter().filter(|sector| sector.active).map(|sector| sector.industry_sector);
    let ticked = typed("sectors").map_or_else(|| active.collect::<Vec<_>>(), |ids| ticked_before(&ids));
    // asked for without script
    let asked = use_query_map().with_untracked(|query| query.get("industry"));
    let industry = typed("industry").or(asked).unwrap_or_else(|| site.industry.to_string());
    let button = detail.may_edit.then(|| {
        view! {
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true pending=save.pending()>"Save sectors"</Button>
            </FormActions>
        }
    });
    view! {
        <Panel title="Industry and sectors" sentence="A sector that is left out keeps its keywords, clusters and ideas and hides them until it is chosen again.">
            <ActionForm action=save attr:class="form">
                <FormError error=sentence(refused)/>
                <input type="hidden" name="id" value=site.id.to_string()/>
                <IndustryPicker
                    industries
                    industry=Some(industry)
                    ticked
                    path=format!("/sites/{}/sectors", site.id)
                    industry_error=about_field(refused, "industry")
                    sectors_error=about_field(refused, "sectors")
                />
                {button}
            </ActionForm>
        </Panel>
    }
    .into_any()
}
