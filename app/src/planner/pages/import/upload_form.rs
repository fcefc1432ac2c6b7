//! The form that sends a file. It is sent by the browser itself, with and without script.

use leptos::prelude::*;

use crate::kit::id::SiteId;
use crate::planner::import::MAX_FILE;
use crate::planner::import_refusal::ImportRefusal;
use crate::ui::*;

#[component]
pub(super) fn UploadForm(
    site: SiteId,
    sectors: Vec<Choice>,
    chosen: Option<String>,
    problem: Option<ImportRefusal>,
) -> impl IntoView {
    let sending = RwSignal::new(false);
    let sector = SectorChoice { sectors, chosen }.field("upload-sector");
    let error = problem.map(|problem| problem.sentence().to_owned());
    let limit = (u32::try_from(MAX_FILE).unwrap_or(u32::MAX), ImportRefusal::TooLarge.sentence());
    view! {
        <Panel
            title="Upload a file"
            sentence="CSV, TSV or .xlsx up to 50 MB, as exported by Google Keyword Planner, Ahrefs, Semrush or Search Console. You see what was recognised before anything is imported."
        >
            <form class="form" method="post" action="/planner/import" enctype="multipart/form-data" on:submit=move |_| sending.set(true)>
                <input type="hidden" name="site" value=site.to_string()/>
                {sector}
                <FileField name="file" label="File" accept=".csv,.tsv,.txt,.xlsx" required=true limit error=error/>
                <FormActions>
                    <Button kind=ButtonKind::Primary submit=true icon=IconName::Upload pending=sending>"Upload and check"</Button>
                </FormActions>
            </form>
        </Panel>
    }
    .into_any()
}

/// The sector that keywords go to: a choice where there are several.
pub(super) struct SectorChoice {
    pub sectors: Vec<Choice>,
    pub chosen: Option<String>,
}

impl SectorChoice {
    /// The field; hidden where there is nothing to choose.
    pub fn field(self, id: &'static str) -> AnyView {
        if self.sectors.len() > 1 {
            view! { <SelectField id name="sector" label="Sector" options=self.sectors selected=self.chosen/> }
                .into_any()
        } else {
            view! { <input type="hidden" name="sector" value=self.chosen/> }.into_any()
        }
    }
}
