//! What a caller keeps of a post: by it the next attempt knows the post again, and sees what somebody
//! else did to it.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::html::{canonical, decode_entities};
use crate::publish::difference::as_stored;
use crate::{Error, Marker, MediaId, Post, PostDraft, PostId, PostStatus, TermId};

/// The post of an earlier attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub id: PostId,
    /// Its address when it was last read back.
    pub link: Option<String>,
    /// What the site held then. `None` where nothing was read back: nothing is compared then.
    pub held: Option<Held>,
    /// What an attempt sent whose outcome never became known. To find that on the site is no
    /// stranger's doing.
    pub sent: Option<Held>,
    /// What a person was shown as changed on the site, and wants overwritten. Should the post have
    /// been changed once more since, they are asked again.
    pub overwrite: Option<Held>,
    /// Whether an attempt before this number was known may have left an empty draft behind. Looking
    /// for it costs a search, so it is not done for every update.
    pub leftovers: bool,
}

/// What an update would overwrite, as it stood at one moment: texts as digests, the rest as it is.
///
/// The date of the last change does not tell: plugins touch posts without changing them, and of a
/// scheduled post it is the date to come. Two posts that read the same count as the same, so what
/// WordPress does to white space and entities is no change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    title: String,
    content: String,
    excerpt: String,
    slug: String,
    status: PostStatus,
    featured_media: Option<MediaId>,
    categories: Vec<TermId>,
    tags: Vec<TermId>,
}

/// Bytes of a digest that are kept: far from any collision, and short to store.
const DIGEST_LENGTH: usize = 16;

/// What WordPress adds to the slug of a post that it moves to the trash.
const TRASHED: &str = "__trashed";

impl Held {
    /// Of a post, read for editing.
    #[must_use]
    pub fn of(post: &Post, marker: &Marker) -> Self {
        Self {
            title: digest(decode_entities(&post.title).trim()),
            content: digest(&canonical(&marker.take_out_of(&post.content))),
            excerpt: digest(&canonical(&post.excerpt)),
            slug: post.slug.clone(),
            status: post.status.clone(),
            featured_media: post.featured_media,
            categories: sorted(&post.categories),
            tags: sorted(&post.tags),
        }
    }

    /// Of a draft, as the site holds it where it changes nothing.
    #[must_use]
    pub fn of_draft(draft: &PostDraft) -> Self {
        Self {
            title: digest(decode_entities(&draft.title).trim()),
            content: digest(&canonical(&draft.content)),
            excerpt: digest(&canonical(&draft.excerpt)),
            slug: as_stored(&draft.slug),
            status: draft.status.clone(),
            featured_media: draft.featured_media,
            categories: sorted(&draft.categories),
            tags: sorted(&draft.tags),
        }
    }

    /// Where `now` is another, in words for a person.
    fn changes(&self, now: &Self) -> Vec<&'static str> {
        let fields = [
            ("its title", self.title != now.title),
            ("its text", self.content != now.content),
            ("its excerpt", self.excerpt != now.excerpt),
            ("its address", self.slug != now.slug),
            ("its status", self.status != now.status),
            ("its featured image", self.featured_media != now.featured_media),
            ("its categories", self.categories != now.categories),
            ("its tags", self.tags != now.tags),
        ];
        fields.into_iter().filter_map(|(field, differs)| differs.then_some(field)).collect()
    }

    /// Whether both read the same. The default category and a slug that was taken are the site's to
    /// choose, so of what was only sent, the texts alone can be expected back.
    fn reads_like(&self, now: &Self) -> bool {
        self.title == now.title && self.content == now.content && self.excerpt == now.excerpt
    }
}

impl Known {
    /// Whether what stands at the kept number is the post that it was kept for. A number proves
    /// nothing by itself: a site that was restored or set up anew gives it out again. An editor that
    /// turns the text into blocks may drop the marker; then the slug, ours or the one that the site
    /// made of it, has to tell.
    pub(super) fn is(&self, post: &Post, draft: &PostDraft) -> bool {
        if draft.marker.is_in(&post.content) {
            return true;
        }
        let slug = post.slug.strip_suffix(TRASHED).unwrap_or(&post.slug);
        let held = self.held.as_ref().map(|held| held.slug.as_str());
        let is_ours = slug == as_stored(&draft.slug) || held == Some(slug);
        !slug.is_empty() && (is_ours || (self.link.as_deref() == Some(post.link.as_str()) && ends_in(&post.link, slug)))
    }

    /// Refuses to overwrite what somebody changed on the site and nobody has looked at.
    pub(super) fn require_unchanged(&self, post: &Post, marker: &Marker) -> Result<(), Error> {
        let Some(held) = &self.held else { return Ok(()) };
        let now = Held::of(post, marker);
        let was_sent = self.sent.as_ref().is_some_and(|sent| sent.reads_like(&now));
        if *held == now || was_sent || self.overwrite.as_ref() == Some(&now) {
            return Ok(());
        }
        Err(Error::PostEdited { id: post.id, changed: held.changes(&now), found: Box::new(now) })
    }
}

