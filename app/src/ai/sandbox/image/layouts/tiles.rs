//! Tiles: a grid of quarter circles, leaves, rings and dots.

use crate::ai::sandbox::image::canvas::Canvas;
use crate::ai::sandbox::image::colour::{Colour, Palette};
use crate::ai::sandbox::image::typeset::{Align, Place};
use crate::ai::sandbox::seed::Seed;

/// A field of tiles on the right, the title on the left.
pub(super) fn cover(canvas: &mut Canvas, palette: &Palette, seed: &mut Seed) -> Place {
    let (width, height) = (canvas.width, canvas.height);
    let is_dark = seed.below(3) > 0;
    let (ground, ink) = if is_dark { (palette.deep, palette.paper) } else { (palette.paper, palette.deep) };
    canvas.ground(&ground.css());
    let cell = height / 4.0;
    let left = width - 3.0 * cell;
    field(canvas, palette, seed, (left, 0.0), cell, (3, 4));
    let margin = height * 0.1;
    canvas.rounded(margin, margin, height * 0.09, height * 0.014, height * 0.007, &palette.bright.css());
    Place {
        x: margin,
        y: margin * 1.6,
        width: left - margin * 1.8,
        height: height - margin * 2.6,
        ink,
        align: Align::Bottom,
    }
}

/// Tiles all over.
pub(super) fn picture(canvas: &mut Canvas, palette: &Palette, seed: &mut Seed) {
    canvas.ground(&palette.paper.css());
    let rows = 3_u32;
    let cell = canvas.height / f64::from(rows);
    let columns = (1_u32..).find(|count| f64::from(*count) * cell >= canvas.width - 1.0).unwrap_or(1);
    field(canvas, palette, seed, (0.0, 0.0), cell, (columns, rows));
}

fn field(
    canvas: &mut Canvas,
    palette: &Palette,
    seed: &mut Seed,
    corner: (f64, f64),
    cell: f64,
    (columns, rows): (u32, u32),
) {
    let mut last = usize::MAX;
    for row in 0..rows {
        for column in 0..columns {
            let x = corner.0 + f64::from(column) * cell;
            let y = corner.1 + f64::from(row) * cell;
            // Neighbours differ, or the eye sees a mistake.
            let mut shape = seed.below(SHAPES);
            if shape == last {
                shape = (shape + 1) % SHAPES;
            }
            last = shape;
            tile(canvas, palette, seed, (x, y), cell, shape);
        }
    }
}

const SHAPES: usize = 7;

/// Grounds with the colours that stand well on them.
fn colours(palette: &Palette, seed: &mut Seed) -> (Colour, Colour) {
    let Palette { deep, main, bright, soft, paper } = *palette;
    let pairs = [
        (main, soft),
        (main, bright),
        (soft, main),
        (soft, deep),
        (bright, deep),
        (bright, paper),
        (paper, main),
        (paper, bright),
        (deep, bright),
        (deep, soft),
    ];
    seed.pick(&pairs)
}

fn tile(canvas: &mut Canvas, palette: &Palette, seed: &mut Seed, (x, y): (f64, f64), cell: f64, shape: usize) {
    let (ground, figure) = colours(palette, seed);
    let (paint, half) = (figure.css(), cell / 2.0);
    // A hair wider than the cell, so that no line shows between two of one colour.
    canvas.rect(x - 0.3, y - 0.3, cell + 0.6, cell + 0.6, &ground.css());
    let turn = seed.below(4) * 90;
    let (cx, cy) = (x + half, y + half);
    canvas.add(&format!(r#"<g transform="rotate({turn} {cx:.1} {cy:.1})">"#));
    match shape {
        0 => canvas.path(&format!("M{x:.1} {y:.1}h{cell:.1}a{cell:.1} {cell:.1} 0 0 1 -{cell:.1} {cell:.1}z"), &paint),
        1 => canvas.path(&format!("M{x:.1} {cy:.1}a{half:.1} {half:.1} 0 0 1 {cell:.1} 0z"), &paint),
        2 => canvas.path(
            &format!("M{x:.1} {y:.1}a{cell:.1} {cell:.1} 0 0 1 {cell:.1} {cell:.1}a{cell:.1} {cell:.1} 0 0 1 -{cell:.1} -{cell:.1}z"),
            &paint,
        ),
        3 => {
            canvas.circle(cx, cy, cell * 0.34, &paint);
            canvas.circle(cx, cy, cell * 0.14, &ground.css());
        }
        4 => {
            for ring in 1..=3 {
                let radius = cell * (0.28 * f64::from(ring) + 0.04);
                canvas.add(&format!(
                    r#"<path d="M{:.1} {y:.1}a{radius:.1} {radius:.1} 0 0 1 -{radius:.1} {radius:.1}" fill="none" stroke="{paint}" stroke-width="{:.1}"/>"#,
                    x + radius,
                    cell * 0.1
                ));
            }
        }
        5 => {
            let step = cell / 4.0;
            canvas.dots((x + step / 2.0, y + step / 2.0), (4, 4), step, cell * 0.055, &paint);
        }
        _ => {
            canvas.path(&format!("M{x:.1} {:.1}L{:.1} {y:.1}v{half:.1}L{cx:.1} {:.1}z", y + cell, x + cell, y + cell), &paint);
            canvas.circle(x + cell * 0.26, y + cell * 0.26, cell * 0.14, &paint);
        }
    }
    canvas.add("</g>");
}
