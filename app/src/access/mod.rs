//! Who may do what: roles, actions, the permission table, and the guard that every door goes through.
//!
//! Tenant rows are reached only through a [`Tenant`], which only the guard (for people) and the job runner (for the
//! system) can make. Behind it stands PostgreSQL's row-level security.

pub mod action;
mod audit_action;
pub mod role;

#[cfg(feature = "ssr")]
pub mod audit;
#[cfg(feature = "ssr")]
mod guard;
#[cfg(feature = "ssr")]
mod opening;
#[cfg(feature = "ssr")]
mod tenant;
#[cfg(all(test, feature = "ssr"))]
mod tests;

pub use action::Action;
pub use audit_action::AuditAction;
pub use role::Role;

#[cfg(feature = "ssr")]
pub use guard::{RequestSession, Visitor, client_address, request_state, tenant, tenant_of, visitor};
#[cfg(feature = "ssr")]
pub use tenant::{Actor, SystemTx, Tenant, TenantTx};
