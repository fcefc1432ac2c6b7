//! `/sites/:id/settings`: what is known about a site.

use leptos::form::ActionForm;
use leptos::prelude::*;

use super::tabs::{SiteTab, SiteTabs};
use super::use_site;
use crate::kit::AppError;
use crate::kit::answers::{about_field, on_success, refusal, sentence, typed_or};
use crate::kit::subject::Subject;
use crate::sites::scope::href_of;
use crate::sites::server_fns::UpdateSite;
use crate::sites::site::{LANGUAGES, MAX_NAME, Platform, SiteDetail};
use crate::ui::*;

#[component]
pub fn SiteSettingsPage() -> impl IntoView {
    let save = ServerAction::<UpdateSite>::new();
    // a refused change leaves the form as it was typed
    let saved = RwSignal::new(0_usize);
    let site = use_site(saved.into());
    let toasts = use_toasts();
    on_success(*save, move |()| {
        saved.update(|n| *n += 1);
        toasts.success("Settings saved");
    });
    view! {
        <Subject resource=site noun="site" list="/sites" skeleton=|| view! { <SkeletonPanel/> } let:detail>
            <SettingsView detail save/>
        </Subject>
    }
    .into_any()
}

#[component]
fn SettingsView(detail: SiteDetail, save: ServerAction<UpdateSite>) -> impl IntoView {
    let site = detail.site;
    let refused = refusal(*save);
    let value = move |field: &'static str, known: String| typed_or(refused, field, Some(known));
    let values = SiteValues {
        name: value("name", site.name.clone()),
        url: value("url", site.url.clone()),
        description: value("description", site.description.clone()),
        platform: value("platform", site.platform.to_string()),
        language: value("language", site.language.clone()),
    };
    let button = detail.may_edit.then(|| {
        view! {
            <FormActions>
                <Button kind=ButtonKind::Primary submit=true pending=save.pending()>"Save settings"</Button>
            </FormActions>
        }
    });
    view! {
        <PageHead
            title=site.name.clone()
            sentence="What articles are written for."
            crumbs=vec![Crumb::new("Sites", href_of("/sites", Some(site.id), None))]
        />
        <SiteTabs site=site.id current=SiteTab::General/>
        <Panel title="General">
            <ActionForm action=save attr:class="form">
                <FormError error=sentence(refused)/>
                <input type="hidden" name="id" value=site.id.to_string()/>
                <SiteFields values refused/>
                {button}
            </ActionForm>
        </Panel>
    }
    .into_any()
}

/// What stands in the fields of a site's form.
#[derive(Clone, Copy)]
pub(super) struct SiteValues {
    pub name: Signal<Option<String>>,
    pub url: Signal<Option<String>>,
    pub description: Signal<Option<String>>,
    pub platform: Signal<Option<String>>,
    pub language: Signal<Option<String>>,
}

/// The fields of a site's form.
#[component]
pub(super) fn SiteFields(values: SiteValues, refused: Signal<Option<AppError>>) -> impl IntoView {
    let error = move |field: &'static str| about_field(refused, field);
    let platforms = vec![
        Choice::new(Platform::Wordpress.as_str(), Platform::Wordpress.label())
            .hint("Articles can be published there with one click.")
            .icon(IconName::Globe),
        Choice::new(Platform::Custom.as_str(), Platform::Custom.label())
            .hint("Copy or export articles, or fetch them by the API.")
            .icon(IconName::Server),
    ];
    let languages = LANGUAGES.iter().map(|(code, name)| Choice::new(*code, *name)).collect();
    view! {
        <FieldRow>
            <Field name="name" label="Name" value=values.name error=error("name") required=true max_length=MAX_NAME placeholder="Home Brew Lab"/>
            <Field
                name="url"
                label="Address"
                value=values.url
                error=error("url")
                required=true
                placeholder="https://homebrewlab.example"
                autocomplete="url"
            />
        </FieldRow>
        <TextArea
            name="description"
            label="What it is about"
            rows=3
            optional_mark=true
            value=values.description
            error=error("description")
            help="Two or three sentences: what it offers, for whom, in what tone. Every article takes it into account."
        />
        <RadioCards name="platform" legend="What it runs on" options=platforms selected=values.platform error=error("platform")/>
        <SelectField name="language" label="Language of the articles" options=languages selected=values.language error=error("language")/>
    }
    .into_any()
}
