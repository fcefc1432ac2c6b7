//! Articles: listed, read, and what publishing needs of them.

use super::tasks;
use super::writing::credit_key;
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::images::service::prices::Prices;
use crate::kit::html::sanitise;
use crate::kit::id::{ContentId, SiteId};
use crate::kit::selection::{MAX_SELECTION, Selection, bounded};
use crate::kit::{AppError, AppResult};
use crate::sites::service::sites;
use crate::state::AppState;
use crate::writer::content::{BodyFormat, ContentView, Receipt};
use crate::writer::content_list::{ContentFilters, ContentList, ContentQuery, ContentRights};
use crate::writer::headings::headings;
use crate::writer::store;
use crate::writer::store::contents::ContentRecord;
use crate::writer::store::receipts::TextSource;
use crate::writer::{ContentStatus, SiteStatus, markdown};

/// What a tenant may do with articles.
#[must_use]
pub fn rights(tenant: &Tenant) -> ContentRights {
    ContentRights {
        edit: tenant.can(Action::EditContent),
        run_ai: tenant.can(Action::RunAi),
        review: tenant.can(Action::Review),
        publish: tenant.can(Action::Publish),
    }
}

/// A page of articles, each with what its first pictures will cost.
///
/// # Errors
/// 404 for a site that is not there; 500 when a model has no price.
pub async fn list(tenant: &Tenant, state: &AppState, query: &ContentQuery) -> AppResult<ContentList> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, query.site).await?.id;
    let mut page = store::content_list::page(&mut tx, site, query).await?;
    if let Some(at) = page.instead(&query.at) {
        page = store::content_list::page(&mut tx, site, &query.at(&at)).await?;
    }
    let prices = Prices::read(&mut tx, state).await?;
    for row in &mut page.rows {
        row.picture_credits = (row.images == 0).then(|| prices.of_first_pictures(row.words));
    }
    Ok(ContentList { page, as_of: tx.now(), may: rights(tenant) })
}

/// What the articles of a site can be narrowed by. `only`: those in this editorial state.
///
/// # Errors
/// 404 for a site that is not there.
pub async fn filters(tenant: &Tenant, site: Option<SiteId>, only: Option<ContentStatus>) -> AppResult<ContentFilters> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, site).await?.id;
    let states = store::content_list::states(&mut tx, site, only).await?;
    Ok(ContentFilters {
        statuses: sum_by(states.iter().map(|(status, _, n)| (*status, *n))),
        site_statuses: sum_by(states.iter().map(|(_, status, n)| (*status, *n))),
        clusters: store::content_list::clusters(&mut tx, site, only).await?,
    })
}

fn sum_by<K: Ord>(counts: impl Iterator<Item = (K, i64)>) -> Vec<(K, i64)> {
    let mut sums = std::collections::BTreeMap::new();
    for (key, n) in counts {
        *sums.entry(key).or_insert(0) += n;
    }
    sums.into_iter().collect()
}

/// The articles that a selection means.
pub(super) async fn resolve(tx: &mut TenantTx<'_>, selection: &Selection<ContentQuery>) -> AppResult<Vec<ContentId>> {
    let ids = match selection {
        Selection::Ids(ids) => ids.iter().map(|id| ContentId(*id)).collect(),
        Selection::AllMatching(query) => {
            let site = sites::resolve(tx, query.site).await?.id;
            store::content_list::matching(tx, site, query, MAX_SELECTION + 1).await?
        }
    };
    Ok(bounded(ids)?)
}

/// The articles that a selection means, for actions of other modules.
///
/// # Errors
/// 422 for none or too many.
pub async fn selected(tenant: &Tenant, selection: &Selection<ContentQuery>) -> AppResult<Vec<ContentId>> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    resolve(&mut tx, selection).await
}

/// An article. `lock`: nobody else changes it until the transaction ends.
pub(super) async fn get(tx: &mut TenantTx<'_>, id: ContentId, lock: bool) -> AppResult<ContentRecord> {
    store::contents::find(tx, id, lock).await?.ok_or_else(|| AppError::not_found("article"))
}

/// An article for the editor, its body in a format.
///
/// # Errors
/// 404, also for another account's; 500 when a model has no price.
pub async fn view(tenant: &Tenant, state: &AppState, id: ContentId, format: BodyFormat) -> AppResult<ContentView> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let content = get(&mut tx, id, false).await?;
    let (images, images_done, _) = store::contents::image_counts(&mut tx, id).await?;
    let receipt = receipt(&mut tx, &content).await?;
    let picture_credits = match images {
        0 => Some(Prices::read(&mut tx, state).await?.of_first_pictures(content.words)),
        _ => None,
    };
    // sanitised when it was stored, and again before it leaves
    let html = sanitise(&content.body);
    Ok(ContentView {
        id,
        site: content.site,
        task: content.task,
        title: content.title,
        slug: content.slug,
        format,
        outline: headings(&html),
        body: match format {
            BodyFormat::Html => html,
            BodyFormat::Markdown => markdown::from_html(&html),
        },
        excerpt: content.excerpt,
        words: content.words,
        meta_title: content.meta_title,
        meta_description: content.meta_description,
        primary_keyword: content.primary_keyword,
        keywords: content.keywords,
        tags: content.tags,
        categories: content.categories,
        content_type: content.content_type,
        structure: content.structure,
        cluster_name: content.cluster_name,
        language: content.language,
        sample: content.sample,
        status: content.status,
        site_status: content.site_status,
        review_note: content.review_note,
        images_done,
        images,
        pictures_version: content.pictures_version,
        picture_credits,
        version: i64::from(content.version),
        updated_at: content.updated_at,
        receipt,
        may: rights(tenant),
        viewer: tenant.user(),
    })
}

