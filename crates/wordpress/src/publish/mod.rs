//! Publishing once: find our own post or reserve one, fill it, read it back, say what differs.
//!
//! WordPress cannot refuse a second creation: it has no idempotency key, and a slug taken becomes
//! `slug-2`. So a post is created as an empty draft that carries our marker and nothing else, and
//! published by an update, which may be repeated as often as need be. Should a creation that seemed
//! lost still arrive after the next attempt has looked, what is left over is an empty draft that no
//! visitor sees. As long as no number is known the next attempt finds it and puts it into the trash,
//! and later ones do where the caller asks for it. See docs/decisions/011.

mod difference;
mod draft;
mod find;
mod known;

pub use difference::Difference;
pub use draft::PostDraft;
pub use known::{Held, Known};

use safe_http::Url;

use crate::{Client, Error, Post, PostFields, PostId, PostStatus, RestRoot};

/// Which post a draft will be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reserved {
    /// Worth keeping at once: with it, the next attempt need not search.
    pub id: PostId,
    /// Whether it was created just now.
    pub created: bool,
    /// Other posts with the same marker that hold text, such as copies made on the site. For a
    /// person to look at.
    pub copies: Vec<PostId>,
}

/// What the site holds after publishing, as read back from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    pub id: PostId,
    /// Begins with `http://` or `https://`, whatever the site said.
    pub link: String,
    pub status: PostStatus,
    /// For [`Known::held`] of the next attempt.
    pub held: Held,
    /// Where the site's post is not what was sent. Empty means verified.
    pub differences: Vec<Difference>,
    /// See [`Reserved::copies`].
    pub copies: Vec<PostId>,
}

impl Client {
    /// Writes a draft to its post on the site, which is created when there is none. Calling it
    /// again, after a failure or not, updates that post.
    ///
    /// Two calls for one marker must not run at once: the caller holds a lock.
    ///
    /// # Errors
    /// See [`Error`]. After one that [`Error::may_have_happened`] says so of, the same call may
    /// simply be repeated later.
    pub async fn publish(&self, draft: &PostDraft) -> Result<Published, Error> {
        let reserved = self.reserve(draft).await?;
        let mut published = self.fill(reserved.id, draft).await?;
        published.copies = reserved.copies;
        Ok(published)
    }

    /// The first half of [`Client::publish`]: finds the draft's post or creates an empty one.
    ///
    /// # Errors
    /// See [`Error`]. `Forbidden` when the post exists but the connected user may not edit it;
    /// `PostReplaced` when one is known and gone; `PostEdited` when somebody changed it on the site.
    pub async fn reserve(&self, draft: &PostDraft) -> Result<Reserved, Error> {
        if let Some(found) = self.find_own(draft).await? {
            return Ok(found);
        }
        match self.create_post(draft.kind, &draft.reservation()).await {
            Ok(post) => Ok(Reserved { id: post.id, created: true, copies: Vec::new() }),
            // It may be there. If not, the creation may still be under way: a second one now is
            // what would make two, so the error stands and a later attempt looks again.
            Err(error) if error.may_have_happened() => self.find_own(draft).await?.ok_or(error),
            Err(error) => Err(error),
        }
    }

    /// The second half: writes the draft to the post, reads it back and compares.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn fill(&self, id: PostId, draft: &PostDraft) -> Result<Published, Error> {
        let sent = self.update_post(draft.kind, id, &draft.fields()).await.map(|_| ());
        let lost = match sent {
            Err(error) if !error.may_have_happened() => return Err(error),
            outcome => outcome.err(),
        };
        let post = self.get_post(draft.kind, id).await?;
        let differences = difference::compare(draft, &post);
        match lost {
            // No proper answer, and the site does not hold what was sent: not published yet.
            Some(error) if !differences.is_empty() => Err(error),
            _ => Ok(Published {
                id: post.id,
                link: public_link(&self.root, &post),
                held: Held::of(&post, &draft.marker),
                status: post.status,
                differences,
                copies: Vec::new(),
            }),
        }
    }
}

/// Where readers find the post. The site may say anything, and what it says becomes a link on a page of
/// the caller's: what is no web address is replaced by the one that every WordPress answers to.
fn public_link(root: &RestRoot, post: &Post) -> String {
    let is_web = |url: &Url| matches!(url.scheme(), "http" | "https");
    if Url::parse(&post.link).is_ok_and(|url| is_web(&url)) {
        return post.link.clone();
    }
    let mut url = root.site();
    url.set_query(Some(&format!("p={}", post.id)));
    url.into()
}

/// Whether a post is one that [`Client::reserve`] created and nobody has written to since.
fn is_reservation(draft: &PostDraft, post: &Post) -> bool {
    let PostFields { content, .. } = draft.reservation();
    post.status == PostStatus::Draft && content.as_deref() == Some(post.content.trim())
}
