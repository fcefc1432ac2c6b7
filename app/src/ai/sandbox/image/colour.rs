//! Colours that go together.

use crate::ai::sandbox::seed::Seed;

/// A colour by its parts of red, green and blue, 0–255.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

impl Colour {
    const fn hex(code: u32) -> Self {
        let [_, red, green, blue] = code.to_be_bytes();
        Self(red, green, blue)
    }

    /// Reads `#rrggbb`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#').filter(|digits| digits.len() == 6)?;
        u32::from_str_radix(digits, 16).ok().map(Self::hex)
    }

    /// As CSS and SVG write it.
    pub(super) fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// This colour with `share` (0–1) of another.
    pub(super) fn mixed(self, other: Self, share: f64) -> Self {
        let channel = |own: u8, other: u8| {
            let value = f64::from(own) + (f64::from(other) - f64::from(own)) * share.clamp(0.0, 1.0);
            // Between two bytes, hence a byte.
            value.round() as u8
        };
        Self(channel(self.0, other.0), channel(self.1, other.1), channel(self.2, other.2))
    }

    /// Relative luminance (WCAG 2.2).
    #[cfg(test)]
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast ratio (WCAG 2.2): 1 to 21, of which text needs 4.5.
    #[cfg(test)]
    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}

pub(super) const WHITE: Colour = Colour(255, 255, 255);
const BLACK: Colour = Colour(0, 0, 0);

/// Five colours for one picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Palette {
    /// Dark ground, and ink on light ones.
    pub(super) deep: Colour,
    pub(super) main: Colour,
    /// The one that catches the eye.
    pub(super) bright: Colour,
    pub(super) soft: Colour,
    /// Light ground, and ink on dark ones.
    pub(super) paper: Colour,
}

const fn palette(deep: u32, main: u32, bright: u32, soft: u32, paper: u32) -> Palette {
    Palette {
        deep: Colour::hex(deep),
        main: Colour::hex(main),
        bright: Colour::hex(bright),
        soft: Colour::hex(soft),
        paper: Colour::hex(paper),
    }
}

pub(super) const PALETTES: &[Palette] = &[
    palette(0x14_213d, 0x2f_5591, 0xff_7a59, 0xff_d6a5, 0xfd_f6ec),
    palette(0x12_372a, 0x2e_6b4f, 0xf2_b33d, 0xc8_e6c9, 0xf7_f4e9),
    palette(0x2d_1b4e, 0x6a_45a3, 0xff_6fa3, 0xff_c9de, 0xfb_f5ff),
    palette(0x06_304a, 0x0e_6e8c, 0x2e_c4b6, 0xbd_efe7, 0xf2_fbfa),
    palette(0x3b_1f1a, 0xa5_5236, 0xf0_8a4b, 0xf9_d8b9, 0xff_f8f0),
    palette(0x10_2a33, 0x0f_766e, 0xf5_9e0b, 0xfd_e68a, 0xf8_faf5),
    palette(0x1b_2a6b, 0x3d_6be5, 0xff_b703, 0xbb_d4ff, 0xf4_f7ff),
    palette(0x40_142b, 0xa3_264f, 0xff_9e7a, 0xff_d9cf, 0xff_f7f4),
    palette(0x24_3029, 0x5f_7f67, 0xe0_7a5f, 0xd9_e4d2, 0xf8_f7f1),
    palette(0x16_181d, 0x4a_5568, 0xc6_f135, 0xe5_f4a8, 0xf6_f7f2),
];

impl Palette {
    /// Built on the colour wanted, or one of ours.
    pub(super) fn choose(wanted: Option<&str>, seed: &mut Seed) -> Self {
        let own = seed.pick(PALETTES);
        wanted.and_then(Colour::parse).map_or(own, |main| Self {
            deep: main.mixed(BLACK, 0.72),
            main,
            bright: own.bright,
            soft: main.mixed(WHITE, 0.72),
            paper: main.mixed(WHITE, 0.94),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, PALETTES, Palette};
    use crate::ai::sandbox::seed::Seed;

    #[test]
    fn titles_can_be_read_on_every_ground() {
        let mut seed = Seed::of(&["x"]);
        let own = ["#ff0000", "#000000", "#ffffff", "#3366cc", "#e8ff00"]
            .map(|colour| Palette::choose(Some(colour), &mut seed));
        for palette in PALETTES.iter().chain(&own) {
            assert!(palette.deep.contrast(palette.paper) > 7.0, "{palette:?}");
            assert!(palette.deep.contrast(palette.soft) > 4.5, "{palette:?}");
        }
    }

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(Colour::parse("#0a0B0c"), Some(Colour(10, 11, 12)));
        assert_eq!(Colour(10, 11, 12).css(), "#0a0b0c");
        assert_eq!(Colour::parse("red"), None);
    }
}
