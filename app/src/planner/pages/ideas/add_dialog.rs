//! Adding an idea by hand: what it is about and where it belongs; the rest is on its own page.

use leptos::prelude::*;

use crate::ai::structure::ContentStructure;
use crate::kit::answers::{about_field, refusal, sentence, typed_or};
use crate::planner::idea::{IdeaPlace, MAX_TITLE, PlaceChoice, WORDS};
use crate::planner::server_fns::ideas::AddIdea;
use crate::ui::*;

/// The dialog's id.
pub(super) const ADD_DIALOG: &str = "add-idea";
/// Words to begin with.
const USUAL_WORDS: &str = "1500";

#[component]
pub(super) fn AddDialog(places: Vec<PlaceChoice>, action: ServerAction<AddIdea>) -> impl IntoView {
    let error = refusal(*action);
    close_dialog_when(ADD_DIALOG, Signal::derive(move || matches!(action.value().get(), Some(Ok(_)))));
    let typed = move |field: &'static str, first: &'static str| typed_or(error, field, Some(first.to_owned()));
    let only = (places.len() == 1).then(|| places[0].sector);
    let place = match only {
        Some(sector) => {
            view! { <input type="hidden" name="place" value=IdeaPlace::Sector(sector).to_string()/> }.into_any()
        }
        None => {
            let options = places.into_iter().map(choice).collect::<Vec<_>>();
            view! { <SelectField name="place" label="Belongs to" options error=about_field(error, "place")/> }
                .into_any()
        }
    };
    let structures = ContentStructure::ALL.iter().map(|one| Choice::new(one.as_str(), one.label())).collect::<Vec<_>>();
    let words = (WORDS.start().to_string(), WORDS.end().to_string());
    view! {
        <Dialog id=ADD_DIALOG title="Add an idea" sentence="Outline, audience and tone are on its own page.">
            <ActionForm action attr:class="form">
                <FormError error=sentence(error)/>
                <Field
                    name="title"
                    label="Title"
                    required=true
                    max_length=title_length()
                    value=typed("title", "")
                    error=about_field(error, "title")
                />
                <Field
                    name="primary_keyword"
                    label="Primary keyword"
                    required=true
                    max_length=200
                    value=typed("primary_keyword", "")
                    error=about_field(error, "primary_keyword")
                />
                {place}
                <FieldRow>
                    <SelectField
                        name="structure"
                        label="Structure"
                        options=structures
                        selected=typed("structure", ContentStructure::Article.as_str())
                        error=about_field(error, "structure")
                    />
                    <Field
                        name="target_words"
                        label="Length"
                        kind=FieldKind::Number
                        suffix="words"
                        min=words.0
                        max=words.1
                        value=typed("target_words", USUAL_WORDS)
                        error=about_field(error, "target_words")
                    />
                </FieldRow>
                <FormActions>
                    <DialogClose closes=ADD_DIALOG>"Cancel"</DialogClose>
                    <Button submit=true kind=ButtonKind::Primary icon=IconName::Plus pending=action.pending()>"Add the idea"</Button>
                </FormActions>
            </ActionForm>
        </Dialog>
    }
    .into_any()
}

/// [`MAX_TITLE`] as fields take it.
pub(super) fn title_length() -> i64 {
    i64::try_from(MAX_TITLE).unwrap_or(i64::MAX)
}

fn choice(place: PlaceChoice) -> Choice {
    match place.cluster {
        Some((id, name)) => Choice::new(IdeaPlace::Cluster(id).to_string(), name).group(place.sector_name),
        None => Choice::new(IdeaPlace::Sector(place.sector).to_string(), "No cluster").group(place.sector_name),
    }
}
