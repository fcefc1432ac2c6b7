//! Small pictures for empty places, drawn with the product's own shapes: cells, sheets, circles.

use leptos::prelude::*;

/// What an empty place will hold one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Picture {
    Keywords,
    Clusters,
    Ideas,
    #[default]
    Articles,
    Images,
    Calendar,
    Sites,
    Inbox,
    Search,
    Money,
    People,
    Machine,
}

impl Picture {
    /// All of them, for the design page.
    pub const ALL: [Self; 12] = [
        Self::Keywords,
        Self::Clusters,
        Self::Ideas,
        Self::Articles,
        Self::Images,
        Self::Calendar,
        Self::Sites,
        Self::Inbox,
        Self::Search,
        Self::Money,
        Self::People,
        Self::Machine,
    ];

    // Two outlines and one filled shape each, on a canvas of 120 × 80; colours come from the classes.
    const fn shapes(self) -> &'static str {
        match self {
            Self::Keywords => {
                r#"<rect class="p-soft" x="14" y="16" width="52" height="14" rx="7"/><rect class="p-line" x="38" y="34" width="68" height="14" rx="7"/><rect class="p-brand" x="22" y="52" width="40" height="14" rx="7"/><path class="p-ink" d="M24 23h30M48 41h44M32 59h18"/>"#
            }
            Self::Clusters => {
                r#"<circle class="p-soft" cx="44" cy="38" r="24"/><circle class="p-line" cx="80" cy="30" r="15"/><circle class="p-brand" cx="76" cy="58" r="11"/><circle class="p-dot" cx="38" cy="32" r="3"/><circle class="p-dot" cx="50" cy="38" r="3"/><circle class="p-dot" cx="40" cy="47" r="3"/><circle class="p-dot" cx="80" cy="30" r="3"/>"#
            }
            Self::Ideas => {
                r#"<rect class="p-soft" x="22" y="14" width="44" height="52" rx="6"/><rect class="p-line" x="40" y="20" width="44" height="52" rx="6"/><path class="p-ink" d="M50 34h24M50 43h24M50 52h14"/><circle class="p-brand" cx="88" cy="22" r="10"/><path class="p-ray" d="M88 5v3M102 11l-2 2M105 24h-3M74 11l2 2"/>"#
            }
            Self::Articles => {
                r#"<rect class="p-soft" x="20" y="20" width="40" height="50" rx="6"/><rect class="p-line" x="42" y="10" width="46" height="60" rx="6"/><rect class="p-brand" x="52" y="20" width="26" height="12" rx="3"/><path class="p-ink" d="M52 42h26M52 50h26M52 58h16"/>"#
            }
            Self::Images => {
                r#"<rect class="p-soft" x="16" y="14" width="54" height="40" rx="6"/><rect class="p-line" x="38" y="26" width="62" height="44" rx="6"/><circle class="p-brand" cx="54" cy="41" r="6"/><path class="p-ink" d="M44 64l16-14 10 8 12-14 14 20"/>"#
            }
            Self::Calendar => {
                r#"<rect class="p-line" x="24" y="14" width="72" height="56" rx="6"/><path class="p-ink" d="M24 30h72M40 9v9M80 9v9"/><rect class="p-soft" x="34" y="38" width="14" height="10" rx="3"/><rect class="p-soft" x="53" y="38" width="14" height="10" rx="3"/><rect class="p-brand" x="72" y="38" width="14" height="10" rx="3"/><rect class="p-soft" x="34" y="54" width="14" height="10" rx="3"/>"#
            }
            Self::Sites => {
                r#"<rect class="p-line" x="18" y="14" width="84" height="56" rx="6"/><path class="p-ink" d="M18 28h84"/><circle class="p-dot" cx="27" cy="21" r="2"/><circle class="p-dot" cx="35" cy="21" r="2"/><rect class="p-soft" x="28" y="38" width="36" height="22" rx="4"/><rect class="p-brand" x="72" y="38" width="20" height="10" rx="4"/><path class="p-ink" d="M73 57h18"/>"#
            }
            Self::Inbox => {
                r#"<rect class="p-soft" x="30" y="12" width="60" height="30" rx="6"/><path class="p-line" d="M22 44h20l6 9h24l6-9h20v20a6 6 0 0 1-6 6H28a6 6 0 0 1-6-6z"/><path class="p-ink" d="M40 24h28M40 33h18"/><circle class="p-brand" cx="92" cy="18" r="8"/>"#
            }
            Self::Search => {
                r#"<rect class="p-soft" x="16" y="18" width="60" height="12" rx="6"/><rect class="p-soft" x="16" y="38" width="40" height="12" rx="6"/><circle class="p-line" cx="72" cy="40" r="20"/><path class="p-ink" d="M87 55l14 14"/><circle class="p-brand" cx="72" cy="40" r="8"/>"#
            }
            Self::Money => {
                r#"<rect class="p-soft" x="16" y="24" width="60" height="40" rx="6"/><rect class="p-line" x="34" y="14" width="68" height="44" rx="6"/><path class="p-ink" d="M34 27h68M44 47h20"/><circle class="p-brand" cx="88" cy="45" r="7"/>"#
            }
            Self::People => {
                r#"<circle class="p-soft" cx="38" cy="30" r="12"/><path class="p-soft" d="M16 68a22 22 0 0 1 44 0z"/><circle class="p-line" cx="76" cy="28" r="13"/><path class="p-line" d="M52 70a24 24 0 0 1 48 0z"/><circle class="p-brand" cx="100" cy="22" r="9"/><path class="p-plus" d="M100 18v8M96 22h8"/>"#
            }
            Self::Machine => {
                r#"<rect class="p-soft" x="12" y="26" width="26" height="28" rx="6"/><rect class="p-line" x="47" y="26" width="26" height="28" rx="6"/><rect class="p-brand" x="82" y="26" width="26" height="28" rx="6"/><path class="p-ink" d="M38 40h9M73 40h9M20 36h10M20 43h6M55 36h10M55 43h10"/><path class="p-plus" d="M90 40l4 4 7-8"/>"#
            }
        }
    }

    /// The drawing; decoration, so screen readers skip it.
    #[must_use]
    pub fn draw(self) -> AnyView {
        view! {
            <svg
                class="picture"
                width="120"
                height="80"
                viewBox="0 0 120 80"
                aria-hidden="true"
                focusable="false"
                inner_html=self.shapes()
            ></svg>
        }
        .into_any()
    }
}
