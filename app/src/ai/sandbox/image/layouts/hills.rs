//! Hills: a sky, a sun, and ranges that fade with distance.

use std::fmt::Write as _;

use crate::ai::sandbox::image::canvas::Canvas;
use crate::ai::sandbox::image::colour::{Palette, WHITE};
use crate::ai::sandbox::image::typeset::{Align, Place};
use crate::ai::sandbox::seed::Seed;

/// Low hills, the title in the sky.
pub(super) fn cover(canvas: &mut Canvas, palette: &Palette, seed: &mut Seed) -> Place {
    scenery(canvas, palette, seed, (0.8, 0.28), 0.58);
    let (width, height) = (canvas.width, canvas.height);
    let margin = height * 0.1;
    Place { x: margin, y: margin, width: width * 0.6, height: height * 0.43, ink: palette.deep, align: Align::Top }
}

/// High hills, and nothing but them.
pub(super) fn picture(canvas: &mut Canvas, palette: &Palette, seed: &mut Seed) {
    let sun = (seed.between(0.25, 0.75), seed.between(0.24, 0.34));
    scenery(canvas, palette, seed, sun, 0.42);
}

fn scenery(canvas: &mut Canvas, palette: &Palette, seed: &mut Seed, sun: (f64, f64), horizon: f64) {
    let (width, height) = (canvas.width, canvas.height);
    let sky = canvas.gradient(palette.soft.mixed(WHITE, 0.35), palette.paper, 90.0);
    canvas.ground(&sky);
    let (x, y, radius) = (width * sun.0, height * sun.1, height * 0.13);
    for ring in 1..=3 {
        canvas.ring(
            x,
            y,
            radius + f64::from(ring) * height * 0.05,
            height * 0.006,
            &palette.bright.css(),
            0.5 / f64::from(ring),
        );
    }
    let glow = canvas.sphere(palette.bright.mixed(WHITE, 0.35), palette.bright);
    canvas.circle(x, y, radius, &glow);
    let ranges = 5;
    for range in 0..ranges {
        let depth = f64::from(range) / f64::from(ranges - 1);
        let far = palette.soft.mixed(palette.main, 0.35);
        let colour = if depth < 0.6 {
            far.mixed(palette.main, depth / 0.6)
        } else {
            palette.main.mixed(palette.deep, (depth - 0.6) / 0.4)
        };
        let crest = height * (horizon + 0.085 * f64::from(range));
        let paint = canvas.gradient(colour, colour.mixed(palette.deep, 0.25), 90.0);
        canvas.path(&ridge(seed, width, height, crest, height * (0.085 - 0.008 * f64::from(range))), &paint);
        if range == ranges - 2 {
            trees(canvas, palette, seed, crest);
        }
    }
}

/// A crest of two waves, closed at the bottom.
fn ridge(seed: &mut Seed, width: f64, height: f64, crest: f64, swing: f64) -> String {
    let (first, second) = (seed.between(0.0, 6.3), seed.between(0.0, 6.3));
    let (long, short) = (seed.between(1.1, 1.9), seed.between(2.6, 4.2));
    let mut data = format!("M0 {height:.1}");
    for step in 0..=60 {
        let along = f64::from(step) / 60.0;
        let wave = (along * long * std::f64::consts::TAU + first).sin() * 0.7
            + (along * short * std::f64::consts::TAU + second).sin() * 0.3;
        // Writing to a string can't fail.
        let _ = write!(data, "L{:.1} {:.1}", along * width, crest - wave * swing);
    }
    let _ = write!(data, "L{width:.1} {height:.1}z");
    data
}

/// A few slender trees on the last range but one.
fn trees(canvas: &mut Canvas, palette: &Palette, seed: &mut Seed, crest: f64) {
    let (width, height) = (canvas.width, canvas.height);
    let count = 4 + seed.below(4);
    for _ in 0..count {
        let x = seed.between(0.04, 0.96) * width;
        let tall = height * seed.between(0.07, 0.12);
        let foot = crest + height * 0.1;
        canvas.rect(x - 1.6, foot - tall * 0.5, 3.2, tall * 0.6, &palette.deep.css());
        let crown = palette.deep.mixed(palette.main, seed.between(0.0, 0.35)).css();
        canvas.add(&format!(
            r#"<ellipse cx="{x:.1}" cy="{:.1}" rx="{:.1}" ry="{:.1}" fill="{crown}"/>"#,
            foot - tall * 0.8,
            tall * 0.2,
            tall * 0.48
        ));
    }
}
