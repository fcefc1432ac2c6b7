//! English, as far as a template needs it: keywords turned into noun phrases, headings into clauses, words into titles.

use super::seed::Seed;
use super::words::{COUNTABLE, MASS, PLACES, SMALL, SPELLINGS, VERBS, has, own_spelling};

/// A keyword's spelling within a sentence: acronyms and names put right, spaces single.
pub(super) fn spelled(keyword: &str) -> String {
    keyword.split_whitespace().map(spelled_word).collect::<Vec<_>>().join(" ")
}

fn spelled_word(word: &str) -> String {
    if has(PLACES, word) {
        return capitalised(word);
    }
    own_spelling(word).unwrap_or(word).to_owned()
}

/// One line of plain text, without what could be taken for markup or for an address.
pub(super) fn tidy(text: &str) -> String {
    let plain: String =
        text.chars().map(|one| if one.is_control() || "<>{}".contains(one) { ' ' } else { one }).collect();
    let plain = plain.replace("://", " ").replace("](", "] (");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A keyword as it stands in a sentence: superlatives take an article.
pub(super) fn as_searched(keyword: &str) -> String {
    let spelled = spelled(keyword);
    let is_superlative = ["best ", "top ", "cheapest "].iter().any(|start| spelled.starts_with(start))
        && !spelled.starts_with("best way");
    if is_superlative { format!("the {spelled}") } else { spelled }
}

/// The first letter in upper case.
pub(super) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        // Words such as iPhone keep their small first letter.
        Some(_) if SPELLINGS.split(' ').any(|right| right.starts_with('i') && text.starts_with(right)) => {
            text.to_owned()
        }
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

/// The first letter in lower case, unless the word is an acronym, a name we know or “I”.
pub(super) fn uncapitalised(text: &str) -> String {
    let first_word = text.split_whitespace().next().unwrap_or_default();
    let is_name = has(SPELLINGS, first_word);
    let has_more_capitals = first_word.chars().skip(1).any(char::is_uppercase);
    if is_name || has_more_capitals {
        return text.to_owned();
    }
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

/// A title's capitals.
pub(super) fn title_case(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let last = words.len().saturating_sub(1);
    let mut opens = true;
    let cased = words.iter().enumerate().map(|(at, word)| {
        let plain = word.trim_matches(|one: char| !one.is_alphanumeric());
        let is_small = has(SMALL, plain);
        let stays_small = is_small && !opens && at != last;
        opens = word.ends_with(':') || word.ends_with('?');
        let spelled = spelled_word(plain);
        let word = if spelled == plain { (*word).to_owned() } else { word.replace(plain, &spelled) };
        if stays_small { word } else { hyphens_capitalised(&word) }
    });
    cased.collect::<Vec<_>>().join(" ")
}

fn hyphens_capitalised(word: &str) -> String {
    let parts = word.split('-').enumerate();
    parts
        .map(|(at, part)| if at > 0 && has(SMALL, part) { part.to_owned() } else { capitalised(part) })
        .collect::<Vec<_>>()
        .join("-")
}

/// A verb's -ing form.
pub(super) fn gerund(verb: &str) -> String {
    let letters: Vec<char> = verb.chars().collect();
    let is_vowel = |one: char| "aeiou".contains(one);
    match letters.as_slice() {
        [.., 'i', 'e'] => format!("{}ying", &verb[..verb.len() - 2]),
        [.., before, 'e'] if *before != 'e' => format!("{}ing", &verb[..verb.len() - 1]),
        [start @ .., before, vowel, last]
            if is_vowel(*vowel)
                && !is_vowel(*before)
                && !is_vowel(*last)
                && !"wxy".contains(*last)
                && !start.iter().any(|one| is_vowel(*one)) =>
        {
            format!("{verb}{last}ing")
        }
        _ => format!("{verb}ing"),
    }
}

/// Turns “make cold brew” into “making cold brew”; `None` when the text doesn't begin with a verb we know.
pub(super) fn as_gerund(phrase: &str) -> Option<String> {
    let (verb, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
    let lower = verb.to_lowercase();
    has(VERBS, &lower).then(|| format!("{} {rest}", gerund(&lower)).trim().to_owned())
}

/// Words before which a phrase's own noun stands.
const PREPOSITIONS: &[&str] = &["for", "in", "with", "without", "of", "to", "from", "on", "at", "under", "by", "near"];

/// A phrase with its noun in the plural, where that can be counted: “running shoes for flat feet”, “plumbers in London”.
pub(super) fn plural(phrase: &str) -> String {
    let words: Vec<&str> = phrase.split(' ').collect();
    if let Some(at) = words.iter().position(|word| PREPOSITIONS.contains(word)).filter(|at| *at > 0) {
        return format!("{} {}", plural_of_last(&words[..at].join(" ")), words[at..].join(" "));
    }
    match words.as_slice() {
        [what @ .., place] if !what.is_empty() && has(PLACES, &place.to_lowercase()) => {
            format!("{} in {}", plural_of_last(&what.join(" ")), capitalised(place))
        }
        _ => plural_of_last(phrase),
    }
}

fn plural_of_last(phrase: &str) -> String {
    let last = phrase.rsplit(' ').next().unwrap_or_default();
    let is_agent = ["er", "or", "ist"].iter().any(|end| last.ends_with(end)) && last.len() > 4 && !has(MASS, last);
    if !(has(COUNTABLE, last) || is_agent) {
        return phrase.to_owned();
    }
    let stem = phrase.to_owned();
    let ends = |ends: &[&str]| ends.iter().any(|end| last.ends_with(end));
    if last == "knife" {
        return format!("{}ves", &stem[..stem.len() - 2]);
    }
    if ends(&["s", "x", "ch", "sh"]) {
        return stem + "es";
    }
    match stem.strip_suffix('y') {
        Some(without) if !without.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{without}ies"),
        _ => stem + "s",
    }
}

/// Cuts a text at a word so that it has at most `max` characters.
pub(super) fn shortened(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() + 1 > max {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    if short.is_empty() {
        short = text.chars().take(max).collect();
    }
    short.trim_end_matches([',', ';', ':', '–', '-', ' ']).to_owned()
}

/// “a”, “a and b”, “a, b and c”.
pub(super) fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [start @ .., last] => format!("{} and {last}", start.join(", ")),
    }
}

/// Resolves `[this|that]` in a template, by choice.
pub(super) fn chosen(template: &str, seed: &mut Seed) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('[') {
        let Some((options, end)) = after.split_once(']') else { break };
        text.push_str(before);
        let options: Vec<&str> = options.split('|').collect();
        text.push_str(seed.pick(&options));
        rest = end;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::{as_gerund, capitalised, chosen, gerund, plural, shortened, spelled, title_case, uncapitalised};
    use crate::ai::sandbox::seed::Seed;

    #[test]
    fn titles_read_like_titles() {
        assert_eq!(
            title_case("how to make cold brew: a guide for the patient"),
            "How to Make Cold Brew: A Guide for the Patient"
        );
        assert_eq!(
            title_case("crm vs erp, which one is right for your team?"),
            "CRM vs ERP, Which One Is Right for Your Team?"
        );
        assert_eq!(title_case("step-by-step seo"), "Step-by-Step SEO");
        assert_eq!(capitalised("iPhone repair"), "iPhone repair");
        assert_eq!(uncapitalised("SEO basics"), "SEO basics");
        assert_eq!(uncapitalised("What it is"), "what it is");
    }

    #[test]
    fn words_change_their_form_as_in_english() {
        for (verb, expected) in [
            ("make", "making"),
            ("get", "getting"),
            ("clean", "cleaning"),
            ("plan", "planning"),
            ("see", "seeing"),
            ("fix", "fixing"),
        ] {
            assert_eq!(gerund(verb), expected);
        }
        assert_eq!(as_gerund("Store cold brew"), Some("storing cold brew".to_owned()));
        assert_eq!(as_gerund("cold brew"), None);
        for (one, many) in [
            ("cold brew maker", "cold brew makers"),
            ("iced coffee", "iced coffee"),
            ("marketing agency", "marketing agencies"),
            ("kitchen knife", "kitchen knives"),
            ("hot water", "hot water"),
            ("mattress", "mattresses"),
            ("running shoe for flat feet", "running shoes for flat feet"),
            ("emergency plumber london", "emergency plumbers in London"),
        ] {
            assert_eq!(plural(one), many);
        }
        assert_eq!(spelled("best  seo tool"), "best SEO tool");
    }

    #[test]
    fn shortening_keeps_whole_words_and_choices_are_stable() {
        assert_eq!(shortened("one two, three", 9), "one two");
        assert_eq!(shortened("ééééé", 3), "ééé");
        let choose = || chosen("It [often|usually] helps.", &mut Seed::of(&["x"]));
        assert_eq!(choose(), choose());
        assert!(!choose().contains('['));
    }
}
