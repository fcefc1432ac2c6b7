//! The sandbox gives the same answer every time, of the length asked for, and one that meets every rule.

use std::collections::HashSet;

use proptest::prelude::*;

use super::{SandboxText, ideas, meta, pictures, samples, section};
use crate::ai::answer::{IdeasAnswer, SectionAnswer};
use crate::ai::ask::ask;
use crate::ai::brief::{Purpose, SectionBrief, SectionKind};
use crate::ai::html::{plain_text, word_count};
use crate::ai::prompts::{connection_request, ideas_request, section_request};
use crate::ai::structure::ContentStructure;
use crate::ai::text::{Progress, TextModel};
use crate::ai::validate::Answer;

fn is_near(words: i64, target: i64) -> bool {
    (words - target).abs() * 10 <= target
}

fn sentences(html: &str) -> Vec<String> {
    plain_text(html).split_inclusive(['.', '?', '!']).map(|one| one.trim().to_owned()).collect()
}

#[test]
fn sections_have_the_length_asked_for_in_every_structure() {
    for structure in ContentStructure::ALL {
        for target_words in [80, 120, 200, 350, 600, 900] {
            for position in 0..3 {
                let brief = SectionBrief { target_words, position, ..samples::section(*structure) };
                let words = word_count(&section::write(&brief).html);
                assert!(is_near(words, target_words), "{structure} {position}: {words} of {target_words}");
            }
        }
    }
}

#[test]
fn what_stands_around_the_outline_has_the_length_asked_for_too() {
    for kind in [SectionKind::Introduction, SectionKind::KeyTakeaways, SectionKind::Faq] {
        for target_words in [90, 150, 300, 450] {
            let brief = SectionBrief { target_words, kind, ..samples::section(ContentStructure::Guide) };
            let answer = section::write(&brief);
            let words = word_count(&answer.html);
            assert!(is_near(words, target_words), "{kind:?}: {words} of {target_words}");
            assert_eq!(answer.validate(&Purpose::Section(brief)), []);
        }
    }
}

#[test]
fn every_structure_writes_differently_and_within_the_rules() {
    let mut texts = HashSet::new();
    for structure in ContentStructure::ALL {
        let brief = SectionBrief { target_words: 260, ..samples::section(*structure) };
        let answer = section::write(&brief);
        assert_eq!(answer, section::write(&brief));
        assert_eq!(answer.validate(&Purpose::Section(brief)), [], "{structure}: {}", answer.html);
        assert!(texts.insert(answer.html));
    }
}

#[test]
fn structures_have_the_form_that_is_theirs() {
    let html = |structure| section::write(&samples::section(structure)).html;
    assert!(html(ContentStructure::Guide).contains("<ol>"));
    assert!(html(ContentStructure::Comparison).contains("<table>"));
    assert!(html(ContentStructure::Listicle).contains("<h3>"));
    assert!(html(ContentStructure::ProductPage).contains("<ul>"));
    assert!(plain_text(&html(ContentStructure::BusinessPage)).contains("We "));
    assert!(plain_text(&html(ContentStructure::LandingPage)).contains("You "));
}

#[test]
fn the_first_section_names_the_keyword_and_none_repeats_a_sentence() {
    let brief = SectionBrief { target_words: 700, ..samples::section(ContentStructure::Article) };
    let html = section::write(&brief).html;
    assert!(plain_text(&html).to_lowercase().contains("how to make cold brew"));
    let all = sentences(&html);
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
}

#[test]
fn sections_of_one_article_hardly_repeat_each_other() {
    let headings =
        ["What it comes down to", "What makes the difference", "How to go about it", "Watch out", "Remember"];
    let mut seen = HashSet::new();
    let (mut all, mut repeated) = (0, 0);
    for (position, heading) in (0..).zip(headings) {
        let mut brief = samples::section(ContentStructure::Article);
        brief.section.heading = heading.to_owned();
        (brief.position, brief.total, brief.target_words) = (position, 5, 220);
        for sentence in sentences(&section::write(&brief).html).into_iter().filter(|one| one.len() > 40) {
            all += 1;
            repeated += usize::from(!seen.insert(sentence));
        }
    }
    assert!(repeated * 20 <= all, "{repeated} of {all} sentences come again");
}

