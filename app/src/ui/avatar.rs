//! A person in a circle.

use leptos::prelude::*;

/// Edge of an avatar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AvatarSize {
    /// 20 px: in rows.
    Small,
    /// 28 px.
    #[default]
    Medium,
    /// 48 px: on a profile.
    Large,
}

/// A person's picture, or their initials. The name stands beside it or is its tooltip.
#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    #[prop(optional_no_strip, into)] image: Option<String>,
    #[prop(optional)] size: AvatarSize,
) -> impl IntoView {
    let size = match size {
        AvatarSize::Small => "avatar avatar-small",
        AvatarSize::Medium => "avatar",
        AvatarSize::Large => "avatar avatar-large",
    };
    let initials = initials(&name);
    view! {
        <span class=size title=name aria-hidden="true">
            {match image {
                Some(source) => view! { <img src=source alt=""/> }.into_any(),
                None => initials.into_any(),
            }}
        </span>
    }
    .into_any()
}

/// First letters of the first and the last word; of an address, of its first letter.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_come_from_the_first_and_last_word() {
        assert_eq!(initials("Ada King Lovelace"), "AL");
        assert_eq!(initials("ada@example.org"), "A");
        assert_eq!(initials(""), "");
    }
}
