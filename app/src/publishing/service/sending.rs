//! Sends one article: its pictures, its terms, its text; and reads back what the site made of it.
//!
//! Each step is kept as soon as it is done, in a transaction of its own and none across the network, so a repeated job
//! goes on where the last one stopped. The post is reserved as an empty draft before anything is public, and found
//! again by its number or its mark. What somebody else did on the site meanwhile stops the job before it writes.

use serde_json::{Map, json};
use wordpress::{Held, Known, Marker, MediaId, PostDraft, PostKind, PostStatus, Published, Reserved, TermId};

use super::exchange::Exchanges;
use super::pictures::Uploaded;
use crate::access::AuditAction;
use crate::access::audit::{self, Event};
use crate::ai::structure::ContentType;
use crate::images::ImageKind;
use crate::images::service::listing::Finished;
use crate::images::service::placement::{self, Figure};
use crate::integrations::service::client::SiteClient;
use crate::jobs::context::{JobContext, JobFailure, JobResult};
use crate::kit::html::sanitise_for_site;
use crate::kit::text::count_of;
use crate::kit::{AppError, ErrorKind};
use crate::publishing::publication::{ANOTHERS_POST, Difference, SyncAction};
use crate::publishing::store;
use crate::publishing::store::publications::VerifiedRow;
use crate::writer::SiteStatus;
use crate::writer::service::contents::{self, ForPublishing};

/// What marks a post as an article of ours.
const MARKER: &str = "igny8:content";

/// An article on its way.
pub struct Sending<'a> {
    pub job: &'a JobContext,
    pub article: ForPublishing,
    pub images: Vec<Finished>,
    pub remote: SiteClient,
    /// The article's post, when its number was kept and belongs to this site.
    pub known: Option<Known>,
}

/// Categories and tags by the site's numbers, and what could not be had.
#[derive(Default)]
struct Terms {
    categories: Vec<TermId>,
    tags: Vec<TermId>,
    missing: Vec<Difference>,
}

