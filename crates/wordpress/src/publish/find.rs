//! Finds the post that belongs to a draft.

use crate::publish::{PostDraft, Reserved, is_reservation};
use crate::{Client, Error, Post, PostStatus, html};

impl Client {
    /// By number, by marker, by slug: the first that leads to a post of ours. `None` only where none
    /// was known, so that nothing is ever created in the place of a known one unasked.
    pub(super) async fn find_own(&self, draft: &PostDraft) -> Result<Option<Reserved>, Error> {
        let mut stranger = None;
        if let Some(known) = &draft.known {
            match self.get_post(draft.kind, known.id).await {
                Ok(post) if known.is(&post, draft) => {
                    let others = if known.leftovers {
                        self.find_posts_by_marker(draft.kind, &draft.marker).await?
                    } else {
                        Vec::new()
                    };
                    return self.settle(draft, &post, others).await.map(Some);
                }
                Ok(post) => stranger = Some(html::without_tags(&post.title)),
                // Deleted for good on the site. It may have been replaced by a copy of it.
                Err(Error::NotFound { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let mut found = self.find_posts_by_marker(draft.kind, &draft.marker).await?;
        if found.is_empty() {
            // A plugin may have put a search of its own in the place of WordPress's.
            found = self.find_posts_by_slug(draft.kind, &draft.slug).await?;
            found.retain(|post| draft.marker.is_in(&post.content));
        }
        found.sort_by_key(|post| (rank(draft, post), post.id));
        if found.is_empty() {
            return match &draft.known {
                Some(known) => Err(Error::PostReplaced { id: known.id, title: stranger }),
                None => Ok(None),
            };
        }
        let own = found.remove(0);
        self.settle(draft, &own, found).await.map(Some)
    }

    /// Takes a post for the draft's, unless somebody else changed it since, and puts what a creation
    /// thought lost has left beside it into the trash.
    async fn settle(&self, draft: &PostDraft, own: &Post, others: Vec<Post>) -> Result<Reserved, Error> {
        if let Some(known) = &draft.known
            && !is_reservation(draft, own)
        {
            known.require_unchanged(own, &draft.marker)?;
        }
        let mut copies = Vec::new();
        for other in others.into_iter().filter(|other| other.id != own.id) {
            if is_reservation(draft, &other) {
                self.set_status(draft.kind, other.id, &PostStatus::Trash).await?;
            } else if other.status != PostStatus::Trash {
                // What lies in the trash bothers nobody.
                copies.push(other.id);
            }
        }
        Ok(Reserved { id: own.id, created: false, copies })
    }
}

/// Of several posts with one marker, the one that readers see comes first, then the one that holds
/// text; within a rank, the oldest.
fn rank(draft: &PostDraft, post: &Post) -> u8 {
    match post.status {
        PostStatus::Publish | PostStatus::Future | PostStatus::Private => 0,
        PostStatus::Trash => 3,
        _ if is_reservation(draft, post) => 2,
        _ => 1,
    }
}
