//! What the editor knows while somebody types: which version it started from, what is not saved yet, what was refused.

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::ev::Event;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::contents::ContentActions;
use super::{FORM, browser};
use crate::jobs::live::LiveJobs;
use crate::kit::answers::{Changes, is_signed_out};
use crate::kit::id::{ContentId, UserId};
use crate::kit::{AppError, ErrorKind};
use crate::ui::open_dialog;
use crate::writer::content::{BodyFormat, ContentEdit, ContentView, EDITED_MEANWHILE, Receipt, Saved};
use crate::writer::headings::{Heading, headings};
use crate::writer::server_fns::contents::{SaveContent, get_content};
use crate::writer::{ContentStatus, SiteStatus};

/// Quiet after which what was typed is saved.
const IDLE: Duration = Duration::from_secs(2);
/// Whoever types without a pause is saved this often, in milliseconds.
const AT_LEAST_EVERY: f64 = 15_000.0;
/// Time until a save is tried again that found no server.
const AGAIN: Duration = Duration::from_secs(10);
/// The dialog that asks what should stand.
pub(super) const CONFLICT: &str = "save-conflict";

/// What the page shows of an article beside its text; follows saves, actions and jobs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Facts {
    pub status: ContentStatus,
    pub site_status: SiteStatus,
    pub review_note: Option<String>,
    pub words: i64,
    pub images: i64,
    pub images_done: i64,
    /// How often its pictures have changed.
    pub pictures_version: i32,
    /// What its first pictures will cost at most, in credits.
    pub picture_credits: Option<i64>,
    /// When text, pictures or states changed last.
    pub updated_at: DateTime<Utc>,
    pub receipt: Receipt,
}

impl Facts {
    fn of(content: &ContentView) -> Self {
        Self {
            status: content.status,
            site_status: content.site_status,
            review_note: content.review_note.clone(),
            words: content.words,
            images: content.images,
            images_done: content.images_done,
            pictures_version: content.pictures_version,
            picture_credits: content.picture_credits,
            updated_at: content.updated_at,
            receipt: content.receipt.clone(),
        }
    }
}

/// Why the last save did not happen.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Trouble {
    /// Somebody saved in between: this is the version now and when it was saved, told in a sentence.
    Conflict {
        version: i64,
        at: Option<DateTime<Utc>>,
        sentence: String,
    },
    /// The session is over: the text is kept in the browser.
    SignedOut,
    Refused(AppError),
}

