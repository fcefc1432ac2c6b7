//! What was recognised in a file, for the person to confirm or correct: one form, sent to look again or to import.

use leptos::form::ActionForm;
use leptos::prelude::*;

use crate::kit::AppError;
use crate::kit::answers::{about_field, refusal, sentence, typed_or};
use crate::planner::country::COUNTRIES;
use crate::planner::import::{Delimiter, Field as Column, ImportDetail, Layout, TextEncoding, Tool};
use crate::planner::pages::import::home::RoomNote;
use crate::planner::server_fns::imports::SaveImport;
use crate::ui::*;

/// Columns that a menu offers; what is called a table with more is none.
const OFFERED: usize = 200;

#[component]
pub(super) fn MappingForm(detail: ImportDetail, save: ServerAction<SaveImport>) -> impl IntoView {
    let layout = detail.import.layout.clone();
    let refused = refusal(*save);
    // as it was corrected, when the form comes back with an error
    let value = move |field: &'static str, known: String| typed_or(refused, field, Some(known));
    let found = found(&detail);
    let start_label = start_label(&detail);
    let sectors: Vec<Choice> =
        detail.sectors.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect();
    let countries = COUNTRIES.iter().map(|(code, name)| Choice::new(*code, *name)).collect();
    // worth knowing when not all of the file will fit
    let short_room = detail.room.filter(|room| *room < rows_of(&detail));
    let may_edit = detail.may_edit;
    let (id, sector) = (detail.import.id.to_string(), detail.import.sector.to_string());
    let columns = Column::ALL.iter().map(|field| column_select(*field, &layout, refused)).collect_view();
    let hint = (layout.tool == Tool::GoogleKeywordPlanner && layout.map.difficulty.is_none()).then(|| {
        view! {
            <Notice>"Competition is about advertisements, so it is not taken for difficulty. Choose it below if you want it all the same."</Notice>
        }
    });
    view! {
        <RoomNote room=short_room plan=detail.plan/>
        <Panel title="Check before importing" sentence=found>
            <ActionForm action=save attr:class="form">
                <FormError error=sentence(refused)/>
                <input type="hidden" name="id" value=id/>
                <FieldRow>
                    <SelectField
                        id="field-sector"
                        name="form[sector]"
                        label="Sector"
                        options=sectors
                        selected=value("sector", sector)
                        error=about_field(refused, "sector")
                    />
                    <SelectField
                        id="field-country"
                        name="form[country]"
                        label="Country where none is given"
                        options=countries
                        placeholder="None in particular"
                        selected=value("country", layout.country.clone())
                        error=about_field(refused, "country")
                    />
                </FieldRow>
                {hint}
                <FieldGroup legend="Which column is what">
                    <div class="grid-3">
                        {columns}
                    </div>
                </FieldGroup>
                <Disclosure summary="How the file is read">
                    <FieldRow>
                        <SelectField
                            id="field-encoding"
                            name="form[encoding]"
                            label="Encoding"
                            options=TextEncoding::ALL.iter().map(|one| Choice::new(one.as_str(), one.label())).collect()
                            selected=value("encoding", layout.encoding.to_string())
                            help="If letters below look wrong, choose another and look again."
                            error=about_field(refused, "encoding")
                        />
                        <SelectField
                            id="field-delimiter"
                            name="form[delimiter]"
                            label="Between the columns"
                            options=Delimiter::ALL.iter().map(|one| Choice::new(one.as_str(), one.label())).collect()
                            selected=value("delimiter", layout.delimiter.to_string())
                            help="Another one, or another encoding, shows the preview anew before anything is imported."
                            error=about_field(refused, "delimiter")
                        />
                        <Field
                            id="field-skip"
                            name="form[skip]"
                            label="Rows to pass over at the top"
                            kind=FieldKind::Number
                            min="0"
                            max="100"
                            value=value("skip", layout.skip.to_string())
                            help="Titles and headings."
                            error=about_field(refused, "skip")
                        />
                    </FieldRow>
                </Disclosure>
                {may_edit
                    .then(|| {
                        view! {
                            <FormActions>
                                <Button
                                    kind=ButtonKind::Primary
                                    submit=true
                                    name="then"
                                    value="start"
                                    icon=IconName::Check
                                    pending=save.pending()
                                >
                                    {start_label}
                                </Button>
                                <Button submit=true name="then" value="look" pending=save.pending()>"Look again"</Button>
                            </FormActions>
                        }
                    })}
            </ActionForm>
        </Panel>
    }
    .into_any()
}

/// Rows that can be imported, as far as is known.
fn rows_of(detail: &ImportDetail) -> i64 {
    detail
        .preview
        .as_ref()
        .filter(|preview| preview.complete)
        .map_or(detail.import.layout.lines, |preview| preview.good)
}

/// What the preview found, in a sentence.
fn found(detail: &ImportDetail) -> String {
    let lines = detail.import.layout.lines;
    let Some(preview) = &detail.preview else { return format!("About {}.", plural(lines, "line", "lines")) };
    let bad = preview.checked - preview.good;
    let rows = if preview.complete {
        plural(preview.checked, "row", "rows")
    } else {
        format!("About {}; of the first {}", plural(lines, "line", "lines"), plural(preview.checked, "row", "rows"))
    };
    match bad {
        0 => format!("{rows}, all of which can be imported."),
        _ => format!(
            "{rows}: {} can be imported, {} cannot and will be listed with the reasons.",
            format_number(preview.good),
            format_number(bad)
        ),
    }
}

fn start_label(detail: &ImportDetail) -> String {
    match &detail.preview {
        Some(preview) if preview.complete => format!("Import {}", plural(preview.good, "keyword", "keywords")),
        _ => "Import all of it".to_owned(),
    }
}

/// The menu of columns for one field.
fn column_select(field: Column, layout: &Layout, refused: Signal<Option<AppError>>) -> AnyView {
    let (id, name) = (field.input(), format!("form[columns][{field}]"));
    let taken = layout.map.of(field);
    let columns = layout.columns.iter().enumerate().filter(|(at, _)| *at < OFFERED || Some(*at) == taken);
    let options = columns.map(|(at, column)| {
        let label = if column.is_empty() { format!("Column {}", at + 1) } else { column.clone() };
        Choice::new(at.to_string(), label)
    });
    let options = options.collect();
    let selected = typed_or(refused, field.input(), taken.map(|at| at.to_string()));
    let error = about_field(refused, field.input());
    if field == Column::Keyword {
        view! { <SelectField id name label=field.label() options selected error required=true/> }.into_any()
    } else {
        view! { <SelectField id name label=field.label() options selected error placeholder="Not in the file"/> }
            .into_any()
    }
}
