//! `/sign-up`

use leptos::prelude::*;

use crate::accounts::account::{PASSWORD_MAX, PASSWORD_MIN};
use crate::accounts::server_fns::SignUp;
use crate::ui::*;

/// Makes an account on the free plan; the answer is a signed-in session.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let sign_up = ServerAction::<SignUp>::new();
    let error = Signal::derive(move || sign_up.value().get().and_then(Result::err));
    let wrong = move |field: &'static str| Signal::derive(move || error.get().and_then(|error| error.for_field(field)));
    let typed = move |field: &'static str| Signal::derive(move || error.get().and_then(|error| error.typed_in(field)));
    view! {
        <AuthLayout
            title="Create your account"
            sentence="Free to start: 100 credits, one site, no card."
            foot=|| view! { "Already have one? " <TextLink href="/sign-in">"Sign in"</TextLink> }
        >
            <ActionForm action=sign_up attr:class="form">
                <FormError error=Signal::derive(move || error.get().map(|error| error.message))/>
                <Field name="name" label="Your name" required=true autocomplete="name".to_owned() value=typed("name") error=wrong("name")/>
                <Field
                    name="email"
                    label="Work e-mail"
                    kind=FieldKind::Email
                    required=true
                    autocomplete="username".to_owned()
                    value=typed("email")
                    error=wrong("email")
                />
                <Field
                    name="company"
                    label="Company or project"
                    required=true
                    autocomplete="organization".to_owned()
                    value=typed("company")
                    error=wrong("company")
                />
                <Field
                    name="password"
                    label="Password"
                    kind=FieldKind::Password
                    required=true
                    autocomplete="new-password".to_owned()
                    min_length=i64::try_from(PASSWORD_MIN).unwrap_or(10)
                    max_length=i64::try_from(PASSWORD_MAX).unwrap_or(256)
                    help="At least 10 characters; a few words in a row are easy to remember."
                    error=wrong("password")
                />
                <FormActions>
                    <Button kind=ButtonKind::Primary submit=true pending=sign_up.pending()>"Create account"</Button>
                </FormActions>
            </ActionForm>
        </AuthLayout>
    }
    .into_any()
}
