"""Clustering side by side with its peers: quality, time and memory. See README.md.

Usage: run.py quick|full [--build]
"""

import argparse
import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import programs
from generate import generate
from measures import agreement
from report import RESULTS, ROOT, Table, heading, keep, say

HERE = Path(__file__).resolve().parent
FIXTURES = ROOT / "crates" / "clustering" / "testdata"
GENERATED = {"quick": (10_000, 100_000), "full": (10_000, 100_000, 1_000_000)}

# The distance matrix of n keywords takes 8 n² bytes and the peers hold it about three times.
MOST_FOR_PEERS = 10_000
# Ours takes the best of some runs up to this size, as a short one disturbed by other work says nothing.
REPEATS = 3
MOST_FOR_REPEATS = 10_000
COLUMNS = ("keywords", "method", "setting", "ARI", "NMI", "pair F1", "groups", "seconds", "times ours", "MiB")


class Report:
    """The table, and the same rows for the file."""

    def __init__(self):
        self.table = Table(*COLUMNS)
        self.rows = []

    def add(self, keywords, method, result, base=None):
        times = result["seconds"] / base["seconds"] if base else None
        self.rows.append({"keywords": keywords, "method": method, "times_ours": times} | result)
        figures = [f"{result[name]:.3f}" for name in ("ari", "nmi", "f1")]
        figures += [
            str(result["groups"]),
            f"{result['seconds']:.2f}",
            f"{times:.1f}" if times else "–",
            str(result["mib"]),
        ]
        self.table.row(keywords, method, result["setting"], *figures)

    def absent(self, keywords, method, reason):
        self.rows.append({"keywords": keywords, "method": method, "absent": reason})
        self.table.absent(keywords, method, reason)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("mode", choices=GENERATED)
    arguments.add_argument("--build", action="store_true")
    asked = arguments.parse_args()
    try:
        if asked.build:
            programs.build()
        folder, profile = programs.find()
        built = f"Ours is built in **{profile}**, and is one default with nothing tried;"
    except programs.NotBuilt as reason:
        folder, profile = None, None
        built = f"Ours is not measured, {reason};"
    heading("Clustering", f"{built} each peer has", "the best of many settings, chosen by the labels that no user has.")
    report = Report()
    sets = labelled() + [generated(count) for count in GENERATED[asked.mode]]
    for each in sets:
        compare_by_words(report, folder, *each)
    for each in labelled():
        compare_by_meaning(report, folder, *each)
    keep("clustering", {"profile": profile, "rows": report.rows})
    if folder is None:
        sys.exit(1)


def labelled():
    """Sets that people labelled: name, file, the labels' column, how many."""
    return [
        ("coffee, 480", FIXTURES / "topics.csv", "topic", 480),
        ("CLINC150 test, 4,500", FIXTURES / "clinc150-test.csv", "label", 4_500),
    ]


def generated(count):
    path = RESULTS / f"generated-{count}.csv"
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["keyword", "label"])
        writer.writerows(generate(count))
    return f"generated, {count:,}", path, "label", count


def compare_by_words(report, folder, name, path, column, count):
    base = None
    if folder:
        base = ours(folder, path, column, REPEATS if count <= MOST_FOR_REPEATS else 1)
        report.add(name, "**ours, lexical**", base, base)
    else:
        report.absent(name, "**ours, lexical**", "not built")
    for method in ("average linkage", "HDBSCAN"):
        if count <= MOST_FOR_PEERS:
            add_peer(report, name, method, "TF-IDF", (path, column), base)
        else:
            report.absent(name, f"{method}, TF-IDF", f"needs {count * count * 24 / 2**30:,.0f} GiB")


def compare_by_meaning(report, folder, name, path, column, _):
    if not (folder and programs.has_model() and (folder / "embed_file").exists()):
        report.absent(name, "with the model", "needs scripts/fetch-embedding-model and a build")
        return
    report.add(name, "**ours, with the model**", ours(folder, path, column, 1, with_model=True))
    vectors = RESULTS / f"{path.stem}.f32"
    programs.embed(folder, path, vectors)
    for method in ("average linkage", "greedy communities"):
        add_peer(report, name, method, "MiniLM", (path, column, vectors))


def ours(folder, path, column, repeats, with_model=False):
    say(f"Ours on {path.name}")
    outputs = [programs.cluster(folder, path, with_model) for _ in range(repeats)]
    output, seconds, mib = min(outputs, key=lambda output: output[1])
    rows = list(csv.reader(io.StringIO(output)))[1:]
    found = [cluster or f"alone {place}" for place, (_, cluster) in enumerate(rows)]
    return agreement(labels_of(path, column), found) | {"setting": "default", "seconds": seconds, "mib": mib}


def labels_of(path, column):
    with open(path, newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


def add_peer(report, name, method, features, arguments, base=None):
    say(f"{method} on {arguments[0].name}")
    done = subprocess.run(
        [sys.executable, HERE / "peers.py", method, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        report.add(name, f"{method}, {features}", json.loads(done.stdout), base)
    else:
        # killed by the system, it has not said why
        said = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        report.absent(name, f"{method}, {features}", said[-1])


if __name__ == "__main__":
    main()
