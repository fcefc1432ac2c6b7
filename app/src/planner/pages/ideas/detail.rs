//! `/planner/ideas/:id`: one idea, to be read, changed and sent to the writer.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::web_sys::Element;
use leptos_router::hooks::use_params_map;

use super::add_dialog::title_length;
use super::outline_editor::OutlineEditor;
use super::row::Overlap;
use crate::ai::structure::{ContentStructure, ContentType};
use crate::kit::AppError;
use crate::kit::answers::{Refusals, about_field, on_success, refusal, sentence, typed_or};
use crate::kit::bulk::{SelectionField, one};
use crate::kit::id::IdeaId;
use crate::kit::subject::Subject;
use crate::planner::idea::{IdeaDetail, IdeaQuery, IdeaStatus, WORDS, format_outline};
use crate::planner::server_fns::ideas::{DeleteIdeas, EditIdea, SendIdeas, SwitchIdeas, get_idea};
use crate::sites::scope::{href_here, href_of};
use crate::ui::*;

const DELETE: &str = "delete-idea";

/// The actions of the page, for its parts.
#[derive(Clone, Copy)]
struct DetailActions {
    edit: ServerAction<EditIdea>,
    send: ServerAction<SendIdeas>,
    switch: ServerAction<SwitchIdeas>,
    delete: ServerAction<DeleteIdeas>,
}

/// What the form holds that is not stored. It is counted, since some may be typed while a save is on its way.
#[derive(Clone, Copy)]
struct Unsaved {
    changes: RwSignal<u32>,
    sent: StoredValue<u32>,
    stored: RwSignal<u32>,
}

impl Unsaved {
    fn new() -> Self {
        Self { changes: RwSignal::new(0), sent: StoredValue::new(0), stored: RwSignal::new(0) }
    }

    fn is_any(self) -> bool {
        self.changes.get() != self.stored.get()
    }

    fn changed(self) {
        self.changes.update(|n| *n += 1);
    }

    /// A press on one of the outline's buttons changes it as well.
    fn pressed(self, event: &MouseEvent) {
        if matches!(event_target::<Element>(event).closest("button[type=button]"), Ok(Some(_))) {
            self.changed();
        }
    }

    fn note_sent(self) {
        self.sent.set_value(self.changes.get_untracked());
    }

    fn note_stored(self) {
        self.stored.set(self.sent.get_value());
    }
}

#[component]
pub fn IdeaPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get_str("id").and_then(|id| id.parse::<IdeaId>().ok())));
    let actions = DetailActions {
        edit: ServerAction::new(),
        send: ServerAction::new(),
        switch: ServerAction::new(),
        delete: ServerAction::new(),
    };
    // a refused edit leaves the form as it was typed
    let saved = RwSignal::new(0_u32);
    let unsaved = Unsaved::new();
    let toasts = use_toasts();
    on_success(*actions.edit, move |()| {
        unsaved.note_stored();
        saved.update(|n| *n += 1);
        toasts.success("Saved");
    });
    on_success(*actions.send, move |_| {
        // what was typed meanwhile leaves with the form
        unsaved.note_sent();
        unsaved.note_stored();
        saved.update(|n| *n += 1);
        let tasks = href_here("/writer/tasks");
        toasts.show(Toast::new("It is a task now").tone(Tone::Green).link("Show tasks", tasks));
    });
    on_success(*actions.switch, move |_| saved.update(|n| *n += 1));
    let idea = Resource::new(
        move || (id.get(), saved.get()),
        |(id, _)| async move {
            match id {
                Some(id) => get_idea(id).await,
                None => Err(AppError::not_found("idea")),
            }
        },
    );
    view! {
        <Subject resource=idea noun="idea" list="/planner/ideas" skeleton=|| view! { <SkeletonPanel/> } version=status_of let:idea>
            <IdeaView idea unsaved actions/>
        </Subject>
    }
    .into_any()
}

/// What its form is made anew for: of one that was sent it shows what its task was made of.
fn status_of(idea: &IdeaDetail) -> String {
    idea.row.status.to_string()
}

