//! Layouts: for covers, each with a place for the title; for pictures within a text, without.

mod cards;
mod hills;
mod orbits;
mod overlap;
mod ribbons;
mod still_life;
mod tiles;

use super::canvas::Canvas;
use super::colour::Palette;
use super::typeset::Place;
use crate::ai::image::ImageKind;
use crate::ai::sandbox::seed::Seed;

/// Draws the picture's ground and shapes; for a cover, says where the title stands.
pub(super) fn compose(canvas: &mut Canvas, kind: ImageKind, palette: &Palette, seed: &mut Seed) -> Option<Place> {
    match kind {
        ImageKind::Featured => Some(match seed.below(5) {
            0 => tiles::cover(canvas, palette, seed),
            1 => hills::cover(canvas, palette, seed),
            2 => orbits::cover(canvas, palette, seed),
            3 => overlap::cover(canvas, palette, seed),
            _ => ribbons::cover(canvas, palette, seed),
        }),
        ImageKind::InArticle => {
            match seed.below(4) {
                0 => still_life::picture(canvas, palette, seed),
                1 => hills::picture(canvas, palette, seed),
                2 => cards::picture(canvas, palette, seed),
                _ => tiles::picture(canvas, palette, seed),
            }
            None
        }
    }
}
