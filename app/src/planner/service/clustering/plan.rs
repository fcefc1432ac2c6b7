//! From what the engine found to what is written: which clusters are new, which change, which go, who moves where.

use std::collections::{HashMap, HashSet};

use clustering::{ClusterKey, Clustering};

use super::intent;
use crate::kit::id::{ClusterId, ClusterRunId};
use crate::planner::cluster::{Explanation, FormerCluster, MAX_NAME, Near, RunnerUp};
use crate::planner::store::cluster_runs::{Move, Source};
use crate::planner::store::clusters::{ClusterRecord, NewCluster};

/// Neighbours told with each keyword.
const NEIGHBOURS: usize = 3;

/// What a run will write.
#[derive(Debug, Default, PartialEq)]
pub struct Plan {
    /// The smallest first: later ids sort first in the list, so that the largest cluster of a run heads it.
    pub created: Vec<NewCluster>,
    /// Existing clusters that gained or lost keywords, with what is known of them now.
    pub changed: Vec<NewCluster>,
    /// Existing clusters that are left without keywords.
    pub retired: Vec<ClusterId>,
    /// How changed and retired clusters were before.
    pub former: Vec<FormerCluster>,
    pub moves: Vec<Move>,
    /// Keywords that stand alone.
    pub loose: i64,
}

/// The key by which the engine knows a cluster: its place in the list.
pub fn key_of(clusters: &[ClusterRecord], id: ClusterId) -> Option<ClusterKey> {
    // the list is ordered by id
    let at = clusters.binary_search_by_key(&id, |cluster| cluster.id).ok()?;
    u64::try_from(at).ok().map(ClusterKey)
}

/// Works out what to write.
///
/// `clusters` are those of the sector that are switched on, ordered by id; `sources` the keywords as the engine was given
/// them; `taken` all names of the sector in lower case.
pub fn plan(
    run: ClusterRunId,
    clusters: &[ClusterRecord],
    sources: &[Source],
    found: &Clustering,
    mut taken: HashSet<String>,
) -> Plan {
    let mut plan = Plan::default();
    let mut homes: Vec<(ClusterId, String)> = Vec::with_capacity(found.clusters.len());
    for cluster in &found.clusters {
        let known = cluster.key.and_then(|key| usize::try_from(key.0).ok()).and_then(|at| clusters.get(at));
        homes.push(match known {
            Some(known) => (known.id, known.name.clone()),
            // the id is given below, from the smallest to the largest
            None => (ClusterId(uuid::Uuid::nil()), free_name(&title_case(&cluster.name), &mut taken)),
        });
    }
    let made: Vec<usize> = (0..homes.len()).rev().filter(|at| homes[*at].0.0.is_nil()).collect();
    for at in made {
        homes[at].0 = ClusterId::new();
        plan.created.push(describe(run, &homes[at], &found.clusters[at], sources));
    }
    plan.moves = moves(sources, found, &homes);
    plan.loose = i64::try_from(found.loose_ends.len()).unwrap_or(i64::MAX);

    let moved: HashSet<ClusterId> =
        plan.moves.iter().filter(|one| one.from != one.to).flat_map(|one| [one.from, one.to]).flatten().collect();
    let placed: HashMap<ClusterId, usize> = homes.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
    for known in clusters.iter().filter(|known| moved.contains(&known.id) && !known.locked) {
        let now = placed.get(&known.id);
        plan.former.push(former(known, now.is_none()));
        match now {
            Some(at) => plan.changed.push(describe(run, &homes[*at], &found.clusters[*at], sources)),
            None => plan.retired.push(known.id),
        }
    }
    plan
}

/// Who moves where and why. Keywords that stay are left alone, with the explanation they have.
fn moves(sources: &[Source], found: &Clustering, homes: &[(ClusterId, String)]) -> Vec<Move> {
    let explained = sources.iter().zip(&found.explanations);
    explained
        .filter_map(|(source, why)| {
            let to = why.cluster.and_then(|at| homes.get(at)).map(|(id, _)| *id);
            let stays = to.is_some() && to == source.cluster;
            (!stays).then(|| Move {
                keyword: source.id,
                from: source.cluster,
                to,
                explanation: explain(sources, why, homes),
            })
        })
        .collect()
}

