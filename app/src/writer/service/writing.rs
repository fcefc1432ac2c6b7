//! Writes an article from a task, section by section, so that its length is met and a retry pays for nothing twice.
//!
//! Each finished section is kept at once. The article is made whole in one transaction with its first revision, the
//! task's and the idea's end, and the charge: there is never half a draft, and never a draft that was not paid for.
//!
//! A task has rounds: writing it once more after its article was deleted begins one, and the credits held for the article
//! are named after task and round. A try that crashed or failed is repeated within its round.

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::pace::{Heard, show_while};
use super::plan::{self, Planned};
use super::{slugs, tasks, words};
use crate::access::audit::{self, Event};
use crate::access::{AuditAction, TenantTx};
use crate::ai::answer::{MetaAnswer, SectionAnswer};
use crate::ai::ask::Asked;
use crate::ai::brief::{ArticleMetaBrief, SectionBrief, SectionKind, SiteBrief};
use crate::ai::html::{escape, plain_text};
use crate::ai::metering::{self, Meter, Opened};
use crate::ai::prompts;
use crate::billing::credits::Operation;
use crate::jobs::context::{JobContext, JobFailure, JobResult};
use crate::kit::html::sanitise;
use crate::kit::id::{ContentId, TaskId};
use crate::kit::text::{shorten, thousands};
use crate::kit::{AppError, AppResult};
use crate::planner::idea::IdeaStatus;
use crate::sites::service::{sectors, sites};
use crate::writer::TaskStatus;
use crate::writer::content::{MAX_EXCERPT, MAX_META, split_labels};
use crate::writer::revision::RevisionReason;
use crate::writer::store;
use crate::writer::store::contents::NewContent;
use crate::writer::store::revisions::NewRevision;
use crate::writer::store::sections::SectionRow;
use crate::writer::store::tasks::TaskBrief;

/// Characters of the text so far that a model is told, to go on from.
const TAIL: usize = 1_500;
/// Categories of the site that a model may choose from.
const CATEGORIES: i64 = 60;

/// What a job is told besides its task.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Payload {
    /// None in jobs of before there were rounds.
    #[serde(default)]
    pub round: i32,
}

/// What names the credits held for an article: every try in a round of the task uses the same, so it is charged once.
#[must_use]
pub fn credit_key(task: TaskId, round: i32) -> String {
    match round {
        // as it was named before there were rounds
        0 => format!("article:{task}"),
        round => format!("article:{task}:{round}"),
    }
}

/// The job.
pub(crate) async fn run(job: &JobContext) -> JobResult {
    let Some(writer) = Writer::begin(job).await? else { return finish_again(job).await };
    let credits = writer.credits().await?;
    let key = credit_key(writer.task.id, writer.task.round);
    let mut meter = match Meter::open(job, Operation::Content, &key, credits).await? {
        Opened::Meter(meter) => meter,
        Opened::Settled { .. } => return finish_again(job).await,
    };
    let mut sections = writer.kept().await?;
    let kept_tokens = sections.iter().map(|section| section.tokens).sum();
    for position in sections.len()..writer.plan.len() {
        let section = writer.write_section(&mut meter, position, &sections).await?;
        sections.push(section);
    }
    let meta = writer.describe(&mut meter, &sections).await?;
    writer.finish(meter, kept_tokens, &sections, meta).await
}

/// Marks the task as failed; sections that are written stay for the next try.
pub(crate) async fn failed(tx: &mut TenantTx<'_>, target: Uuid, error: &AppError) -> AppResult<()> {
    let from = [TaskStatus::Queued, TaskStatus::InProgress];
    store::tasks::move_to(tx, &[TaskId(target)], &from, TaskStatus::Failed, Some(&error.message)).await?;
    Ok(())
}

/// Puts the task back in the queue; sections that are written stay for the next try.
pub(crate) async fn cancelled(tx: &mut TenantTx<'_>, target: Uuid) -> AppResult<()> {
    store::tasks::move_to(tx, &[TaskId(target)], &[TaskStatus::InProgress], TaskStatus::Queued, None).await?;
    Ok(())
}

/// The sentence that says how far an article is.
pub(super) fn sentence(step: &str, words: i64) -> String {
    format!("{step} · {} words", thousands(words))
}

/// Ends a job whose article was finished by an earlier delivery.
async fn finish_again(job: &JobContext) -> JobResult {
    let mut tx = job.begin().await?;
    let content = store::contents::of_task(&mut tx, TaskId(job.target()?)).await?;
    job.complete(tx, &json!({ "content": content })).await
}

/// An article at work.
struct Writer<'a> {
    job: &'a JobContext,
    task: TaskBrief,
    site: SiteBrief,
    plan: Vec<Planned>,
    headings: Vec<String>,
}

