//! The run from keywords to clusters, step by step.

use rustc_hash::FxHashSet;

use crate::communities::{self, Communities};
use crate::embed::{Embedder, Vectors};
use crate::error::ClusterError;
use crate::existing::inherit_keys;
use crate::explain::{self, Explain};
use crate::features::{Features, Shares};
use crate::graph::Graph;
use crate::input::{ClusterKey, Input, Options, validate};
use crate::label::{Labels, Tally, describe};
use crate::lexicon::Lexicon;
use crate::near_duplicates::{self, Items};
use crate::neighbours::{self, Neighbours};
use crate::normalise::normalise;
use crate::parallel;
use crate::result::{Cluster, Clustering, Explanation, Figures};
use crate::watch::{Stage, Watch, checkpoint};

/// An item whose best similarity is below this resembles nothing. By words and letters unrelated
/// keywords reach it only by sharing function words; a model finds some likeness everywhere.
const LEXICAL_FLOOR: f32 = 0.15;
const MODEL_FLOOR: f32 = 0.25;

/// Groups keywords by meaning. With an embedder the meaning comes from its vectors and the words;
/// without one from words and letters alone.
///
/// The result depends on the keywords, not on their order: a keyword's company, its cluster's name
/// and its explanation are the same wherever it stands in the input.
///
/// # Errors
/// [`ClusterError::TooFew`] below [`crate::MIN_KEYWORDS`] keywords, before any work is done;
/// [`ClusterError::TooMany`] above [`crate::MAX_KEYWORDS`]; [`ClusterError::Granularity`] for a factor out of bounds; [`ClusterError::Cancelled`] when
/// `watch` asks for it; [`ClusterError::Embedding`] when the embedder fails.
pub fn cluster(
    input: &Input<'_>,
    options: &Options,
    embedder: Option<&dyn Embedder>,
    watch: &dyn Watch,
) -> Result<Clustering, ClusterError> {
    validate(input, options)?;
    let threads = options.thread_count();
    let texts = normalise_all(input, threads, watch)?;
    let lexicon = Lexicon::new(&texts, options);
    let items = near_duplicates::merge(input, &texts, &lexicon, options.existing);
    checkpoint(watch, Stage::Reading, texts.len(), texts.len())?;

    let (shares, floor) = match embedder {
        Some(_) => (Shares::WITH_MODEL, MODEL_FLOOR),
        None => (Shares::LEXICAL, LEXICAL_FLOOR),
    };
    let features = Features::new(&items, &lexicon, shares, threads, watch)?;
    let vectors = match embedder {
        Some(embedder) => {
            let distinct: Vec<&str> = (0..items.len()).map(|item| texts[items.representative(item)].as_str()).collect();
            Some(Vectors::new(embedder, &distinct, shares.meaning, watch)?)
        }
        None => None,
    };
    let neighbours = neighbours::find(&features, vectors.as_ref(), threads, watch)?;
    drop(vectors);
    let graph = Graph::new(&neighbours, floor);
    let communities = communities::find(&graph, &items, options, watch)?;

    let ground = Ground {
        input,
        texts: &texts,
        lexicon: &lexicon,
        items: &items,
        features: &features,
        neighbours: &neighbours,
        graph: &graph,
    };
    let groups = ground.form_groups(&communities);
    let (clusters, explanations) = ground.finish(&groups, threads, watch)?;
    Ok(Clustering {
        loose_ends: (0..texts.len()).filter(|&keyword| groups.of_item[items.of_keyword(keyword)].is_none()).collect(),
        clusters,
        explanations,
        figures: Figures {
            keywords: texts.len(),
            distinct: items.len(),
            ties: graph.tie_count(),
            resolution: communities.resolution,
            modularity: communities.modularity,
            model: embedder.map(|embedder| embedder.id().to_owned()),
        },
    })
}

fn normalise_all(input: &Input<'_>, threads: usize, watch: &dyn Watch) -> Result<Vec<String>, ClusterError> {
    let parts = parallel::chunks(
        input.keywords.len(),
        4096,
        threads,
        (watch, Stage::Reading),
        || (),
        |(), range| Ok(input.keywords[range].iter().map(|keyword| normalise(keyword.text)).collect::<Vec<String>>()),
    )?;
    Ok(parts.into_iter().flatten().collect())
}

/// Everything computed on the way to the communities.
struct Ground<'a> {
    input: &'a Input<'a>,
    texts: &'a [String],
    lexicon: &'a Lexicon,
    items: &'a Items,
    features: &'a Features,
    neighbours: &'a Neighbours,
    graph: &'a Graph,
}

