//! Figures as keyword tools and people write them: `1,200`, `5.400`, `1.5K`, `1K – 10K`, `<10`, `$2.14`, `n/a`.

/// Why a text is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("is not a number")]
    NotANumber,
    #[error("is below 0")]
    Negative,
    #[error("is too large")]
    TooLarge,
    #[error("is not between 0 and 100")]
    OutOfScale,
}

/// More searches a month than there are people is a mistake, and keeps sums far from overflowing.
const MAX_VOLUME: f64 = 1e10;

/// A click for a million is a mistake, too.
const MAX_CPC: f64 = 1e6;

/// Searches a month. A range becomes its middle; nothing known becomes `None`.
///
/// # Errors
/// [`NumberError`] for what is no figure, negative or absurd.
pub fn parse_volume(text: &str) -> Result<Option<i64>, NumberError> {
    match parse(text, Separator::Groups)? {
        Some(value) if value > MAX_VOLUME => Err(NumberError::TooLarge),
        value => Ok(value.map(rounded)),
    }
}

/// Difficulty on the 0–100 scale; `45`, `45.3`, `45 %`, `45/100`.
///
/// # Errors
/// [`NumberError`], `OutOfScale` above 100.
pub fn parse_difficulty(text: &str) -> Result<Option<i16>, NumberError> {
    let text = text.trim().trim_end_matches('%').trim_end();
    let text = text.strip_suffix("/100").unwrap_or(text);
    match parse(text, Separator::Decimals)? {
        Some(value) if value > 100.0 => Err(NumberError::OutOfScale),
        value => Ok(value.and_then(|value| i16::try_from(rounded(value)).ok())),
    }
}

/// Cost per click in minor units, with or without a currency.
///
/// # Errors
/// [`NumberError`].
pub fn parse_cpc(text: &str) -> Result<Option<i64>, NumberError> {
    // "n/a" begins with letters, too
    let amount = if is_missing(text.trim()) { "" } else { without_currency(text) };
    match parse(amount, Separator::Decimals)? {
        Some(value) if value > MAX_CPC => Err(NumberError::TooLarge),
        value => Ok(value.map(|value| rounded(value * 100.0))),
    }
}

/// What a lone comma or point before three digits is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// `5.400` is five thousand four hundred: the figure counts something.
    Groups,
    /// `5.400` is five and four tenths: the figure measures something.
    Decimals,
}

#[expect(clippy::cast_possible_truncation, reason = "bounded by the callers, far below 2^53")]
fn rounded(value: f64) -> i64 {
    value.round() as i64
}

/// The figure without the sign (`$`), code (`USD`) or word (`kr`, `Rs.`) of a currency before or after it.
fn without_currency(text: &str) -> &str {
    let text = text.trim();
    let rest = text.trim_start_matches(char::is_alphabetic);
    let text = match text[..text.len() - rest.len()].chars().count() {
        // a point right after the letters belongs to them
        1..=3 if !rest.is_empty() => rest.strip_prefix('.').unwrap_or(rest),
        _ => text,
    };
    let text = text.trim_matches(|c: char| is_currency_sign(c) || c.is_whitespace());
    let word = text.strip_suffix('.').unwrap_or(text);
    let rest = word.trim_end_matches(char::is_alphabetic);
    match word[rest.len()..].chars().count() {
        // a single letter would be a K
        2..=3 if !rest.is_empty() => rest.trim_end(),
        _ => text,
    }
}

const fn is_currency_sign(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₩' | '₺' | '₴' | '₫' | '฿' | '₪')
}

/// Whether the text says that nothing is known.
fn is_missing(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().as_str(),
        "" | "-"
            | "–"
            | "—"
            | "--"
            | "n/a"
            | "na"
            | "n.a."
            | "null"
            | "none"
            | "nan"
            | "no data"
            | "unknown"
            | "?"
            | "∞"
    )
}

fn parse(text: &str, separator: Separator) -> Result<Option<f64>, NumberError> {
    let text = text.trim().trim_matches('"').trim();
    if is_missing(text) {
        return Ok(None);
    }
    if let Some((low, high)) = split_range(text) {
        let (low, high) = (figure(low, separator)?, figure(high, separator)?);
        return Ok(Some(f64::midpoint(low, high)));
    }
    if let Some(below) = text.strip_prefix(['<', '≤']) {
        return Ok(Some(figure(below, separator)? / 2.0));
    }
    let at_least = text.strip_prefix(['>', '≥', '~', '≈']).unwrap_or(text);
    figure(at_least.strip_suffix('+').unwrap_or(at_least), separator).map(Some)
}