impl<'a> Writer<'a> {
    /// Takes the task up; `None` when its article is there already, or another round of it has begun.
    async fn begin(job: &'a JobContext) -> Result<Option<Self>, JobFailure> {
        let id = TaskId(job.target()?);
        let Payload { round } = job.payload()?;
        let mut tx = job.begin().await?;
        let Some(task) = store::tasks::brief(&mut tx, id).await? else {
            return Err(AppError::not_found("task").into());
        };
        if task.status == TaskStatus::Completed || task.round != round {
            return Ok(None);
        }
        let from = [TaskStatus::Queued, TaskStatus::Failed];
        store::tasks::move_to(&mut tx, &[id], &from, TaskStatus::InProgress, None).await?;
        let site = sites::get(&mut tx, task.site).await?;
        let sector = sectors::of_site(&mut tx, task.site).await?.into_iter().find(|sector| sector.id == task.sector);
        tx.commit().await?;
        let site = SiteBrief {
            name: site.name,
            language: site.language,
            industry: site.industry_name,
            sector: sector.map(|sector| sector.name).unwrap_or_default(),
            about: site.description,
            ..SiteBrief::default()
        };
        let plan = plan::sections_of(&task.outline, task.target_words);
        let headings = task.outline.iter().map(|section| section.heading.clone()).collect();
        Ok(Some(Self { job, task, site, plan, headings }))
    }

    /// The most the article may cost: what was shown before it was asked for.
    async fn credits(&self) -> Result<i64, JobFailure> {
        let mut tx = self.job.begin().await?;
        Ok(tasks::credits_of(&mut tx, &self.job.state, &self.task).await?)
    }

    /// Sections that an earlier try wrote and that still belong to the outline. Those of an outline that has changed
    /// since are dropped: the article is written from the outline as it stands.
    async fn kept(&self) -> Result<Vec<SectionRow>, JobFailure> {
        let mut tx = self.job.begin().await?;
        let mut sections = store::sections::of_task(&mut tx, self.task.id).await?;
        let fits = sections.iter().enumerate().all(|(at, section)| {
            usize::try_from(section.position) == Ok(at)
                && self.plan.get(at).is_some_and(|planned| planned.outline.heading == section.heading)
        });
        if !fits {
            store::sections::delete_of_task(&mut tx, self.task.id).await?;
            sections.clear();
        }
        tx.commit().await?;
        Ok(sections)
    }

    /// Writes one section and keeps it.
    async fn write_section(
        &self,
        meter: &mut Meter<'_>,
        position: usize,
        before: &[SectionRow],
    ) -> Result<SectionRow, JobFailure> {
        self.job.check_cancelled()?;
        let planned = &self.plan[position];
        let written: i64 = before.iter().map(|section| i64::from(section.words)).sum();
        let step = format!("Writing section {} of {}", position + 1, self.plan.len());
        self.job.progress(steps(position), steps(self.plan.len() + 1), &sentence(&step, written)).await?;

        let so_far = body_of(before);
        let heading = heading_of(planned);
        let brief = self.section_brief(position, &so_far, written);
        let mut request = prompts::section_request(&brief);
        request.cancel = self.job.cancel.clone();
        let heard = Heard::default();
        let hear = |progress: crate::ai::text::Progress<'_>| heard.take(progress);
        let asking = meter.ask::<SectionAnswer>(&request, Some(&hear));
        let asked: Asked<SectionAnswer> =
            show_while(self.job, &heard, &format!("{so_far}{heading}"), written, &step, asking).await?;

        let html = sanitise(&asked.answer.html);
        let section = SectionRow {
            position: i32::try_from(position).unwrap_or(i32::MAX),
            heading: planned.outline.heading.clone(),
            words: i32::try_from(words::count(&format!("{heading}{html}"))).unwrap_or(i32::MAX),
            html,
            tokens: metering::total(asked.tokens),
        };
        let mut tx = self.job.begin().await?;
        store::sections::insert(&mut tx, self.task.id, &section).await?;
        tx.commit().await?;
        Ok(section)
    }

    fn section_brief(&self, position: usize, so_far: &str, written: i64) -> SectionBrief {
        let (task, planned) = (&self.task, &self.plan[position]);
        let heading_words = words::count(&heading_of(planned));
        SectionBrief {
            site: self.site.clone(),
            title: task.title.clone(),
            content_type: task.content_type,
            structure: task.structure,
            cluster_name: task.cluster_name.clone(),
            primary_keyword: task.primary_keyword.clone(),
            keywords: task.keywords.clone(),
            audience: task.audience.clone(),
            tone: task.tone.clone(),
            kind: planned.kind,
            section: planned.outline.clone(),
            headings: self.headings.clone(),
            position: steps(position),
            total: steps(self.plan.len()),
            target_words: plan::words_for(&self.plan, position, task.target_words, written, heading_words),
            written_so_far: words::tail(so_far, TAIL),
            guidance: String::new(),
        }
    }