/// The clusters in their final order.
struct Groups {
    /// Per item, its cluster; none for a loose end.
    of_item: Vec<Option<u32>>,
    /// Per cluster, its items.
    items: Vec<Vec<u32>>,
    /// Per cluster, its keywords, by rising place.
    keywords: Vec<Vec<usize>>,
    keys: Vec<Option<ClusterKey>>,
}

impl Ground<'_> {
    /// Sets loose ends aside, orders the clusters by size and gives them their keys.
    fn form_groups(&self, communities: &Communities) -> Groups {
        let mut found: Vec<(Vec<u32>, Vec<usize>, Option<ClusterKey>)> =
            communities.keys.iter().map(|&key| (Vec::new(), Vec::new(), key)).collect();
        for (item, &community) in (0u32..).zip(&communities.of_item) {
            let (items, keywords, _) = &mut found[community as usize];
            items.push(item);
            let own = self.items.keywords(item as usize);
            keywords.extend(own.iter().map(|&keyword| keyword as usize));
        }
        found.retain(|(_, keywords, key)| keywords.len() > 1 || key.is_some());
        // The order of items does not depend on that of keywords, so it may decide between equals.
        found.sort_by_key(|(items, keywords, _)| (std::cmp::Reverse(keywords.len()), items[0]));

        let mut groups = Groups {
            of_item: vec![None; self.items.len()],
            items: Vec::with_capacity(found.len()),
            keywords: Vec::with_capacity(found.len()),
            keys: Vec::with_capacity(found.len()),
        };
        for (number, (items, mut keywords, key)) in (0u32..).zip(found) {
            for &item in &items {
                groups.of_item[item as usize] = Some(number);
            }
            keywords.sort_unstable();
            groups.items.push(items);
            groups.keywords.push(keywords);
            groups.keys.push(key);
        }
        let taken: FxHashSet<ClusterKey> = groups.keys.iter().copied().flatten().collect();
        let inherited = inherit_keys(self.input.keywords, &groups.keywords, &|key| taken.contains(&key));
        for (key, inherited) in groups.keys.iter_mut().zip(inherited) {
            *key = key.or(inherited);
        }
        groups
    }

    /// Names the clusters and explains every keyword.
    fn finish(
        &self,
        groups: &Groups,
        threads: usize,
        watch: &dyn Watch,
    ) -> Result<(Vec<Cluster>, Vec<Explanation>), ClusterError> {
        let mut uses = vec![0u32; self.features.feature_count()];
        for item in 0..self.items.len() {
            for &(feature, _) in self.features.of_item(item) {
                uses[feature as usize] += 1;
            }
        }
        let labels = Labels {
            keywords: self.input.keywords,
            texts: self.texts,
            items: self.items,
            lexicon: self.lexicon,
            features: self.features,
            graph: self.graph,
            uses: &uses,
            cluster_of: &groups.of_item,
        };
        let mut tally = Tally::new(self.features.feature_count());
        let clusters = (0..groups.items.len()).map(|number| self.label(groups, number, &labels, &mut tally)).collect();
        Ok((clusters, self.explain(groups, threads, watch)?))
    }

    fn label(&self, groups: &Groups, number: usize, labels: &Labels<'_>, tally: &mut Tally) -> Cluster {
        let items = &groups.items[number];
        let members = groups.keywords[number].clone();
        let (inside, cohesion) = labels.ties_inside(items);
        let primary = labels.primary(items, &inside);
        let terms = labels.terms(items, tally);
        let text = self.input.keywords[primary].text;
        Cluster {
            key: groups.keys[number],
            primary,
            name: text.split_whitespace().collect::<Vec<_>>().join(" "),
            description: describe(&terms),
            terms,
            cohesion,
            members,
        }
    }

    fn explain(&self, groups: &Groups, threads: usize, watch: &dyn Watch) -> Result<Vec<Explanation>, ClusterError> {
        let explain = Explain {
            items: self.items,
            lexicon: self.lexicon,
            features: self.features,
            neighbours: self.neighbours,
            graph: self.graph,
            cluster_of: &groups.of_item,
        };
        let total = self.texts.len();
        let parts = parallel::chunks(
            total,
            1024,
            threads,
            (watch, Stage::Explaining),
            explain::Scratch::default,
            |scratch, range| {
                let explained = range.map(|keyword| {
                    let item = self.items.of_keyword(keyword);
                    let representative = self.items.representative(item);
                    let mut explanation = explain.item(item, scratch);
                    explanation.near_duplicate_of = (representative != keyword).then_some(representative);
                    explanation
                });
                Ok(explained.collect::<Vec<_>>())
            },
        )?;
        Ok(parts.into_iter().flatten().collect())
    }
}
