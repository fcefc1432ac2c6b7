//! What a keyword is about, and what its searcher wants: read off the words around the subject.

use super::phrasing::{as_gerund, joined, plural, spelled, tidy};

/// What the words of a keyword say its searcher wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Angle {
    HowTo,
    Versus,
    Best,
    Price,
    Local,
    Service,
    Review,
    Buy,
    Inspiration,
    Problem,
    Beginner,
    Question,
    /// The subject itself.
    Plain,
}

/// Signs of an angle, the strongest first: whole words or phrases.
const SIGNS: &[(Angle, &[&str])] = &[
    (Angle::Versus, &["vs", "vs.", "versus", "difference between", "compared to", "or"]),
    (Angle::Local, &["near me", "nearby", "local", "in my area"]),
    (Angle::HowTo, &["how to", "how do", "how can", "step by step", "tutorial", "diy"]),
    (
        Angle::Price,
        &["price", "prices", "pricing", "cost", "costs", "rates", "quote", "cheap", "affordable", "how much"],
    ),
    (Angle::Review, &["review", "reviews", "worth it", "reddit"]),
    (Angle::Best, &["best", "top", "alternatives", "alternative to"]),
    (Angle::Buy, &["buy", "for sale", "online shop", "order online", "deals", "discount", "shop"]),
    (
        Angle::Service,
        &["service", "services", "company", "companies", "agency", "contractor", "installer", "hire", "consultant"],
    ),
    (Angle::Problem, &["not working", "problem", "problems", "mistakes", "troubleshooting", "fix", "why is my"]),
    (Angle::Beginner, &["for beginners", "basics", "101", "for dummies", "beginner"]),
    (Angle::Inspiration, &["ideas", "examples", "inspiration", "recipes", "templates", "designs"]),
    (
        Angle::Question,
        &["what", "why", "when", "which", "who", "where", "is", "are", "can", "does", "do", "should", "how"],
    ),
];

/// Words at the start of a keyword that are not its subject.
const LEADING: &[&str] = &[
    "how to",
    "how do you",
    "how do i",
    "how can i",
    "how much does",
    "how much do",
    "how much is",
    "how does",
    "how",
    "what is the",
    "what is a",
    "what is an",
    "what is",
    "what are",
    "what does",
    "what",
    "why is my",
    "why is",
    "why are",
    "why do",
    "why does",
    "why",
    "when to",
    "when is",
    "when",
    "where to buy",
    "where to",
    "which",
    "is",
    "are",
    "can you",
    "can i",
    "can",
    "does",
    "do",
    "should i",
    "should you",
    "the best",
    "best way to",
    "best",
    "top rated",
    "top",
    "cheapest",
    "cheap",
    "affordable",
    "buy",
    "hire a",
    "hire",
    "local",
    "difference between",
    "the",
    "a",
    "an",
    "diy",
];

/// Words at its end that are not its subject.
const TRAILING: &[&str] = &[
    "near me",
    "nearby",
    "in my area",
    "for sale",
    "online",
    "prices",
    "price",
    "pricing",
    "costs",
    "cost",
    "quote",
    "reviews",
    "review",
    "worth it",
    "reddit",
    "tutorial",
    "step by step",
    "guide",
    "for beginners",
    "basics",
    "101",
    "not working",
    "problems",
    "problem",
    "mistakes",
    "troubleshooting",
    "deals",
    "discount",
];

/// The angle of a keyword.
pub(super) fn angle_of(keyword: &str) -> Angle {
    let padded = format!(" {} ", words(keyword));
    let has = |sign: &&str| padded.contains(&format!(" {sign} "));
    let found = SIGNS.iter().find(|(angle, signs)| match angle {
        // A question word asks only where the keyword begins with it.
        Angle::Question => signs.iter().any(|sign| padded.starts_with(&format!(" {sign} "))),
        _ => signs.iter().any(has),
    });
    found.map_or(Angle::Plain, |(angle, _)| *angle)
}

