//! Files of pictures: read by what they are, not by what they are called, and always written anew as WebP, so that
//! nothing but pixels gets through: no scripts, no places where a photo was taken.

use crate::ai::webp::{self, WebpError};
use crate::images::image::{MAX_UPLOAD, UploadProblem};

/// Widest picture that is kept, in pixels: enough for the widest column on the densest screen.
const WIDEST: u32 = 2_000;
/// Shortest side of an upload.
const SHORTEST_SIDE: u32 = 200;

/// A picture as it is stored.
#[derive(Debug, Clone)]
pub struct Picture {
    /// WebP.
    pub bytes: Vec<u8>,
    pub width: i32,
    pub height: i32,
}

impl Picture {
    #[must_use]
    pub fn size(&self) -> i64 {
        i64::try_from(self.bytes.len()).unwrap_or(i64::MAX)
    }
}

/// Reads a file that a person sent.
///
/// # Errors
/// What is wrong with it.
pub async fn read_upload(bytes: Vec<u8>) -> Result<Picture, UploadProblem> {
    if bytes.is_empty() {
        return Err(UploadProblem::Nothing);
    }
    if bytes.len() > MAX_UPLOAD {
        return Err(UploadProblem::TooLarge);
    }
    off_the_runtime(move || read(&bytes, SHORTEST_SIDE)).await
}

/// Reads what a model made.
///
/// # Errors
/// What is wrong with it.
pub async fn read_made(bytes: Vec<u8>) -> Result<Picture, UploadProblem> {
    off_the_runtime(move || read(&bytes, 1)).await
}

/// Pixels are work for a thread that may be busy.
async fn off_the_runtime(
    read: impl FnOnce() -> Result<Picture, UploadProblem> + Send + 'static,
) -> Result<Picture, UploadProblem> {
    tokio::task::spawn_blocking(read).await.unwrap_or_else(|panic| {
        tracing::error!(%panic, "reading a picture");
        Err(UploadProblem::NotAPicture)
    })
}

fn read(bytes: &[u8], shortest: u32) -> Result<Picture, UploadProblem> {
    let picture = webp::Picture::read(bytes).map_err(problem)?;
    if picture.width().min(picture.height()) < shortest {
        return Err(UploadProblem::TooSmall);
    }
    let picture = picture.narrowed(WIDEST);
    let side = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
    Ok(Picture {
        bytes: picture.to_webp().map_err(problem)?,
        width: side(picture.width()),
        height: side(picture.height()),
    })
}

const fn problem(error: WebpError) -> UploadProblem {
    match error {
        WebpError::TooLarge => UploadProblem::TooManyPixels,
        WebpError::NotAPicture | WebpError::NotEncoded => UploadProblem::NotAPicture,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageFormat};

    use super::*;

    fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height).write_to(&mut bytes, format).expect("a file");
        bytes.into_inner()
    }

    #[tokio::test]
    async fn pictures_are_written_anew_as_webp_and_no_larger_than_needed() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let picture = read_upload(file(3_000, 1_500, format)).await.expect("a picture");
            assert_eq!((picture.width, picture.height), (2_000, 1_000));
            assert_eq!(&picture.bytes[8..12], b"WEBP");
        }
    }

    #[tokio::test]
    async fn what_is_no_picture_is_told_apart() {
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".to_vec();
        let mut cut = file(400, 400, ImageFormat::Png);
        cut.truncate(60);
        let rows = [
            (Vec::new(), UploadProblem::Nothing),
            (svg, UploadProblem::NotAPicture),
            (b"GIF89a".to_vec(), UploadProblem::NotAPicture),
            (cut, UploadProblem::NotAPicture),
            (file(100, 400, ImageFormat::Png), UploadProblem::TooSmall),
            (vec![0; MAX_UPLOAD + 1], UploadProblem::TooLarge),
        ];
        for (bytes, expected) in rows {
            assert_eq!(read_upload(bytes).await.expect_err("refused"), expected);
        }
    }
}
