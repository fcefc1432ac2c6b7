//! What the palette shows is a piece of the browser's program by itself: nobody loads it who searches for nothing. See
//! decision 6.

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use super::asking::Asking;
use super::results::PaletteResults;
use crate::shell::data::ShellData;
use crate::sites::scope::SiteScope;
use crate::ui::PaletteLine;

/// All that the palette's results depend on.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub text: RwSignal<String>,
    pub asking: Asking,
    pub data: RwSignal<ShellData>,
    pub scope: SiteScope,
}

/// The results, once the piece is there; words where it cannot be had, since the form leads to the same results.
pub async fn results(wanted: Wanted) -> AnyView {
    #[cfg(feature = "hydrate")]
    let shown = show(wanted).await;
    #[cfg(not(feature = "hydrate"))]
    let shown = show(wanted);
    shown.unwrap_or_else(|_| {
        view! { <PaletteLine>"This could not be loaded. Press Enter to see what is found as a page."</PaletteLine> }
            .into_any()
    })
}

#[cfg_attr(
    feature = "hydrate",
    leptos::wasm_split::wasm_split(search, wasm_split_path = leptos::wasm_split, fallible)
)]
fn show(wanted: Wanted) -> Result<AnyView, SplitLoaderError> {
    let Wanted { text, asking, data, scope } = wanted;
    Ok(view! { <PaletteResults text asking data scope/> }.into_any())
}