/// Whether an address is made of the slug. One of the number alone, `?p=5` or `/archives/5`, is the
/// same for whatever post has that number.
fn ends_in(link: &str, slug: &str) -> bool {
    let last = link.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    last == slug || last.strip_prefix(slug).is_some_and(|ending| ending.starts_with('.'))
}

fn digest(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(DIGEST_LENGTH).map(|byte| format!("{byte:02x}")).collect()
}

fn sorted(terms: &[TermId]) -> Vec<TermId> {
    let mut terms = terms.to_vec();
    terms.sort_unstable();
    terms
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::PostKind;

    fn draft() -> PostDraft {
        PostDraft {
            marker: Marker::new("shop:content", "c-1").expect("a marker"),
            known: None,
            kind: PostKind::Post,
            title: "Salt & pepper".to_owned(),
            slug: "salt".to_owned(),
            content: "<p>Grind & wait.</p>".to_owned(),
            excerpt: String::new(),
            status: PostStatus::Publish,
            date: None,
            author: None,
            featured_media: None,
            categories: Vec::new(),
            tags: vec![TermId(2), TermId(1)],
            meta: serde_json::Map::new(),
        }
    }

    fn post(slug: &str, content: &str) -> Post {
        let json = json!({
            "id": 5,
            "link": format!("https://example.com/{slug}/"),
            "status": "publish",
            "slug": slug,
            "title": { "raw": "Salt &amp; pepper" },
            "content": { "raw": content },
            "tags": [1, 2],
        });
        serde_json::from_value(json).expect("a post")
    }

    fn known() -> Known {
        Known { id: PostId(5), link: None, held: None, sent: None, overwrite: None, leftovers: false }
    }

    const STORED: &str = "<p>Grind &amp; wait.<!-- shop:content=c-1 --></p>\n";

    #[test]
    fn what_the_site_keeps_unchanged_is_what_was_sent() {
        let draft = draft();
        assert_eq!(Held::of(&post("salt", STORED), &draft.marker), Held::of_draft(&draft));
        let json = serde_json::to_value(Held::of_draft(&draft)).expect("JSON");
        assert_eq!(serde_json::from_value::<Held>(json).expect("the same"), Held::of_draft(&draft));
    }

    #[test]
    fn changes_are_named_and_allowed_where_a_person_saw_them_or_we_sent_them() {
        let draft = draft();
        let held = Held::of(&post("salt", STORED), &draft.marker);
        let edited = post("pepper", &STORED.replace("wait", "hurry"));
        let mut known = Known { held: Some(held), ..known() };
        let error = known.require_unchanged(&edited, &draft.marker).expect_err("refused");
        assert!(error.to_string().contains(": its text, its address. Nothing"), "{error}");
        assert_eq!(known.require_unchanged(&post("salt", STORED), &draft.marker), Ok(()));

        let Error::PostEdited { found, .. } = error else { panic!("an edit") };
        known.overwrite = Some(*found);
        assert_eq!(known.require_unchanged(&edited, &draft.marker), Ok(()));
        let once_more = post("pepper", &STORED.replace("wait", "rest"));
        assert!(known.require_unchanged(&once_more, &draft.marker).is_err(), "changed once more");

        let mut sent = draft.clone();
        sent.content = "<p>Grind & rest.</p>".to_owned();
        known.sent = Some(Held::of_draft(&sent));
        assert_eq!(known.require_unchanged(&once_more, &draft.marker), Ok(()), "we wrote that");
    }

    #[test]
    fn a_number_alone_proves_nothing() {
        let draft = draft();
        let strange = post("espresso", "<p>Espresso.</p>");
        assert!(!known().is(&strange, &draft));
        let linked = |link: &str| Known { link: Some(link.to_owned()), ..known() };
        let mut numbered = strange.clone();
        for link in ["https://example.com/?p=5", "https://example.com/archives/5"] {
            numbered.link = link.to_owned();
            assert!(!linked(link).is(&numbered, &draft), "{link}");
        }
        numbered.slug = String::new();
        assert!(!linked("https://example.com/?p=5").is(&numbered, &draft));

        assert!(known().is(&post("renamed", STORED), &draft), "by its marker");
        assert!(known().is(&post("salt", "<p>Blocks.</p>"), &draft), "by its slug");
        assert!(known().is(&post("salt__trashed", "<p>Blocks.</p>"), &draft), "in the trash");
        assert!(linked("https://example.com/espresso/").is(&strange, &draft), "by its address");
        let held = Some(Held::of(&strange, &draft.marker));
        assert!(Known { held, ..known() }.is(&strange, &draft), "by the slug that the site gave it");
    }
}
