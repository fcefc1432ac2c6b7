//! A site's connection in a panel: whether it works, what was found, and what to do.

use leptos::prelude::*;

use super::form::ConnectFields;
use crate::integrations::ConnectionState;
use crate::integrations::connection::{Connection, SiteConnection, Tested};
use crate::integrations::server_fns::{ConnectSite, DisconnectSite, TestConnection, get_connection};
use crate::kit::answers::{Refusals, on_success, refusal, sentence};
use crate::kit::id::SiteId;
use crate::ui::*;

/// The actions of the panel, for its parts.
#[derive(Clone, Copy)]
struct ConnectionActions {
    connect: ServerAction<ConnectSite>,
    test: ServerAction<TestConnection>,
    disconnect: ServerAction<DisconnectSite>,
}

/// The connection of a site to its WordPress.
#[component]
pub fn ConnectionPanel(site: SiteId) -> impl IntoView {
    let actions =
        ConnectionActions { connect: ServerAction::new(), test: ServerAction::new(), disconnect: ServerAction::new() };
    let connection = Resource::new(
        move || (actions.connect.version().get(), actions.test.version().get(), actions.disconnect.version().get()),
        move |_| get_connection(site),
    );
    let toasts = use_toasts();
    let say = move |tested: Tested| match tested {
        Tested::Works => toasts.success("The connection works"),
        Tested::NotReached => toasts.error("The site could not be asked just now; the report says why"),
        Tested::Broken => toasts.error("The connection does not work; the report says why"),
    };
    on_success(*actions.connect, say);
    on_success(*actions.test, say);
    on_success(*actions.disconnect, move |()| toasts.success("Disconnected"));
    view! {
        <Refusals of=vec![refusal(*actions.test), refusal(*actions.disconnect)]/>
        <Load resource=connection skeleton=|| view! { <SkeletonPanel/> } let:connection>
            {match connection.connection.clone() {
                Some(known) => view! { <Known site=connection known actions/> }.into_any(),
                None => view! { <NotConnected site=connection actions/> }.into_any(),
            }}
        </Load>
    }
    .into_any()
}

#[component]
fn NotConnected(site: SiteConnection, actions: ConnectionActions) -> impl IntoView {
    let may = site.may_edit;
    let form = may.then(|| view! { <ConnectFields site connect=actions.connect/> });
    let nobody = (!may)
        .then(|| view! { <p class="muted">"Not connected yet. An owner or admin of the account can connect it."</p> });
    view! {
        <Panel title="WordPress" sentence="Connect the site, and approved articles are published there with their pictures. No plugin is needed.">
            {form}
            {nobody}
        </Panel>
    }
    .into_any()
}

#[component]
fn Known(site: SiteConnection, known: Connection, actions: ConnectionActions) -> impl IntoView {
    let id = site.site;
    let dialog = format!("disconnect-{id}");
    let state = known.state;
    let checks = known
        .report
        .checks()
        .into_iter()
        .map(|check| view! { <CheckItem state=check.state title=check.title detail=check.detail/> })
        .collect_view();
    let tested = known.tested_at.map(|at| view! { <Property label="Last tested"><Timestamp at/></Property> });
    let test = site.may_test.then(|| {
        view! {
            <ActionForm action=actions.test>
                <input type="hidden" name="site" value=id.to_string()/>
                <Button submit=true icon=IconName::Refresh pending=actions.test.pending()>"Test the connection"</Button>
            </ActionForm>
        }
    });
    let forget = site.may_edit.then(|| {
        view! { <DialogButton opens=dialog.clone() kind=ButtonKind::Ghost icon=IconName::Trash>"Disconnect"</DialogButton> }
    });
    let edit = site.may_edit.then(|| {
        let broken = state == ConnectionState::Broken;
        let site = site.clone();
        view! {
            <Disclosure summary="Connect with other credentials" open=broken>
                <ConnectFields site connect=actions.connect/>
            </Disclosure>
            <Confirm
                id=dialog.clone()
                title=format!("Disconnect {}", site_name(&known))
                body="The password is forgotten and nothing is published any more. What is on the site stays there, and is found again when you connect anew."
                error=sentence(refusal(*actions.disconnect))
            >
                <ActionForm action=actions.disconnect>
                    <input type="hidden" name="site" value=id.to_string()/>
                    <ConfirmActions dialog label="Disconnect" pending=actions.disconnect.pending()/>
                </ActionForm>
            </Confirm>
        }
    });
    let badge = move || view! { <StatusBadge label=state.label() tone=state.tone()/> };
    view! {
        <Panel title="WordPress" actions=badge>
            <div class="stack">
                <PropertyList>
                    <Property label="Address"><TextLink href=known.address.clone() external=true>{known.address.clone()}</TextLink></Property>
                    <Property label="User">{known.username.clone()}</Property>
                    {tested}
                </PropertyList>
                <CheckList>{checks}</CheckList>
                <div class="row">{test}{forget}</div>
                {edit}
            </div>
        </Panel>
    }
    .into_any()
}

/// The site's own name, once it has told it.
fn site_name(known: &Connection) -> String {
    let told = known.report.facts.as_ref().map(|facts| facts.site_name.clone()).filter(|name| !name.is_empty());
    told.unwrap_or_else(|| known.address.clone())
}
