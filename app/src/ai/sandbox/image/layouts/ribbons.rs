//! Ribbons: slanting bars with round ends that come in from the right.

use crate::ai::sandbox::image::canvas::Canvas;
use crate::ai::sandbox::image::colour::{Palette, WHITE};
use crate::ai::sandbox::image::typeset::{Align, Place};
use crate::ai::sandbox::seed::Seed;

/// Ribbons on the right, the title at the lower left.
pub(super) fn cover(canvas: &mut Canvas, palette: &Palette, seed: &mut Seed) -> Place {
    let (width, height) = (canvas.width, canvas.height);
    let is_dark = seed.below(2) == 0;
    let (ground, ink) = if is_dark { (palette.deep, palette.paper) } else { (palette.paper, palette.deep) };
    canvas.ground(&ground.css());
    let bar = height * 0.105;
    let step = bar * 1.28;
    canvas.add(&format!(r#"<g transform="rotate(-38 {:.1} {:.1})">"#, width * 0.8, height * 0.5));
    let paints = [
        palette.bright,
        palette.main,
        palette.soft,
        palette.main.mixed(WHITE, 0.3),
        palette.soft.mixed(palette.main, 0.45),
    ];
    let paints = seed.shuffled(&paints);
    for (at, row) in (-4_i32..=4).enumerate() {
        let y = height * 0.5 + f64::from(row) * step - bar / 2.0;
        let start = width * (0.665 + 0.02 * f64::from(row.abs())) + seed.between(-0.05, 0.07) * width;
        let colour = paints[at % paints.len()];
        let paint = canvas.gradient(colour, colour.mixed(ground, 0.18), 0.0);
        let length = width * seed.between(0.2, 0.42);
        canvas.rounded(start, y, length, bar, bar / 2.0, &paint);
        let after = start + length + bar * 0.3;
        let next = paints[(at + 2) % paints.len()];
        canvas.rounded(after, y, width, bar, bar / 2.0, &next.css());
        if seed.below(3) == 0 {
            canvas.circle(start + bar / 2.0, y + bar / 2.0, bar * 0.24, &ground.css());
        }
    }
    canvas.add("</g>");
    let margin = height * 0.1;
    canvas.dots((margin + height * 0.006, margin), (6, 2), height * 0.036, height * 0.006, &palette.bright.css());
    Place { x: margin, y: height * 0.24, width: width * 0.49, height: height * 0.66, ink, align: Align::Bottom }
}
