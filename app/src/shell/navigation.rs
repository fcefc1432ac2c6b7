//! The ways through the product: the sidebar and the keys. Both keep the site and the sector of the page.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::data::ShellData;
use super::palette::show_palette;
use super::places::{PLACES, Place, PlaceGroup, place_of};
use super::shortcuts::show_shortcuts;
use crate::sites::scope::{SiteScope, href_of};
use crate::ui::{Keys, NavGroup, NavItem, listen_to_keys};

/// Listens to the keyboard for as long as the frame stands. `shortcuts`: whether their window was asked for.
pub fn hear_keys(scope: SiteScope, shortcuts: RwSignal<bool>) {
    let navigate = use_navigate();
    let go = move |letter| {
        if let Some(place) = place_of(letter) {
            let href = untrack(|| href_of(place.path, scope.named_site(), scope.sector()));
            navigate(&href, NavigateOptions::default());
        }
    };
    listen_to_keys(Keys {
        go: Callback::new(go),
        search: Callback::new(|()| show_palette()),
        shortcuts: Callback::new(move |()| show_shortcuts(shortcuts)),
    });
}

/// The sidebar: what is current, and how much waits where.
pub fn navigation(data: RwSignal<ShellData>, scope: SiteScope) -> Vec<NavGroup> {
    let here = use_location();
    let item = move |place: &'static Place| {
        let current = Signal::derive(move || place.holds(&here.pathname.read()));
        let href = Signal::derive(move || href_of(place.path, scope.named_site(), scope.sector()));
        let count = Signal::derive(move || place.waiting.map(|waiting| data.with(|data| waiting(&data.waiting))));
        NavItem::new(place.name, href, place.icon).current(current).count(count)
    };
    let group = move |group: &PlaceGroup| {
        let items = group.places.iter().map(item).collect();
        match group.title {
            Some(title) => NavGroup::new(title, items),
            None => NavGroup::plain(items),
        }
    };
    PLACES.iter().map(group).collect()
}
