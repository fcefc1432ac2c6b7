//! The live page at `/design`: every component in every state, as the product shows it.

mod charts;
mod controls;
mod floating;
mod forms;
mod foundations;
mod pages;
mod states;
mod tables;

use leptos::prelude::*;

use super::{PageHead, Tab, Tabs};

#[cfg(all(test, feature = "ssr"))]
mod tests;

/// Every component in every state. It stands in the shell as any other page.
#[component]
pub fn DesignPage() -> impl IntoView {
    view! {
        <PageHead
            title="Design system"
            sentence="What every page is built from. Look here first; a page should rarely need anything else."
        />
        <Tabs label="Parts of the design system">
            <Tab href="#foundations" current=true>"Foundations"</Tab>
            <Tab href="#controls" current=false>"Controls"</Tab>
            <Tab href="#forms" current=false>"Forms"</Tab>
            <Tab href="#tables" current=false>"Tables"</Tab>
            <Tab href="#states" current=false>"States"</Tab>
            <Tab href="#floating" current=false>"Floating"</Tab>
            <Tab href="#charts" current=false count=6>"Charts"</Tab>
            <Tab href="#pages" current=false>"Pages"</Tab>
        </Tabs>
        <div class="stack-loose">
            <foundations::Foundations/>
            <controls::Controls/>
            <forms::Forms/>
            <tables::Tables/>
            <states::States/>
            <floating::Floating/>
            <charts::Charts/>
            <pages::Pages/>
        </div>
    }
    .into_any()
}
