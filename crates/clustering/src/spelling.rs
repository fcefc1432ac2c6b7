//! One class for the forms and spellings of one English word: stem, regional endings, doubled letters.
//!
//! Only differences that never tell two words apart are folded. A rule that sends a stem to a class
//! of its own is harmless; a rule that makes two real words meet is not.

use std::borrow::Cow;

use crate::stems::Stems;

/// From this length a doubled letter is a matter of spelling (`espresso`, `espreso`); below it often
/// makes another word (`desert`, `dessert`).
const LONG_STEM: usize = 7;

/// The class that all forms and spellings of an English word share.
pub(crate) fn spelling_class(word: &str, stems: &Stems) -> String {
    let stem = stems.stem(&with_z(word));
    let regional = american(&stem);
    if regional.len() >= LONG_STEM && regional.is_ascii() {
        // The mark keeps `dessert` (long, folded) from meeting `desert` (short, left alone).
        format!("~{}", without_doubled_letters(&regional))
    } else {
        regional.into_owned()
    }
}

/// Endings of verbs in -ise and -yse. Forms of one word all take the same turn, so that nouns such as
/// `exercises` lose nothing by it.
const VERB_ENDINGS: &[&str] = &["e", "ed", "es", "er", "ers", "ing", "ation", "ations"];

/// Letters before the ending, at least: `cruise` is no verb in -ise.
const SHORTEST_ROOT: usize = 4;

/// The word with -ize for -ise. Before stemming, because the stemmer knows only the former.
fn with_z(word: &str) -> Cow<'_, str> {
    for ending in VERB_ENDINGS {
        if let Some(before) = word.strip_suffix(ending)
            && let Some(root) = before.strip_suffix('s')
            && root.ends_with(['i', 'y'])
            && root.len() > SHORTEST_ROOT
        {
            return Cow::Owned(format!("{root}z{ending}"));
        }
    }
    Cow::Borrowed(word)
}

/// The American spelling of a stem, where the British one differs by rule or is common in searches.
fn american(stem: &str) -> Cow<'_, str> {
    let listed = match stem {
        "aluminium" => "aluminum",
        "catalogu" => "catalog",
        "cosi" => "cozi",
        "defenc" => "defens",
        "dialogu" => "dialog",
        "doughnut" => "donut",
        "favourit" => "favorit",
        "grey" => "gray",
        "jewelleri" => "jewelri",
        "licenc" => "licens",
        "mould" => "mold",
        "offenc" => "offens",
        "plough" => "plow",
        "programm" => "program",
        "pyjama" => "pajama",
        "tyre" => "tire",
        "yoghurt" => "yogurt",
        _ => "",
    };
    if !listed.is_empty() {
        return Cow::Borrowed(listed);
    }
    if stem.len() >= 6
        && let Some(root) = stem.strip_suffix("our")
    {
        return Cow::Owned(format!("{root}or"));
    }
    if stem.len() >= 4
        && (stem.ends_with("tr") || stem.ends_with("br"))
        && let Some(root) = stem.strip_suffix('r')
    {
        return Cow::Owned(format!("{root}er"));
    }
    Cow::Borrowed(stem)
}

fn without_doubled_letters(stem: &str) -> String {
    let mut single = String::with_capacity(stem.len());
    for c in stem.chars() {
        if !(c.is_ascii_alphabetic() && single.ends_with(c)) {
            single.push(c);
        }
    }
    single
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stems::Language;

    fn class(word: &str) -> String {
        spelling_class(word, &Stems::new(Language::English))
    }

    #[test]
    fn spellings_of_one_word_share_a_class() {
        for (one, other) in [
            ("colour", "color"),
            ("flavoured", "flavored"),
            ("favourite", "favorite"),
            ("organise", "organizing"),
            ("customised", "customize"),
            ("visualisations", "visualization"),
            ("analyser", "analyzer"),
            ("exercise", "exercises"),
            ("cruise", "cruises"),
            ("centre", "center"),
            ("theatres", "theaters"),
            ("fibre", "fiber"),
            ("espresso", "espreso"),
            ("cappuccino", "cappucino"),
            ("accommodation", "accomodation"),
            ("jewellery", "jewelry"),
            ("catalogue", "catalog"),
            ("traveller", "traveler"),
        ] {
            assert_eq!(class(one), class(other), "{one}, {other}");
        }
    }

    #[test]
    fn other_words_keep_theirs() {
        for (one, other) in [
            ("dessert", "desert"),
            ("dinner", "diner"),
            ("latter", "later"),
            ("hour", "hor"),
            ("contract", "contact"),
            ("1000000", "10000000"),
            ("four", "for"),
        ] {
            assert_ne!(class(one), class(other), "{one}, {other}");
        }
    }
}
