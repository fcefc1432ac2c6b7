//! Finds the post that belongs to a draft.

use crate::publish::{PostDraft, Reserved, is_reservation};
use crate::{Client, Error, Post, PostStatus};

impl Client {
    /// By number, by marker, by slug: the first that leads to a post of ours.
    pub(super) async fn find_own(&self, draft: &PostDraft) -> Result<Option<Reserved>, Error> {
        if let Some(id) = draft.known_id {
            match self.get_post(draft.kind, id).await {
                Ok(post) => return Ok(Some(reserved(&post, &[]))),
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
        let Some((own, others)) = found.split_first() else {
            return Ok(None);
        };
        let (empty, copies): (Vec<_>, Vec<_>) = others.iter().partition(|post| is_reservation(draft, post));
        for left_over in empty {
            self.set_status(draft.kind, left_over.id, &PostStatus::Trash).await?;
        }
        Ok(Some(reserved(own, &copies)))
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

fn reserved(own: &Post, copies: &[&Post]) -> Reserved {
    Reserved {
        id: own.id,
        created: false,
        // What lies in the trash bothers nobody.
        copies: copies.iter().filter(|post| post.status != PostStatus::Trash).map(|post| post.id).collect(),
    }
}
