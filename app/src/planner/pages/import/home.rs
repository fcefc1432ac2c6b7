//! `/planner/import`: a file or a pasted list, and the imports before.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::history::History;
use super::paste_form::PasteForm;
use super::upload_form::UploadForm;
use crate::jobs::live::use_live_jobs;
use crate::kit::answers::or_no_site;
use crate::planner::import::ImportHome;
use crate::planner::import_refusal::ImportRefusal;
use crate::planner::server_fns::imports::get_import_home;
use crate::sites::no_site::NoSite;
use crate::sites::scope::href_of;
use crate::sites::use_scope;
use crate::ui::*;

#[component]
pub fn ImportHomePage() -> impl IntoView {
    let scope = use_scope();
    let live = use_live_jobs();
    let home = Resource::new(
        move || (scope.named_site(), live.ended().get()),
        |(site, _)| async move { or_no_site(get_import_home(site).await) },
    );
    view! {
        <PageHead
            title="Add keywords"
            sentence="From the file of a keyword tool, or as a list."
            crumbs=vec![Crumb::new("Keywords", untrack(|| href_of("/planner/keywords", scope.named_site(), None)))]
        />
        <Load resource=home skeleton=|| view! { <SkeletonPanel/> } let:home>
            {match home {
                Some(home) => view! { <HomeView home/> }.into_any(),
                None => view! { <NoSite/> }.into_any(),
            }}
        </Load>
    }
    .into_any()
}

#[component]
fn HomeView(home: ImportHome) -> impl IntoView {
    let query = use_query_map();
    let problem =
        query.with_untracked(|query| query.get_str("problem").and_then(|code| code.parse::<ImportRefusal>().ok()));
    let sector = untrack(|| use_scope().sector());
    let sectors: Vec<Choice> =
        home.sectors.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect();
    let chosen = sector.or_else(|| home.sectors.first().map(|(id, _)| *id)).map(|id| id.to_string());
    let forms = home.may_edit.then(|| {
        view! {
            <div class="grid-2">
                <UploadForm site=home.site sectors=sectors.clone() chosen=chosen.clone() problem/>
                <PasteForm site=home.site sectors chosen/>
            </div>
        }
    });
    view! {
        <RoomNote room=home.room.filter(|room| *room < LITTLE) plan=home.plan/>
        {forms}
        <History imports=home.imports/>
    }
    .into_any()
}

/// With less room than this, whoever adds keywords had better know.
const LITTLE: i64 = 50;

/// How many keywords the plan still takes.
#[component]
pub(super) fn RoomNote(room: Option<i64>, plan: String) -> impl IntoView {
    let note = room.map(|room| {
        let text = if room == 0 {
            format!("The {plan} plan has no room for more keywords. Delete some, or choose a larger plan.")
        } else {
            format!(
                "The {plan} plan has room for {}. An import adds as many and says how many were left out.",
                plural(room, "more keyword", "more keywords")
            )
        };
        view! { <Notice tone=Tone::Amber>{text}</Notice> }
    });
    note.into_any()
}
