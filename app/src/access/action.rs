//! What can be done, and the one table of which role may do it.

use super::Role;

/// Everything the guard can be asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read lists, details, dashboards.
    View,
    /// Add, change, switch off and delete sites.
    EditSites,
    /// Import, change, delete and restore keywords, clusters and ideas.
    EditPlanner,
    /// Change tasks, articles and images.
    EditContent,
    /// Start work that costs credits.
    RunAi,
    /// Approve articles or send them back.
    Review,
    /// Send to the site.
    Publish,
    /// Enter, change and remove the credentials of a site's connection.
    EditIntegrations,
    /// Test a connection that is there.
    TestIntegrations,
    /// See credits and what they went on.
    ViewCredits,
}

impl Action {
    pub const ALL: &'static [Self] = &[
        Self::View,
        Self::EditSites,
        Self::EditPlanner,
        Self::EditContent,
        Self::RunAi,
        Self::Review,
        Self::Publish,
        Self::EditIntegrations,
        Self::TestIntegrations,
        Self::ViewCredits,
    ];

    /// Whether the action only reads. Reading is possible in every state of an account.
    #[must_use]
    pub const fn reads(self) -> bool {
        matches!(self, Self::View | Self::ViewCredits)
    }
}

/// The permission table.
#[must_use]
pub const fn allows(role: Role, action: Action) -> bool {
    match action {
        Action::View | Action::ViewCredits => true,
        Action::EditPlanner
        | Action::EditContent
        | Action::RunAi
        | Action::Review
        | Action::Publish
        | Action::TestIntegrations => matches!(role, Role::Owner | Role::Admin | Role::Editor),
        Action::EditSites | Action::EditIntegrations => matches!(role, Role::Owner | Role::Admin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the specification, cell by cell: owner, admin, editor, viewer.
    #[test]
    fn the_permission_table_is_the_specified_one() {
        let expected = |action| match action {
            Action::View | Action::ViewCredits => [true, true, true, true],
            Action::EditSites | Action::EditIntegrations => [true, true, false, false],
            Action::EditPlanner
            | Action::EditContent
            | Action::RunAi
            | Action::Review
            | Action::Publish
            | Action::TestIntegrations => [true, true, true, false],
        };
        for action in Action::ALL {
            let cells: Vec<bool> = Role::ALL.iter().map(|role| allows(*role, *action)).collect();
            assert_eq!(cells, expected(*action), "{action:?}");
        }
    }
}
