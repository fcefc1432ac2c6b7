//! Credits as both sides know them.

use serde::{Deserialize, Serialize};

crate::words! {
    /// What costs credits.
    pub enum Operation {
        Clustering = "clustering",
        Ideas = "ideas",
        Content = "content",
        ImagePrompts = "image_prompts",
        Images = "images",
    }
}

crate::words! {
    /// The two pools: the plan's is spent first.
    pub enum Pool {
        Plan = "plan",
        Bonus = "bonus",
    }
}

crate::words! {
    /// Why a balance moved.
    pub enum EntryKind {
        PlanReset = "plan_reset",
        PlanExpiry = "plan_expiry",
        Package = "package",
        Reserve = "reserve",
        Settle = "settle",
        Release = "release",
        Refund = "refund",
        Adjustment = "adjustment",
    }
}

/// What an account has left, in credits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    pub plan: i64,
    pub bonus: i64,
    /// The plan's credits a period, for showing how much is used.
    pub plan_size: i64,
}

impl Balance {
    #[must_use]
    pub const fn available(&self) -> i64 {
        self.plan + self.bonus
    }
}

/// Said before an AI action: what it will cost at most, and what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    /// How many things the action would work on.
    pub items: i64,
    /// The most it will cost, in credits; what is not used comes back.
    pub credits: i64,
    pub available: i64,
}

impl Estimate {
    #[must_use]
    pub const fn affordable(&self) -> bool {
        self.credits <= self.available
    }
}
