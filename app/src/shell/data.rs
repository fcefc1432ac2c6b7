//! What the frame shows: who is here, the sites, credits, what waits where.

use serde::{Deserialize, Serialize};

use crate::accounts::account::Me;
use crate::billing::credits::Balance;
use crate::kit::id::SiteId;

/// Everything around a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShellData {
    pub me: Me,
    pub sites: Vec<SiteLink>,
    /// The site the address names, or the account's first; `None` while there is none.
    pub current: Option<SiteId>,
    pub balance: Balance,
    pub waiting: Waiting,
    /// Whether this person may add sites, and bring keywords in.
    pub may_add_sites: bool,
    pub may_import: bool,
}

/// A site to switch to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteLink {
    pub id: SiteId,
    pub name: String,
    /// A site that is switched off is shown, and nothing is started for it.
    pub active: bool,
}

impl SiteLink {
    /// What it is called where one chooses.
    #[must_use]
    pub fn label(&self) -> String {
        if self.active { self.name.clone() } else { format!("{} · switched off", self.name) }
    }
}

/// How much waits at each place of the navigation, in the current site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// enabled keywords without a cluster
    pub keywords: i64,
    pub ideas: i64,
    pub tasks: i64,
    pub review: i64,
    /// approved and not on the site yet
    pub approved: i64,
    /// batches at work, in the whole account
    pub jobs: i64,
}
