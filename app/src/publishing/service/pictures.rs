//! An article's pictures: into the site's media library before the article is sent, and out of it once the article has
//! been published without them.

use wordpress::{KnownMedia, Media, MediaId, MediaUpload};

use super::exchange::Exchanges;
use super::sending::Sending;
use crate::images::service::listing::Finished;
use crate::jobs::context::JobFailure;
use crate::kit::AppError;
use crate::publishing::publication::SyncAction;
use crate::publishing::store::published_images::{self, PublishedImageRow};

/// A picture that is in the site's media library.
pub struct Uploaded {
    pub image: Finished,
    pub remote: PublishedImageRow,
}

impl Sending<'_> {
    /// Puts every picture of the article into the library.
    pub(super) async fn upload_images(&self, exchanges: &Exchanges<'_>) -> Result<Vec<Uploaded>, JobFailure> {
        let mut uploaded = Vec::with_capacity(self.images.len());
        for (at, image) in self.images.iter().enumerate() {
            self.progress(at + 1, &format!("Uploading image {} of {}", at + 1, self.images.len())).await?;
            uploaded.push(Uploaded { image: image.clone(), remote: self.upload(exchanges, image).await? });
        }
        Ok(uploaded)
    }

    /// Uploads a picture unless this file of it is in the library still.
    async fn upload(&self, exchanges: &Exchanges<'_>, image: &Finished) -> Result<PublishedImageRow, JobFailure> {
        let root = self.root();
        let mut tx = self.job.begin().await?;
        let known = published_images::find(&mut tx, self.article.id, &root, &image.file_key).await?;
        drop(tx);
        if let Some(row) = known {
            let kept = known_media(&row);
            let keeping = self.remote.client.keep_media(&kept, &image.alt);
            let number = |kept: &Option<Media>| kept.as_ref().map(|media| media.id.0);
            if exchanges.require(SyncAction::CheckImage, keeping, number).await?.is_some() {
                return Ok(row);
            }
        }
        let bytes = self.job.state.files().get(&image.file_key).await?.ok_or_else(|| {
            AppError::conflict(
                "picture_gone",
                "The file of a picture is missing. Make the picture anew or remove it, then publish again.",
            )
        })?;
        let upload = MediaUpload {
            key: key_of(&image.file_key),
            name: self.article.slug.clone(),
            content_type: "image/webp".to_owned(),
            bytes: bytes.into(),
            alt_text: image.alt.clone(),
        };
        let sending = self.remote.client.upload_media(&upload);
        let media = exchanges.require(SyncAction::UploadImage, sending, |media| Some(media.id.0)).await?;
        let row =
            PublishedImageRow { file_key: image.file_key.clone(), remote_id: media.id.0, remote_url: media.source_url };
        let mut tx = self.job.begin().await?;
        published_images::save(&mut tx, self.article.id, &root, &row).await?;
        tx.commit().await?;
        Ok(row)
    }

    /// Removes what the article had in the library and shows no longer: another file took its place, or the picture was
    /// taken out. The article is published by then, so what fails here is left to the next time.
    pub(super) async fn remove_orphans(&self, exchanges: &Exchanges<'_>, uploaded: &[Uploaded]) {
        match self.try_to_remove_orphans(exchanges, uploaded).await {
            Ok(()) | Err(JobFailure::Lost) => {}
            Err(failure) => {
                tracing::warn!(?failure, article = %self.article.id, "pictures were left in a site's library");
            }
        }
    }

    async fn try_to_remove_orphans(&self, exchanges: &Exchanges<'_>, uploaded: &[Uploaded]) -> Result<(), JobFailure> {
        let (content, root) = (self.article.id, self.root());
        let shown: Vec<String> = uploaded.iter().map(|one| one.remote.file_key.clone()).collect();
        let mut tx = self.job.tenant.begin().await?;
        let orphans = published_images::orphaned(&mut tx, content, &root, &shown).await?;
        drop(tx);
        for orphan in orphans {
            let known = known_media(&orphan);
            let removing = self.remote.client.remove_media(&known);
            let number = |removed: &bool| removed.then_some(orphan.remote_id);
            match exchanges.attempt(SyncAction::RemoveImage, removing, number).await? {
                // removed, gone before, or put to another use there: in each case no longer ours
                Ok(_) => {
                    let mut tx = self.job.tenant.begin().await?;
                    published_images::delete(&mut tx, content, &root, &orphan.file_key).await?;
                    tx.commit().await?;
                }
                Err(error) => {
                    tracing::warn!(%error, article = %content, "a picture was left in a site's library");
                }
            }
        }
        Ok(())
    }
}

/// The file's own id: another file of the same picture is another upload.
fn key_of(file_key: &str) -> String {
    file_key.split('.').next().unwrap_or_default().to_owned()
}

fn known_media(row: &PublishedImageRow) -> KnownMedia {
    KnownMedia { id: MediaId(row.remote_id), url: row.remote_url.clone(), key: key_of(&row.file_key) }
}
