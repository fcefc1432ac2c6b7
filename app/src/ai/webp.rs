//! Pictures as WebP, for the web: lossy where that is not seen, in the sizes pages ask for.

use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits};

/// Largest side and most memory that a picture may take while it is read: 64 megapixels.
const MAX_SIDE: u32 = 8_192;
const MAX_MEMORY: u64 = 256 * 1024 * 1024;

/// Quality of lossy WebP, 0–100. At 82 neither flat shapes nor photographs show it at normal size.
const QUALITY: f32 = 82.0;

/// A picture file that can't become WebP.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WebpError {
    #[error("This file is not a PNG, JPEG or WebP picture, or it is damaged.")]
    NotAPicture,
    #[error("This picture is too large: at most {MAX_SIDE} pixels a side.")]
    TooLarge,
    #[error("This picture could not be turned into WebP.")]
    NotEncoded,
}

/// A picture read into memory.
#[derive(Debug, Clone)]
pub struct Picture(DynamicImage);

impl Picture {
    /// Reads a PNG, JPEG or WebP file; what it is goes by its bytes, not by its name. Metadata is left behind.
    ///
    /// # Errors
    /// `TooLarge` before the pixels are read, `NotAPicture` for anything else.
    pub fn read(bytes: &[u8]) -> Result<Self, WebpError> {
        let mut reader =
            ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().map_err(|_| WebpError::NotAPicture)?;
        let mut limits = Limits::default();
        limits.max_image_width = Some(MAX_SIDE);
        limits.max_image_height = Some(MAX_SIDE);
        limits.max_alloc = Some(MAX_MEMORY);
        reader.limits(limits.clone());
        Self::decode(reader, limits).map_err(|error| match error {
            image::ImageError::Limits(_) => WebpError::TooLarge,
            _ => WebpError::NotAPicture,
        })
    }

    /// The pixels, the right way up: a photograph says in its metadata how the camera was held.
    fn decode(reader: ImageReader<std::io::Cursor<&[u8]>>, mut limits: Limits) -> image::ImageResult<Self> {
        let mut decoder = reader.into_decoder()?;
        limits.reserve(decoder.total_bytes())?;
        decoder.set_limits(limits)?;
        let orientation = decoder.orientation()?;
        let mut pixels = DynamicImage::from_decoder(decoder)?;
        pixels.apply_orientation(orientation);
        Ok(Self(pixels))
    }

    #[must_use]
    pub fn width(&self) -> u32 {
        self.0.width()
    }

    #[must_use]
    pub fn height(&self) -> u32 {
        self.0.height()
    }

    /// The picture no wider than `width`, in its own proportions. One that is narrow enough stays as it is.
    #[must_use]
    pub fn narrowed(&self, width: u32) -> Self {
        if self.width() <= width {
            return self.clone();
        }
        Self(self.0.resize(width.max(1), u32::MAX, FilterType::CatmullRom))
    }

    /// The picture as a WebP file. Computing takes some 100 ms a megapixel: not on a thread that serves requests.
    ///
    /// # Errors
    /// `NotEncoded`, for sides that WebP doesn't take.
    pub fn to_webp(&self) -> Result<Vec<u8>, WebpError> {
        let (width, height) = (self.width(), self.height());
        let encoded = if self.0.color().has_alpha() {
            let pixels = self.0.to_rgba8();
            webp::Encoder::from_rgba(&pixels, width, height).encode_simple(false, QUALITY)
        } else {
            let pixels = self.0.to_rgb8();
            webp::Encoder::from_rgb(&pixels, width, height).encode_simple(false, QUALITY)
        };
        encoded.map(|file| file.to_vec()).map_err(|_| WebpError::NotEncoded)
    }
}

/// A PNG, JPEG or WebP file as a WebP file, re-encoded in any case.
///
/// # Errors
/// As for [`Picture::read`] and [`Picture::to_webp`].
pub fn encode_webp(bytes: &[u8]) -> Result<Vec<u8>, WebpError> {
    Picture::read(bytes)?.to_webp()
}

#[cfg(test)]
mod tests {
    use image::{ImageBuffer, ImageFormat, Rgb};

    use super::{Picture, WebpError, encode_webp};

    fn png(width: u32, height: u32) -> Vec<u8> {
        let picture = ImageBuffer::from_fn(width, height, |x, y| Rgb([x as u8, y as u8, 90]));
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).expect("a PNG file");
        bytes.into_inner()
    }

    #[test]
    fn pictures_become_webp_of_the_same_size_or_narrower() {
        let file = encode_webp(&png(200, 100)).expect("a WebP file");
        assert_eq!(crate::ai::image::ImageFormat::of(&file), Some(crate::ai::image::ImageFormat::WebP));
        let picture = Picture::read(&file).expect("a picture");
        assert_eq!((picture.width(), picture.height()), (200, 100));
        let narrow = picture.narrowed(50);
        assert_eq!((narrow.width(), narrow.height()), (50, 25));
        assert_eq!(picture.narrowed(500).width(), 200);
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for bytes in [&b""[..], b"<svg/>", b"\x89PNG\r\n\x1a\n", &png(20, 20)[..60]] {
            assert_eq!(encode_webp(bytes), Err(WebpError::NotAPicture));
        }
    }

    #[test]
    fn a_picture_that_announces_too_many_pixels_is_refused_before_they_are_read() {
        assert_eq!(encode_webp(&png(9_000, 1)), Err(WebpError::TooLarge));
    }
}
