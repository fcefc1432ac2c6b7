//! What a person is in an account.

crate::words! {
    /// A member's role, strongest first.
    pub enum Role {
        Owner = "owner",
        Admin = "admin",
        Editor = "editor",
        Viewer = "viewer",
    }
}