impl Sending<'_> {
    /// All of it.
    ///
    /// # Errors
    /// As the site's refusals are to be taken.
    pub async fn send(&self) -> JobResult {
        self.require_rights()?;
        let exchanges =
            Exchanges { job: self.job, site: self.article.site, content: self.article.id, remote: &self.remote };
        let uploaded = self.upload_images(&exchanges).await?;
        let terms = self.ensure_terms(&exchanges).await?;
        let draft = self.draft(&uploaded, &terms)?;

        self.progress(self.images.len() + 2, "Sending the article").await?;
        let reserved = self.reserve(&exchanges, &draft).await?;
        let mut tx = self.job.begin().await?;
        store::publications::set_reserved(&mut tx, self.article.site, self.article.id, &self.root(), reserved.id.0)
            .await?;
        store::publications::set_sent(&mut tx, self.article.id, &Held::of_draft(&draft)).await?;
        tx.commit().await?;

        self.progress(self.images.len() + 3, "Sending and verifying the article").await?;
        let filling = self.remote.client.fill(reserved.id, &draft);
        let mut published = exchanges.require(SyncAction::WritePost, filling, |published| Some(published.id.0)).await?;
        published.copies = reserved.copies;
        let completed = self.finish(&published, terms.missing).await?;
        // where the site kept the old text or the old featured picture, it still shows what would be removed
        if !published.differences.iter().any(|one| matches!(one.code(), "content" | "featured_media")) {
            self.remove_orphans(&exchanges, &uploaded).await;
        }
        Ok(completed)
    }

    /// Finds the article's post, or reserves one where it has none.
    async fn reserve(&self, exchanges: &Exchanges<'_>, draft: &PostDraft) -> Result<Reserved, JobFailure> {
        let id = self.article.id;
        if self.known.is_none() {
            // before it is asked for: a worker that dies over it has asked all the same
            let mut tx = self.job.begin().await?;
            store::publications::count_reservation(&mut tx, self.article.site, id).await?;
            tx.commit().await?;
        }
        let reserving = self.remote.client.reserve(draft);
        match exchanges.attempt(SyncAction::ReservePost, reserving, |reserved| Some(reserved.id.0)).await? {
            Ok(reserved) => Ok(reserved),
            // this post is closed to us, which says nothing about others
            Err(wordpress::Error::Forbidden { .. }) if self.known.is_some() => Err(anothers_post()),
            Err(error) => {
                if let wordpress::Error::PostEdited { found, .. } = &error {
                    let mut tx = self.job.begin().await?;
                    store::publications::set_found(&mut tx, id, found).await?;
                    tx.commit().await?;
                }
                Err(exchanges.refused(SyncAction::ReservePost, &error).await?)
            }
        }
    }

    /// What the connected user is known not to be allowed is not tried.
    fn require_rights(&self) -> Result<(), JobFailure> {
        let facts = &self.remote.facts;
        let sentence = if self.kind() == PostKind::Page && !facts.publish_pages {
            "The connected user may not publish pages, and this article is one. Connect an editor or administrator of the site."
        } else if !self.images.is_empty() && !facts.upload_files {
            "The connected user may not upload pictures, and this article has some. Connect an author, editor or administrator of the site."
        } else {
            return Ok(());
        };
        Err(JobFailure::Final(AppError::conflict("site_rights", sentence)))
    }

    pub(super) fn root(&self) -> String {
        self.remote.facts.root.clone()
    }

    /// Steps: preparing, each picture, terms, sending, verifying.
    pub(super) async fn progress(&self, done: usize, message: &str) -> Result<(), JobFailure> {
        self.job.check_cancelled()?;
        let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        self.job.progress(whole(done), whole(self.images.len() + 4), message).await
    }

    /// Finds or creates the article's categories and tags. One that the user may not create is left out, and said.
    async fn ensure_terms(&self, exchanges: &Exchanges<'_>) -> Result<Terms, JobFailure> {
        let mut terms = Terms::default();
        let (categories, tags) = (&self.article.categories, &self.article.tags);
        if self.kind() == PostKind::Page || (categories.is_empty() && tags.is_empty()) {
            return Ok(terms);
        }
        self.progress(self.images.len() + 1, "Looking up categories and tags").await?;
        let client = &self.remote.client;
        let looking_up = async {
            for name in categories {
                match client.ensure_category(name).await {
                    Ok(id) => terms.categories.push(id),
                    Err(error) => terms.missing.push(left_out("category", name, error)?),
                }
            }
            for name in tags {
                match client.ensure_tag(name).await {
                    Ok(id) => terms.tags.push(id),
                    Err(error) => terms.missing.push(left_out("tag", name, error)?),
                }
            }
            Ok::<(), wordpress::Error>(())
        };
        exchanges.require(SyncAction::EnsureTerms, looking_up, |()| None).await?;
        Ok(terms)
    }

    /// Products and taxonomy pages are pages: plain WordPress knows nothing closer.
    fn kind(&self) -> PostKind {
        match self.article.content_type {
            ContentType::Post => PostKind::Post,
            ContentType::Page | ContentType::Product | ContentType::Taxonomy => PostKind::Page,
        }
    }

    fn draft(&self, uploaded: &[Uploaded], terms: &Terms) -> Result<PostDraft, JobFailure> {
        let marker = Marker::new(MARKER, &self.article.id.to_string())
            .map_err(|error| AppError::new(ErrorKind::Internal, "marker", error.to_string()))?;
        let featured = uploaded.iter().find(|one| one.image.kind == ImageKind::Featured);
        Ok(PostDraft {
            marker,
            known: self.known.clone(),
            kind: self.kind(),
            title: as_text(&self.article.title),
            slug: self.article.slug.clone(),
            content: body(&self.article.body, uploaded),
            excerpt: as_text(&self.article.excerpt),
            status: PostStatus::Publish,
            date: None,
            author: None,
            featured_media: featured.map(|one| MediaId(one.remote.remote_id)),
            categories: terms.categories.clone(),
            tags: terms.tags.clone(),
            meta: Map::new(),
        })
    }

    /// Keeps what the site holds, and says that it does.
    async fn finish(&self, published: &Published, left_out: Vec<Difference>) -> JobResult {
        if published.status != PostStatus::Publish {
            let sentence = format!(
                "The site holds the article but does not show it: its status there is “{}”. Publish it there, or look at what the connected user may do.",
                published.status
            );
            return Err(JobFailure::Final(AppError::conflict("site_not_public", sentence)));
        }
        let differences = differences(published, left_out);
        let mut tx = self.job.begin().await?;
        let now = contents::load_for_publishing(&mut tx, self.article.id).await?;
        let post = VerifiedRow {
            url: &published.link,
            status: published.status.as_str(),
            edition: self.article.edition,
            differences: &differences,
            held: &published.held,
        };
        store::publications::set_verified(&mut tx, self.article.id, &post).await?;
        // changed while it was on its way: what is live is not what stands here
        let status = if now.edition == self.article.edition { SiteStatus::Published } else { SiteStatus::Changed };
        contents::set_site_status(&mut tx, self.article.id, status).await?;
        let details = json!({ "title": self.article.title, "url": published.link, "differences": differences.len() });
        let event = Event {
            action: AuditAction::ContentPublished,
            site: Some(self.article.site),
            target: Some(self.article.id.0),
            details,
        };
        audit::record(&mut tx, event).await?;
        self.job.complete(tx, &json!({ "url": published.link, "differences": differences })).await
    }
}

