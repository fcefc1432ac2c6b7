//! A person with a site, and quick ways to ideas, tasks and articles.

use std::sync::Arc;

use serde_json::json;

use crate::ai::image::ImageModel;
use crate::ai::sandbox::SandboxImages;
use crate::ai::text::TextModel;
use crate::kit::id::{ClusterId, ContentId, IdeaId, JobId, TaskId};
use crate::kit::selection::Selection;
use crate::testing::{Person, TestSite, World};
use crate::writer::content::{BodyFormat, ContentEdit, ContentView};
use crate::writer::service::{contents, tasks, words};
use crate::writer::store;
use crate::writer::store::contents::NewContent;

/// A world with Ada, who owns a site.
pub struct Desk {
    pub world: World,
    pub ada: Person,
    pub site: TestSite,
}

impl Desk {
    pub async fn new() -> Self {
        Self::in_world(World::new().await).await
    }

    pub async fn with_model(model: Arc<dyn TextModel>) -> Self {
        let images: Arc<dyn ImageModel> = Arc::new(SandboxImages::new());
        Self::in_world(World::with_models(model, images).await).await
    }

    async fn in_world(world: World) -> Self {
        let ada = world.owner("ada").await;
        let site = ada.site().await;
        Self { world, ada, site }
    }

    /// An idea with four sections.
    pub async fn idea(&self, title: &str, words: i32) -> IdeaId {
        let id = IdeaId::new();
        let section = |heading: &str| json!({ "heading": heading, "purpose": "Readers learn how.", "points": ["first", "second"] });
        let outline = json!([
            section("What it is"),
            section("What it needs"),
            section("How it goes"),
            section("What goes wrong")
        ]);
        let mut tx = self.ada.tenant.begin().await.expect("begins");
        sqlx::query(
            "INSERT INTO ideas (account_id, id, site_id, sector_id, title, outline, primary_keyword, content_type, structure,
                                target_words, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, 'cold brew', 'post', 'guide', $7, $8, $8)",
        )
        .bind(self.ada.account)
        .bind(id)
        .bind(self.site.site)
        .bind(self.site.sector)
        .bind(title)
        .bind(outline)
        .bind(words)
        .bind(tx.now())
        .execute(tx.conn())
        .await
        .expect("the idea is made");
        tx.commit().await.expect("commits");
        id
    }

    /// A cluster without keywords.
    pub async fn cluster(&self, name: &str) -> ClusterId {
        let id = ClusterId::new();
        let mut tx = self.ada.tenant.begin().await.expect("begins");
        sqlx::query(
            "INSERT INTO clusters (account_id, id, site_id, sector_id, name, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $6)",
        )
        .bind(self.ada.account)
        .bind(id)
        .bind(self.site.site)
        .bind(self.site.sector)
        .bind(name)
        .bind(tx.now())
        .execute(tx.conn())
        .await
        .expect("the cluster is made");
        tx.commit().await.expect("commits");
        id
    }

    /// The task of a new idea.
    pub async fn task(&self, title: &str, words: i32) -> TaskId {
        let idea = self.idea(title, words).await;
        let mut tx = self.ada.tenant.begin().await.expect("begins");
        assert_eq!(tasks::from_ideas(&mut tx, &[idea]).await.expect("queues"), 1);
        let id = sqlx::query_scalar("SELECT id FROM tasks WHERE account_id = $1 AND idea_id = $2")
            .bind(self.ada.account)
            .bind(idea)
            .fetch_one(tx.conn())
            .await
            .expect("the task is there");
        tx.commit().await.expect("commits");
        id
    }

    /// Asks for the task's article.
    pub async fn write(&self, task: TaskId) {
        tasks::write(&self.ada.tenant, &self.world.state, &Selection::Ids(vec![task.0])).await.expect("is queued");
    }

    /// The job that writes the task's article.
    pub async fn job(&self, task: TaskId) -> JobId {
        sqlx::query_scalar("SELECT id FROM jobs WHERE target_id = $1")
            .bind(task)
            .fetch_one(self.world.state.pool())
            .await
            .expect("the job is there")
    }

    /// A draft that no model wrote.
    pub async fn article(&self, title: &str, body: &str) -> ContentId {
        let task = self.task(title, 800).await;
        let words = i32::try_from(words::count(body)).expect("a short text");
        let mut tx = self.ada.tenant.begin().await.expect("begins");
        let content = NewContent {
            id: ContentId::new(),
            task,
            task_round: 0,
            site: self.site.site,
            sector: self.site.sector,
            title: title.to_owned(),
            slug: crate::kit::text::slugify(title, 80),
            body: body.to_owned(),
            excerpt: String::new(),
            words,
            meta_title: String::new(),
            meta_description: String::new(),
            primary_keyword: String::new(),
            keywords: Vec::new(),
            categories: Vec::new(),
            tags: Vec::new(),
            content_type: crate::ai::structure::ContentType::Post,
            structure: crate::ai::structure::ContentStructure::Guide,
            language: "en".to_owned(),
            sample: false,
            model: String::new(),
        };
        store::contents::insert(&mut tx, &content).await.expect("the article is made");
        let revision = store::revisions::NewRevision {
            content: content.id,
            version: 1,
            title,
            body,
            words: i64::from(words),
            reason: crate::writer::revision::RevisionReason::Generated,
            began_at: None,
        };
        store::revisions::insert(&mut tx, &revision).await.expect("its revision is made");
        tx.commit().await.expect("commits");
        content.id
    }

    pub async fn view(&self, id: ContentId) -> ContentView {
        contents::view(&self.ada.tenant, &self.world.state, id, BodyFormat::Html).await.expect("the article is there")
    }

    /// The editor's form as it is filled at first.
    pub async fn form(&self, id: ContentId) -> ContentEdit {
        let view = self.view(id).await;
        ContentEdit {
            id,
            version: view.version,
            title: view.title,
            format: BodyFormat::Html,
            body: view.body,
            slug: view.slug,
            meta_title: view.meta_title,
            meta_description: view.meta_description,
            excerpt: view.excerpt,
            primary_keyword: view.primary_keyword,
            tags: view.tags.join(", "),
            categories: view.categories.join(", "),
            automatic: false,
            then: None,
        }
    }

    /// The article of a task, if there is one.
    pub async fn content_of(&self, task: TaskId) -> Option<ContentId> {
        let mut tx = self.ada.tenant.begin().await.expect("begins");
        store::contents::of_task(&mut tx, task).await.expect("reads")
    }

    /// Runs what is queued and answers the article of the task.
    pub async fn written(&self, task: TaskId) -> ContentId {
        self.world.run_jobs().await;
        self.content_of(task).await.expect("it is written")
    }

    /// Status and failure of a task.
    pub async fn state_of(&self, task: TaskId) -> (String, Option<String>) {
        sqlx::query_as("SELECT status, failure FROM tasks WHERE id = $1")
            .bind(task)
            .fetch_one(self.world.state.pool())
            .await
            .expect("the task is there")
    }

    /// How many sections are kept of a task.
    pub async fn kept(&self, task: TaskId) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM task_sections WHERE task_id = $1")
            .bind(task)
            .fetch_one(self.world.state.pool())
            .await
            .expect("counts")
    }
}

/// One row.
pub fn only<F>(id: ContentId) -> Selection<F> {
    Selection::Ids(vec![id.0])
}