/// The subject of a keyword, as a noun phrase that can stand after a preposition: “making cold brew” of “how to make
/// cold brew”, “cold brew makers” of “best cold brew maker”, “cold brew and iced coffee” of “cold brew vs iced coffee”.
pub(super) fn subject_of(keyword: &str) -> String {
    let options = options_of(keyword);
    if options.len() > 1 {
        return joined(&options.iter().map(|option| plural(option)).collect::<Vec<_>>());
    }
    let whole = words(keyword);
    let core = core_of(&whole);
    let asks_how = ["how to ", "how do ", "how can ", "best way to ", "when to ", "where to "]
        .iter()
        .any(|start| whole.starts_with(start));
    let phrase = if asks_how { as_gerund(core).unwrap_or_else(|| plural(core)) } else { plural(core) };
    spelled(&phrase)
}

/// The options that a keyword weighs against each other; empty when it weighs none.
pub(super) fn options_of(keyword: &str) -> Vec<String> {
    let whole = words(keyword);
    let between = whole.strip_prefix("difference between ").map(|rest| rest.replacen(" and ", " vs ", 1));
    let text =
        between.unwrap_or(whole).replace(" versus ", " vs ").replace(" vs. ", " vs ").replace(" compared to ", " vs ");
    let text = if angle_of(keyword) == Angle::Versus && !text.contains(" vs ") {
        text.replacen(" or ", " vs ", 1)
    } else {
        text
    };
    let options: Vec<String> =
        text.split(" vs ").map(|option| spelled(core_of(option.trim()))).filter(|one| !one.is_empty()).collect();
    if options.len() > 1 { options } else { Vec::new() }
}

/// The words between what leads to the subject and what follows it.
fn core_of(text: &str) -> &str {
    let mut core = text;
    loop {
        let lead = LEADING.iter().find_map(|lead| core.strip_prefix(lead)?.strip_prefix(' '));
        let trail = TRAILING.iter().find_map(|trail| core.strip_suffix(trail)?.strip_suffix(' '));
        match lead.or(trail) {
            Some(rest) if !rest.trim().is_empty() => core = rest.trim(),
            _ => return core,
        }
    }
}

/// In lower case, one space between words, without marks at the ends.
fn words(keyword: &str) -> String {
    let lower = tidy(keyword).to_lowercase();
    let words = lower.split_whitespace().map(|word| word.trim_matches(['"', '?', '!', ',', ';']));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Angle, angle_of, options_of, subject_of};

    #[test]
    fn keywords_say_what_their_searcher_wants() {
        for (keyword, angle, subject) in [
            ("how to make cold brew", Angle::HowTo, "making cold brew"),
            ("best cold brew maker", Angle::Best, "cold brew makers"),
            ("cold brew vs iced coffee", Angle::Versus, "cold brew and iced coffee"),
            ("emergency plumber near me", Angle::Local, "emergency plumbers"),
            ("how much does roof repair cost", Angle::Price, "roof repair"),
            ("what is cold brew?", Angle::Question, "cold brew"),
            ("crm software pricing", Angle::Price, "CRM software"),
            ("cold brew ratio", Angle::Plain, "cold brew ratios"),
            ("kitchen island ideas", Angle::Inspiration, "kitchen island ideas"),
            ("trello alternatives", Angle::Best, "trello alternatives"),
            ("bookkeeping services", Angle::Service, "bookkeeping services"),
        ] {
            assert_eq!((angle_of(keyword), subject_of(keyword).as_str()), (angle, subject), "{keyword}");
        }
    }

    #[test]
    fn options_are_told_apart() {
        assert_eq!(options_of("difference between lager and ale"), ["lager", "ale"]);
        assert_eq!(options_of("gas or electric oven"), ["gas", "electric oven"]);
        assert!(options_of("cold brew").is_empty());
        assert!(options_of(" vs ").is_empty());
        assert_eq!(subject_of(""), "");
    }
}