fn explain(sources: &[Source], why: &clustering::Explanation, homes: &[(ClusterId, String)]) -> Explanation {
    let text = |at: usize| sources.get(at).map(|source| source.text.clone()).unwrap_or_default();
    let near =
        |one: &clustering::Neighbour| Near { keyword: text(one.keyword), similarity: hundredths(one.similarity) };
    if why.cluster.is_none() {
        return Explanation::Alone { nearest: why.neighbours.first().map(near) };
    }
    Explanation::Engine {
        neighbours: why.neighbours.iter().take(NEIGHBOURS).map(near).collect(),
        runner_up: why.runner_up.and_then(|second| {
            homes
                .get(second.cluster)
                .map(|(_, name)| RunnerUp { cluster: name.clone(), margin: hundredths(second.margin) })
        }),
        terms: why.terms.iter().map(|term| term.term.clone()).collect(),
        same_as: why.near_duplicate_of.map(text),
    }
}

fn describe(
    run: ClusterRunId,
    (id, name): &(ClusterId, String),
    found: &clustering::Cluster,
    sources: &[Source],
) -> NewCluster {
    let members = found.members.iter().filter_map(|at| sources.get(*at));
    NewCluster {
        id: *id,
        name: name.clone(),
        description: found.description.clone(),
        primary_keyword: sources.get(found.primary).map(|source| source.id),
        intent: Some(intent::of_cluster(members.map(|source| (source.text.as_str(), source.intent)))),
        cohesion: Some(found.cohesion.clamp(0.0, 1.0)),
        run: Some(run),
        locked: false,
    }
}

fn former(known: &ClusterRecord, retired: bool) -> FormerCluster {
    FormerCluster {
        id: known.id,
        description: known.description.clone(),
        primary_keyword: known.primary_keyword,
        intent: known.intent,
        cohesion: known.cohesion,
        run: known.run,
        retired,
    }
}

/// A name nobody in the sector has: the one wanted, or with the first number that is free. Takes it.
pub fn free_name(wanted: &str, taken: &mut HashSet<String>) -> String {
    let base: String = wanted.trim().chars().take(MAX_NAME - 8).collect();
    let base = if base.is_empty() { "Cluster".to_owned() } else { base };
    let mut name = base.clone();
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{base} {number}");
        number += 1;
    }
    name
}

