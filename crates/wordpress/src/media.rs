//! Pictures in the media library, uploaded once however often it is tried.

use safe_http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use safe_http::{Bytes, Method};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Client, Error, MediaId, PostId, PostKind};

/// A picture to upload.
#[derive(Debug, Clone)]
pub struct MediaUpload {
    /// The caller's own id of the picture, such as a UUID. Its last 12 letters and digits become
    /// part of the file name, by which the picture is found again.
    pub key: String,
    /// What the file name should say, such as the article's slug. Without ending.
    pub name: String,
    /// `image/png` and the like; WordPress must allow it. It does not allow SVG.
    pub content_type: String,
    pub bytes: Bytes,
    pub alt_text: String,
}

/// A picture that was uploaded before, as the caller kept it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownMedia {
    pub id: MediaId,
    /// Its address then.
    pub url: String,
    /// [`MediaUpload::key`].
    pub key: String,
}

/// A file of the media library.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Media {
    pub id: MediaId,
    pub source_url: String,
    #[serde(default)]
    slug: String,
    /// The post that somebody attached it to. Ours are uploaded without one.
    #[serde(default)]
    post: Option<PostId>,
    #[serde(default)]
    pub alt_text: String,
    #[serde(default)]
    pub mime_type: String,
    #[serde(default)]
    media_details: Value,
}

const MEDIA: &str = "/wp/v2/media";

/// Letters and digits of the key that go into the file name: 48 bits of a UUID.
const KEY_LENGTH: usize = 12;

/// Characters of the name that do. Slugs end at 200.
const NAME_LENGTH: usize = 80;

impl Client {
    /// Uploads a picture and sets its alternative text, unless an earlier attempt already did.
    ///
    /// The file is the request's whole body: a multipart form would fall under PHP's limit for
    /// uploads, 2 MB by default, which WordPress answers with a 500.
    ///
    /// # Errors
    /// `Refused` for a file that WordPress does not allow, `Forbidden` when the user may not upload.
    pub async fn upload_media(&self, upload: &MediaUpload) -> Result<Media, Error> {
        let media = match self.find_media(upload).await? {
            Some(earlier) => self.finish_sizes(earlier).await,
            None => match self.create_media(upload).await {
                Err(error) if error.may_have_happened() => match self.find_media(upload).await? {
                    Some(arrived) => self.finish_sizes(arrived).await,
                    None => return Err(error),
                },
                outcome => outcome?,
            },
        };
        self.describe(media, &upload.alt_text).await
    }

