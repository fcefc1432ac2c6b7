//! Plans for those who want it done or want to have it.

use super::Plan;
use crate::ai::structure::ContentStructure;

pub(super) const SERVICE: Plan = Plan {
    structure: ContentStructure::ServicePage,
    words: 800,
    audience: "Customers who want to get it done",
    tone: "Friendly and straightforward",
    titles: &["{topic}: what we do and how it works", "{topic} you can rely on", "{kw}: clear steps, clear answers"],
    parts: &[
        (
            "What is included",
            "What the customer gets",
            &["Advice before you decide", "Careful work on the agreed date", "A result you can check"],
        ),
        (
            "How it works, step by step",
            "From the first call to the finished work",
            &[
                "You describe what you need",
                "You receive a clear offer",
                "We agree on a date",
                "The work is done and checked together",
            ],
        ),
        (
            "What the price depends on",
            "Clarity about costs",
            &["Scope of the work", "Condition of what is there", "Special wishes"],
        ),
        (
            "What to have ready",
            "How the customer can save time",
            &["A short description", "A few pictures", "Your preferred dates"],
        ),
        ("Get in touch", "The next step", &["By telephone for quick questions", "In writing for details"]),
    ],
};

pub(super) const BUY: Plan = Plan {
    structure: ContentStructure::LandingPage,
    words: 700,
    audience: "Buyers who know what they want",
    tone: "Confident and friendly",
    titles: &["{kw}: find the one that fits", "{topic} made easy: choose, order, enjoy", "{kw} with a good feeling"],
    parts: &[
        (
            "Everything you need in one place",
            "Why to buy here",
            &["A clear selection", "Honest descriptions", "Help when you need it"],
        ),
        (
            "How to find the right one",
            "Choosing without effort",
            &["Think of the use first", "Check the size", "Compare what is included"],
        ),
        ("What happens after you order", "No surprises", &["Confirmation", "Delivery", "Returns"]),
        (
            "Your questions, answered",
            "Doubts put to rest",
            &["What if it doesn't fit?", "How is it cared for?", "Whom can I ask?"],
        ),
    ],
};
