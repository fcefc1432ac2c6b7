//! Plans that suit any subject: its hub, and angles of our own for when the keywords show fewer wants than ideas are asked for.

use super::Plan;
use crate::ai::structure::ContentStructure;

pub(super) const HUB: Plan = Plan {
    structure: ContentStructure::ClusterHub,
    words: 1_800,
    audience: "Readers who want the whole picture before going into detail",
    tone: "Clear and neutral",
    titles: &[
        "{cluster}: the complete overview",
        "The complete guide to {cluster}",
        "{cluster} explained: everything worth knowing",
        "Understanding {cluster}, from first question to confident choice",
    ],
    parts: &[
        (
            "What belongs to {cluster}",
            "Defines the subject and its limits",
            &["Terms that come up again and again", "What the subject includes", "What it is often confused with"],
        ),
        (
            "Why it matters",
            "Shows when the subject becomes relevant and to whom",
            &["Typical occasions", "What changes when it is done well", "What it costs to ignore it"],
        ),
        (
            "The main approaches",
            "Introduces the ways people go about it",
            &["The simple approach", "The thorough approach", "Getting help"],
        ),
        (
            "How to choose what fits",
            "Gives criteria for one's own decision",
            &["Purpose and frequency", "Time, space and budget", "Upkeep over the years"],
        ),
        (
            "Common questions",
            "Answers what is asked most",
            &["Where to begin", "How to tell good advice from bad", "When to change course"],
        ),
        (
            "Where to go from here",
            "Leads to the pages that go deeper",
            &["Guides for doing it yourself", "Comparisons for deciding", "Help from professionals"],
        ),
    ],
};

pub(super) const MISTAKES: Plan = Plan {
    structure: ContentStructure::Listicle,
    words: 1_000,
    audience: "Readers who want to get it right",
    tone: "Frank and helpful",
    titles: &[
        "Common mistakes with {topic}, and how to avoid them",
        "What goes wrong with {topic}, and how to get it right",
    ],
    parts: &[
        ("Mistakes at the beginning", "Where trouble starts", &["Starting without a plan", "Choosing by price alone"]),
        (
            "Mistakes along the way",
            "What creeps in unnoticed",
            &["Skipping the dull steps", "Changing too much at once"],
        ),
        ("Mistakes at the end", "What spoils a good result", &["Stopping too early", "Not looking back"]),
        (
            "How to put things right",
            "Repair instead of regret",
            &["Go back to the last good point", "Ask someone who has been there"],
        ),
    ],
};

pub(super) const CHOOSING: Plan = Plan {
    structure: ContentStructure::Article,
    words: 1_100,
    audience: "Readers who are about to choose",
    tone: "Thoughtful and practical",
    titles: &[
        "How to choose well: {topic} from need to decision",
        "Before you decide on {topic}: the questions that help",
    ],
    parts: &[
        (
            "Start with the need",
            "Clarity about the purpose",
            &["What should be different afterwards?", "How often will it matter?", "Who else is involved?"],
        ),
        (
            "Set your criteria",
            "What counts, in order",
            &["Must-haves", "Nice-to-haves", "Reasons to rule something out"],
        ),
        (
            "Look at the options",
            "An overview without overload",
            &["A shortlist", "A fair comparison", "A trial where possible"],
        ),
        (
            "Decide and move on",
            "An end to the search",
            &["Let comfort break the tie", "Plan the first week", "Review the choice later"],
        ),
    ],
};

pub(super) const CHECKLIST: Plan = Plan {
    structure: ContentStructure::Guide,
    words: 900,
    audience: "Readers who like to be prepared",
    tone: "Concise and practical",
    titles: &["The {topic} checklist: nothing forgotten", "{topic}: a checklist for before, during and after"],
    parts: &[
        (
            "Checklist for the preparation",
            "Nothing missing at the start",
            &["Aim and scope", "Time and place", "People to ask", "Things to have ready"],
        ),
        (
            "While you are at it",
            "Order in the doing",
            &["One step after the other", "A check at every border", "Notes on what differs from the plan"],
        ),
        ("Afterwards", "A clean end", &["Compare with the aim", "Put things away", "Plan the next look"]),
        ("Adapt the checklist", "From general to one's own", &["Strike what never applies", "Add what surprised you"]),
    ],
};

pub(super) const EXPECTATIONS: Plan = Plan {
    structure: ContentStructure::Article,
    words: 900,
    audience: "Readers at the beginning of a project",
    tone: "Realistic and reassuring",
    titles: &["What to expect from {topic}", "{topic}: a realistic look at effort and result"],
    parts: &[
        ("What it can do", "A fair promise", &["Likely results", "Conditions for success"]),
        ("What it can't do", "Limits, named in time", &["Wrong hopes", "Better alternatives for some needs"]),
        (
            "How long it takes",
            "A sense of time",
            &["The first signs", "The slow middle", "The point where it runs by itself"],
        ),
        ("How to stay with it", "Endurance", &["Small goals", "Visible progress", "A pause without a bad conscience"]),
    ],
};

pub(super) const MYTHS: Plan = Plan {
    structure: ContentStructure::Listicle,
    words: 900,
    audience: "Readers who have heard a lot of advice",
    tone: "Friendly and clear-headed",
    titles: &["Myths about {topic}, and what holds up", "What people get wrong about {topic}"],
    parts: &[
        (
            "Half-truths about the beginning",
            "What is said too often",
            &["You need the best equipment", "You have to do it the way it has always been done"],
        ),
        ("Half-truths about effort", "What discourages for no reason", &["It takes talent", "More is always better"]),
        ("What is true", "Advice to keep", &["Simple things done regularly", "Learning from the last time"]),
    ],
};

pub(super) const ROUTINE: Plan = Plan {
    structure: ContentStructure::Guide,
    words: 1_000,
    audience: "Readers who want lasting results",
    tone: "Encouraging and practical",
    titles: &["Making {topic} part of your routine", "A simple routine for {topic} that lasts"],
    parts: &[
        (
            "Find the right rhythm",
            "How often is enough",
            &["Look at your week", "Begin below what you could do", "Tie it to something you do anyway"],
        ),
        (
            "Make it easy",
            "Fewer obstacles",
            &["Everything in its place", "A reminder that can't be missed", "A short version for busy days"],
        ),
        (
            "Keep going",
            "Through the dull stretch",
            &["Mark what was done", "Forgive the gap", "Change the routine when life changes"],
        ),
    ],
};