    /// A picture that was uploaded before, with this alternative text now; `None` when it has been taken out of the
    /// library since, or its number is another picture's. A post that names a number without a picture is refused as
    /// a whole.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn keep_media(&self, known: &KnownMedia, alt_text: &str) -> Result<Option<Media>, Error> {
        match self.get_known(known).await? {
            Some(media) => self.describe(media, alt_text).await.map(Some),
            None => Ok(None),
        }
    }

    /// Removes a picture of ours that its post no longer shows. One that somebody has put to another use, in the text of
    /// a post or a page or by attaching it to one, stays: the media library has no trash.
    ///
    /// Gives back whether it was removed; `false` is final.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn remove_media(&self, known: &KnownMedia) -> Result<bool, Error> {
        let Some(media) = self.get_known(known).await?.filter(|media| media.post.is_none()) else {
            return Ok(false);
        };
        for kind in [PostKind::Post, PostKind::Page] {
            if self.is_shown(kind, &short_key(&known.key)).await? {
                return Ok(false);
            }
        }
        self.delete_media(media.id).await.map(|()| true)
    }

    /// Whether the text of a post names a file with this key: of any post, or for a user who may not edit this kind, as
    /// authors may not edit pages, of a published one.
    async fn is_shown(&self, kind: PostKind, short_key: &str) -> Result<bool, Error> {
        match self.find_posts(kind, "search", short_key).await {
            Ok(found) => Ok(!found.is_empty()),
            Err(Error::Forbidden { .. } | Error::Refused { .. }) => {
                let query = [("search", short_key), ("_fields", "id")];
                let found: Vec<Value> = self.get(kind.route(), &query).await?;
                Ok(!found.is_empty())
            }
            Err(error) => Err(error),
        }
    }

    /// The picture at a kept number, if it is the one that the number was kept for: a site that was restored or set up
    /// anew gives numbers out again.
    async fn get_known(&self, known: &KnownMedia) -> Result<Option<Media>, Error> {
        match self.get::<Media>(&format!("{MEDIA}/{}", known.id), &[]).await {
            Ok(media) => {
                let is_ours = media.source_url == known.url || media.bears(&short_key(&known.key));
                Ok(is_ours.then_some(media))
            }
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn describe(&self, media: Media, alt_text: &str) -> Result<Media, Error> {
        if media.alt_text == alt_text {
            return Ok(media);
        }
        self.post(&format!("{MEDIA}/{}", media.id), &json!({ "alt_text": alt_text })).await
    }

    /// Removes a file for good; the media library has no trash.
    ///
    /// # Errors
    /// See [`Error`]. `NotFound` when it is gone already.
    pub async fn delete_media(&self, id: MediaId) -> Result<(), Error> {
        let request = self.request(Method::DELETE, &format!("{MEDIA}/{id}"), &[("force", "true")]);
        self.send::<Value>(request).await.map(|_| ())
    }

    /// By its key, whatever the article was called when the picture was sent: WordPress searches file names too. By
    /// slug where a plugin has put a search of its own in the place of that. Read for viewing: for editing, a picture
    /// uploaded by another user would not be listed.
    async fn find_media(&self, upload: &MediaUpload) -> Result<Option<Media>, Error> {
        let (key, slug) = (short_key(&upload.key), upload.slug());
        for (parameter, value) in [("search", &key), ("slug", &slug)] {
            let found: Vec<Media> = self.get(MEDIA, &[(parameter, value.as_str())]).await?;
            // What the site's editors cut out of it bears the key too, and came later.
            let ours = found.into_iter().filter(|media| media.bears(&key)).min_by_key(|media| media.id);
            if ours.is_some() {
                return Ok(ours);
            }
        }
        Ok(None)
    }

    async fn create_media(&self, upload: &MediaUpload) -> Result<Media, Error> {
        let invalid = |_| Error::Refused {
            status: 400,
            code: "invalid_content_type".to_owned(),
            message: format!("{} is no media type.", upload.content_type),
        };
        let content_type = HeaderValue::from_str(&upload.content_type).map_err(invalid)?;
        let file = format!("{}.{}", upload.slug(), upload.ending());
        let disposition = format!("attachment; filename=\"{file}\"");
        let disposition = HeaderValue::from_str(&disposition).map_err(invalid)?;
        let request = self
            .request(Method::POST, MEDIA, &[])
            .body(content_type.clone(), upload.bytes.clone())
            .header(CONTENT_TYPE, content_type)
            .header(CONTENT_DISPOSITION, disposition);
        self.send(request).await
    }

    /// Has the smaller sizes made that an interrupted upload left out. Without them the picture is
    /// shown all the same, so a failure here is none of the upload.
    async fn finish_sizes(&self, media: Media) -> Media {
        if media.media_details["sizes"].as_object().is_some_and(|sizes| !sizes.is_empty()) {
            return media;
        }
        let route = format!("{MEDIA}/{}/post-process", media.id);
        let body = json!({ "action": "create-image-subsizes" });
        self.post(&route, &body).await.unwrap_or(media)
    }
}

/// The part of a key that goes into the file name.
fn short_key(key: &str) -> String {
    let lower = key.to_lowercase();
    let letters: Vec<char> = lower.chars().filter(char::is_ascii_alphanumeric).collect();
    letters[letters.len().saturating_sub(KEY_LENGTH)..].iter().collect()
}

impl Media {
    /// Whether it was uploaded under this key. Its slug may have been changed since, its file keeps its name.
    fn bears(&self, short_key: &str) -> bool {
        let file = self.source_url.rsplit('/').next().unwrap_or_default();
        !short_key.is_empty() && [self.slug.as_str(), file].iter().any(|name| name.contains(&format!("-{short_key}")))
    }
}

impl MediaUpload {
    /// The file's name without ending. WordPress makes the same slug of it.
    fn slug(&self) -> String {
        let key = short_key(&self.key);
        let words: Vec<String> = self
            .name
            .split(|char: char| !char.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let name: String = words.join("-").chars().take(NAME_LENGTH).collect();
        match name.trim_matches('-') {
            "" => format!("image-{key}"),
            name => format!("{name}-{key}"),
        }
    }

    fn ending(&self) -> String {
        match self.content_type.as_str() {
            "image/jpeg" => "jpg".to_owned(),
            other => {
                let kind = other.rsplit('/').next().unwrap_or_default();
                kind.chars().filter(char::is_ascii_alphanumeric).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(name: &str, key: &str) -> MediaUpload {
        MediaUpload {
            key: key.to_owned(),
            name: name.to_owned(),
            content_type: "image/jpeg".to_owned(),
            bytes: Bytes::new(),
            alt_text: String::new(),
        }
    }

    #[test]
    fn the_file_name_says_what_it_shows_and_whose_it_is() {
        let key = "0192F3AA-1111-7222-8333-444455556666";
        let named = |name| upload(name, key).slug();
        assert_eq!(named("Cold  brew, ratio!"), "cold-brew-ratio-444455556666");
        assert_eq!(named("水出し"), "image-444455556666");
        assert_eq!(named(&"a ".repeat(200)).len(), 79 + 1 + 12);
        assert_eq!(upload("x", "ab").slug(), "x-ab");
        assert_eq!(upload("x", "ab").ending(), "jpg");
    }

    #[test]
    fn a_picture_of_ours_is_known_by_its_key_and_no_other_is() {
        let media = |slug: &str, file: &str| -> Media {
            let source_url = format!("https://example.com/uploads/{file}");
            serde_json::from_value(json!({ "id": 1, "slug": slug, "source_url": source_url })).expect("media")
        };
        let key = short_key("0192F3AA-1111-7222-8333-444455556666");
        assert!(media("cold-brew-444455556666", "x.webp").bears(&key));
        assert!(media("renamed", "cold-brew-444455556666-scaled.webp").bears(&key));
        assert!(!media("cold-brew", "cold-brew.webp").bears(&key));
        assert!(!media("cold-brew-", "cold-brew-.webp").bears(""));
    }
}
