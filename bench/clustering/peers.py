"""One peer on one file, in a process of its own so that its memory can be told. Prints JSON.

Usage: peers.py PEER FILE LABEL_COLUMN [VECTORS]
"""

import csv
import json
import resource
import sys
import time

import numpy as np
from measures import agreement
from scipy.cluster.hierarchy import fcluster
from scipy.sparse import hstack
from sklearn.cluster import HDBSCAN, AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

THRESHOLDS = [step / 50 for step in range(5, 50)]
# HDBSCAN starts over for every setting; longer lists get its default alone.
MOST_FOR_TRIALS = 5_000


def tfidf(keywords):
    """The features ours uses too: characters 3 to 5 within words, words 1 and 2, half and half."""
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\S+")
    return hstack([letters.fit_transform(keywords), words.fit_transform(keywords)]).tocsr() * 0.5**0.5


def similarities(keywords, vectors):
    if vectors is None:
        features = tfidf(keywords)
        return (features @ features.T).toarray()
    return vectors @ vectors.T


def distances(keywords, vectors):
    matrix = 1.0 - similarities(keywords, vectors)
    np.fill_diagonal(matrix, 0.0)
    return np.clip(matrix, 0.0, None)


def average_linkage(keywords, vectors):
    model = AgglomerativeClustering(
        n_clusters=None, distance_threshold=0.5, metric="precomputed", linkage="average", compute_distances=True
    ).fit(distances(keywords, vectors))
    tree = np.column_stack([model.children_, model.distances_, np.zeros(len(model.children_))]).astype(float)
    sizes = np.ones(2 * len(keywords) - 1)
    for place, (left, right) in enumerate(model.children_):
        sizes[len(keywords) + place] = tree[place, 3] = sizes[left] + sizes[right]
    return lambda: ((f"{cut:.2f}", fcluster(tree, cut, "distance")) for cut in THRESHOLDS)


def hdbscan(keywords, vectors):
    matrix = distances(keywords, vectors)

    def run(least):
        labels = HDBSCAN(min_cluster_size=least, metric="precomputed", copy=True).fit(matrix).labels_
        # What it calls noise is a group of its own each, as our loose ends are.
        alone = labels < 0
        labels[alone] = np.arange(alone.sum()) + labels.max() + 1
        return labels

    first = run(5)
    others = (2, 3, 10) if len(keywords) <= MOST_FOR_TRIALS else ()
    return lambda: [("5", first)] + [(str(least), run(least)) for least in others]


def greedy_communities(keywords, vectors):
    """The largest neighbourhood above a threshold becomes a community, then the next largest of what is left."""
    matrix = similarities(keywords, vectors)

    def run(threshold):
        near = matrix >= threshold
        labels = np.full(len(keywords), -1)
        community = 0
        for keyword in np.argsort(-near.sum(axis=1), kind="stable"):
            members = np.flatnonzero(near[keyword] & (labels < 0))
            if len(members) > 1:
                labels[members] = community
                community += 1
        alone = labels < 0
        labels[alone] = np.arange(alone.sum()) + community
        return labels

    first = run(0.75)
    return lambda: [("0.75", first)] + [(f"{t:.2f}", run(t)) for t in np.arange(0.4, 0.95, 0.05)]


PEERS = {"average linkage": average_linkage, "HDBSCAN": hdbscan, "greedy communities": greedy_communities}


def main():
    peer, path, column = sys.argv[1:4]
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    keywords = [row["keyword"].lower() for row in rows]
    labels = [row[column] for row in rows]
    vectors = None
    if len(sys.argv) > 4:
        vectors = np.fromfile(sys.argv[4], dtype="<f4").reshape(len(keywords), -1)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    start = time.perf_counter()
    settings = PEERS[peer](keywords, vectors)
    seconds = time.perf_counter() - start
    best = max((agreement(labels, found) | {"setting": name} for name, found in settings()), key=lambda m: m["ari"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(best | {"seconds": seconds, "mib": peak}))


if __name__ == "__main__":
    main()
