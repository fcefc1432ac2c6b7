//! What an account is, as both sides know it.

use serde::{Deserialize, Serialize};

use crate::access::Role;

crate::words! {
    /// Where an account stands; decides what the guard allows.
    pub enum AccountStatus {
        Trial = "trial",
        Active = "active",
        PendingPayment = "pending_payment",
        Suspended = "suspended",
        Cancelled = "cancelled",
    }
}

/// Who is signed in, for the shell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub name: String,
    pub email: String,
    pub account_name: String,
    pub role: Role,
}

/// Fewest characters of a password.
pub const PASSWORD_MIN: usize = 10;
/// Most characters of a password: bounds the hashing work.
pub const PASSWORD_MAX: usize = 256;

/// The sentence for the reason code a forced sign-out carries. Unknown codes say nothing.
#[must_use]
pub fn sign_out_reason(code: &str) -> Option<&'static str> {
    Some(match code {
        "session_expired" => {
            "You were signed out because you had been away for a while. Sign in to go on where you were."
        }
        "session_revoked" => "This session was ended from another device. If that was not you, change your password.",
        "password_changed" => "Your password was changed, so every session was ended. Sign in with the new one.",
        "user_inactive" => {
            "This person's access has been switched off. An owner of the account can switch it on again."
        }
        "account_suspended" => "This account is suspended. Please contact support.",
        "account_cancelled" => "This account is cancelled. Please contact support to reopen it.",
        "signed_out" => "You have signed out.",
        _ => return None,
    })
}

/// A path of this product to go on to after signing in; anything that could lead elsewhere is the dashboard.
#[must_use]
pub fn own_path(next: &str) -> &str {
    let ours = next.starts_with('/')
        && !next.starts_with("//")
        // browsers take a backslash for a slash, and leave tabs and line ends out
        && !next.contains(|c: char| c == '\\' || c.is_control())
        && !next.starts_with("/sign-");
    if ours { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn signing_in_leads_only_to_our_own_pages() {
        assert_eq!(own_path("/planner/keywords?site=1"), "/planner/keywords?site=1");
        for foreign in
            ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "", "evil", "/sign-in"]
        {
            assert_eq!(own_path(foreign), "/");
        }
    }
}
