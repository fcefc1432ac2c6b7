//! The page that stands in for what was refused: why, what was sent, and the button that sends it again.

mod sent_form;

use leptos::prelude::*;

pub use sent_form::SentForm;
use sent_form::{CAME_FROM, SentField, Shown};

use crate::ui::{Button, ButtonKind, ButtonLink, ErrorPage, Field, FieldKind, FormActions, Panel, TextArea, TextLink};

/// Longest text that is shown in a field of one line, in characters.
const ONE_LINE: usize = 80;
/// Fewest and most lines of the longer ones, where the browser does not fit them to their text.
const LINES: (usize, usize) = (3, 12);

/// Why a request got nothing, and what it had sent.
#[derive(Debug)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    pub title: String,
    pub sentence: String,
    /// The page that the request came from.
    pub came_from: Option<String>,
    /// The sign-in page, for somebody whose session has ended.
    pub door: Option<String>,
    /// The form, where one was sent and kept.
    pub sent: Option<SentForm>,
}

/// What is refused is told as on every page of its kind; what was sent stands below, in a form that sends it again.
/// Other pages open in tabs of their own then, since what was typed is on this one alone.
#[component]
pub(super) fn RefusalPage(refusal: Refusal) -> impl IntoView {
    let Refusal { status, title, sentence, came_from, door, sent } = refusal;
    let is_kept = sent.is_some();
    let back = came_from.clone();
    view! {
        <ErrorPage code=status title body=sentence>
            {ways_on(door, back, is_kept)}
        </ErrorPage>
        {sent.map(|form| view! { <SentAgain form came_from/> })}
    }
    .into_any()
}

/// The door; without it, and with nothing to send again, the way back.
fn ways_on(door: Option<String>, back: Option<String>, is_kept: bool) -> AnyView {
    match (door, back) {
        (Some(href), _) => {
            let kind = if is_kept { ButtonKind::Secondary } else { ButtonKind::Primary };
            view! { <ButtonLink href kind external=is_kept>"Sign in"</ButtonLink> }.into_any()
        }
        (None, _) if is_kept => ().into_any(),
        (None, Some(href)) => view! { <TextLink href>"Go back"</TextLink> }.into_any(),
        (None, None) => view! { <TextLink href="/">"Go to the dashboard"</TextLink> }.into_any(),
    }
}

#[component]
fn SentAgain(form: SentForm, came_from: Option<String>) -> impl IntoView {
    let SentForm { action, fields } = form;
    let is_shown = fields.iter().any(|field| field.shown != Shown::Unseen);
    let fields = fields.into_iter().enumerate().map(|(at, field)| control(at, field)).collect_view();
    let fields = if is_shown {
        view! {
            <Panel title="What you typed" sentence="It is kept on this page alone. You may change it first.">
                <div class="form form-wide">{fields}</div>
            </Panel>
        }
        .into_any()
    } else {
        fields.into_any()
    };
    let page = came_from.clone().map(|page| view! { <input type="hidden" name=CAME_FROM value=page/> });
    let back = came_from.map(|href| {
        view! { <ButtonLink href kind=ButtonKind::Ghost external=true>"Open the page it came from"</ButtonLink> }
    });
    view! {
        <form class="sent-again" method="post" action=action>
            {page}
            {fields}
            <FormActions>
                <Button submit=true kind=ButtonKind::Primary>"Send it again"</Button>
                {back}
            </FormActions>
        </form>
    }
    .into_any()
}

/// One field of the form, at its place among them.
fn control(at: usize, field: SentField) -> AnyView {
    let (label, id) = (field.label(), format!("sent-{at}"));
    let SentField { name, value, shown, error } = field;
    match shown {
        Shown::Unseen => view! { <input type="hidden" name=name value=value/> }.into_any(),
        Shown::Secret => view! {
            <Field
                name
                label
                id
                kind=FieldKind::Password
                required=true
                autocomplete="off"
                error
                help="Type it again: passwords and keys are not kept."
            />
        }
        .into_any(),
        Shown::Typed if is_one_line(&value) => view! { <Field name label id value error/> }.into_any(),
        Shown::Typed => {
            let lines = value.lines().count().clamp(LINES.0, LINES.1);
            let rows = u32::try_from(lines).unwrap_or_default();
            view! { <TextArea name label id rows value error/> }.into_any()
        }
    }
}

fn is_one_line(text: &str) -> bool {
    !text.contains(['\n', '\r']) && text.chars().count() <= ONE_LINE
}
