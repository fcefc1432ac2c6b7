//! Clustering the selected keywords, the price said before.

use leptos::prelude::*;

use crate::billing::credits::Estimate;
use crate::billing::price::Price;
use crate::kit::id::SiteId;
use crate::kit::text::count_of;
use crate::planner::cluster::{Existing, Granularity, MIN_KEYWORDS};
use crate::planner::server_fns::clusters::ClusterKeywords;
use crate::ui::*;

/// Starts clustering of the selected keywords that wait.
#[component]
pub(super) fn ClusterButton(
    site: Memo<Option<SiteId>>,
    /// The selection as forms send it.
    json: Memo<Option<String>>,
    price: Price,
    /// Why it can't be pressed.
    hindrance: Signal<Option<String>>,
    action: ServerAction<ClusterKeywords>,
) -> impl IntoView {
    let start = move |_| {
        let Some(selection) = json.get_untracked() else { return };
        action.dispatch(ClusterKeywords {
            site: site.get_untracked(),
            sector: String::new(),
            selection,
            granularity: Granularity::Balanced.step(),
            existing: Existing::Keep,
        });
    };
    view! {
        <Button
            kind=ButtonKind::Primary
            size=ButtonSize::Small
            icon=IconName::Cluster
            pending=action.pending()
            disabled=Signal::derive(move || hindrance.get().is_some())
            on_click=start
        >
            {move || label(price.known())}
        </Button>
    }
    .into_any()
}

/// The words of the button.
fn label(estimate: Option<Estimate>) -> String {
    match estimate {
        Some(Estimate { items, credits, .. }) if credits > 0 => {
            format!("Cluster {} · {}", count_of(items, "keyword", "keywords"), count_of(credits, "credit", "credits"))
        }
        _ => "Cluster".to_owned(),
    }
}

/// Why there is nothing to cluster. What costs nothing has too few keywords.
pub(super) fn too_few(estimate: Estimate) -> Option<String> {
    match estimate {
        Estimate { items: 0, .. } => Some("None of these waits for a cluster".to_owned()),
        Estimate { items, credits: 0, .. } => Some(format!(
            "{} for a cluster; a sector needs at least {MIN_KEYWORDS}",
            count_of(items, "of these waits", "of these wait")
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_says_what_it_costs_or_why_it_is_dead() {
        let of = |items, credits| Estimate { items, credits, available: 5 };
        assert_eq!(label(Some(of(120, 1))), "Cluster 120 keywords · 1 credit");
        assert_eq!((label(None).as_str(), label(Some(of(3, 0))).as_str()), ("Cluster", "Cluster"));
        assert_eq!(too_few(of(120, 1)), None);
        assert_eq!(too_few(of(0, 0)).as_deref(), Some("None of these waits for a cluster"));
        assert_eq!(too_few(of(3, 0)).as_deref(), Some("3 of these wait for a cluster; a sector needs at least 5"));
    }
}
