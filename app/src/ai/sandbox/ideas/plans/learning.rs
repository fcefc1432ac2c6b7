//! Plans for those who want to know or to do: steps, causes, answers.

use super::Plan;
use crate::ai::structure::ContentStructure;

pub(super) const HOW_TO: Plan = Plan {
    structure: ContentStructure::Guide,
    words: 1_200,
    audience: "Beginners who want to do it themselves",
    tone: "Patient and practical",
    titles: &[
        "{kw}: a step-by-step guide",
        "{kw} without the guesswork",
        "{kw}, step by step, from preparation to result",
    ],
    parts: &[
        (
            "What you need before you start",
            "Everything at hand before the first step",
            &["Tools and materials", "A suitable place", "Enough time without interruption"],
        ),
        (
            "Prepare properly",
            "A start that saves work later",
            &["Check what is already there", "Set out what you need", "Decide what the result should look like"],
        ),
        (
            "Work through it step by step",
            "The steps in their order",
            &[
                "Begin with the part that can't be undone",
                "Go slowly at first",
                "Check before moving on",
                "Keep the place tidy",
            ],
        ),
        (
            "Check the result",
            "How to tell that it worked",
            &[
                "Compare it with what you had in mind",
                "Test it under ordinary conditions",
                "Note what you would do differently",
            ],
        ),
        (
            "What usually goes wrong",
            "Mistakes to avoid, and how to put them right",
            &["Starting too fast", "Skipping the check", "Changing several things at once"],
        ),
        (
            "Keep it that way",
            "How the result lasts",
            &["A short regular check", "Signs that something needs attention", "When to start over"],
        ),
    ],
};

pub(super) const PROBLEM: Plan = Plan {
    structure: ContentStructure::Guide,
    words: 1_000,
    audience: "Readers with a problem to solve",
    tone: "Calm and practical",
    titles: &[
        "{kw}: causes, checks and fixes",
        "{kw}? How to find the cause and put it right",
        "Troubleshooting {topic}, one check at a time",
    ],
    parts: &[
        (
            "Before you begin",
            "What to make sure of first",
            &["Make sure it is safe to look", "Note what has changed lately", "Have the instructions at hand"],
        ),
        (
            "The simple checks",
            "What solves most cases",
            &["Check the obvious first", "Start again from a known state", "Try it under other conditions"],
        ),
        ("The less obvious causes", "Where to look next", &["Wear", "Wrong settings", "Parts that don't go together"]),
        (
            "When to ask for help",
            "Where doing it yourself ends",
            &["Signs that more is wrong", "What to tell the professional", "What it may involve"],
        ),
        (
            "How to keep it from coming back",
            "Prevention",
            &["Regular care", "Early signs", "A short note of what was done"],
        ),
    ],
};

pub(super) const BEGINNER: Plan = Plan {
    structure: ContentStructure::Guide,
    words: 1_200,
    audience: "Complete beginners",
    tone: "Friendly and encouraging",
    titles: &[
        "{topic} for beginners: a calm start",
        "Getting started with {topic}: the first steps that matter",
        "New to {topic}? Start here",
    ],
    parts: &[
        (
            "What to know first",
            "Orientation without jargon",
            &["The few terms that matter", "What to expect at the beginning", "What can wait"],
        ),
        (
            "What you need, and what you don't",
            "A modest start",
            &["The essentials", "Things to borrow at first", "Things to leave for later"],
        ),
        (
            "Your first attempt",
            "A first success",
            &["Choose something small", "Follow the order", "Stop while it is going well"],
        ),
        (
            "Build a habit",
            "From trying to knowing",
            &["A fixed time", "Notes on what worked", "A little more each time"],
        ),
        (
            "Typical beginner's mistakes",
            "What to avoid",
            &["Wanting too much at once", "Buying before trying", "Giving up after the first setback"],
        ),
    ],
};

pub(super) const QUESTION: Plan = Plan {
    structure: ContentStructure::Article,
    words: 900,
    audience: "Curious readers who want a clear answer",
    tone: "Clear and knowledgeable",
    titles: &["{kw}? A clear answer", "{kw}? The short answer and the reasons behind it", "{topic} in plain words"],
    parts: &[
        ("The short answer", "The answer first", &["In one sentence", "When it is different"]),
        (
            "The reasons behind it",
            "Why the answer is what it is",
            &["How it works", "What it depends on", "Where opinions differ"],
        ),
        (
            "What it means in practice",
            "What to do with the answer",
            &["For beginners", "For everyday use", "For special cases"],
        ),
        (
            "Common misunderstandings",
            "What is often mixed up",
            &["Half-true advice", "Old habits", "Words that mislead"],
        ),
        ("What to read next", "Related questions", &["Going deeper", "Putting it to use"]),
    ],
};

pub(super) const PLAIN: Plan = Plan {
    structure: ContentStructure::Article,
    words: 1_100,
    audience: "Readers who want to understand the subject",
    tone: "Clear and down-to-earth",
    titles: &[
        "{kw}: what matters and what doesn't",
        "{kw} in practice: what to know before you decide",
        "A practical look at {topic}",
    ],
    parts: &[
        (
            "What it comes down to",
            "The heart of the matter",
            &["The idea in a few words", "Why it is often misunderstood", "What it is good for"],
        ),
        (
            "What makes the difference",
            "The factors that count",
            &["The right beginning", "Attention to detail", "A sense of proportion"],
        ),
        (
            "How to go about it",
            "Advice that can be used",
            &["Start with what is there", "Try it on a small scale", "Adjust and repeat"],
        ),
        (
            "What to watch out for",
            "Risks and limits",
            &["Promises that sound too good", "Costs that come later", "Advice that doesn't fit"],
        ),
        ("What to remember", "The essence", &["Three things to keep", "One thing to leave out"]),
    ],
};