    /// Asks for title, description, excerpt, tags and categories of the finished text.
    async fn describe(&self, meter: &mut Meter<'_>, sections: &[SectionRow]) -> Result<MetaAnswer, JobFailure> {
        self.job.check_cancelled()?;
        let body = body_of(sections);
        let message = sentence("Describing the article for search results", words::count(&body));
        self.job.progress(steps(self.plan.len()), steps(self.plan.len() + 1), &message).await?;
        self.job.show_partial(&body, &message).await?;
        let mut tx = self.job.begin().await?;
        let categories = store::contents::categories_of_site(&mut tx, self.task.site, CATEGORIES).await?;
        tx.commit().await?;
        let brief = ArticleMetaBrief {
            site: self.site.clone(),
            title: self.task.title.clone(),
            structure: self.task.structure,
            cluster_name: self.task.cluster_name.clone(),
            primary_keyword: self.task.primary_keyword.clone(),
            keywords: self.task.keywords.clone(),
            categories,
            article: plain_text(&body),
            guidance: String::new(),
        };
        let mut request = prompts::meta_request(&brief);
        request.cancel = self.job.cancel.clone();
        Ok(meter.ask::<MetaAnswer>(&request, None).await?.answer)
    }

    /// Makes the article whole, all at once.
    async fn finish(&self, meter: Meter<'_>, kept_tokens: i64, sections: &[SectionRow], meta: MetaAnswer) -> JobResult {
        let id = ContentId::new();
        let answer = json!({ "content": id });
        let mut tx = self.job.begin().await?;
        // the balance first, then articles and slugs: everybody takes them in this order, and nobody waits in a ring
        let credits = meter.settle(&mut tx, kept_tokens, &answer).await?;
        let content = self.content(&mut tx, id, sections, meta).await?;
        store::contents::insert(&mut tx, &content).await?;
        let revision = NewRevision {
            content: content.id,
            version: 1,
            title: &content.title,
            body: &content.body,
            words: i64::from(content.words),
            reason: RevisionReason::Generated,
            began_at: None,
        };
        store::revisions::insert(&mut tx, &revision).await?;
        store::sections::delete_of_task(&mut tx, self.task.id).await?;
        let from = [TaskStatus::InProgress];
        let moved = store::tasks::move_to(&mut tx, &[self.task.id], &from, TaskStatus::Completed, None).await?;
        if moved.is_empty() {
            return Err(AppError::not_found("task").into());
        }
        if let Some(idea) = self.task.idea {
            store::ideas::move_to(&mut tx, &[idea], IdeaStatus::Queued, IdeaStatus::Completed).await?;
        }
        let details = json!({ "title": content.title, "words": content.words, "credits": credits });
        let event = Event {
            action: AuditAction::ContentWritten,
            site: Some(self.task.site),
            target: Some(content.id.0),
            details,
        };
        audit::record(&mut tx, event).await?;
        self.job.complete(tx, &answer).await
    }

    async fn content(
        &self,
        tx: &mut TenantTx<'_>,
        id: ContentId,
        sections: &[SectionRow],
        meta: MetaAnswer,
    ) -> AppResult<NewContent> {
        let (task, model) = (&self.task, &self.job.state.text_model);
        let body = sanitise(&body_of(sections));
        Ok(NewContent {
            id,
            task: task.id,
            task_round: task.round,
            site: task.site,
            sector: task.sector,
            title: task.title.clone(),
            slug: slugs::for_title(tx, task.site, &task.title, None).await?,
            words: i32::try_from(words::count(&body)).unwrap_or(i32::MAX),
            body,
            // longer than search results show is a matter of taste, longer than an editor may type is not
            excerpt: shorten(&meta.excerpt, MAX_EXCERPT),
            meta_title: shorten(&meta.meta_title, MAX_META),
            meta_description: shorten(&meta.meta_description, MAX_META),
            primary_keyword: task.primary_keyword.clone(),
            keywords: task.keywords.clone(),
            categories: split_labels(&meta.categories.join("\n")),
            tags: split_labels(&meta.tags.join("\n")),
            content_type: task.content_type,
            structure: task.structure,
            language: self.site.language.clone(),
            sample: model.is_sample(),
            model: model.name().to_owned(),
        })
    }
}

/// A section's heading as it stands in the article; the introduction has none.
fn heading_of(planned: &Planned) -> String {
    match planned.kind {
        SectionKind::Introduction => String::new(),
        SectionKind::Body | SectionKind::KeyTakeaways | SectionKind::Faq => heading_html(&planned.outline.heading),
    }
}

fn heading_html(heading: &str) -> String {
    if heading.is_empty() { String::new() } else { format!("<h2>{}</h2>", escape(heading)) }
}

/// Sections put together.
pub(super) fn body_of(sections: &[SectionRow]) -> String {
    sections.iter().map(|section| format!("{}{}", heading_html(&section.heading), section.html)).collect()
}

fn steps(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
