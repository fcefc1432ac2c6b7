//! What the searchers of a cluster want.

use std::collections::BTreeMap;

use crate::planner::keyword::Intent;

/// The words that give an intent away, in the order they are looked for: somebody who wants to buy the best of two
/// wants to buy.
const SIGNS: &[(Intent, &str)] = &[
    (
        Intent::Transactional,
        "buy, cheap, coupon, deal, deals, delivery, discount, for sale, hire, near me, online shop, order, price, prices, \
         pricing, rent, shop, sale",
    ),
    (Intent::Navigational, "account, app, contact, login, official, sign in, support, website"),
    (
        Intent::Commercial,
        "affordable, alternative, alternatives, best, compare, comparison, cost, review, reviews, top, versus, vs",
    ),
    (
        Intent::Informational,
        "diy, example, examples, guide, how, ideas, learn, meaning, recipe, recipes, tips, tutorial, what, when, where, \
         who, why",
    ),
];

/// The intent that most of the keywords have; of equals the one nearer to a purchase. Without any, what their words
/// give away; without that, to learn something, which is what most searches are for.
#[must_use]
pub fn of_cluster<'a>(keywords: impl IntoIterator<Item = (&'a str, Option<Intent>)> + Clone) -> Intent {
    most(keywords.clone().into_iter().filter_map(|(_, intent)| intent))
        .or_else(|| most(keywords.into_iter().filter_map(|(text, _)| guess(text))))
        .unwrap_or(Intent::Informational)
}

/// What the words of a keyword give away.
fn guess(keyword: &str) -> Option<Intent> {
    let words = format!(" {} ", clustering::normalise(keyword));
    let told = |signs: &str| signs.split(", ").any(|sign| words.contains(&format!(" {sign} ")));
    SIGNS.iter().find(|(_, signs)| told(signs)).map(|(intent, _)| *intent)
}

fn most(votes: impl Iterator<Item = Intent>) -> Option<Intent> {
    let mut counts: BTreeMap<Intent, usize> = BTreeMap::new();
    for vote in votes {
        *counts.entry(vote).or_default() += 1;
    }
    let place = |intent: Intent| SIGNS.iter().position(|(known, _)| *known == intent);
    counts.into_iter().max_by(|(a, n), (b, m)| n.cmp(m).then(place(*b).cmp(&place(*a)))).map(|(intent, _)| intent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_majority_of_what_is_known_decides() {
        let keywords = [
            ("buy coffee", Some(Intent::Informational)),
            ("coffee", Some(Intent::Informational)),
            ("coffee shop", Some(Intent::Transactional)),
            ("order coffee", None),
        ];
        assert_eq!(of_cluster(keywords), Intent::Informational);
    }

    #[test]
    fn of_equals_the_one_nearer_to_a_purchase_wins() {
        let keywords = [("a", Some(Intent::Informational)), ("b", Some(Intent::Commercial))];
        assert_eq!(of_cluster(keywords), Intent::Commercial);
    }

    #[test]
    fn words_tell_where_nothing_is_known() {
        let of = |text| of_cluster([(text, None)]);
        assert_eq!(of("Best espresso machine"), Intent::Commercial);
        assert_eq!(of("buy best espresso machine"), Intent::Transactional);
        assert_eq!(of("how to descale"), Intent::Informational);
        assert_eq!(of("nespresso login"), Intent::Navigational);
        assert_eq!(of("espresso machine near me"), Intent::Transactional);
        // a word is looked for whole
        assert_eq!(of("bestow shopping"), Intent::Informational);
    }
}
