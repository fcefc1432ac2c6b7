//! Still life: simple bodies on a table, lit from the left.

use crate::ai::sandbox::image::canvas::Canvas;
use crate::ai::sandbox::image::colour::{Colour, Palette, WHITE};
use crate::ai::sandbox::seed::Seed;

/// A table, an arch behind it, and four bodies.
pub(super) fn picture(canvas: &mut Canvas, palette: &Palette, seed: &mut Seed) {
    let (width, height) = (canvas.width, canvas.height);
    let wall = canvas.gradient(palette.soft.mixed(WHITE, 0.45), palette.soft, 90.0);
    canvas.ground(&wall);
    let table = height * 0.72;
    let unit = height * 0.1;
    let middle = width * seed.between(0.42, 0.58);
    let arch = canvas.gradient(palette.main, palette.main.mixed(palette.deep, 0.35), 90.0);
    let half = unit * 2.3;
    canvas.path(
        &format!(
            "M{:.1} {table:.1}v{:.1}a{half:.1} {half:.1} 0 0 1 {:.1} 0v{:.1}z",
            middle - half,
            -unit * 2.9,
            half * 2.0,
            unit * 2.9
        ),
        &arch,
    );
    let sun = canvas.sphere(palette.bright.mixed(WHITE, 0.3), palette.bright);
    canvas.circle(middle + half * seed.between(-0.35, 0.35), table - unit * 3.4, unit * 0.95, &sun);
    let top = canvas.gradient(palette.paper, palette.soft.mixed(palette.main, 0.22), 90.0);
    canvas.rect(0.0, table, width, height - table, &top);
    let bodies = seed.shuffled(&[0_usize, 1, 2, 3, 4]);
    let colours = seed.shuffled(&[palette.bright, palette.deep, palette.main, palette.paper]);
    for (slot, body) in (0_u32..).zip(bodies.into_iter().take(4)) {
        let x = width * (0.17 + 0.22 * f64::from(slot)) + seed.between(-0.02, 0.02) * width;
        let foot = table + unit * seed.between(0.5, 1.3);
        let size = unit * seed.between(0.9, 1.2);
        let colour = colours[usize::try_from(slot).unwrap_or(0) % colours.len()];
        shadow(canvas, palette, x, foot, size);
        stand(canvas, palette, (x, foot), size, colour, body);
    }
}

fn shadow(canvas: &mut Canvas, palette: &Palette, x: f64, foot: f64, size: f64) {
    canvas.add(&format!(
        r#"<ellipse cx="{:.1}" cy="{foot:.1}" rx="{:.1}" ry="{:.1}" fill="{}" opacity="0.22"/>"#,
        x + size * 0.35,
        size * 1.25,
        size * 0.2,
        palette.deep.css()
    ));
}

fn stand(canvas: &mut Canvas, palette: &Palette, (x, foot): (f64, f64), size: f64, colour: Colour, body: usize) {
    let (light, dark) = (colour.mixed(WHITE, 0.28), colour.mixed(palette.deep, 0.42));
    let side = canvas.gradient(light, dark, 0.0);
    match body {
        0 => {
            let ball = canvas.sphere(light, dark);
            canvas.circle(x, foot - size * 0.85, size * 0.85, &ball);
        }
        1 => {
            // A vase with a narrow neck and two twigs.
            let stem = palette.deep.mixed(palette.main, 0.4).css();
            for (lean, rise) in [(-0.9, 2.9), (0.7, 3.3)] {
                canvas.line(
                    &format!(
                        "M{x:.1} {:.1}q{:.1} {:.1} {:.1} {:.1}",
                        foot - size * 1.9,
                        0.0,
                        -size * 0.7,
                        size * lean,
                        -size * (rise - 1.9)
                    ),
                    size * 0.06,
                    &stem,
                    1.0,
                );
                canvas.circle(x + size * lean, foot - size * rise, size * 0.2, &palette.bright.css());
            }
            canvas.path(
                &format!("M{:.1} {foot:.1}c{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}v{:.1}h{:.1}v{:.1}c{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}z",
                    x - size * 0.5, -size * 0.75, -size * 0.55, -size * 0.2, -size * 1.3, size * 0.27, -size * 1.5,
                    -size * 0.45, size * 0.46, size * 0.45, size * 0.47, size * 0.2, size * 1.02, size * 0.95, size * 0.27, size * 1.5),
                &side,
            );
        }
        2 => {
            // A cylinder.
            canvas.path(
                &format!(
                    "M{:.1} {:.1}v{:.1}a{:.1} {:.1} 0 0 0 {:.1} 0v{:.1}z",
                    x - size * 0.6,
                    foot - size * 1.6,
                    size * 1.5,
                    size * 0.6,
                    size * 0.16,
                    size * 1.2,
                    -size * 1.5
                ),
                &side,
            );
            canvas.add(&format!(
                r#"<ellipse cx="{x:.1}" cy="{:.1}" rx="{:.1}" ry="{:.1}" fill="{}"/>"#,
                foot - size * 1.6,
                size * 0.6,
                size * 0.16,
                light.mixed(WHITE, 0.25).css()
            ));
        }
        3 => {
            // A cone.
            canvas.path(
                &format!(
                    "M{x:.1} {:.1}L{:.1} {:.1}a{:.1} {:.1} 0 0 1 {:.1} 0z",
                    foot - size * 2.1,
                    x + size * 0.75,
                    foot - size * 0.1,
                    size * 0.75,
                    size * 0.2,
                    -size * 1.5
                ),
                &side,
            );
        }
        _ => {
            // Three books, and a small ball on them.
            for (at, (wide, colour)) in
                (0_u32..).zip([(1.0, palette.main), (0.85, palette.bright), (0.92, palette.deep)])
            {
                let y = foot - size * 0.36 * f64::from(at + 1);
                canvas.rounded(x - size * wide, y, size * wide * 2.0, size * 0.34, size * 0.06, &colour.css());
                canvas.rect(
                    x - size * wide * 0.8,
                    y + size * 0.13,
                    size * wide * 0.5,
                    size * 0.06,
                    &palette.paper.css(),
                );
            }
            let ball = canvas.sphere(light, dark);
            canvas.circle(x + size * 0.3, foot - size * 1.44, size * 0.36, &ball);
        }
    }
}
