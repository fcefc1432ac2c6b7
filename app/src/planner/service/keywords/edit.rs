//! One keyword: looked at and corrected by hand.

use serde_json::json;

use super::text::KeywordText;
use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant};
use crate::kit::error::violated_constraint;
use crate::kit::id::KeywordId;
use crate::kit::{AppError, AppResult};
use crate::planner::country::parse_country;
use crate::planner::keyword::{Intent, KeywordDetail};
use crate::planner::service::import::numbers::{parse_cpc, parse_difficulty, parse_volume};
use crate::planner::store;
use crate::planner::store::keywords::KeywordChange;

/// What a person types about a keyword, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeywordForm {
    pub keyword: String,
    pub volume: String,
    pub difficulty: String,
    pub cpc: String,
    pub intent: String,
    pub country: String,
}

/// A keyword.
///
/// # Errors
/// 404, also for another account's.
pub async fn get(tenant: &Tenant, id: KeywordId) -> AppResult<KeywordDetail> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let found = store::keywords::find(&mut tx, id).await?.ok_or_else(|| AppError::not_found("keyword"))?;
    Ok(KeywordDetail { may_edit: tenant.can(Action::EditPlanner), ..found })
}

/// Corrects a keyword.
///
/// # Errors
/// 403; 404; 422 with one sentence a field, also when the site has the keyword already.
pub async fn update(tenant: &Tenant, id: KeywordId, form: &KeywordForm) -> AppResult<()> {
    tenant.may(Action::EditPlanner)?;
    let keep = |error: AppError| {
        error
            .with_typed("keyword", &form.keyword)
            .with_typed("volume", &form.volume)
            .with_typed("difficulty", &form.difficulty)
            .with_typed("cpc", &form.cpc)
            .with_typed("intent", &form.intent)
            .with_typed("country", &form.country)
    };
    let change = read(form).map_err(keep)?;
    let mut tx = tenant.begin().await?;
    let before = store::keywords::find(&mut tx, id).await?.ok_or_else(|| AppError::not_found("keyword"))?;
    store::keywords::update(&mut tx, id, &change).await.map_err(|error| {
        if violated_constraint(&error) == Some("keywords_unique") {
            return keep(AppError::field(
                "keyword",
                "This sector has the keyword already, perhaps in another spelling.",
            ));
        }
        error.into()
    })?;
    let details = json!({ "before": before.row.keyword, "after": change.keyword });
    audit::record(
        &mut tx,
        Event { action: AuditAction::KeywordChanged, site: Some(before.site), target: Some(id.0), details },
    )
    .await?;
    tx.commit().await
}

fn read(form: &KeywordForm) -> AppResult<KeywordChange> {
    let mut wrong = AppError::invalid("invalid_form", "Please correct the marked fields.");
    let mut mark = |field: &str, sentence: String| wrong = wrong.clone().with_field(field, sentence);
    let text = KeywordText::parse(&form.keyword).map_err(|error| mark("keyword", error.to_string())).ok();
    let volume = parse_volume(&form.volume).unwrap_or_else(|why| {
        mark("volume", format!("“{}” {why}.", form.volume.trim()));
        None
    });
    let difficulty = parse_difficulty(&form.difficulty).unwrap_or_else(|why| {
        mark("difficulty", format!("“{}” {why}.", form.difficulty.trim()));
        None
    });
    let cpc_minor = parse_cpc(&form.cpc).unwrap_or_else(|why| {
        mark("cpc", format!("“{}” {why}.", form.cpc.trim()));
        None
    });
    let intent = match form.intent.as_str() {
        "" => None,
        word => word.parse::<Intent>().map_err(|_| mark("intent", "Choose an intent of the list.".to_owned())).ok(),
    };
    let country = parse_country(&form.country).unwrap_or_else(|| {
        mark("country", "Choose a country of the list.".to_owned());
        String::new()
    });
    match text {
        Some(text) if wrong.fields.is_empty() => Ok(KeywordChange {
            keyword: text.keyword,
            normalised: text.normalised,
            volume,
            difficulty,
            cpc_minor,
            intent,
            country,
        }),
        _ => Err(wrong),
    }
}
