//! Near-duplicates become one item before anything is compared, so they always stay together.
//!
//! Two keywords are near-duplicates when they have the same stems in any order, plural, regional
//! spelling, spacing of compounds and articles aside.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::input::{ClusterKey, Existing, Input};
use crate::lexicon::Lexicon;

/// The distinct things to be placed, in an order that does not depend on that of the input.
pub(crate) struct Items {
    /// Keywords grouped by item.
    keywords: Vec<u32>,
    offsets: Vec<usize>,
    /// Per item, the keyword whose words stand for it.
    representatives: Vec<u32>,
    /// Per item, the existing cluster it may not leave.
    anchors: Vec<Option<ClusterKey>>,
    /// Per keyword, its item.
    item_of: Vec<u32>,
}

impl Items {
    pub(crate) fn len(&self) -> usize {
        self.representatives.len()
    }

    /// The keywords of an item, representative first.
    pub(crate) fn keywords(&self, item: usize) -> &[u32] {
        &self.keywords[self.offsets[item]..self.offsets[item + 1]]
    }

    pub(crate) fn representative(&self, item: usize) -> usize {
        self.representatives[item] as usize
    }

    pub(crate) fn anchor(&self, item: usize) -> Option<ClusterKey> {
        self.anchors[item]
    }

    pub(crate) fn of_keyword(&self, keyword: usize) -> usize {
        self.item_of[keyword] as usize
    }
}

/// Merges near-duplicates and ties items to the existing clusters they may not leave.
pub(crate) fn merge(input: &Input<'_>, texts: &[String], lexicon: &Lexicon, existing: Existing) -> Items {
    let anchoring = Anchoring::new(input, existing);
    let mut groups: Vec<(Option<ClusterKey>, Vec<u32>)> = Vec::new();
    for group in group_by_stems(texts, lexicon) {
        anchoring.split(group, &mut groups);
    }

    // The shortest text stands for its group; texts decide every order, input places none.
    let by_text = |a: &u32, b: &u32| {
        let rank = |keyword: u32| {
            let text = texts[keyword as usize].as_str();
            (text.len(), text, input.keywords[keyword as usize].text)
        };
        rank(*a).cmp(&rank(*b))
    };
    for (_, group) in &mut groups {
        group.sort_by(by_text);
    }
    let order = order_of_groups(&groups, texts, lexicon);
    let mut ordered: Vec<(Option<ClusterKey>, Vec<u32>)> = Vec::with_capacity(groups.len());
    for group in order {
        ordered.push(std::mem::take(&mut groups[group]));
    }

    let mut items = Items {
        keywords: Vec::with_capacity(texts.len()),
        offsets: Vec::with_capacity(groups.len() + 1),
        representatives: Vec::with_capacity(groups.len()),
        anchors: Vec::with_capacity(groups.len()),
        item_of: vec![0; texts.len()],
    };
    items.offsets.push(0);
    for (item, (anchor, group)) in (0u32..).zip(ordered) {
        items.representatives.push(group[0]);
        items.anchors.push(anchor);
        for &keyword in &group {
            items.item_of[keyword as usize] = item;
        }
        items.keywords.extend(group);
        items.offsets.push(items.keywords.len());
    }
    items
}

/// Stems in fewer items than this come last in the order of items: they bring nobody together.
const FEW: u32 = 20;

/// The places of groups in an order that puts like beside like: by their rarest stem, then the next
/// rarest, and by text in the end. Beside each other they are quicker to compare.
fn order_of_groups(groups: &[(Option<ClusterKey>, Vec<u32>)], texts: &[String], lexicon: &Lexicon) -> Vec<usize> {
    let stems_of = |group: &[u32]| {
        let words = lexicon.words_of(group[0] as usize);
        let mut stems: Vec<u32> = words.iter().map(|&word| lexicon.class(word)).collect();
        stems.sort_unstable();
        stems.dedup();
        stems
    };
    let mut uses = vec![0u32; lexicon.class_count()];
    for (_, group) in groups {
        for stem in stems_of(group) {
            uses[stem as usize] += 1;
        }
    }
    let mut by_rarity: Vec<u32> = (0u32..).take(uses.len()).collect();
    by_rarity.sort_unstable_by_key(|&stem| (uses[stem as usize] < FEW, uses[stem as usize], stem));
    let mut ranks = vec![0u32; uses.len()];
    for (rank, stem) in (0u32..).zip(by_rarity) {
        ranks[stem as usize] = rank;
    }

    let keys: Vec<Vec<u32>> = groups
        .iter()
        .map(|(_, group)| {
            let mut key: Vec<u32> = stems_of(group).into_iter().map(|stem| ranks[stem as usize]).collect();
            key.sort_unstable();
            key
        })
        .collect();
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_unstable_by(|&a, &b| {
        let text = |group: usize| &texts[groups[group].1[0] as usize];
        keys[a].cmp(&keys[b]).then_with(|| text(a).cmp(text(b))).then_with(|| groups[a].0.cmp(&groups[b].0))
    });
    order
}

