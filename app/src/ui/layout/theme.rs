//! Light, dark, or what the reader's system says.

use leptos::prelude::*;

use crate::ui::{Icon, IconName, browser};

/// The cookie that remembers the theme; the server reads it, so the first paint is right.
pub const THEME_COOKIE: &str = "theme";

/// The reader's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// What the cookie says; the system's theme where it says something else.
    #[must_use]
    pub fn from_cookie(value: &str) -> Self {
        match value {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    /// What the cookie says.
    #[must_use]
    pub const fn cookie(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The cookie that remembers the choice for a year, as `Set-Cookie` takes it.
    #[must_use]
    pub fn set_cookie(self) -> String {
        format!("{THEME_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax", self.cookie())
    }

    /// Value of `data-theme` on `<html>`; none for the system's.
    #[must_use]
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    const fn look(self) -> (IconName, &'static str) {
        match self {
            Self::System => (IconName::Monitor, "As the system"),
            Self::Light => (IconName::Sun, "Light"),
            Self::Dark => (IconName::Moon, "Dark"),
        }
    }
}

/// Three buttons for the theme. In the browser it changes at once and sets the cookie; without JavaScript
/// the form posts `theme` to `action`, which sets the cookie and leads back.
#[component]
pub fn ThemeSwitch(
    #[prop(into)] theme: Signal<Theme>,
    #[prop(default = "/theme".into(), into)] action: String,
) -> impl IntoView {
    let chosen = RwSignal::new(None);
    let current = move || chosen.get().unwrap_or_else(|| theme.get());
    let buttons = Theme::ALL
        .map(|theme| {
            let (icon, label) = theme.look();
            view! {
                <button
                    type="submit"
                    name="theme"
                    value=theme.cookie()
                    aria-label=label
                    title=label
                    aria-pressed=move || (current() == theme).to_string()
                    on:click=move |event| {
                        event.prevent_default();
                        browser::set_theme(theme.attribute(), &theme.set_cookie());
                        chosen.set(Some(theme));
                    }
                >
                    <Icon name=icon/>
                </button>
            }
        })
        .collect_view();
    view! {
        <form method="post" action=action>
            <div class="theme-switch" role="group" aria-label="Theme">{buttons}</div>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn the_cookie_keeps_the_choice() {
        for theme in Theme::ALL {
            assert_eq!(Theme::from_cookie(theme.cookie()), theme);
        }
        assert_eq!(Theme::from_cookie("<script>"), Theme::System);
    }
}
