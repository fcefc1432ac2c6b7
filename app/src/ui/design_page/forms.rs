//! Form fields.

use leptos::prelude::*;

use crate::ui::{
    Button, ButtonKind, CheckboxField, Choice, Field, FieldGroup, FieldKind, FieldRow, FileField, FormActions,
    FormError, IconName, Panel, RadioCards, RangeField, SelectField, SwitchField, TextArea,
};

#[component]
pub(super) fn Forms() -> impl IntoView {
    let languages = vec![
        Choice::new("en", "English").group("Often used"),
        Choice::new("de", "German").group("Often used"),
        Choice::new("pt", "Portuguese").group("All"),
    ];
    let modes = vec![
        Choice::new("review", "Review first").hint("A person approves each article.").icon(IconName::Eye),
        Choice::new("auto", "Publish by itself").hint("Articles go out as planned.").icon(IconName::Rocket),
        Choice::new("off", "Off").hint("Only what you start yourself.").icon(IconName::Pause),
        Choice::new("api", "By the API").hint("Part of the larger plans.").icon(IconName::Webhook).disabled(true),
    ];
    let lengths = vec![
        ("Short", "One question, answered at once."),
        ("Usual", "A subject with its sections."),
        ("Long", "Everything there is to say about it."),
    ];
    view! {
        <section id="forms" class="grid-2" aria-label="Forms">
            <Panel title="Fields">
                <form class="form" method="get" action="/design">
                    <Field
                        name="site_name"
                        label="Name of the site"
                        value="Home Brew Lab"
                        help="Shown in reports and to your team."
                    />
                    <Field
                        name="address"
                        label="Address"
                        kind=FieldKind::Url
                        prefix="https://"
                        placeholder="example.org"
                    />
                    <FieldRow>
                        <Field name="words" label="Words" kind=FieldKind::Number value="1400" suffix="words"/>
                        <SelectField name="language" label="Language" options=languages selected="de"/>
                    </FieldRow>
                    <Field name="password" label="Password" kind=FieldKind::Password autocomplete="new-password"/>
                    <TextArea
                        name="voice"
                        label="Voice"
                        rows=3
                        optional_mark=true
                        placeholder="Warm, exact, no jargon."
                        help="Two or three sentences are enough."
                    />
                    <FileField name="file" label="Keyword file" accept=".csv,.xlsx" help="CSV or Excel, up to 10 MB."/>
                    <FormActions note="Nothing is charged yet">
                        <Button kind=ButtonKind::Primary submit=true>"Save site"</Button>
                        <Button>"Cancel"</Button>
                    </FormActions>
                </form>
            </Panel>
            <Panel title="Choices and errors">
                <form class="form" method="get" action="/design">
                    <FormError error="Two fields need another look."/>
                    <Field
                        name="email"
                        label="Work email"
                        kind=FieldKind::Email
                        value="ada@example"
                        error="Give a whole address, such as ada@example.org."
                        help="We write only about your account."
                        id="design-email"
                    />
                    <SelectField
                        name="country"
                        label="Country"
                        options=vec![Choice::new("pk", "Pakistan")]
                        placeholder="Choose a country"
                        error="Choose a country."
                    />
                    <RadioCards name="mode" legend="Publishing" options=modes selected="review"/>
                    <RangeField
                        name="length"
                        label="How long"
                        min_label="Shorter"
                        max_label="Longer"
                        steps=lengths
                        value=2
                        help="Each article may differ."
                    />
                    <FieldGroup legend="Notifications">
                        <CheckboxField
                            name="weekly"
                            label="Weekly report"
                            checked=true
                            help="Every Monday morning."
                        />
                        <CheckboxField name="failed" label="When something fails" disabled=true/>
                        <SwitchField
                            name="autopilot"
                            label="Automation"
                            checked=true
                            help="Runs every weekday at 06:00."
                        />
                        <SwitchField name="images" label="Images for every section"/>
                    </FieldGroup>
                </form>
            </Panel>
        </section>
    }
    .into_any()
}
