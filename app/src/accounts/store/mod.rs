//! The SQL of accounts, people and sessions. It spans tenants, hence `SystemTx`.

pub mod accounts;
pub mod memberships;
pub mod plans;
pub mod sessions;
pub mod users;
