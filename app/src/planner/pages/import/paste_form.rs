//! The form for a pasted list.

use leptos::form::ActionForm;
use leptos::prelude::*;

use super::upload_form::SectorChoice;
use crate::kit::answers::{about_field, refusal, sentence, typed_or};
use crate::kit::id::SiteId;
use crate::planner::country::COUNTRIES;
use crate::planner::server_fns::imports::AddKeywords;
use crate::ui::*;

#[component]
pub(super) fn PasteForm(site: SiteId, sectors: Vec<Choice>, chosen: Option<String>) -> impl IntoView {
    let add = ServerAction::<AddKeywords>::new();
    let refused = refusal(*add);
    let typed = move |field: &'static str| typed_or(refused, field, None);
    let sector = SectorChoice { sectors, chosen }.field("paste-sector");
    let countries = COUNTRIES.iter().map(|(code, name)| Choice::new(*code, *name)).collect();
    view! {
        <Panel title="Paste a list" sentence="One keyword a line, or rows copied from a spreadsheet with their headings. Up to 5,000 lines.">
            <ActionForm action=add attr:class="form">
                <FormError error=sentence(refused)/>
                <input type="hidden" name="site" value=site.to_string()/>
                {sector}
                <SelectField
                    id="paste-country"
                    name="country"
                    label="Country"
                    options=countries
                    placeholder="None in particular"
                    optional_mark=true
                    selected=typed("country")
                    error=about_field(refused, "country")
                />
                <TextArea
                    name="text"
                    label="Keywords"
                    rows=8
                    required=true
                    mono=true
                    placeholder="cold brew ratio\nbest hand grinder\nhow to clean a moka pot"
                    value=typed("text")
                    error=about_field(refused, "text")
                />
                <FormActions>
                    <Button submit=true icon=IconName::Plus pending=add.pending()>"Add these keywords"</Button>
                </FormActions>
            </ActionForm>
        </Panel>
    }
    .into_any()
}