#[component]
fn IdeaView(idea: IdeaDetail, unsaved: Unsaved, actions: DetailActions) -> impl IntoView {
    let row = idea.row.clone();
    let id = row.id;
    let waits = row.status == IdeaStatus::New;
    let badges = {
        let row = row.clone();
        move || {
            view! {
                <StatusBadge label=row.status.label() tone=row.status.tone()/>
                {row.disabled.then(|| view! { <Badge tone=Tone::Amber icon=IconName::EyeOff>"Switched off"</Badge> })}
            }
        }
    };
    // the writer gets what is stored
    let waiting = Signal::derive(move || unsaved.is_any());
    let hint = move || waiting.get().then(|| view! { <span class="muted">"Save the idea, then send it."</span> });
    let send = (idea.may_edit && waits && !row.disabled).then(|| {
        view! {
            <span class="row" aria-live="polite">{hint}</span>
            <ActionForm action=actions.send>
                <SelectionField value=one(id)/>
                <Button submit=true kind=ButtonKind::Primary icon=IconName::Send disabled=waiting pending=actions.send.pending()>"Send to writer"</Button>
            </ActionForm>
        }
    });
    // also one that was written, once its task is deleted
    let deletable = idea.task.is_none();
    let task = idea.task.map(|task| {
        let href = href_of(&format!("/writer/tasks/{task}"), Some(idea.site), None);
        view! { <ButtonLink href kind=ButtonKind::Primary icon=IconName::ListTodo>"Open its task"</ButtonLink> }
    });
    let (off, icon) = if row.disabled { ("Switch on", IconName::Eye) } else { ("Switch off", IconName::EyeOff) };
    let menu = idea.may_edit.then(|| {
        let delete = deletable
            .then(|| view! { <MenuLine/> <MenuItem danger=true icon=IconName::Trash opens=DELETE>"Delete"</MenuItem> });
        view! {
            <Menu id="idea-actions" label="Actions for this idea" kind=ButtonKind::Secondary>
                <ActionForm action=actions.switch>
                    <SelectionField value=one(id)/>
                    <input type="hidden" name="off" value=(!row.disabled).to_string()/>
                    <MenuItem submit=true icon>{off}</MenuItem>
                </ActionForm>
                {delete}
            </Menu>
            <Confirm id=DELETE title="Delete this idea" body="You can undo this for 30 days, under Changes." error=sentence(refusal(*actions.delete))>
                <ActionForm action=actions.delete>
                    <SelectionField value=one(id)/>
                    <input type="hidden" name="to_list_of" value=idea.site.to_string()/>
                    <ConfirmActions dialog=DELETE label="Delete this idea" pending=actions.delete.pending()/>
                </ActionForm>
            </Confirm>
        }
    });
    let side = {
        let idea = idea.clone();
        move || view! { <IdeaSide idea=idea.clone()/> }
    };
    let list = href_of(IdeaQuery::PATH, Some(idea.site), None);
    view! {
        <PageHead title=row.title.clone() crumbs=vec![Crumb::new("Ideas", list)] badge=badges>
            {menu}
            {task}
            {send}
        </PageHead>
        <Refusals of=vec![refusal(*actions.send), refusal(*actions.switch), refusal(*actions.delete)]/>
        <DetailLayout side>
            <IdeaEditor idea unsaved action=actions.edit/>
        </DetailLayout>
    }
    .into_any()
}

