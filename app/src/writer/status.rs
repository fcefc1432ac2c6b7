//! The states of tasks and articles, and what may follow what: one table a state machine.

use crate::ui::Tone;

crate::words! {
    /// Where a task stands.
    pub enum TaskStatus {
        Queued = "queued",
        InProgress = "in_progress",
        Completed = "completed",
        Failed = "failed",
    }
}

impl TaskStatus {
    /// A failed task is queued again by whoever retries it; a cancelled one goes back to the queue. One whose article
    /// was deleted is queued again to be written once more, and is completed if the article comes back before that.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Queued => matches!(next, Self::InProgress | Self::Failed | Self::Completed),
            Self::InProgress => matches!(next, Self::Queued | Self::Completed | Self::Failed),
            Self::Failed => matches!(next, Self::Queued | Self::InProgress | Self::Completed),
            Self::Completed => matches!(next, Self::Queued),
        }
    }

    /// Whether its article is still to be written.
    #[must_use]
    pub const fn can_be_written(self) -> bool {
        matches!(self, Self::Queued | Self::Failed)
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Queued => "Queued",
            Self::InProgress => "In progress",
            Self::Completed => "Completed",
            Self::Failed => "Failed",
        }
    }

    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Queued => Tone::Neutral,
            Self::InProgress => Tone::Blue,
            Self::Completed => Tone::Green,
            Self::Failed => Tone::Red,
        }
    }
}

crate::words! {
    /// How far an article is with the people who answer for it.
    pub enum ContentStatus {
        Draft = "draft",
        Review = "review",
        Approved = "approved",
    }
}

impl ContentStatus {
    /// Approval is given in review only. An approved article that is edited goes back to review.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Draft => matches!(next, Self::Review),
            Self::Review => matches!(next, Self::Approved | Self::Draft),
            Self::Approved => matches!(next, Self::Review | Self::Draft),
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Review => "In review",
            Self::Approved => "Approved",
        }
    }

    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Draft => Tone::Neutral,
            Self::Review => Tone::Violet,
            Self::Approved => Tone::Green,
        }
    }
}

crate::words! {
    /// Where an article stands on its site.
    pub enum SiteStatus {
        NotPublished = "not_published",
        Scheduled = "scheduled",
        Publishing = "publishing",
        Published = "published",
        Failed = "failed",
        /// The live copy is another than ours.
        Changed = "changed",
    }
}

impl SiteStatus {
    /// Leaving `Publishing` sideways, to where it was before, is what cancelling does.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::NotPublished => matches!(next, Self::Scheduled | Self::Publishing),
            Self::Scheduled => matches!(next, Self::NotPublished | Self::Publishing),
            Self::Publishing => {
                matches!(next, Self::NotPublished | Self::Scheduled | Self::Published | Self::Failed | Self::Changed)
            }
            Self::Published => matches!(next, Self::Changed | Self::Publishing),
            Self::Failed => matches!(next, Self::NotPublished | Self::Scheduled | Self::Publishing),
            Self::Changed => matches!(next, Self::Scheduled | Self::Publishing | Self::Published),
        }
    }

    /// Where an edit of the article leaves it. What was never live has nothing to differ from, and a date that was set
    /// for an approved text falls with the approval.
    #[must_use]
    pub const fn after_edit(self) -> Self {
        match self {
            Self::Published => Self::Changed,
            Self::Scheduled => Self::NotPublished,
            Self::NotPublished | Self::Publishing | Self::Failed | Self::Changed => self,
        }
    }

    /// Whether sending the article to the site makes sense.
    #[must_use]
    pub const fn can_be_published(self) -> bool {
        matches!(self, Self::NotPublished | Self::Failed | Self::Changed)
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NotPublished => "Not published",
            Self::Scheduled => "Scheduled",
            Self::Publishing => "Publishing",
            Self::Published => "Published",
            Self::Failed => "Failed",
            Self::Changed => "Live copy differs",
        }
    }

    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::NotPublished => Tone::Neutral,
            Self::Scheduled => Tone::BlueOutline,
            Self::Publishing => Tone::Blue,
            Self::Published => Tone::GreenSolid,
            Self::Failed => Tone::Red,
            Self::Changed => Tone::Amber,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_task_states_is_decided() {
        use TaskStatus::{Completed, Failed, InProgress, Queued};
        let legal = [
            (Queued, InProgress),
            (Queued, Failed),
            (Queued, Completed),
            (InProgress, Queued),
            (InProgress, Completed),
            (InProgress, Failed),
            (Failed, Queued),
            (Failed, InProgress),
            (Failed, Completed),
            (Completed, Queued),
        ];
        for from in TaskStatus::ALL {
            for to in TaskStatus::ALL {
                assert_eq!(from.may_become(*to), legal.contains(&(*from, *to)), "{from} to {to}");
            }
        }
    }

    #[test]
    fn every_pair_of_editorial_states_is_decided() {
        use ContentStatus::{Approved, Draft, Review};
        let legal = [(Draft, Review), (Review, Approved), (Review, Draft), (Approved, Review), (Approved, Draft)];
        for from in ContentStatus::ALL {
            for to in ContentStatus::ALL {
                assert_eq!(from.may_become(*to), legal.contains(&(*from, *to)), "{from} to {to}");
            }
        }
    }

    #[test]
    fn every_pair_of_site_states_is_decided() {
        use SiteStatus::{Changed, Failed, NotPublished, Published, Publishing, Scheduled};
        let legal = [
            (NotPublished, Scheduled),
            (NotPublished, Publishing),
            (Scheduled, NotPublished),
            (Scheduled, Publishing),
            (Publishing, NotPublished),
            (Publishing, Scheduled),
            (Publishing, Published),
            (Publishing, Failed),
            (Publishing, Changed),
            (Published, Changed),
            (Published, Publishing),
            (Failed, NotPublished),
            (Failed, Scheduled),
            (Failed, Publishing),
            (Changed, Scheduled),
            (Changed, Publishing),
            (Changed, Published),
        ];
        for from in SiteStatus::ALL {
            for to in SiteStatus::ALL {
                assert_eq!(from.may_become(*to), legal.contains(&(*from, *to)), "{from} to {to}");
            }
        }
    }

    #[test]
    fn an_edit_only_moves_where_the_table_allows() {
        for status in SiteStatus::ALL {
            let after = status.after_edit();
            assert!(after == *status || status.may_become(after), "{status} to {after}");
        }
    }
}