#[test]
fn ideas_differ_and_follow_what_the_keywords_want() {
    let brief = samples::ideas();
    let answer = ideas::write(&brief);
    assert_eq!(answer, ideas::write(&brief));
    assert_eq!(answer.ideas.len(), 7);
    assert_eq!(answer.validate(&Purpose::Ideas(brief)), []);
    let structures: HashSet<_> = answer.ideas.iter().map(|idea| idea.structure).collect();
    for expected in [
        ContentStructure::ClusterHub,
        ContentStructure::Guide,
        ContentStructure::Comparison,
        ContentStructure::Listicle,
    ] {
        assert!(structures.contains(&expected), "{expected}");
    }
}

#[test]
fn ideas_that_exist_do_not_come_again() {
    let mut brief = samples::ideas();
    let first = ideas::write(&brief);
    brief.existing_titles = first.ideas.iter().map(|idea| idea.title.to_uppercase()).collect();
    let second = ideas::write(&brief);
    assert_eq!(second.ideas.len(), 7);
    assert_eq!(second.validate(&Purpose::Ideas(brief)), []);
}

#[test]
fn few_keywords_still_give_as_many_ideas_as_asked() {
    let mut brief = samples::ideas();
    brief.keywords.truncate(1);
    brief.with_hub = false;
    let answer = ideas::write(&brief);
    assert_eq!(answer.ideas.len(), 7);
    assert_eq!(answer.validate(&Purpose::Ideas(brief)), []);
}

#[test]
fn descriptions_and_picture_prompts_meet_their_rules() {
    let mut brief = samples::meta();
    brief.article = plain_text(&section::write(&samples::section(ContentStructure::Guide)).html);
    let answer = meta::write(&brief);
    assert_eq!(answer.categories, ["Brewing coffee"]);
    assert!(answer.meta_description.chars().count() >= 100, "{}", answer.meta_description);
    assert_eq!(answer.validate(&Purpose::ArticleMeta(brief)), []);
    for count in 0..=8 {
        let brief = samples::image_prompts(count);
        let answer = pictures::write(&brief);
        assert_eq!(answer.validate(&Purpose::ImagePrompts(brief)), []);
    }
}

#[tokio::test]
async fn answers_stream_as_the_text_itself() {
    let heard = std::sync::Mutex::new(String::new());
    let hear = |progress: Progress<'_>| {
        if let Progress::Text(text) = progress {
            heard.lock().expect("nobody panics").push_str(text);
        }
    };
    let request = section_request(&samples::section(ContentStructure::Review));
    let asked = ask::<SectionAnswer>(&SandboxText::new(), &request, Some(&hear)).await.expect("an answer");
    assert_eq!(*heard.lock().expect("nobody panics"), asked.answer.html);
    assert_eq!((asked.tries, asked.remarks.len()), (1, 0));
    assert!(asked.tokens.output > 100 && asked.tokens_estimated);
    let ideas = ask::<IdeasAnswer>(&SandboxText::new(), &ideas_request(&samples::ideas()), None).await;
    assert_eq!(ideas.expect("ideas").answer.ideas.len(), 7);
    let ready = SandboxText::new().complete(&connection_request(), None).await.expect("an answer");
    assert_eq!(ready.text, "ready");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn no_brief_however_odd_breaks_it(
        title in "\\PC{0,60}", keyword in "[a-z <>?\\[\\]{}é|]{0,40}", point in "\\PC{0,40}", heading in "\\PC{0,40}",
        structure in 0usize..14, target_words in -5i64..1_500, position in -2i64..30, total in -2i64..30,
    ) {
        let mut brief = samples::section(ContentStructure::ALL[structure]);
        brief.title = title.clone();
        brief.primary_keyword = keyword.clone();
        brief.keywords = vec![keyword.clone(), point.clone()];
        brief.section.heading = heading.clone();
        brief.section.points = vec![point.clone()];
        (brief.target_words, brief.position, brief.total) = (target_words, position, total);
        let written = section::write(&brief);
        prop_assert!(!written.html.is_empty());
        prop_assert_eq!(written.validate(&Purpose::Connection), [], "{}", written.html);
        let mut ideas_brief = samples::ideas();
        ideas_brief.cluster_name = title;
        ideas_brief.primary_keyword = keyword.clone();
        ideas_brief.keywords[0].keyword = keyword;
        ideas::write(&ideas_brief);
        let mut meta_brief = samples::meta();
        meta_brief.title = heading;
        meta_brief.article = point;
        meta::write(&meta_brief);
    }
}
