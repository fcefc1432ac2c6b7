//! `/sign-in`

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

use crate::accounts::account::sign_out_reason;
use crate::accounts::server_fns::SignIn;
use crate::kit::address::way_back;
use crate::ui::*;

/// Signs a person in; says why, when they were signed out against their will.
#[component]
pub fn SignInPage() -> impl IntoView {
    let query = use_query_map();
    let search = use_location().search;
    let sign_in = ServerAction::<SignIn>::new();
    let error = Signal::derive(move || sign_in.value().get().and_then(Result::err));
    let reason = move || query.read().get("reason").as_deref().and_then(sign_out_reason);
    view! {
        <AuthLayout
            title="Sign in"
            sentence="Go on where you left off."
            foot=|| view! { "New here? " <TextLink href="/sign-up">"Create an account"</TextLink> }
        >
            {move || reason().map(|sentence| view! { <Notice tone=Tone::Blue>{sentence}</Notice> })}
            <ActionForm action=sign_in attr:class="form">
                <FormError error=Signal::derive(move || error.get().map(|error| error.message))/>
                <input type="hidden" name="next" value=move || search.with(|search| way_back(search))/>
                <Field
                    name="email"
                    label="E-mail"
                    kind=FieldKind::Email
                    required=true
                    autocomplete="username".to_owned()
                    value=Signal::derive(move || error.get().and_then(|error| error.typed_in("email")))
                />
                <Field name="password" label="Password" kind=FieldKind::Password required=true autocomplete="current-password".to_owned()/>
                <FormActions>
                    <Button kind=ButtonKind::Primary submit=true pending=sign_in.pending()>"Sign in"</Button>
                </FormActions>
            </ActionForm>
        </AuthLayout>
    }
    .into_any()
}
