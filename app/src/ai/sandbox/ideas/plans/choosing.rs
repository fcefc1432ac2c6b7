//! Plans for those who are about to choose: options, prices, judgements, examples.

use super::Plan;
use crate::ai::structure::ContentStructure;

pub(super) const VERSUS: Plan = Plan {
    structure: ContentStructure::Comparison,
    words: 1_100,
    audience: "Readers who are deciding between two options",
    tone: "Fair and matter-of-fact",
    titles: &["{kw}: which one is right for you?", "{kw}, compared side by side", "{one} or {other}? How to decide"],
    parts: &[
        (
            "At a glance",
            "The differences side by side",
            &["Effort at the beginning", "Everyday handling", "Outlay", "Upkeep"],
        ),
        (
            "What speaks for {one}",
            "When the first option is the better one",
            &["Where it is strong", "Whom it suits", "What it asks in return"],
        ),
        (
            "What speaks for {other}",
            "When the second option is the better one",
            &["Where it is strong", "Whom it suits", "What it asks in return"],
        ),
        (
            "Compare them in daily use",
            "What the difference means in practice",
            &["On an ordinary day", "When time is short", "After a year", "When needs change"],
        ),
        (
            "Our judgement",
            "A recommendation for each situation",
            &["For beginners", "For frequent use", "For those who can't decide"],
        ),
    ],
};

pub(super) const BEST: Plan = Plan {
    structure: ContentStructure::Listicle,
    words: 1_300,
    audience: "Readers who want a shortlist",
    tone: "Informed and honest",
    titles: &[
        "The best {topic}: what to look for and who each one suits",
        "The best {topic}, sorted by what you need",
        "How to find the best {topic} for your needs",
    ],
    parts: &[
        (
            "How the list was put together",
            "The criteria, so that the order can be checked",
            &["What every entry must offer", "What made the difference"],
        ),
        (
            "The best all-round choices",
            "For most people and most occasions",
            &["The dependable one", "The one that does a little more"],
        ),
        (
            "The best choices on a small budget",
            "Good value without regret",
            &["The plain one that lasts", "The one to start with"],
        ),
        (
            "The best choices for demanding use",
            "For those who need more",
            &["The one for heavy use", "The one with the most control"],
        ),
        (
            "What to check before you decide",
            "A last look at the details",
            &["Size and fit", "What is included", "Returns and spare parts"],
        ),
    ],
};

pub(super) const PRICE: Plan = Plan {
    structure: ContentStructure::Article,
    words: 1_000,
    audience: "Readers who are planning a budget",
    tone: "Open and concrete",
    titles: &[
        "{topic}: what the price depends on",
        "What you pay for with {topic}, and what you get",
        "{kw}: how to read an offer and plan your budget",
    ],
    parts: &[
        (
            "What the price is made of",
            "The parts of a fair price",
            &["Material and equipment", "Working time", "Experience and responsibility"],
        ),
        (
            "Why offers differ",
            "How to explain a wide range",
            &["What is included", "Quality that can't be seen", "Region and season"],
        ),
        (
            "Hidden extras",
            "Costs that show up later",
            &["Delivery and preparation", "Upkeep and consumables", "Changes along the way"],
        ),
        (
            "Where saving makes sense",
            "How to pay less without regret",
            &["Doing part of it yourself", "Choosing the right moment", "Leaving out what you won't use"],
        ),
        (
            "How to compare offers",
            "Questions that make offers comparable",
            &["Ask for the same scope", "Ask what happens if something goes wrong", "Ask for the total"],
        ),
    ],
};

pub(super) const REVIEW: Plan = Plan {
    structure: ContentStructure::Review,
    words: 1_000,
    audience: "Readers who are close to a decision",
    tone: "Critical and fair",
    titles: &[
        "{kw}: strengths, weak spots and who it suits",
        "{topic} in review: what to look for before you decide",
        "Is it worth it? {topic} under the magnifying glass",
    ],
    parts: &[
        (
            "What it is, and for whom",
            "A short orientation",
            &["The idea behind it", "Whom it suits", "Whom it doesn't"],
        ),
        (
            "Strengths and weaknesses",
            "What speaks for it and what against",
            &["Easy to begin with", "Dependable in daily use", "Takes up some room", "Asks for regular care"],
        ),
        ("Daily use", "How it does in ordinary life", &["Setting up", "Handling", "Cleaning and upkeep"]),
        (
            "Pros and cons of the alternatives",
            "What else to consider",
            &["A simpler option", "A more capable one", "Doing without"],
        ),
        ("The verdict", "A judgement with its reasons", &["When to go ahead", "When to wait"]),
    ],
};

pub(super) const INSPIRATION: Plan = Plan {
    structure: ContentStructure::Listicle,
    words: 1_100,
    audience: "Readers who are looking for a starting point",
    tone: "Lively and encouraging",
    titles: &[
        "{kw} worth trying",
        "{kw} for every taste, and how to make them your own",
        "{kw}: a collection to start from",
    ],
    parts: &[
        (
            "Simple ones to begin with",
            "Success at the first try",
            &["The classic", "The quick one", "The one with what is at hand"],
        ),
        ("For special occasions", "Something that stands out", &["The festive one", "The one to share"]),
        ("With a small budget", "Much from little", &["The thrifty one", "The one that reuses what is there"]),
        (
            "For those who like to experiment",
            "Beyond the usual",
            &["The unexpected combination", "The one that takes its time"],
        ),
        ("How to find your own", "From copying to creating", &["Change one thing at a time", "Keep what works"]),
    ],
};
