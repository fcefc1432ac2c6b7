//! Prompts for an article's pictures: a scene for its head, and one for each passage that gets a picture.

use super::phrasing::{capitalised, shortened, tidy};
use super::seed::Seed;
use super::topic::subject_of;
use crate::ai::answer::{FeaturedPrompt, ImagePromptsAnswer, InArticlePrompt};
use crate::ai::brief::ImagePromptsBrief;
use crate::ai::validate::MAX_ALT;

/// Scenes for the featured picture, and what someone who can't see it is told.
const FEATURED: &[(&str, &str)] = &[
    (
        "A calm, well-lit scene that shows {topic} as the clear subject, seen slightly from above, with plenty of empty space on the left",
        "A tidy arrangement that shows {topic}, seen slightly from above",
    ),
    (
        "{Topic} in an everyday setting by a large window, soft morning light, shallow depth of field",
        "{Topic} in an everyday setting by a window in morning light",
    ),
    (
        "A close, detailed view of {topic} on a plain background, strong composition with one accent colour",
        "{Topic} in close view on a plain background",
    ),
];

/// Scenes for pictures within the text.
const SCENES: &[(&str, &str, &str)] = &[
    (
        "Hands at work, focused on {about}, close-up with natural side light",
        "Hands at work: {about}",
        "A look at {about}",
    ),
    (
        "A neat overhead arrangement of the things needed for {about}, on a light wooden surface",
        "The things needed for {about}, laid out on a table",
        "What belongs to {about}",
    ),
    (
        "Two alternatives next to each other that illustrate {about}, even light, neutral background",
        "Two alternatives side by side: {about}",
        "{About}, side by side",
    ),
    (
        "A wide view of a quiet room where {about} takes place, warm light, no people",
        "A quiet room in warm light: {about}",
        "Where {about} takes place",
    ),
    (
        "A simple, tidy still life that stands for {about}, muted colours and one bright detail",
        "A still life with one bright detail: {about}",
        "{About} in a single picture",
    ),
];

/// Writes them.
pub(super) fn write(brief: &ImagePromptsBrief) -> ImagePromptsAnswer {
    let subject =
        subject_of(if brief.primary_keyword.trim().is_empty() { &brief.title } else { &brief.primary_keyword });
    let topic = shortened(&tidy(&subject), 70);
    let topic = if topic.is_empty() { "the subject".to_owned() } else { topic };
    let style = tidy(&brief.style);
    let style = if style.is_empty() { "photorealistic".to_owned() } else { shortened(&style, 60) };
    let mut seed = Seed::of(&[&brief.title, &brief.primary_keyword]);
    let (scene, alt) = seed.pick(FEATURED);
    let fill = |text: &str, about: &str| {
        let filled = text.replace("{topic}", &topic).replace("{Topic}", &capitalised(&topic));
        capitalised(&filled.replace("{about}", about).replace("{About}", &capitalised(about)))
    };
    let finish = |scene: String| format!("{scene}. Style: {style}. No text, no letters, no logos.");
    let count = usize::try_from(brief.in_article.clamp(0, 8)).unwrap_or(0);
    let scenes = seed.shuffled(SCENES);
    let in_article = (0..count).map(|at| {
        let heading = spread(&brief.headings, at, count);
        let about = shortened(&tidy(&super::section::About::of(&heading).noun(&topic)), 80);
        let (scene, alt, caption) = scenes[at % scenes.len()];
        InArticlePrompt {
            prompt: finish(fill(scene, &about)),
            alt: shortened(&fill(alt, &about), MAX_ALT),
            caption: fill(caption, &about),
            after_heading: heading,
        }
    });
    ImagePromptsAnswer {
        in_article: in_article.collect(),
        featured: FeaturedPrompt { prompt: finish(fill(scene, &topic)), alt: shortened(&fill(alt, &topic), MAX_ALT) },
    }
}

/// The heading for the picture at `at` of `count`, so that pictures are spread over the text.
fn spread(headings: &[String], at: usize, count: usize) -> String {
    let place = (at * headings.len() + headings.len() / 2) / count.max(1);
    headings.get(place.min(headings.len().saturating_sub(1))).cloned().unwrap_or_default()
}
