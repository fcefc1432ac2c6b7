//! Ideas by a person's hand: adding and editing, with every mistake of the form said at once.

use serde_json::json;

use super::brief::titles_of;
use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::ai::structure::{ContentStructure, ContentType};
use crate::kit::error::violated_constraint;
use crate::kit::id::{ClusterId, IdeaId, SectorId, SiteId};
use crate::kit::{AppError, AppResult};
use crate::planner::idea::{IdeaForm, IdeaPlace, IdeaStatus, MAX_TITLE, PlaceChoice, WORDS, parse_outline};
use crate::planner::service::clusters::ideas_changed;
use crate::planner::store::clusters;
use crate::planner::store::ideas::{self, IdeaChange, NewIdea, sources};
use crate::sites::service::sites;

/// Clusters offered of each sector.
const OFFERED: i64 = 300;
/// Longest audience and tone, in characters.
const MAX_ABOUT: usize = 300;
/// Longest primary keyword, in characters.
const MAX_KEYWORD: usize = 200;

/// Where an idea can be added: the site's sectors, each with its clusters.
///
/// # Errors
/// 404 for the site.
pub async fn places(tenant: &Tenant, site: Option<SiteId>) -> AppResult<Vec<PlaceChoice>> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, site).await?.id;
    let mut places: Vec<PlaceChoice> = Vec::new();
    for row in sources::places(&mut tx, site, OFFERED).await? {
        if places.last().is_none_or(|last| last.sector != row.sector) {
            places.push(PlaceChoice { sector: row.sector, sector_name: row.sector_name.clone(), cluster: None });
        }
        if let Some(cluster) = row.cluster.zip(row.cluster_name) {
            places.push(PlaceChoice { sector: row.sector, sector_name: row.sector_name, cluster: Some(cluster) });
        }
    }
    Ok(places)
}

/// Adds an idea.
///
/// # Errors
/// 403; 404 when its place has gone; 422 with every field that is wrong, and what was typed.
pub async fn add(tenant: &Tenant, place: &str, form: &IdeaForm) -> AppResult<IdeaId> {
    tenant.may(Action::EditPlanner)?;
    let place: IdeaPlace =
        place.parse().map_err(|()| typed(AppError::field("place", "Choose where it belongs."), form))?;
    let change = checked(form)?;
    let mut tx = tenant.begin().await?;
    let (site, sector, cluster) = place_of(&mut tx, place).await?;
    let titles = titles_of(&mut tx, site, None).await?;
    let new = NewIdea {
        id: IdeaId::new(),
        site,
        sector,
        cluster,
        overlaps_with: titles.overlapping(&change.title, &change.primary_keyword).map(ToOwned::to_owned),
        title: change.title,
        outline: change.outline,
        primary_keyword: change.primary_keyword,
        content_type: change.content_type,
        structure: change.structure,
        target_words: change.target_words,
        audience: change.audience,
        tone: change.tone,
    };
    ideas::insert(&mut tx, &new).await.map_err(|error| hub_there(error, form))?;
    ideas_changed(&mut tx, cluster).await?;
    let details = json!({ "title": new.title });
    audit::record(&mut tx, Event { action: AuditAction::IdeaAdded, site: Some(site), target: Some(new.id.0), details })
        .await?;
    tx.commit().await?;
    Ok(new.id)
}

/// Changes an idea that no task was made of.
///
/// # Errors
/// 403; 404; 409 once it is with the writer; 422 with every field that is wrong, and what was typed.
pub async fn edit(tenant: &Tenant, id: IdeaId, form: &IdeaForm) -> AppResult<()> {
    tenant.may(Action::EditPlanner)?;
    let mut change = checked(form)?;
    let mut tx = tenant.begin().await?;
    let idea = ideas::lock(&mut tx, &[id]).await?.pop().ok_or_else(|| AppError::not_found("idea"))?;
    if let Some(sentence) = in_use(idea.status) {
        return Err(AppError::conflict("idea_in_use", sentence));
    }
    let titles = titles_of(&mut tx, idea.site, Some(id)).await?;
    change.overlaps_with = titles.overlapping(&change.title, &change.primary_keyword).map(ToOwned::to_owned);
    ideas::update(&mut tx, id, &change).await.map_err(|error| hub_there(error, form))?;
    let details = json!({ "title": change.title });
    audit::record(
        &mut tx,
        Event { action: AuditAction::IdeaEdited, site: Some(idea.site), target: Some(id.0), details },
    )
    .await?;
    tx.commit().await
}

/// Why an idea in this state is not changed any more. Deleting its task frees it until its article is written.
const fn in_use(status: IdeaStatus) -> Option<&'static str> {
    match status {
        IdeaStatus::New => None,
        IdeaStatus::Queued => Some("This idea is with the writer. Delete its task first, then change the idea."),
        IdeaStatus::Completed => Some("The article of this idea is written. Change the article instead."),
    }
}

