//! A weighted graph whose nodes may stand for many: what the algorithm works on at every level.

use crate::graph::Graph;

/// Nodes with ties, weight inside themselves, and strength.
pub(crate) struct Network {
    offsets: Vec<usize>,
    entries: Vec<(u32, f32)>,
    /// Per node, the weight of ties inside it, each counted in both directions.
    inside: Vec<f64>,
    /// Per node, the weight of all ties that leave it or lie inside it.
    strengths: Vec<f64>,
    fixed: Vec<bool>,
}

impl Network {
    /// Every item a node of its own, none fixed.
    pub(crate) fn from_graph(graph: &Graph) -> Self {
        let rows = (0..graph.len()).map(|item| (graph.ties(item).to_vec(), 0.0, false));
        Self::from_rows(rows, graph.tie_count() * 2)
    }

    /// From each node's ties, weight inside, and whether it is fixed; `size` foretells the ties.
    pub(super) fn from_rows(rows: impl Iterator<Item = (Vec<(u32, f32)>, f64, bool)>, size: usize) -> Self {
        let mut network = Self {
            offsets: vec![0],
            entries: Vec::with_capacity(size),
            inside: Vec::new(),
            strengths: Vec::new(),
            fixed: Vec::new(),
        };
        for (ties, inside, fixed) in rows {
            let outside: f64 = ties.iter().map(|&(_, weight)| f64::from(weight)).sum();
            network.entries.extend(ties);
            network.offsets.push(network.entries.len());
            network.inside.push(inside);
            network.strengths.push(outside + inside);
            network.fixed.push(fixed);
        }
        network
    }

    pub(crate) fn len(&self) -> usize {
        self.strengths.len()
    }

    /// The node's ties to other nodes.
    pub(crate) fn ties(&self, node: usize) -> &[(u32, f32)] {
        &self.entries[self.offsets[node]..self.offsets[node + 1]]
    }

    pub(super) fn inside(&self, node: usize) -> f64 {
        self.inside[node]
    }

    pub(crate) fn strength(&self, node: usize) -> f64 {
        self.strengths[node]
    }

    /// Fixes a node in its community.
    pub(crate) fn fix(&mut self, node: usize) {
        self.fixed[node] = true;
    }

    pub(super) fn is_fixed(&self, node: usize) -> bool {
        self.fixed[node]
    }

    /// The strengths of all nodes together: twice the weight of the graph.
    pub(crate) fn total_strength(&self) -> f64 {
        self.strengths.iter().sum()
    }
}