/// The first letter large, as a heading has it.
fn title_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Rounded to hundredths: more says nothing and takes room in every keyword's row.
fn hundredths(value: f32) -> f64 {
    (f64::from(value) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kit::id::{KeywordId, SectorId, SiteId};
    use crate::planner::cluster::ClusterStatus;

    fn record(n: u128, name: &str, locked: bool) -> ClusterRecord {
        ClusterRecord {
            id: ClusterId(uuid::Uuid::from_u128(n)),
            site: SiteId(uuid::Uuid::nil()),
            sector: SectorId(uuid::Uuid::nil()),
            name: name.into(),
            description: "as it was".into(),
            primary_keyword: None,
            intent: None,
            cohesion: None,
            run: None,
            status: ClusterStatus::New,
            locked,
            disabled: false,
        }
    }

    fn sources(texts: &[(&str, Option<u128>)]) -> Vec<Source> {
        let source = |(n, (text, cluster)): (usize, &(&str, Option<u128>))| Source {
            id: KeywordId(uuid::Uuid::from_u128(n as u128 + 1)),
            text: (*text).to_owned(),
            volume: None,
            intent: None,
            cluster: cluster.map(|n| ClusterId(uuid::Uuid::from_u128(n))),
        };
        texts.iter().enumerate().map(source).collect()
    }

    /// What an engine would answer that put the keywords into these groups.
    fn answer(groups: &[(Option<u64>, &[usize])], keywords: usize) -> Clustering {
        let cluster_of = |keyword: usize| groups.iter().position(|(_, members)| members.contains(&keyword));
        Clustering {
            clusters: groups
                .iter()
                .map(|(key, members)| clustering::Cluster {
                    key: key.map(ClusterKey),
                    members: members.to_vec(),
                    primary: members[0],
                    name: "cold brew".into(),
                    description: "found".into(),
                    terms: vec![],
                    cohesion: 0.5,
                })
                .collect(),
            loose_ends: (0..keywords).filter(|at| cluster_of(*at).is_none()).collect(),
            explanations: (0..keywords)
                .map(|at| clustering::Explanation {
                    cluster: cluster_of(at),
                    near_duplicate_of: None,
                    neighbours: vec![],
                    runner_up: None,
                    terms: vec![],
                })
                .collect(),
            figures: clustering::Figures {
                keywords,
                distinct: keywords,
                ties: 0,
                resolution: 1.0,
                modularity: 0.0,
                model: None,
            },
        }
    }

    fn run_id() -> ClusterRunId {
        ClusterRunId(uuid::Uuid::from_u128(99))
    }

    #[test]
    fn new_clusters_get_names_of_their_own_and_the_largest_comes_last() {
        let sources = sources(&[("a", None), ("b", None), ("c", None)]);
        let found = answer(&[(None, &[0, 1]), (None, &[2])], 3);
        let plan = plan(run_id(), &[], &sources, &found, HashSet::from(["cold brew".to_owned()]));
        let names: Vec<&str> = plan.created.iter().map(|cluster| cluster.name.as_str()).collect();
        assert_eq!(names, ["Cold brew 3", "Cold brew 2"]);
        assert!(plan.created[0].id < plan.created[1].id);
        assert_eq!(plan.moves.len(), 3);
        assert!(plan.former.is_empty() && plan.changed.is_empty() && plan.retired.is_empty());
    }

    #[test]
    fn an_emptied_cluster_goes_and_one_that_gains_keeps_its_name() {
        let clusters = [record(11, "Kept", false), record(12, "Emptied", false)];
        let sources = sources(&[("a", Some(11)), ("b", Some(12)), ("c", None)]);
        let found = answer(&[(Some(0), &[0, 1, 2])], 3);
        let plan = plan(run_id(), &clusters, &sources, &found, HashSet::new());
        assert_eq!(plan.changed.iter().map(|cluster| cluster.name.as_str()).collect::<Vec<_>>(), ["Kept"]);
        assert_eq!(plan.retired, [clusters[1].id]);
        assert_eq!(
            plan.former.iter().map(|one| (one.id, one.retired)).collect::<Vec<_>>(),
            [(clusters[0].id, false), (clusters[1].id, true)]
        );
        // the one that stayed is not touched
        assert_eq!(plan.moves.iter().map(|one| one.keyword).collect::<Vec<_>>(), [sources[1].id, sources[2].id]);
    }

    #[test]
    fn a_locked_cluster_gains_keywords_and_is_not_described_anew() {
        let clusters = [record(11, "Locked", true)];
        let sources = sources(&[("a", Some(11)), ("b", None)]);
        let plan = plan(run_id(), &clusters, &sources, &answer(&[(Some(0), &[0, 1])], 2), HashSet::new());
        assert_eq!(plan.moves.len(), 1);
        assert!(plan.changed.is_empty() && plan.former.is_empty());
    }

    #[test]
    fn a_loose_end_is_told_that_it_stands_alone() {
        let sources = sources(&[("a", None)]);
        let plan = plan(run_id(), &[], &sources, &answer(&[], 1), HashSet::new());
        assert_eq!(plan.loose, 1);
        assert_eq!(plan.moves[0].explanation, Explanation::Alone { nearest: None });
        assert_eq!(plan.moves[0].to, None);
    }

    proptest! {
        #[test]
        fn names_never_clash_and_never_grow_too_long(wanted in proptest::collection::vec("\\PC{0,220}", 1..20)) {
            let mut taken = HashSet::new();
            let names: Vec<String> = wanted.iter().map(|name| free_name(name, &mut taken)).collect();
            let distinct: HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
            prop_assert_eq!(distinct.len(), names.len());
            prop_assert!(names.iter().all(|name| (1..=MAX_NAME).contains(&name.chars().count())));
        }
    }
}