fn anothers_post() -> JobFailure {
    JobFailure::Final(AppError::conflict(
        ANOTHERS_POST,
        "The connected user may not edit this article's post; it may have been published under another user. Connect as that user, or as an editor of the site.",
    ))
}

/// A term that could not be had for lack of rights; anything else ends the publication.
fn left_out(what: &str, name: &str, error: wordpress::Error) -> Result<Difference, wordpress::Error> {
    match error {
        wordpress::Error::Forbidden { .. } | wordpress::Error::Refused { .. } => Ok(Difference {
            code: what.to_owned(),
            sentence: format!(
                "The {what} “{name}” is missing: the site has none, and the connected user may not create it."
            ),
        }),
        other => Err(other),
    }
}

/// What the site's post is not, in sentences.
fn differences(published: &Published, left_out: Vec<Difference>) -> Vec<Difference> {
    let read_back =
        published.differences.iter().map(|one| Difference { code: one.code().to_owned(), sentence: one.to_string() });
    let copies = (!published.copies.is_empty()).then(|| {
        let count = i64::try_from(published.copies.len()).unwrap_or(i64::MAX);
        let numbers: Vec<String> = published.copies.iter().map(ToString::to_string).collect();
        Difference {
            code: "copies".to_owned(),
            sentence: format!(
                "The site holds {} of this article beside it (number {}).",
                count_of(count, "copy", "copies"),
                numbers.join(", ")
            ),
        }
    });
    read_back.chain(left_out).chain(copies).collect()
}

/// Text as the site gets it. WordPress takes titles and excerpts for HTML, and does not clean what an administrator's
/// password sends: a tag in a title would be a tag on every page that names the article.
fn as_text(text: &str) -> String {
    text.replace('<', "&lt;").replace('>', "&gt;")
}

/// The body as the site gets it: pictures under their headings, every one from the site's own library, cleaned once
/// more on the way out.
fn body(body: &str, uploaded: &[Uploaded]) -> String {
    let remote_of =
        |key: &str| uploaded.iter().find(|one| one.image.file_key == key).map(|one| one.remote.remote_url.clone());
    let figures: Vec<Figure> = uploaded
        .iter()
        .filter(|one| {
            one.image.kind == ImageKind::InArticle && !body.contains(&placement::address(&one.image.file_key))
        })
        .map(|one| Figure {
            src: one.remote.remote_url.clone(),
            alt: one.image.alt.clone(),
            caption: one.image.caption.clone(),
            width: one.image.width,
            height: one.image.height,
            after_heading: one.image.after_heading.clone(),
        })
        .collect();
    sanitise_for_site(&placement::place(&placement::with_addresses(body, remote_of), &figures))
}
