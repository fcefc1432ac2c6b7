//! `/planner/keywords/:id`: one keyword, to look at and to correct.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::row::{difficulty_badge, format_cpc};
use crate::kit::AppError;
use crate::kit::answers::{about_field, on_success, refusal, sentence, typed_or};
use crate::kit::subject::Subject;
use crate::planner::cluster::Explanation;
use crate::planner::country::{COUNTRIES, country_name};
use crate::planner::import::Tool;
use crate::planner::keyword::{Intent, KeywordDetail};
use crate::planner::pages::clusters::reasons;
use crate::planner::server_fns::keywords::{UpdateKeyword, get_keyword};
use crate::sites::scope::href_of;
use crate::ui::*;

#[component]
pub fn KeywordPage() -> impl IntoView {
    let params = use_params_map();
    let save = ServerAction::<UpdateKeyword>::new();
    let toasts = use_toasts();
    on_success(*save, move |()| toasts.success("Keyword saved"));
    let keyword = Resource::new(
        move || (params.with(|params| params.get("id")), save.version().get()),
        |(id, _)| async move {
            match id.and_then(|id| id.parse().ok()) {
                Some(id) => get_keyword(id).await,
                None => Err(AppError::not_found("keyword")),
            }
        },
    );
    view! {
        <Subject resource=keyword noun="keyword" list="/planner/keywords" skeleton=|| view! { <SkeletonPanel/> } let:detail>
            <KeywordDetailView detail save/>
        </Subject>
    }
    .into_any()
}

#[component]
fn KeywordDetailView(detail: KeywordDetail, save: ServerAction<UpdateKeyword>) -> impl IntoView {
    let (row, state) = (detail.row.clone(), detail.row.state());
    let list = href_of("/planner/keywords", Some(detail.site), None);
    let may_edit = detail.may_edit;
    let side = move || view! { <Facts detail=detail.clone()/> };
    let title = row.keyword.clone();
    let form = if may_edit {
        view! { <KeywordForm row save/> }.into_any()
    } else {
        view! { <Panel><p class="muted">"Your role may look at keywords, not change them."</p></Panel> }.into_any()
    };
    view! {
        <PageHead
            title
            crumbs=vec![Crumb::new("Keywords", list)]
            badge=move || view! { <StatusBadge label=state.label() tone=state.tone()/> }
        />
        <DetailLayout side>
            {form}
        </DetailLayout>
    }
    .into_any()
}

#[component]
fn KeywordForm(row: crate::planner::keyword::KeywordRow, save: ServerAction<UpdateKeyword>) -> impl IntoView {
    let refused = refusal(*save);
    let error = move |field: &'static str| about_field(refused, field);
    // what was typed, when the form comes back with an error and without script
    let value = move |field: &'static str, known: String| typed_or(refused, field, Some(known));
    let figure = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let intents = Intent::ALL
        .iter()
        .map(|intent| Choice::new(intent.as_str(), format!("{}: {}", intent.label(), intent.meaning())))
        .collect();
    let mut countries: Vec<Choice> = COUNTRIES.iter().map(|(code, name)| Choice::new(*code, *name)).collect();
    if !row.country.is_empty() && !COUNTRIES.iter().any(|(code, _)| *code == row.country) {
        countries.push(Choice::new(row.country.clone(), row.country.clone()));
    }
    view! {
        <Panel title="Correct it">
            <ActionForm action=save attr:class="form">
                <FormError error=sentence(refused)/>
                <input type="hidden" name="id" value=row.id.to_string()/>
                <Field name="keyword" label="Keyword" value=value("keyword", row.keyword) error=error("keyword") required=true max_length=200/>
                <FieldRow>
                    <Field name="volume" label="Searches a month" value=value("volume", figure(row.volume)) error=error("volume") help="1200, 1.5K or 1K – 10K"/>
                    <Field name="difficulty" label="Difficulty" value=value("difficulty", figure(row.difficulty.map(i64::from))) error=error("difficulty") help="0 to 100"/>
                    <Field name="cpc" label="Cost per click" value=value("cpc", row.cpc_minor.map(format_cpc).unwrap_or_default()) error=error("cpc")/>
                </FieldRow>
                <FieldRow>
                    <SelectField
                        name="intent"
                        label="Intent"
                        options=intents
                        placeholder="Not known"
                        selected=value("intent", row.intent.map(|intent| intent.to_string()).unwrap_or_default())
                        error=error("intent")
                    />
                    <SelectField
                        name="country"
                        label="Country"
                        options=countries
                        placeholder="None in particular"
                        selected=value("country", row.country)
                        error=error("country")
                    />
                </FieldRow>
                <FormActions>
                    <Button kind=ButtonKind::Primary submit=true pending=save.pending()>"Save keyword"</Button>
                </FormActions>
            </ActionForm>
        </Panel>
    }
    .into_any()
}

#[component]
fn Facts(detail: KeywordDetail) -> impl IntoView {
    let why = why(&detail);
    let row = detail.row;
    let dash = || "–".to_owned();
    let cluster = match row.cluster {
        Some(cluster) => {
            view! { <a class="link" href=href_of(&format!("/planner/clusters/{}", cluster.id), Some(detail.site), None)>{cluster.name}</a> }.into_any()
        }
        None => "None yet".into_any(),
    };
    let country = if row.country.is_empty() { dash() } else { country_name(&row.country).to_owned() };
    let source = detail.source.parse::<Tool>().map_or_else(|_| "Typed".to_owned(), |tool| tool.label().to_owned());
    view! {
        <Panel>
            <PropertyList>
                <Property label="Volume">{row.volume.map_or_else(dash, format_number)}</Property>
                <Property label="Difficulty">{difficulty_badge(row.difficulty)}</Property>
                <Property label="Cost per click">{row.cpc_minor.map_or_else(dash, format_cpc)}</Property>
                <Property label="Country">{country}</Property>
                <Property label="Cluster">{cluster}</Property>
                <Property label="Sector">{row.sector}</Property>
                <Property label="Source">{source}</Property>
                <Property label="Added"><Timestamp at=row.created_at/></Property>
                <Property label="Changed"><Timestamp at=detail.updated_at/></Property>
            </PropertyList>
        </Panel>
        {why}
    }
    .into_any()
}

/// Why the keyword is where it is. A keyword that stands alone is on no cluster's page, so this is where it says so.
fn why(detail: &KeywordDetail) -> Option<AnyView> {
    let placed = detail.row.cluster.is_some();
    // one that has lost its cluster since has nothing to say any more
    let told = |why: &&Explanation| placed || matches!(why, Explanation::Alone { .. });
    let explanation = detail.explanation.as_ref().filter(told)?;
    let title = if placed { "Why it is in this cluster" } else { "Why it is in no cluster" };
    let lines = reasons(explanation).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    Some(view! { <Panel title><ul class="list-plain muted">{lines}</ul></Panel> }.into_any())
}
