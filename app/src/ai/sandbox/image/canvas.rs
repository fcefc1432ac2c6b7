//! A drawing as SVG, and its way to pixels.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use resvg::{tiny_skia, usvg};

use super::colour::Colour;

/// The typeface of titles, Inter Display Bold, under the SIL Open Font License (see the file beside it).
pub(super) const FONT: &[u8] = include_bytes!("../../../../assets/fonts/InterDisplay-Bold.otf");

/// Its name within the drawing.
pub(super) const FONT_FAMILY: &str = "Inter Display";

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(FONT.to_vec());
    Arc::new(fonts)
});

/// A drawing in the making. Coordinates are pixels from the top left.
#[derive(Debug)]
pub(super) struct Canvas {
    pub(super) width: f64,
    pub(super) height: f64,
    size: (u32, u32),
    definitions: String,
    body: String,
    gradients: usize,
}

impl Canvas {
    pub(super) fn new(width: u32, height: u32) -> Self {
        Self {
            width: f64::from(width),
            height: f64::from(height),
            size: (width, height),
            definitions: String::new(),
            body: String::new(),
            gradients: 0,
        }
    }

    /// Adds SVG as it is.
    pub(super) fn add(&mut self, svg: &str) {
        self.body.push_str(svg);
        self.body.push('\n');
    }

    /// Covers everything with one paint.
    pub(super) fn ground(&mut self, paint: &str) {
        let (width, height) = (self.width, self.height);
        self.rect(0.0, 0.0, width, height, paint);
    }

    pub(super) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, paint: &str) {
        self.add(&format!(r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{paint}"/>"#));
    }

    pub(super) fn rounded(&mut self, x: f64, y: f64, width: f64, height: f64, radius: f64, paint: &str) {
        self.add(&format!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" rx="{radius:.1}" fill="{paint}"/>"#
        ));
    }

    pub(super) fn circle(&mut self, x: f64, y: f64, radius: f64, paint: &str) {
        self.add(&format!(r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius:.1}" fill="{paint}"/>"#));
    }

    /// A circle's line.
    pub(super) fn ring(&mut self, x: f64, y: f64, radius: f64, line: f64, paint: &str, opacity: f64) {
        self.add(&format!(
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius:.1}" fill="none" stroke="{paint}" stroke-width="{line:.1}" opacity="{opacity:.2}"/>"#
        ));
    }

    pub(super) fn path(&mut self, data: &str, paint: &str) {
        self.add(&format!(r#"<path d="{data}" fill="{paint}"/>"#));
    }

    /// A path's line, with round ends.
    pub(super) fn line(&mut self, data: &str, line: f64, paint: &str, opacity: f64) {
        self.add(&format!(
            r#"<path d="{data}" fill="none" stroke="{paint}" stroke-width="{line:.1}" stroke-linecap="round" stroke-linejoin="round" opacity="{opacity:.2}"/>"#
        ));
    }

    /// A field of dots.
    pub(super) fn dots(
        &mut self,
        (x, y): (f64, f64),
        (columns, rows): (u32, u32),
        step: f64,
        radius: f64,
        paint: &str,
    ) {
        for row in 0..rows {
            for column in 0..columns {
                self.circle(x + f64::from(column) * step, y + f64::from(row) * step, radius, paint);
            }
        }
    }

    /// A paint that goes from one colour to another, at `degrees` from left to right.
    pub(super) fn gradient(&mut self, from: Colour, to: Colour, degrees: f64) -> String {
        self.gradients += 1;
        let id = self.gradients;
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let (x1, y1) = (0.5 - cosine / 2.0, 0.5 - sine / 2.0);
        let (x2, y2) = (0.5 + cosine / 2.0, 0.5 + sine / 2.0);
        // Writing to a string can't fail.
        let _ = write!(
            self.definitions,
            r#"<linearGradient id="g{id}" x1="{x1:.3}" y1="{y1:.3}" x2="{x2:.3}" y2="{y2:.3}"><stop offset="0" stop-color="{}"/><stop offset="1" stop-color="{}"/></linearGradient>"#,
            from.css(),
            to.css()
        );
        format!("url(#g{id})")
    }

    /// A paint for round things: light at the upper left.
    pub(super) fn sphere(&mut self, light: Colour, dark: Colour) -> String {
        self.gradients += 1;
        let id = self.gradients;
        let _ = write!(
            self.definitions,
            r#"<radialGradient id="g{id}" cx="0.35" cy="0.3" r="0.8"><stop offset="0" stop-color="{}"/><stop offset="1" stop-color="{}"/></radialGradient>"#,
            light.css(),
            dark.css()
        );
        format!("url(#g{id})")
    }

    /// The drawing as a PNG file.
    pub(super) fn render(&self) -> Result<Vec<u8>, String> {
        let (width, height) = self.size;
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"><defs>{}</defs>{}</svg>"#,
            self.definitions, self.body
        );
        let options = usvg::Options {
            fontdb: Arc::clone(&FONTS),
            font_family: FONT_FAMILY.to_owned(),
            ..usvg::Options::default()
        };
        let tree = usvg::Tree::from_str(&svg, &options).map_err(|error| error.to_string())?;
        let mut pixels = tiny_skia::Pixmap::new(width, height).ok_or("there is no room for the picture")?;
        resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
        pixels.encode_png().map_err(|error| error.to_string())
    }
}
