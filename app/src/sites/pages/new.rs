//! `/sites/new`: adding a site.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::industry_picker::{IndustryPicker, ticked_before};
use super::settings::{SiteFields, SiteValues};
use crate::kit::answers::{about_field, refusal, sentence};
use crate::sites::scope::href_here;
use crate::sites::server_fns::{CreateSite, list_industries};
use crate::ui::*;

#[component]
pub fn NewSitePage() -> impl IntoView {
    let create = ServerAction::<CreateSite>::new();
    let industries = Resource::new(|| (), |()| list_industries());
    let refused = refusal(*create);
    let query = use_query_map();
    // typed before: in a form that came back with an error, or in one that asked for the sectors without script
    let typed = move |field: &'static str| {
        refused.get().and_then(|error| error.typed_in(field)).or_else(|| query.with(|query| query.get(field)))
    };
    let values = SiteValues {
        name: Signal::derive(move || typed("name")),
        url: Signal::derive(move || typed("url")),
        description: Signal::derive(move || typed("description")),
        platform: Signal::derive(move || typed("platform").or_else(|| Some("wordpress".to_owned()))),
        language: Signal::derive(move || typed("language").or_else(|| Some("en".to_owned()))),
    };
    let ticked = move || untrack(|| typed("sectors")).map(|ids| ticked_before(&ids)).unwrap_or_default();
    view! {
        <PageHead
            title="Add a site"
            sentence="A few facts that every keyword, idea and article of the site builds on."
            crumbs=vec![Crumb::new("Sites", href_here("/sites"))]
        />
        <Panel>
            <ActionForm action=create attr:class="form">
                <FormError error=sentence(refused)/>
                <SiteFields values refused/>
                <Load resource=industries let:industries>
                    <IndustryPicker
                        industries
                        industry=untrack(|| typed("industry"))
                        ticked=ticked()
                        path="/sites/new"
                        industry_error=about_field(refused, "industry")
                        sectors_error=about_field(refused, "sectors")
                    />
                </Load>
                <FormActions>
                    <Button kind=ButtonKind::Primary submit=true pending=create.pending()>"Add the site"</Button>
                    <ButtonLink href=href_here("/sites") kind=ButtonKind::Ghost>"Cancel"</ButtonLink>
                </FormActions>
            </ActionForm>
        </Panel>
    }
    .into_any()
}
