//! Ideas: the cluster's keywords are sorted by what their searchers want, and every want gets the page that answers it.

mod plans;

use std::collections::HashSet;

use super::phrasing::{capitalised, shortened, spelled, tidy, title_case};
use super::seed::Seed;
use super::topic::{Angle, angle_of, options_of, subject_of};
use crate::ai::answer::{IdeaAnswer, IdeasAnswer};
use crate::ai::brief::{IdeasBrief, SectionOutline};
use plans::{HUB, OWN_ANGLES, Plan, plan_for};

/// Most ideas given at once.
const MAX_IDEAS: i64 = 12;

/// Secondary keywords of one idea.
const MAX_SECONDARY: usize = 6;

/// Writes the ideas: the hub if one is wanted, then one for each want that the keywords show, then angles of our own.
pub(super) fn write(brief: &IdeasBrief) -> IdeasAnswer {
    let wanted = usize::try_from(brief.count.clamp(1, MAX_IDEAS)).unwrap_or(1);
    let mut desk = Desk::new(brief);
    if brief.with_hub {
        desk.add(HUB, &desk.main_keyword());
    }
    for keyword in desk.keywords_by_want() {
        if desk.ideas.len() >= wanted {
            break;
        }
        desk.add(plan_for(angle_of(&keyword)), &keyword);
    }
    let main = desk.main_keyword();
    for plan in OWN_ANGLES {
        if desk.ideas.len() >= wanted {
            break;
        }
        desk.add(plan, &main);
    }
    IdeasAnswer { ideas: desk.ideas }
}

/// Where ideas are collected, so that none comes twice.
struct Desk<'a> {
    brief: &'a IdeasBrief,
    seed: Seed,
    titles: HashSet<String>,
    ideas: Vec<IdeaAnswer>,
}

impl<'a> Desk<'a> {
    fn new(brief: &'a IdeasBrief) -> Self {
        Self {
            brief,
            seed: Seed::of(&[&brief.cluster_name, &brief.primary_keyword]),
            titles: brief.existing_titles.iter().map(|title| plain(title)).collect(),
            ideas: Vec::new(),
        }
    }

    /// The primary keyword as given, or what stands for it.
    fn main_keyword(&self) -> String {
        let first = self.brief.keywords.first().map_or("", |one| one.keyword.as_str());
        let known = [self.brief.primary_keyword.as_str(), first, self.brief.cluster_name.as_str()];
        known.into_iter().find(|one| !one.trim().is_empty()).unwrap_or("the subject").to_owned()
    }

    /// One keyword for each want and subject, the most searched first; plain ones last, since the hub covers them.
    fn keywords_by_want(&self) -> Vec<String> {
        let mut keywords: Vec<_> = self.brief.keywords.iter().filter(|one| !one.keyword.trim().is_empty()).collect();
        keywords.sort_by_key(|one| {
            let is_plain = angle_of(&one.keyword) == Angle::Plain;
            (is_plain, std::cmp::Reverse(one.volume.unwrap_or(0)), one.keyword.clone())
        });
        let main = plain(&self.main_keyword());
        let mut wants = HashSet::new();
        let mut chosen = Vec::new();
        for keyword in keywords {
            let angle = angle_of(&keyword.keyword);
            let covered_by_hub = self.brief.with_hub && angle == Angle::Plain && plain(&keyword.keyword) == main;
            // The same want for the same subject is one page, however it is spelled.
            let mut subject: Vec<String> = plain(&subject_of(&keyword.keyword)).split(' ').map(str::to_owned).collect();
            subject.sort();
            if !covered_by_hub && wants.insert((angle, subject)) {
                chosen.push(keyword.keyword.clone());
            }
        }
        chosen
    }

    /// Adds the idea of a plan for a keyword, unless every title it could have is taken.
    fn add(&mut self, plan: &Plan, keyword: &str) {
        let words = Words::of(keyword, &self.brief.cluster_name);
        let titles = self.seed.shuffled(plan.titles);
        let title = titles
            .into_iter()
            .map(|title| title_case(&words.fill(title)))
            .find(|title| !self.titles.contains(&plain(title)));
        let Some(title) = title else { return };
        self.titles.insert(plain(&title));
        let outline = plan
            .parts
            .iter()
            .map(|(heading, purpose, points)| SectionOutline {
                heading: capitalised(&words.fill(heading)),
                purpose: capitalised(&words.fill(purpose)),
                points: points.iter().map(|point| capitalised(&words.fill(point))).collect(),
            })
            .collect();
        let voice = &self.brief.site.voice;
        self.ideas.push(IdeaAnswer {
            title,
            structure: plan.structure,
            content_type: plan.structure.usual_type(),
            outline,
            primary_keyword: self.known(keyword),
            keywords: self.secondary(keyword),
            target_words: plan.words + i64::try_from(self.seed.below(4)).unwrap_or(0) * 100,
            audience: if voice.audience.is_empty() { words.fill(plan.audience) } else { voice.audience.clone() },
            tone: if voice.tone.is_empty() { plan.tone.to_owned() } else { voice.tone.clone() },
        });
    }

    /// The keyword as the brief has it: an answer may name no other.
    fn known(&self, keyword: &str) -> String {
        let given = self.brief.keywords.iter().map(|one| &one.keyword).chain([&self.brief.primary_keyword]);
        given.into_iter().find(|one| plain(one) == plain(keyword)).cloned().unwrap_or_else(|| keyword.to_owned())
    }

    /// The keywords that share most words with this one.
    fn secondary(&self, keyword: &str) -> Vec<String> {
        let own: HashSet<String> = plain(keyword).split(' ').map(str::to_owned).collect();
        let shared = |other: &str| plain(other).split(' ').filter(|word| own.contains(*word)).count();
        let mut others: Vec<_> = self
            .brief
            .keywords
            .iter()
            .filter(|one| !one.keyword.trim().is_empty() && plain(&one.keyword) != plain(keyword))
            .collect();
        others.sort_by_key(|one| (std::cmp::Reverse(shared(&one.keyword)), one.keyword.clone()));
        // Keywords without a word in common belong to other pages; two of them are enough to show the neighbourhood.
        let related = others.iter().filter(|one| shared(&one.keyword) > 0).count();
        others.into_iter().take(related.clamp(2, MAX_SECONDARY)).map(|one| one.keyword.clone()).collect()
    }
}

/// Letters and digits only, in lower case: for telling whether two texts are the same.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What plans are filled with.
struct Words {
    keyword: String,
    topic: String,
    cluster: String,
    options: Vec<String>,
}

impl Words {
    fn of(keyword: &str, cluster: &str) -> Self {
        let topic = subject_of(keyword);
        // Titles have room for a keyword, not for a whole list of words.
        let short = |text: &str| shortened(&tidy(text), 60);
        let topic = if topic.is_empty() { keyword } else { &topic };
        let cluster = if cluster.trim().is_empty() { topic } else { cluster };
        Self {
            keyword: short(&spelled(keyword.trim().trim_end_matches('?'))),
            topic: short(topic),
            cluster: short(&spelled(&cluster.trim().to_lowercase())),
            options: options_of(keyword).iter().map(|one| shortened(one, 28)).collect(),
        }
    }

    fn fill(&self, template: &str) -> String {
        let option = |at: usize, else_: &str| self.options.get(at).cloned().unwrap_or_else(|| else_.to_owned());
        template
            .replace("{kw}", &self.keyword)
            .replace("{topic}", &self.topic)
            .replace("{cluster}", &self.cluster)
            .replace("{one}", &option(0, "the simple way"))
            .replace("{other}", &option(1, "the thorough way"))
    }
}
