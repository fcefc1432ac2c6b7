//! Text rules that both sides need: slugs, shortening, counting words, thousands.

/// A URL slug: lower-case ASCII letters, digits and single hyphens, at most `max` characters, never empty.
#[must_use]
pub fn slugify(text: &str, max: usize) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match fold(c) {
            Some(folded) => slug.push_str(folded),
            None if c.is_ascii_alphanumeric() => slug.push(c),
            // an apostrophe joins what it stands between
            None if matches!(c, '\'' | '’') => {}
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    if slug.len() > max {
        slug.truncate(max);
        // cut at a word where that keeps at least half
        if let Some(cut) = slug.rfind('-').filter(|cut| *cut * 2 >= max) {
            slug.truncate(cut);
        }
    }
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "untitled".to_owned() } else { slug.to_owned() }
}

/// The plain letters of the accented ones that European languages use most.
const fn fold(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ą' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ō' | 'ő' => "o",
        'ö' | 'ø' | 'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' => "s",
        'ß' => "ss",
        'ť' | 'ţ' => "t",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ű' => "u",
        'ü' => "ue",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// At most `max` characters, cut at a word, with an ellipsis when something was cut.
#[must_use]
pub fn shorten(text: &str, max: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let cut: String = text.chars().take(max.saturating_sub(1)).collect();
    let end = cut.rfind(char::is_whitespace).filter(|end| *end * 2 >= cut.len()).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches(|c: char| c.is_whitespace() || c == ',' || c == ';'))
}

/// Words, as a person counts them.
#[must_use]
pub fn count_words(text: &str) -> i64 {
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    i64::try_from(words).unwrap_or(i64::MAX)
}

/// `1234567` as `1,234,567`.
#[must_use]
pub fn thousands(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    if n < 0 {
        out.push('−');
    }
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// `1 keyword`, `2 keywords`, `1,200 keywords`.
#[must_use]
pub fn count_of(n: i64, one: &str, many: &str) -> String {
    format!("{} {}", thousands(n), if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain_short_and_never_empty() {
        assert_eq!(slugify("Crème brûlée: the chef's way!", 60), "creme-brulee-the-chefs-way");
        assert_eq!(slugify("東京", 60), "untitled");
        assert_eq!(slugify("one two three four", 12), "one-two");
        assert_eq!(slugify("--a--", 60), "a");
    }

    #[test]
    fn shortening_cuts_at_a_word() {
        assert_eq!(shorten("short", 10), "short");
        assert_eq!(shorten("the quick brown fox", 12), "the quick…");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(thousands(-1_000), "−1,000");
        assert_eq!(thousands(999), "999");
        assert_eq!(count_of(1, "keyword", "keywords"), "1 keyword");
    }
}