/// The ends of `10 – 100`, `10-100`, `10 to 100`.
fn split_range(text: &str) -> Option<(&str, &str)> {
    let middle =
        text.char_indices().skip(1).find(|(_, c)| matches!(c, '-' | '–' | '—' | '‒')).map(|(at, c)| (at, c.len_utf8()));
    let (at, width) = middle.or_else(|| text.find(" to ").map(|at| (at, 4)))?;
    let (low, high) = (text[..at].trim(), text[at + width..].trim());
    (low.ends_with(|c: char| c.is_ascii_alphanumeric()) && high.starts_with(|c: char| c.is_ascii_digit()))
        .then_some((low, high))
}

/// One figure, with its thousands and its `K`, `M` or `B`.
fn figure(text: &str, separator: Separator) -> Result<f64, NumberError> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(['-', '−']) {
        return Err(figure(rest, separator).map_or(NumberError::NotANumber, |value| {
            // minus nothing is nothing, but nobody means it
            if value > 0.0 { NumberError::Negative } else { NumberError::NotANumber }
        }));
    }
    let (digits, factor) = match text.char_indices().next_back() {
        Some((at, 'k' | 'K')) => (&text[..at], 1e3),
        Some((at, 'm' | 'M')) => (&text[..at], 1e6),
        Some((at, 'b' | 'B')) => (&text[..at], 1e9),
        _ => (text, 1.0),
    };
    // a point before a K is a decimal one whatever is counted
    let separator = if factor > 1.0 { Separator::Decimals } else { separator };
    let plain: String =
        digits.trim().chars().filter(|c| !matches!(c, '\'' | '’' | ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}')).collect();
    decimal_text(&plain, separator)
        .and_then(|text| text.parse::<f64>().ok())
        .map(|value| value * factor)
        .ok_or(NumberError::NotANumber)
}

