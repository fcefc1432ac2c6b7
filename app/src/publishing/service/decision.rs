//! What a job was given leave to do by a person, where publishing had stopped to ask.
//!
//! The leave is for what the person was shown and for nothing else, and it travels with the job: one that is tried
//! again has the same, and one that is cancelled leaves none behind.

use serde::{Deserialize, Serialize};
use wordpress::{Held, Known, PostId};

use crate::kit::{AppError, AppResult};
use crate::publishing::publication::Decision;
use crate::publishing::store::publications::PublicationRow;

/// The payload of a job.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Leave {
    /// What was found changed on the site, and may be overwritten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    overwrite: Option<Held>,
    /// The number of the post that is given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    instead_of: Option<i64>,
}

impl Leave {
    /// What a decision gives leave to.
    ///
    /// # Errors
    /// 409 `nothing_to_decide` when that is not asked, or not any more.
    pub fn by(decision: Decision, known: Option<&PublicationRow>) -> AppResult<Self> {
        let outdated = || {
            AppError::conflict(
                "nothing_to_decide",
                "There is nothing to decide any more: the article was published meanwhile, or failed for another reason. Look at it again.",
            )
        };
        let row = known.ok_or_else(outdated)?;
        let asked = row.error_code.as_deref().and_then(Decision::after);
        let (found, number) = (row.found.as_ref().map(|found| found.0.clone()), row.remote_id);
        match decision {
            _ if asked != Some(decision) => Err(outdated()),
            Decision::Overwrite => Ok(Self { overwrite: Some(found.ok_or_else(outdated)?), instead_of: None }),
            Decision::Anew => Ok(Self { overwrite: None, instead_of: Some(number.ok_or_else(outdated)?) }),
        }
    }

    /// The article's post on the site at `root`, unless it is given up. Numbers of another site mean nothing there.
    pub fn known(self, row: PublicationRow, root: &str) -> Option<Known> {
        let id = row.remote_id.filter(|id| row.remote_root == root && self.instead_of != Some(*id))?;
        Some(Known {
            id: PostId(id),
            link: row.remote_url,
            held: row.held.map(|held| held.0),
            sent: row.sent.map(|sent| sent.0),
            overwrite: self.overwrite,
            leftovers: row.reservations > 1,
        })
    }
}
