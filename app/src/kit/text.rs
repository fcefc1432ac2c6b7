//! Text rules that both sides need: slugs, shortening, thousands.

/// A URL slug: lower-case ASCII letters, digits and single hyphens, at most `max` characters, never empty. Other
/// scripts are written in Latin letters, as well as that can be done letter by letter.
#[cfg(feature = "ssr")]
#[must_use]
pub fn slugify(text: &str, max: usize) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        for latin in in_latin(c).chars() {
            match latin {
                // a sign is no word: what it is called would be one
                _ if latin.is_ascii_alphanumeric() && c.is_alphanumeric() => slug.push(latin.to_ascii_lowercase()),
                // an apostrophe joins what it stands between, and so does a letter that has no Latin one
                '\'' => {}
                _ if c.is_alphabetic() && latin != ' ' => {}
                _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                _ => {}
            }
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

/// What a character is in Latin letters; of many it ends in a space, being a word. A space for one that nobody knows.
#[cfg(feature = "ssr")]
fn in_latin(c: char) -> &'static str {
    match c {
        // as German and the Nordic languages write them where they have no such letter
        'ä' => "ae",
        'ö' | 'ø' => "oe",
        'ü' => "ue",
        _ => deunicode::deunicode_char(c).unwrap_or(" "),
    }
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

    #[cfg(feature = "ssr")]
    #[test]
    fn slugs_are_plain_short_and_never_empty() {
        assert_eq!(slugify("Crème brûlée: the chef's way!", 60), "creme-brulee-the-chefs-way");
        assert_eq!(slugify("Käse für Bjørn & Łukasz", 60), "kaese-fuer-bjoern-lukasz");
        assert_eq!(slugify("one two three four", 12), "one-two");
        assert_eq!(slugify("--a--", 60), "a");
        assert_eq!(slugify("☕ … €", 60), "untitled");
        assert_eq!(slugify("Tea ☕ for 2", 60), "tea-for-2");
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn slugs_of_other_scripts_are_in_latin_letters() {
        for (text, slug) in [
            ("東京", "dong-jing"),
            ("Как варить кофе", "kak-varit-kofe"),
            ("soğuk demleme", "soguk-demleme"),
            ("rețetă și cafea", "reteta-si-cafea"),
            ("cà phê ủ lạnh", "ca-phe-u-lanh"),
        ] {
            assert_eq!(slugify(text, 60), slug);
        }
        for text in [
            "قهوة باردة",
            "Κρύος καφές",
            "कोल्ड ब्रू कॉफ़ी",
            "コールドブリュー",
            "콜드브루 커피",
            "Холодна кава вдома",
            "کولڈ برو کافی",
            "在家做冷萃咖啡",
        ] {
            let slug = slugify(text, 60);
            let is_plain = slug.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            assert!(is_plain && slug.len() > 4 && slug != "untitled" && !slug.contains("--"), "{text}: {slug}");
        }
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
