//! What the engine answers.

use serde::{Deserialize, Serialize};

use crate::input::ClusterKey;

/// The outcome of a run. Every keyword of the input is a member of exactly one cluster or a loose
/// end. Keywords are referred to by their place in the input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clustering {
    /// The clusters, largest first.
    pub clusters: Vec<Cluster>,
    /// Keywords too unlike all others to be put with any, by rising place.
    pub loose_ends: Vec<usize>,
    /// Why each keyword is where it is; one per keyword, in input order.
    pub explanations: Vec<Explanation>,
    /// Figures of the run.
    pub figures: Figures,
}

/// Keywords that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cluster {
    /// The existing cluster this one is, or takes over from; none for a new one.
    pub key: Option<ClusterKey>,
    /// Its keywords, by rising place.
    pub members: Vec<usize>,
    /// The member that stands for the others best, by similarity to them and search volume.
    pub primary: usize,
    /// The text of the primary keyword, spaces tidied. Unique within a run.
    pub name: String,
    /// One sentence with the terms that set the cluster apart; empty without any.
    pub description: String,
    /// Those terms, the most telling first; at most five.
    pub terms: Vec<String>,
    /// Of all similarity its keywords have to their neighbours, the part that stays inside: 1 is a
    /// subject of its own, below 0.5 the cluster has no clear border.
    pub cohesion: f32,
}

/// Why a keyword is where it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Its cluster's place in [`Clustering::clusters`]; none for a loose end.
    pub cluster: Option<usize>,
    /// The keyword that it was treated as one with, by the same words in another order or form.
    pub near_duplicate_of: Option<usize>,
    /// The keywords it resembles most, the nearest first; at most five, near-duplicates left out.
    pub neighbours: Vec<Neighbour>,
    /// The cluster it would have gone to otherwise; none when all its neighbours are in one.
    pub runner_up: Option<RunnerUp>,
    /// What it shares with its neighbours in the cluster, the most telling first; at most three.
    pub terms: Vec<SharedTerm>,
}

/// A keyword near another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Which keyword.
    pub keyword: usize,
    /// How alike they are, from 0 to 1.
    pub similarity: f32,
}

/// The second-best cluster for a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RunnerUp {
    /// Its place in [`Clustering::clusters`].
    pub cluster: usize,
    /// By how much it lost, from -1 to 1: the part of the keyword's ties that lead to its own
    /// cluster, less the part that lead here. Negative when the keyword is held where it is by the
    /// caller or by the balance of the whole, and for loose ends.
    pub margin: f32,
}

/// A term that makes a keyword resemble its neighbours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SharedTerm {
    /// One word or two.
    pub term: String,
    /// Its part of what the keyword shares by words and letters, from 0 to 1.
    pub share: f32,
}

/// Figures of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Keywords given.
    pub keywords: usize,
    /// Keywords that remain when near-duplicates count once.
    pub distinct: usize,
    /// Ties between neighbours in the graph.
    pub ties: usize,
    /// The resolution used; granularity and size are in it.
    pub resolution: f64,
    /// Modularity at that resolution. Comparable between runs over the same keywords only.
    pub modularity: f64,
    /// The embedding model used; none for a run by words and letters alone.
    pub model: Option<String>,
}
