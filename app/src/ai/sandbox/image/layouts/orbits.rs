//! Orbits: rings around a centre, with bodies on them, on a dark ground.

use crate::ai::sandbox::image::canvas::Canvas;
use crate::ai::sandbox::image::colour::{Palette, WHITE};
use crate::ai::sandbox::image::typeset::{Align, Place};
use crate::ai::sandbox::seed::Seed;

/// Orbits on the right, the title on the left.
pub(super) fn cover(canvas: &mut Canvas, palette: &Palette, seed: &mut Seed) -> Place {
    let (width, height) = (canvas.width, canvas.height);
    let ground = canvas.gradient(palette.deep, palette.deep.mixed(palette.main, 0.55), 20.0);
    canvas.ground(&ground);
    let (x, y) = (width * 0.82, height * seed.between(0.46, 0.56));
    for ring in 0..7 {
        let radius = height * (0.14 + 0.095 * f64::from(ring));
        canvas.ring(x, y, radius, height * 0.0035, &palette.soft.css(), 0.34 - 0.035 * f64::from(ring));
    }
    // The outer rings pass behind the title and stay empty.
    for ring in [1_u32, 2, 3] {
        let radius = height * (0.14 + 0.095 * f64::from(ring));
        let start = seed.between(0.0, std::f64::consts::TAU);
        let sweep = seed.between(0.7, 1.9);
        let paint = seed.pick(&[palette.bright, palette.soft, palette.main.mixed(WHITE, 0.25)]).css();
        canvas.line(&arc(x, y, radius, start, sweep), height * seed.between(0.012, 0.026), &paint, 0.95);
        // Bodies keep to the right half of the widest ring.
        let angle = if ring == 3 { seed.between(-1.4, 1.4) } else { start + sweep + seed.between(0.5, 1.4) };
        let (sine, cosine) = angle.sin_cos();
        let size = height * seed.between(0.018, 0.045);
        let body = canvas.sphere(palette.soft, palette.bright);
        canvas.circle(x + radius * cosine, y + radius * sine, size, &body);
    }
    let sun = canvas.sphere(palette.bright.mixed(WHITE, 0.4), palette.bright);
    canvas.circle(x, y, height * 0.095, &sun);
    for _ in 0..36 {
        let (across, down) = (seed.between(0.0, width), seed.between(0.0, height));
        let paint = palette.soft.mixed(palette.deep, seed.between(0.35, 0.75)).css();
        canvas.circle(across, down, seed.between(0.8, 2.2), &paint);
    }
    let margin = height * 0.1;
    Place {
        x: margin,
        y: margin,
        width: width * 0.5,
        height: height - 2.0 * margin,
        ink: palette.paper,
        align: Align::Middle,
    }
}

/// Part of a circle, from an angle over an angle, in radians.
fn arc(x: f64, y: f64, radius: f64, start: f64, sweep: f64) -> String {
    let point = |angle: f64| (x + radius * angle.cos(), y + radius * angle.sin());
    let ((x1, y1), (x2, y2)) = (point(start), point(start + sweep));
    format!("M{x1:.1} {y1:.1}A{radius:.1} {radius:.1} 0 0 1 {x2:.1} {y2:.1}")
}
