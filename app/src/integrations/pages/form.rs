//! The form that connects a site.

use leptos::prelude::*;

use crate::integrations::connection::SiteConnection;
use crate::integrations::server_fns::ConnectSite;
use crate::kit::AppError;
use crate::ui::*;

#[component]
pub(super) fn ConnectFields(site: SiteConnection, connect: ServerAction<ConnectSite>) -> impl IntoView {
    let error = Signal::derive(move || connect.value().get().and_then(Result::err));
    let wrong = move |field: &'static str| {
        Signal::derive(move || error.get().and_then(|error: AppError| error.for_field(field)))
    };
    let (address, username) = match site.connection {
        Some(connection) => (connection.address, connection.username),
        None => (site.site_url, String::new()),
    };
    let typed = move |field: &'static str, before: String| {
        Signal::derive(move || error.get().and_then(|error| error.typed_in(field)).or_else(|| Some(before.clone())))
    };
    view! {
        <ActionForm action=connect attr:class="form">
            <FormError error=Signal::derive(move || error.get().map(|error| error.message))/>
            <input type="hidden" name="site" value=site.site.to_string()/>
            <Field
                name="address"
                label="Address of the site"
                kind=FieldKind::Text
                required=true
                autocomplete="off"
                placeholder="https://example.com"
                value=typed("address", address)
                error=wrong("address")
                help="As you type it into a browser. If WordPress lives in a folder, with the folder."
            />
            <Field
                name="username"
                label="User name"
                required=true
                autocomplete="off"
                value=typed("username", username)
                error=wrong("username")
                help="Of an author, editor or administrator of that site."
            />
            <Field
                name="password"
                label="Application password"
                kind=FieldKind::Password
                required=true
                autocomplete="off"
                placeholder="abcd EFGH 1234 ijkl MNOP 5678"
                error=wrong("password")
                help="In WordPress: Users, Profile, Application Passwords. It is stored encrypted and never shown again."
            />
            <FormActions note="Tries the connection first; this takes some seconds.">
                <Button kind=ButtonKind::Primary submit=true icon=IconName::Plug pending=connect.pending()>"Connect"</Button>
            </FormActions>
        </ActionForm>
    }
    .into_any()
}
