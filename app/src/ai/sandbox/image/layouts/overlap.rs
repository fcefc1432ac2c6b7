//! Overlap: large discs that show through each other, on light paper.

use crate::ai::sandbox::image::canvas::Canvas;
use crate::ai::sandbox::image::colour::Palette;
use crate::ai::sandbox::image::typeset::{Align, Place};
use crate::ai::sandbox::seed::Seed;

/// Discs on the right, the title on the left.
pub(super) fn cover(canvas: &mut Canvas, palette: &Palette, seed: &mut Seed) -> Place {
    let (width, height) = (canvas.width, canvas.height);
    canvas.ground(&palette.paper.css());
    let centre = (width * 0.86, height * 0.5);
    let turn = seed.between(0.0, std::f64::consts::TAU);
    let discs = [(palette.main, 0.37, 0.92), (palette.bright, 0.32, 0.86), (palette.soft, 0.28, 0.9)];
    for (at, (colour, size, opacity)) in (0_u32..).zip(discs) {
        let (sine, cosine) = (turn + f64::from(at) * std::f64::consts::TAU / 3.0).sin_cos();
        let (x, y) = (centre.0 + cosine * height * 0.19, centre.1 + sine * height * 0.19);
        canvas.add(&format!(
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="{:.1}" fill="{}" opacity="{opacity}" style="mix-blend-mode:multiply"/>"#,
            height * size,
            colour.css()
        ));
    }
    canvas.ring(centre.0 - height * 0.08, centre.1, height * 0.47, height * 0.004, &palette.deep.css(), 0.5);
    canvas.dots((width * 0.885, height * 0.72), (5, 5), height * 0.038, height * 0.006, &palette.deep.css());
    canvas.circle(width * 0.64, height * seed.between(0.1, 0.16), height * 0.028, &palette.bright.css());
    let margin = height * 0.1;
    canvas.rect(margin, height - margin - height * 0.012, height * 0.16, height * 0.012, &palette.bright.css());
    Place { x: margin, y: margin, width: width * 0.48, height: height * 0.7, ink: palette.deep, align: Align::Middle }
}