async fn place_of(tx: &mut TenantTx<'_>, place: IdeaPlace) -> AppResult<(SiteId, SectorId, Option<ClusterId>)> {
    match place {
        IdeaPlace::Cluster(id) => {
            let cluster = clusters::lock(tx, &[id]).await?.pop().ok_or_else(|| AppError::not_found("cluster"))?;
            Ok((cluster.site, cluster.sector, Some(id)))
        }
        IdeaPlace::Sector(id) => {
            let site = sources::site_of_sector(tx, id).await?.ok_or_else(|| AppError::not_found("sector"))?;
            Ok((site, id, None))
        }
    }
}

/// Reads the form; says everything that is wrong with it.
fn checked(form: &IdeaForm) -> AppResult<IdeaChange> {
    let mut wrong: Vec<(&str, String)> = Vec::new();
    let mut line = |name: &'static str, value: &str, least: usize, most: usize, empty: &str| {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = value.chars().count();
        if length < least {
            wrong.push((name, empty.to_owned()));
        } else if length > most {
            wrong.push((name, format!("At most {most} characters; this has {length}.")));
        }
        value
    };
    let title = line("title", &form.title, 1, MAX_TITLE, "Give it a title.");
    let primary_keyword =
        line("primary_keyword", &form.primary_keyword, 1, MAX_KEYWORD, "Say which keyword it is for.");
    let audience = line("audience", &form.audience, 0, MAX_ABOUT, "");
    let tone = line("tone", &form.tone, 0, MAX_ABOUT, "");
    let structure = form.structure.parse::<ContentStructure>();
    if structure.is_err() {
        wrong.push(("structure", "Choose a structure.".to_owned()));
    }
    let structure = structure.unwrap_or(ContentStructure::Article);
    let content_type = if form.content_type.is_empty() {
        Ok(structure.usual_type())
    } else {
        form.content_type.parse::<ContentType>()
    };
    if content_type.is_err() {
        wrong.push(("content_type", "Choose a type.".to_owned()));
    }
    let target_words =
        form.target_words.trim().replace(',', "").parse::<i32>().ok().filter(|words| WORDS.contains(words));
    if target_words.is_none() {
        wrong.push(("target_words", format!("Between {} and {} words.", WORDS.start(), WORDS.end())));
    }
    let outline = parse_outline(&form.outline);
    if let Err(error) = &outline {
        wrong.push(("outline", error.to_string()));
    }
    match (content_type, target_words, outline, wrong.is_empty()) {
        (Ok(content_type), Some(target_words), Ok(outline), true) => Ok(IdeaChange {
            title,
            outline,
            primary_keyword,
            content_type,
            structure,
            target_words,
            audience,
            tone,
            overlaps_with: None,
        }),
        _ => {
            let error = AppError::invalid("invalid_form", "Please correct the marked fields.");
            Err(typed(wrong.into_iter().fold(error, |error, (name, sentence)| error.with_field(name, sentence)), form))
        }
    }
}

/// The error with what was typed, so that the form still holds it when it is shown again.
fn typed(error: AppError, form: &IdeaForm) -> AppError {
    error
        .with_typed("title", &form.title)
        .with_typed("primary_keyword", &form.primary_keyword)
        .with_typed("structure", &form.structure)
        .with_typed("content_type", &form.content_type)
        .with_typed("target_words", &form.target_words)
        .with_typed("audience", &form.audience)
        .with_typed("tone", &form.tone)
        .with_typed("outline", &form.outline)
}

fn hub_there(error: sqlx::Error, form: &IdeaForm) -> AppError {
    if violated_constraint(&error) == Some("ideas_one_hub") {
        return typed(
            AppError::field("structure", "This cluster has its hub already. Choose another structure."),
            form,
        );
    }
    error.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> IdeaForm {
        IdeaForm {
            title: "  Cold   brew ".into(),
            primary_keyword: "cold brew".into(),
            structure: "guide".into(),
            target_words: "1,500".into(),
            outline: "## One\n- a".into(),
            ..IdeaForm::default()
        }
    }

    #[test]
    fn an_idea_in_use_says_what_to_change_instead() {
        assert_eq!(in_use(IdeaStatus::New), None);
        assert!(in_use(IdeaStatus::Queued).is_some_and(|sentence| sentence.contains("Delete its task first")));
        assert!(in_use(IdeaStatus::Completed).is_some_and(|sentence| sentence.contains("Change the article")));
    }

    #[test]
    fn a_good_form_is_read_and_the_type_follows_the_structure() {
        let change = checked(&form()).expect("it is good");
        assert_eq!(
            (change.title.as_str(), change.target_words, change.content_type),
            ("Cold brew", 1_500, ContentType::Post)
        );
        assert_eq!(change.outline.len(), 1);
    }

    #[test]
    fn every_mistake_is_said_and_what_was_typed_is_kept() {
        let bad = IdeaForm {
            target_words: "300".into(),
            title: " ".into(),
            outline: "no heading".into(),
            structure: "blog".into(),
            ..form()
        };
        let error = checked(&bad).expect_err("it is not good");
        for field in ["title", "target_words", "outline", "structure"] {
            assert!(error.for_field(field).is_some(), "{field}");
        }
        assert!(error.for_field("primary_keyword").is_none());
        assert_eq!(error.typed_in("outline").as_deref(), Some("no heading"));
    }
}
