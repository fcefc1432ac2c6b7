//! Trying again what was not done of a batch: asked for anew of the module whose work it is, by its rules as they stand
//! now.

use uuid::Uuid;

use super::{NewJob, enqueue};
use crate::access::{Action, Tenant};
use crate::jobs::job::Queued;
use crate::jobs::{BatchView, JobKind, store};
use crate::kit::id::{BatchId, ContentId, ImageId, ImportId};
use crate::kit::selection::Selection;
use crate::kit::{AppError, AppResult};
use crate::sites::service::sites;
use crate::state::AppState;
use crate::{images, planner, publishing, writer};

/// Asks again for what failed in a batch and what was stopped for that, as if a person asked for it now: who may, whether
/// the site is on, what it costs and in which state it is are looked at once more. What a person cancelled is left out.
///
/// # Errors
/// 403 for the role; 404; 409 when nothing failed, or it is at work or done by now; those of asking for it: 402 when the
/// credits don't suffice, 409 and 422 with what stands in its way.
pub async fn retry_failed(tenant: &Tenant, state: &AppState, batch: BatchId) -> AppResult<Queued> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let earlier = store::batches::list(&mut tx, &[batch]).await?.pop().ok_or_else(|| AppError::not_found("job"))?;
    tenant.may(earlier.kind.needs())?;
    let undone = store::ended::undone_of(&mut tx, batch).await?;
    drop(tx);
    let targets: Vec<Uuid> = undone.iter().filter_map(|job| job.target).collect();
    let Some(first) = targets.first().copied() else {
        return Err(AppError::conflict(
            "nothing_failed",
            "Nothing of this failed, or all that did is done by now, so there is nothing to try again.",
        ));
    };
    match earlier.kind {
        JobKind::ImportKeywords => planner::service::import::start(state, tenant, ImportId(first), None).await,
        JobKind::ClusterKeywords => cluster_again(tenant, &earlier, undone).await,
        JobKind::GenerateIdeas => {
            planner::service::ideas::generate(tenant, state.text_model.name(), &Selection::Ids(targets)).await
        }
        JobKind::WriteArticle => writer::service::tasks::write(tenant, state, &Selection::Ids(targets)).await,
        JobKind::PromptImages => {
            images::service::prompts::enqueue_if_affordable(tenant, state, contents(targets)).await
        }
        JobKind::GenerateImage => {
            let images: Vec<ImageId> = targets.into_iter().map(ImageId).collect();
            images::service::generation::try_again(tenant, state, &images).await
        }
        JobKind::PublishContent => publishing::service::publish::enqueue_again(tenant, contents(targets)).await,
    }
}

fn contents(targets: Vec<Uuid>) -> Vec<ContentId> {
    targets.into_iter().map(ContentId).collect()
}

/// Asks for the same runs again: which keywords they were to group is in their payload, and each refuses by itself what
/// the credits do not suffice for.
async fn cluster_again(tenant: &Tenant, earlier: &BatchView, undone: Vec<NewJob>) -> AppResult<Queued> {
    let anew = |job: NewJob| Ok(NewJob { payload: planner::service::clustering::asked_anew(job.payload)?, ..job });
    let undone = undone.into_iter().map(anew).collect::<AppResult<Vec<_>>>()?;
    let mut tx = tenant.begin().await?;
    if let Some(site) = earlier.site {
        sites::require_active(&mut tx, site).await?;
    }
    let queued = enqueue(&mut tx, earlier.kind, &earlier.title, earlier.site, undone).await?;
    tx.commit().await?;
    Ok(queued)
}