/// The figure with a point for decimals and nothing between thousands.
fn decimal_text(text: &str, separator: Separator) -> Option<String> {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let commas = text.matches(',').count();
    let points = text.matches('.').count();
    let decimal = match (commas, points) {
        (0, 0) => None,
        // both: the last one separates decimals
        (1.., 1..) => text.rfind([',', '.']),
        (1, 0) | (0, 1) => {
            let at = text.find([',', '.'])?;
            let groups = separator == Separator::Groups
                && text.len() - at - 1 == 3
                && (1..=3).contains(&at)
                && !text.starts_with('0');
            (!groups).then_some(at)
        }
        _ => None,
    };
    let (whole, fraction) = decimal.map_or((text, None), |at| (&text[..at], Some(&text[at + 1..])));
    let mut groups = whole.split([',', '.']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    // thousands by three; the Indian way has pairs before the last three
    let grouped =
        rest.iter().all(|group| (2..=3).contains(&group.len())) && rest.last().is_none_or(|last| last.len() == 3);
    let whole_is_fine = (is_digits(first) || (first.is_empty() && rest.is_empty() && fraction.is_some()))
        && rest.iter().all(|group| is_digits(group));
    let fraction_is_fine = fraction.is_none_or(is_digits);
    (grouped && whole_is_fine && fraction_is_fine)
        .then(|| format!("0{first}{}.{}", rest.concat(), fraction.unwrap_or("0")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn volumes_as_tools_and_people_write_them() {
        for (text, volume) in [
            ("1200", 1200),
            ("1,200", 1200),
            ("5.400", 5400),
            ("1 200", 1200),
            ("1\u{A0}200", 1200),
            ("1'200", 1200),
            ("12,345,678", 12_345_678),
            ("1,00,000", 100_000),
            ("1.234.567", 1_234_567),
            ("1,234.5", 1235),
            ("1K", 1000),
            ("1.5k", 1500),
            ("2M", 2_000_000),
            ("10.0", 10),
            ("0", 0),
            (" 90 ", 90),
            ("1K – 10K", 5500),
            ("100 – 1K", 550),
            ("0 – 10", 5),
            ("10-100", 55),
            ("10 to 100", 55),
            ("<10", 5),
            (">100K", 100_000),
            ("100K+", 100_000),
        ] {
            assert_eq!(parse_volume(text), Ok(Some(volume)), "{text}");
        }
        for text in ["", "-", "–", "n/a", "N/A", "no data", "∞"] {
            assert_eq!(parse_volume(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn what_is_no_volume_is_told_why() {
        assert_eq!(parse_volume("-5"), Err(NumberError::Negative));
        assert_eq!(parse_volume("−1,200"), Err(NumberError::Negative));
        for text in ["many", "1,2,3", "12a", "1..2", "K", "2024-01-31x", "1e5", "NaN1", "٣"] {
            assert_eq!(parse_volume(text), Err(NumberError::NotANumber), "{text}");
        }
        assert_eq!(parse_volume("99999999999999999999"), Err(NumberError::TooLarge));
    }

    #[test]
    fn difficulties_stay_on_their_scale() {
        for (text, difficulty) in
            [("12", 12), ("45.4", 45), ("45,4", 45), ("45%", 45), ("45 %", 45), ("45/100", 45), ("0", 0), ("100", 100)]
        {
            assert_eq!(parse_difficulty(text), Ok(Some(difficulty)), "{text}");
        }
        assert_eq!(parse_difficulty("300"), Err(NumberError::OutOfScale));
        assert_eq!(parse_difficulty("-1"), Err(NumberError::Negative));
        assert_eq!(parse_difficulty("n/a"), Ok(None));
    }

    #[test]
    fn costs_become_minor_units() {
        for (text, minor) in [
            ("2.14", 214),
            ("2,14", 214),
            ("$2.14", 214),
            ("2,14 €", 214),
            ("US$2.14", 214),
            ("2.14 USD", 214),
            ("0.05", 5),
            (".5", 50),
            ("1,234.50", 123_450),
            ("1.250", 125),
            ("Rs. 25", 2500),
            ("Rs.1,250.50", 125_050),
            ("R$ 2,14", 214),
            ("kr 12,50", 1250),
            ("12,50 kr", 1250),
            ("12 kr.", 1200),
            ("12 Ft", 1200),
            ("12,50 zł", 1250),
            ("12 руб.", 1200),
            ("1.5K USD", 150_000),
        ] {
            assert_eq!(parse_cpc(text), Ok(Some(minor)), "{text}");
        }
        assert_eq!(parse_cpc("-$1"), Err(NumberError::NotANumber));
        assert_eq!(parse_cpc("-1"), Err(NumberError::Negative));
        assert_eq!(parse_cpc("x"), Err(NumberError::NotANumber));
        assert_eq!(parse_cpc("USD"), Err(NumberError::NotANumber));
        for text in ["", "-", "n/a", "N/A", "no data"] {
            assert_eq!(parse_cpc(text), Ok(None), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic_and_nothing_negative_comes_out(text in "\\PC{0,40}") {
            prop_assert!(parse_volume(&text).is_ok_and(|value| value.is_none_or(|value| value >= 0)) || parse_volume(&text).is_err());
            prop_assert!(parse_difficulty(&text).is_ok_and(|value| value.is_none_or(|value| (0..=100).contains(&value))) || parse_difficulty(&text).is_err());
            prop_assert!(parse_cpc(&text).is_ok_and(|value| value.is_none_or(|value| value >= 0)) || parse_cpc(&text).is_err());
        }

        #[test]
        fn every_way_of_grouping_reads_back(value in 0_i64..1_000_000_000) {
            let commas = crate::kit::text::thousands(value);
            for text in [value.to_string(), commas.clone(), commas.replace(',', "."), commas.replace(',', "\u{A0}"), commas.replace(',', "'")] {
                prop_assert_eq!(parse_volume(&text), Ok(Some(value)), "{}", text);
            }
        }

        #[test]
        fn a_range_becomes_its_middle(low in 0_i64..1_000_000, width in 0_i64..1_000_000) {
            let high = low + 2 * width;
            prop_assert_eq!(parse_volume(&format!("{low} – {high}")), Ok(Some(low + width)));
        }
    }
}