impl Trouble {
    fn of(error: AppError) -> Self {
        let version = error.typed_in("version").and_then(|version| version.parse().ok());
        let at = error.typed_in("at").and_then(|at| at.parse().ok());
        match version {
            Some(version) if error.code == EDITED_MEANWHILE => Self::Conflict { version, at, sentence: error.message },
            _ if is_signed_out(&error) => Self::SignedOut,
            _ => Self::Refused(error),
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct EditorState {
    pub id: ContentId,
    pub format: BodyFormat,
    viewer: Option<UserId>,
    pub version: RwSignal<i64>,
    pub dirty: RwSignal<bool>,
    pub saved_at: RwSignal<DateTime<Utc>>,
    pub facts: RwSignal<Facts>,
    pub outline: RwSignal<Vec<Heading>>,
    pub trouble: RwSignal<Option<Trouble>>,
    /// Text of an earlier visit that was never saved.
    pub kept: RwSignal<Option<ContentEdit>>,
    pub save: ServerAction<SaveContent>,
    reload: RwSignal<u32>,
    /// Counts what was typed: tells whether anything came after a save was sent.
    edits: StoredValue<u64>,
    sent: StoredValue<u64>,
    dirty_since: StoredValue<f64>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl EditorState {
    pub fn new(content: &ContentView, reload: RwSignal<u32>) -> Self {
        let save = ServerAction::<SaveContent>::new();
        // without JavaScript a refused save comes back with the page
        let refused = save.value().get_untracked().and_then(Result::err).map(Trouble::of);
        Self {
            id: content.id,
            format: content.format,
            viewer: content.viewer,
            version: RwSignal::new(content.version),
            dirty: RwSignal::new(false),
            saved_at: RwSignal::new(content.updated_at),
            facts: RwSignal::new(Facts::of(content)),
            outline: RwSignal::new(content.outline.clone()),
            trouble: RwSignal::new(refused),
            kept: RwSignal::new(None),
            save,
            reload,
            edits: StoredValue::new(0),
            sent: StoredValue::new(0),
            dirty_since: StoredValue::new(0.0),
            timer: StoredValue::new(None),
        }
    }

    /// The name under which unsaved text is kept: this person's, of this article.
    fn key(&self) -> String {
        let viewer = self.viewer.map(|user| user.to_string()).unwrap_or_default();
        format!("igny8:draft:{viewer}:{}", self.id)
    }

    /// The name for what is typed while such text is on offer: that one stays until somebody has decided.
    fn key_beside(&self) -> String {
        format!("{}:beside", self.key())
    }

    /// The name under which what is typed now is kept.
    fn key_of_typed(&self) -> String {
        if self.kept.with_untracked(Option::is_some) { self.key_beside() } else { self.key() }
    }

    /// Something in the editor changed.
    pub fn typed(&self, event: &Event) {
        if browser::belongs_to(event, FORM) {
            self.changed();
        }
    }

    /// Takes in the text as it stands and sees to its being saved.
    pub fn changed(&self) {
        if self.format == BodyFormat::Html
            && let Some(html) = browser::take_in_body()
        {
            self.outline.set(headings(&html));
        }
        self.edits.update_value(|n| *n += 1);
        // before any server is asked: whoever leaves the page or loses the session a second later finds it again
        if let Some(edit) = self.as_typed(true) {
            browser::keep(&self.key_of_typed(), &edit);
        }
        if !self.dirty.get_untracked() {
            self.dirty.set(true);
            self.dirty_since.set_value(browser::now());
        }
        if browser::now() - self.dirty_since.get_value() > AT_LEAST_EVERY {
            self.save_now(true);
        } else {
            self.save_after(IDLE);
        }
    }

    fn save_after(&self, wait: Duration) {
        self.stop();
        let state = *self;
        self.timer.set_value(set_timeout_with_handle(move || state.save_now(true), wait).ok());
    }

    /// Saves what is unsaved without waiting for quiet: the person turned to something else.
    pub fn save_soon(&self) {
        if self.dirty.get_untracked() {
            self.save_after(Duration::from_millis(200));
        }
    }

    /// Forgets the save that was planned; answers whether there was one.
    pub fn stop(&self) -> bool {
        let Some(Some(timer)) = self.timer.try_update_value(Option::take) else { return false };
        timer.clear();
        true
    }

    /// The person leaves: what was planned is done now.
    pub fn leave(&self) {
        if self.stop() {
            self.save_now(true);
        }
    }

    /// The form is being sent by one of its buttons. While a save is on its way it waits for that one: it would start
    /// from a version that is about to pass, and be told that somebody was first.
    pub fn submitting(&self, event: &Event) {
        if !browser::belongs_to(event, FORM) {
            return;
        }
        self.stop();
        if self.save.pending().get_untracked() {
            event.prevent_default();
            self.save_after(Duration::from_millis(200));
        } else {
            self.sent.set_value(self.edits.get_value());
        }
    }

    /// Saves, unless a save is on its way or the person has to decide first.
    pub fn save_now(&self, automatic: bool) {
        let undecided = matches!(self.trouble.try_get_untracked(), None | Some(Some(Trouble::Conflict { .. })));
        let Some(edit) = self.as_typed(automatic).filter(|_| !undecided) else { return };
        if self.save.pending().get_untracked() {
            self.save_after(IDLE);
            return;
        }
        self.sent.set_value(self.edits.get_value());
        self.save.dispatch(SaveContent { edit });
    }

    /// The form as it stands.
    fn as_typed(&self, automatic: bool) -> Option<ContentEdit> {
        let form = browser::FormValues::of(FORM)?;
        let value = |name: &str| form.get(&format!("edit[{name}]"));
        // the next article's form may stand there while this one is being left, or this one's in the other format
        if value("id") != self.id.to_string() || value("format") != self.format.as_str() {
            return None;
        }
        Some(ContentEdit {
            id: self.id,
            version: self.version.try_get_untracked()?,
            title: value("title"),
            format: self.format,
            body: value("body"),
            slug: value("slug"),
            meta_title: value("meta_title"),
            meta_description: value("meta_description"),
            excerpt: value("excerpt"),
            primary_keyword: value("primary_keyword"),
            tags: value("tags"),
            categories: value("categories"),
            automatic,
            then: None,
        })
    }

    /// The text as it stands, for copying it.
    pub fn text(&self) -> String {
        self.as_typed(true).map(|edit| edit.body).unwrap_or_default()
    }

    /// Takes in what saves answer.
    pub fn follow_saves(&self) {
        let (state, save) = (*self, self.save);
        Effect::new(move |seen: Option<usize>| {
            let version = save.version().get();
            if seen.is_some_and(|seen| seen < version) {
                match save.value().get_untracked() {
                    Some(Ok(saved)) => state.was_saved(saved),
                    Some(Err(error)) => state.was_refused(error),
                    None => {}
                }
            }
            version
        });
    }

    fn was_saved(&self, saved: Saved) {
        self.trouble.set(None);
        self.version.set(saved.version);
        self.saved_at.set(saved.at);
        self.facts.update(|facts| {
            facts.status = saved.status;
            facts.site_status = saved.site_status;
            facts.review_note = saved.review_note;
            facts.words = saved.words;
            facts.updated_at = saved.at;
        });
        if self.edits.get_value() == self.sent.get_value() {
            self.dirty.set(false);
            browser::forget(&self.key_of_typed());
        } else {
            self.dirty_since.set_value(browser::now());
            self.save_after(IDLE);
        }
    }

    fn was_refused(&self, error: AppError) {
        let passes_by_itself = error.kind == ErrorKind::Unavailable;
        let trouble = Trouble::of(error);
        if matches!(trouble, Trouble::Conflict { .. }) {
            open_dialog(CONFLICT);
        }
        self.trouble.set(Some(trouble));
        if passes_by_itself {
            self.save_after(AGAIN);
        }
    }

    /// Saves over what somebody else saved in between; theirs stays as a revision.
    pub fn overwrite(&self) {
        if let Some(Trouble::Conflict { version, .. }) = self.trouble.get_untracked() {
            self.version.set(version);
            self.trouble.set(None);
            self.save_now(false);
        }
    }

    /// Shows what is saved; unsaved text stays kept in the browser and is offered again.
    pub fn show_saved(&self) {
        self.stop();
        self.reload.update(|n| *n += 1);
    }

    /// What is wrong with a field, as the last save told.
    pub fn error_of(&self, field: &'static str) -> Signal<Option<String>> {
        let trouble = self.trouble;
        Signal::derive(move || match trouble.get() {
            Some(Trouble::Refused(error)) => error.for_field(field),
            _ => None,
        })
    }

    /// Looks for text of an earlier visit.
    pub fn find_kept(&self) {
        let differs = |kept: &ContentEdit| {
            self.as_typed(true).is_none_or(|now| ContentEdit { version: now.version, ..kept.clone() } != now)
        };
        let (key, beside) = (self.key(), self.key_beside());
        // where nothing is left to decide, what was typed beside an offer takes its place
        let offered = browser::kept(&key).filter(differs).or_else(|| {
            let typed = browser::kept(&beside)?;
            browser::keep(&key, &typed);
            browser::forget(&beside);
            Some(typed).filter(differs)
        });
        self.kept.set(offered);
    }

    /// Puts text of an earlier visit in the place of what is shown; it is saved as if it had been typed.
    pub fn take_kept(&self) {
        if let Some(kept) = self.kept.get_untracked() {
            browser::put(FORM, &kept);
            browser::forget(&self.key_beside());
            self.kept.set(None);
            self.changed();
        }
    }

    pub fn drop_kept(&self) {
        browser::forget(&self.key());
        self.find_kept();
    }

    /// Looks again at what actions, also those on its pictures, and jobs change, and when one is refused. The text is left alone while somebody works on it.
    pub fn follow(&self, actions: ContentActions, changes: Changes, live: LiveJobs) {
        let state = *self;
        Effect::new(move |seen: Option<(usize, u64, u64)>| {
            let now = (actions.version(), changes.count().get(), live.ended().get());
            if seen.is_some_and(|seen| seen != now) {
                spawn_local(async move {
                    if let Ok(content) = get_content(state.id, state.format).await {
                        state.take_facts(&content);
                    }
                });
            }
            now
        });
    }

    fn take_facts(&self, content: &ContentView) {
        let Some(version) = self.version.try_get_untracked() else { return };
        if content.version != version && !self.dirty.get_untracked() {
            self.reload.update(|n| *n += 1);
        } else {
            self.facts.set(Facts::of(content));
        }
    }
}
