//! Cards: an abstract plan of cards that belong together, as one draws when explaining something.

use crate::ai::sandbox::image::canvas::Canvas;
use crate::ai::sandbox::image::colour::{Colour, Palette, WHITE};
use crate::ai::sandbox::seed::Seed;

/// Three or four cards, joined by a line.
pub(super) fn picture(canvas: &mut Canvas, palette: &Palette, seed: &mut Seed) {
    let (width, height) = (canvas.width, canvas.height);
    let ground = canvas.gradient(palette.main, palette.deep.mixed(palette.main, 0.35), 35.0);
    canvas.ground(&ground);
    canvas.circle(width * seed.between(0.05, 0.2), height * 0.95, height * 0.42, &palette.main.mixed(WHITE, 0.1).css());
    canvas.circle(width * 0.95, height * 0.08, height * 0.3, &palette.main.mixed(palette.bright, 0.35).css());
    canvas.dots((width * 0.06, height * 0.08), (7, 4), height * 0.035, height * 0.005, &palette.soft.css());
    let count = 3 + u32::try_from(seed.below(2)).unwrap_or(0);
    let gap = width * 0.035;
    let card = (width * 0.86 - gap * f64::from(count - 1)) / f64::from(count);
    let tall = height * 0.52;
    let place = |at: u32| {
        let lift = if at.is_multiple_of(2) { -0.045 } else { 0.055 };
        (width * 0.07 + f64::from(at) * (card + gap), height * (0.24 + lift))
    };
    for at in 0..count - 1 {
        let ((x1, y1), (x2, y2)) = (place(at), place(at + 1));
        let (x1, y1, x2, y2) = (x1 + card * 0.5, y1 + tall + height * 0.02, x2 + card * 0.5, y2 + tall + height * 0.02);
        let low = y1.max(y2) + height * 0.09;
        canvas.line(
            &format!("M{x1:.1} {y1:.1}C{x1:.1} {low:.1} {x2:.1} {low:.1} {x2:.1} {y2:.1}"),
            height * 0.006,
            &palette.soft.css(),
            0.9,
        );
    }
    let colours = seed.shuffled(&[palette.bright, palette.main, palette.soft, palette.bright.mixed(palette.main, 0.5)]);
    for at in 0..count {
        let colour = colours[usize::try_from(at).unwrap_or(0) % colours.len()];
        draw_card(canvas, palette, seed, place(at), (card, tall), colour);
    }
}

fn draw_card(
    canvas: &mut Canvas,
    palette: &Palette,
    seed: &mut Seed,
    (x, y): (f64, f64),
    (card, tall): (f64, f64),
    colour: Colour,
) {
    let round = card * 0.07;
    canvas.add(&format!(
        r#"<rect x="{x:.1}" y="{:.1}" width="{card:.1}" height="{tall:.1}" rx="{round:.1}" fill="{}" opacity="0.28"/>"#,
        y + tall * 0.035,
        palette.deep.css()
    ));
    canvas.rounded(x, y, card, tall, round, &palette.paper.css());
    let (left, inner) = (x + card * 0.1, card * 0.8);
    let picture = tall * 0.4;
    canvas.rounded(left, y + card * 0.1, inner, picture, round * 0.7, &colour.mixed(WHITE, 0.55).css());
    let (cx, cy) = (left + inner / 2.0, y + card * 0.1 + picture / 2.0);
    let size = picture * 0.3;
    match seed.below(4) {
        0 => {
            canvas.ring(cx, cy, size, size * 0.3, &colour.css(), 1.0);
            canvas.circle(cx, cy, size * 0.3, &palette.deep.css());
        }
        1 => {
            for bar in 0..4 {
                let rise = size * (0.6 + 0.35 * f64::from(bar));
                canvas.rounded(
                    cx + size * (0.55 * f64::from(bar) - 1.05),
                    cy + size - rise,
                    size * 0.4,
                    rise,
                    size * 0.08,
                    &colour.css(),
                );
            }
        }
        2 => canvas.line(
            &format!(
                "M{:.1} {cy:.1}l{:.1} {:.1}l{:.1} {:.1}",
                cx - size * 0.8,
                size * 0.55,
                size * 0.6,
                size * 1.1,
                -size * 1.3
            ),
            size * 0.28,
            &colour.css(),
            1.0,
        ),
        _ => {
            canvas.circle(cx - size * 0.4, cy, size * 0.75, &colour.css());
            canvas.circle(cx + size * 0.4, cy, size * 0.75, &palette.deep.mixed(colour, 0.35).css());
        }
    }
    let below = y + card * 0.1 + picture + tall * 0.08;
    canvas.rounded(left, below, inner * 0.7, tall * 0.045, tall * 0.022, &palette.deep.css());
    for line in 0..3 {
        let wide = inner * seed.between(0.6, 1.0);
        canvas.rounded(
            left,
            below + tall * (0.1 + 0.075 * f64::from(line)),
            wide,
            tall * 0.028,
            tall * 0.014,
            &palette.soft.mixed(palette.main, 0.25).css(),
        );
    }
}