/// Keywords with the same stems. A keyword without any text is like no other.
fn group_by_stems(texts: &[String], lexicon: &Lexicon) -> Vec<Vec<u32>> {
    let mut compounds = FxHashMap::default();
    let mut places: FxHashMap<Box<[u32]>, usize> = FxHashMap::default();
    let mut groups: Vec<Vec<u32>> = Vec::new();
    let mut stems = Vec::new();
    for (keyword, text) in (0u32..).zip(texts) {
        if text.is_empty() {
            groups.push(vec![keyword]);
            continue;
        }
        distinct_stems(lexicon, keyword as usize, &mut compounds, &mut stems);
        if let Some(&place) = places.get(stems.as_slice()) {
            groups[place].push(keyword);
        } else {
            places.insert(stems.as_slice().into(), groups.len());
            groups.push(vec![keyword]);
        }
    }
    groups
}

/// The keyword's stem classes without repetition or order, glue left out, split compounds joined.
fn distinct_stems(
    lexicon: &Lexicon,
    keyword: usize,
    compounds: &mut FxHashMap<(u32, u32), Option<u32>>,
    stems: &mut Vec<u32>,
) {
    stems.clear();
    let words = lexicon.words_of(keyword);
    let mut at = 0;
    while at < words.len() {
        let compound = words.get(at + 1).and_then(|&second| {
            *compounds.entry((words[at], second)).or_insert_with(|| lexicon.compound(words[at], second))
        });
        if let Some(class) = compound {
            stems.push(class);
            at += 2;
            continue;
        }
        if !lexicon.is_glue(words[at]) {
            stems.push(lexicon.class(words[at]));
        }
        at += 1;
    }
    if stems.is_empty() {
        stems.extend(words.iter().map(|&word| lexicon.class(word)));
    }
    stems.sort_unstable();
    stems.dedup();
}

/// Which existing clusters hold on to their keywords.
struct Anchoring<'a> {
    input: &'a Input<'a>,
    locked: FxHashSet<ClusterKey>,
    existing: Existing,
}

impl<'a> Anchoring<'a> {
    fn new(input: &'a Input<'a>, existing: Existing) -> Self {
        Self { input, locked: input.locked.iter().copied().collect(), existing }
    }

    /// One item a group, tied to the cluster that most of its keywords are in. Only a group spread
    /// over several locked clusters falls apart: those are never touched, near-duplicates or not.
    fn split(&self, group: Vec<u32>, out: &mut Vec<(Option<ClusterKey>, Vec<u32>)>) {
        let held = self.most_held(&group, |key| self.locked.contains(&key));
        match held.as_slice() {
            [] if self.existing == Existing::Keep => {
                let kept = self.most_held(&group, |_| true).first().copied();
                out.push((kept, group));
            }
            [] => out.push((None, group)),
            &[only] => out.push((Some(only), group)),
            &[largest, ..] => {
                for &key in &held {
                    let of_key = |keyword: &u32| match self.cluster(*keyword) {
                        Some(own) if held.contains(&own) => own == key,
                        _ => key == largest,
                    };
                    out.push((Some(key), group.iter().copied().filter(of_key).collect()));
                }
            }
        }
    }

    /// The clusters of a group's keywords that pass `counts`, the one with most keywords first.
    fn most_held(&self, group: &[u32], counts: impl Fn(ClusterKey) -> bool) -> Vec<ClusterKey> {
        let mut keys: Vec<ClusterKey> =
            group.iter().filter_map(|&keyword| self.cluster(keyword)).filter(|&key| counts(key)).collect();
        keys.sort_unstable();
        let mut sized: Vec<(usize, ClusterKey)> = keys.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0])).collect();
        sized.sort_by_key(|&(size, key)| (std::cmp::Reverse(size), key));
        sized.into_iter().map(|(_, key)| key).collect()
    }

    fn cluster(&self, keyword: u32) -> Option<ClusterKey> {
        self.input.keywords[keyword as usize].cluster
    }
}