async fn receipt(tx: &mut TenantTx<'_>, content: &ContentRecord) -> AppResult<Receipt> {
    let round = content.task_round;
    let source = content.task.map(|task| TextSource { task, round, key: credit_key(task, round) });
    let used = store::receipts::of_content(tx, content.id, source.as_ref()).await?;
    Ok(Receipt {
        model: content.model.clone(),
        calls: used.calls,
        failed_calls: used.failed_calls,
        tokens: used.tokens,
        credits: used.credits,
        picture_credits: used.picture_credits,
        cost_micros: used.cost_micros,
        approved_by: content.approved_by.clone(),
        approved_at: content.approved_at,
    })
}

/// Which text and which pictures: what a live copy is a copy of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    pub version: i32,
    pub pictures: i32,
}

/// An article as it is sent to a site.
#[derive(Debug, Clone, PartialEq)]
pub struct ForPublishing {
    pub id: ContentId,
    pub site: SiteId,
    pub title: String,
    pub slug: String,
    /// Sanitised HTML.
    pub body: String,
    pub excerpt: String,
    pub meta_title: String,
    pub meta_description: String,
    pub primary_keyword: String,
    pub tags: Vec<String>,
    pub categories: Vec<String>,
    pub content_type: crate::ai::structure::ContentType,
    pub structure: crate::ai::structure::ContentStructure,
    pub language: String,
    pub sample: bool,
    pub model: String,
    pub edition: Edition,
    pub status: ContentStatus,
    pub site_status: SiteStatus,
    pub approved_by: Option<String>,
    pub approved_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// An article for sending it to its site, locked until the transaction ends.
///
/// # Errors
/// 404, also for another account's.
pub async fn load_for_publishing(tx: &mut TenantTx<'_>, id: ContentId) -> AppResult<ForPublishing> {
    let content = get(tx, id, true).await?;
    Ok(ForPublishing {
        id,
        site: content.site,
        title: content.title,
        slug: content.slug,
        body: sanitise(&content.body),
        excerpt: content.excerpt,
        meta_title: content.meta_title,
        meta_description: content.meta_description,
        primary_keyword: content.primary_keyword,
        tags: content.tags,
        categories: content.categories,
        content_type: content.content_type,
        structure: content.structure,
        language: content.language,
        sample: content.sample,
        model: content.model,
        edition: Edition { version: content.version, pictures: content.pictures_version },
        status: content.status,
        site_status: content.site_status,
        approved_by: content.approved_by,
        approved_at: content.approved_at,
    })
}

/// Moves the site status, as its table allows. Moving to where it is changes nothing.
///
/// # Errors
/// 404; 409 `site_status` when the table does not allow it.
pub async fn set_site_status(tx: &mut TenantTx<'_>, id: ContentId, to: SiteStatus) -> AppResult<()> {
    let from = get(tx, id, true).await?.site_status;
    if from == to {
        return Ok(());
    }
    if !from.may_become(to) {
        let sentence =
            format!("The article is “{}” on its site; it can't become “{}” from there.", from.label(), to.label());
        return Err(AppError::conflict("site_status", sentence));
    }
    Ok(store::contents::set_site_status(tx, id, to).await?)
}

/// What readers would see has changed: an approval falls, with a note that says why, and a live copy is another one.
pub(super) fn was_changed(content: &mut ContentRecord, note: &str) {
    if content.status == ContentStatus::Approved {
        content.status = ContentStatus::Review;
        content.review_note = Some(note.to_owned());
    }
    content.site_status = content.site_status.after_edit();
}

/// Notes that an article's pictures are no longer what they were: not those of a live copy, nor those that were approved.
///
/// # Errors
/// 404; 503 when the database is away.
pub async fn pictures_changed(tx: &mut TenantTx<'_>, id: ContentId) -> AppResult<()> {
    let mut content = get(tx, id, true).await?;
    was_changed(&mut content, "A picture was changed after it was approved: please look at it once more.");
    Ok(store::contents::pictures_changed(tx, &content).await?)
}

/// Tells recent activity what was done with articles.
pub(super) async fn tell(tx: &mut TenantTx<'_>, action: AuditAction, count: usize) -> AppResult<()> {
    tasks::tell(tx, action, count).await
}
