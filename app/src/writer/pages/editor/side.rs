//! The column beside the article: where it stands here and on its site, its properties, pictures, and its receipt.

use leptos::prelude::*;

use super::properties::Properties;
use super::state::EditorState;
use crate::images::pages::ContentImages;
use crate::kit::text::count_of;
use crate::publishing::pages::PublishPanel;
use crate::sites::scope::href_here;
use crate::ui::*;
use crate::writer::content::ContentView;

#[component]
pub(super) fn Side(content: ContentView, state: EditorState) -> impl IntoView {
    let id = content.id;
    let facts = content.clone();
    let pictures = Signal::derive(move || state.facts.with(|facts| facts.pictures_version));
    let status = Signal::derive(move || state.facts.with(|facts| (facts.status, facts.site_status)));
    view! {
        <StatePanel content=facts state/>
        <PublishPanel content_id=id status/>
        <Properties content state/>
        <ContentImages content_id=id version=pictures/>
        <ReceiptPanel state/>
    }
    .into_any()
}

#[component]
fn StatePanel(content: ContentView, state: EditorState) -> impl IntoView {
    let facts = state.facts;
    let note = move || {
        facts.get().review_note.map(|note| view! { <Notice tone=Tone::Violet icon=IconName::Message>{note}</Notice> })
    };
    let task = content.task.map(|task| {
        let href = href_here(&format!("/writer/tasks/{task}"));
        view! { <Property label="Task"><TextLink href>"Show the task"</TextLink></Property> }
    });
    let revisions = href_here(&format!("/writer/content/{}/revisions", content.id));
    view! {
        <Panel title="State">
            <div class="stack-tight">
                {note}
                <PropertyList>
                    <Property label="Status">
                        {move || facts.with(|facts| view! { <StatusBadge label=facts.status.label() tone=facts.status.tone()/> })}
                    </Property>
                    <Property label="On the site">
                        {move || facts.with(|facts| view! { <StatusBadge label=facts.site_status.label() tone=facts.site_status.tone()/> })}
                    </Property>
                    <Property label="Length">{move || format!("{} words", format_number(facts.with(|facts| facts.words)))}</Property>
                    <Property label="Pictures">
                        {move || facts.with(|facts| format!("{} of {}", facts.images_done, facts.images))}
                    </Property>
                    <Property label="Cluster">{content.cluster_name.unwrap_or_else(|| "–".to_owned())}</Property>
                    <Property label="Structure">{content.structure.label()}</Property>
                    {task}
                    <Property label="Revisions">
                        <TextLink href=revisions>
                            {move || format!("Version {}", state.version.get())}
                        </TextLink>
                    </Property>
                </PropertyList>
            </div>
        </Panel>
    }
    .into_any()
}

/// The credits of an article in a sentence: for its text, and for its pictures where there are any.
fn charged(text: Option<i64>, pictures: i64) -> String {
    let credits = |n: i64| count_of(n, "credit", "credits");
    match (text, pictures) {
        (None, 0) => "nothing".to_owned(),
        (None, pictures) => format!("{} for pictures", credits(pictures)),
        (Some(text), 0) => format!("{} for the text", credits(text)),
        (Some(text), pictures) => format!("{} for the text, {} for pictures", credits(text), format_number(pictures)),
    }
}

/// What the article took, and who answers for it.
#[component]
fn ReceiptPanel(state: EditorState) -> impl IntoView {
    let receipt = Memo::new(move |_| state.facts.with(|facts| facts.receipt.clone()));
    let lines = move || {
        let receipt = receipt.get();
        let model = if receipt.model.is_empty() { "Written by hand".to_owned() } else { receipt.model };
        let calls = match receipt.failed_calls {
            0 => format_number(receipt.calls),
            failed => format!("{}, {} of them failed", format_number(receipt.calls), format_number(failed)),
        };
        #[expect(clippy::cast_precision_loss, reason = "a price to be read")]
        let cost = format!("${}", format_decimal(receipt.cost_micros as f64 / 1_000_000.0, 4));
        let charged = charged(receipt.credits, receipt.picture_credits);
        let approved = match (receipt.approved_by, receipt.approved_at) {
            (Some(name), Some(at)) => view! { {name} ", " <Timestamp at/> }.into_any(),
            _ => "nobody yet".into_any(),
        };
        view! {
            <Property label="Model">{model}</Property>
            <Property label="Calls">{calls}</Property>
            <Property label="Tokens">{format_number(receipt.tokens)}</Property>
            <Property label="Provider's price">{cost}</Property>
            <Property label="Charged">{charged}</Property>
            <Property label="Approved by">{approved}</Property>
        }
    };
    view! { <Panel title="Receipt"><PropertyList>{lines}</PropertyList></Panel> }.into_any()
}