#[component]
fn IdeaEditor(idea: IdeaDetail, unsaved: Unsaved, action: ServerAction<EditIdea>) -> impl IntoView {
    let row = idea.row;
    let readonly = !idea.may_edit || row.status != IdeaStatus::New;
    let error = refusal(*action);
    // what was typed into a form that was refused without JavaScript, else what is stored
    let value = move |field: &'static str, stored: String| typed_or(error, field, Some(stored));
    let structures = ContentStructure::ALL.iter().map(|one| Choice::new(one.as_str(), one.label())).collect::<Vec<_>>();
    let types = ContentType::ALL.iter().map(|one| Choice::new(one.as_str(), one.label())).collect::<Vec<_>>();
    let outline = error
        .get_untracked()
        .and_then(|error| error.typed_in("outline"))
        .unwrap_or_else(|| format_outline(&idea.outline));
    let note = readonly.then_some(match row.status {
        IdeaStatus::New => "Your role may read ideas, not change them.",
        IdeaStatus::Queued | IdeaStatus::Completed => "This idea is with the writer; what is written follows its task.",
    });
    let save = (!readonly).then(|| {
        view! {
            <FormActions>
                <Button submit=true icon=IconName::Save pending=action.pending()>"Save the idea"</Button>
            </FormActions>
        }
    });
    view! {
        <Panel title="Idea" sentence=note.map(ToOwned::to_owned)>
            <div
                on:input=move |_| unsaved.changed()
                on:click=move |event| unsaved.pressed(&event)
                on:submit:capture=move |_| unsaved.note_sent()
            >
                <ActionForm action attr:class="form form-wide">
                    <FormError error=sentence(error)/>
                    <input type="hidden" name="id" value=row.id.to_string()/>
                    <Field
                        name="form[title]"
                        label="Title"
                        required=true
                        disabled=readonly
                        max_length=title_length()
                        value=value("title", row.title)
                        error=about_field(error, "title")
                    />
                    <Field
                        name="form[primary_keyword]"
                        label="Primary keyword"
                        required=true
                        disabled=readonly
                        max_length=200
                        value=value("primary_keyword", row.primary_keyword)
                        error=about_field(error, "primary_keyword")
                    />
                    <FieldRow>
                        <SelectField
                            name="form[structure]"
                            label="Structure"
                            options=structures
                            disabled=readonly
                            selected=value("structure", row.structure.to_string())
                            error=about_field(error, "structure")
                        />
                        <SelectField
                            name="form[content_type]"
                            label="Type on the site"
                            options=types
                            disabled=readonly
                            selected=value("content_type", row.content_type.to_string())
                            error=about_field(error, "content_type")
                        />
                        <Field
                            name="form[target_words]"
                            label="Length"
                            kind=FieldKind::Number
                            suffix="words"
                            disabled=readonly
                            min=WORDS.start().to_string()
                            max=WORDS.end().to_string()
                            value=value("target_words", row.target_words.to_string())
                            error=about_field(error, "target_words")
                        />
                    </FieldRow>
                    <FieldRow>
                        <Field
                            name="form[audience]"
                            label="Audience"
                            optional_mark=true
                            disabled=readonly
                            max_length=300
                            value=value("audience", idea.audience)
                            error=about_field(error, "audience")
                        />
                        <Field
                            name="form[tone]"
                            label="Tone"
                            optional_mark=true
                            disabled=readonly
                            max_length=300
                            value=value("tone", idea.tone)
                            error=about_field(error, "tone")
                        />
                    </FieldRow>
                    <OutlineEditor first=outline error=about_field(error, "outline") readonly/>
                    {save}
                </ActionForm>
            </div>
        </Panel>
    }
    .into_any()
}

#[component]
fn IdeaSide(idea: IdeaDetail) -> impl IntoView {
    let row = idea.row;
    let overlap = row.overlaps_with.map(|title| {
        view! {
            <Notice tone=Tone::Amber title="Close to something there is">
                <p>"Two pages about the same compete with each other. Change this one, or leave it."</p>
                <Overlap title/>
            </Notice>
        }
    });
    let cluster = row.cluster.map(|(id, name)| {
        let href = href_of(&format!("/planner/clusters/{id}"), Some(idea.site), None);
        view! { <Property label="Cluster"><TextLink href>{name}</TextLink></Property> }
    });
    let keywords = idea
        .keywords
        .into_iter()
        .map(|(keyword, volume)| {
            let volume = volume.map(|volume| view! { <span class="muted num">{format_number(volume)}</span> });
            view! { <li class="row-between"><span>{keyword}</span>{volume}</li> }
        })
        .collect::<Vec<_>>();
    let keywords = (!keywords.is_empty()).then(|| {
        view! { <Panel title="Target keywords" sentence="With their searches a month."><ul class="list-plain">{keywords}</ul></Panel> }
    });
    view! {
        {overlap}
        <Panel title="Properties">
            <PropertyList>
                {cluster}
                <Property label="Sector">{row.sector}</Property>
            </PropertyList>
        </Panel>
        {keywords}
    }
    .into_any()
}
