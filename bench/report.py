"""What every part prints and keeps: Markdown tables, and the same figures as JSON.

Run by itself it prints the report's head: when, what and where.
"""

import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(os.environ["BENCH_RESULTS"])


class Table:
    """Printed row by row, so that a long run shows how far it is."""

    def __init__(self, *columns):
        self.width = len(columns)
        self.row(*columns)
        print("|" + "---|" * self.width, flush=True)

    def row(self, *cells):
        print("| " + " | ".join(cells) + " |", flush=True)

    def absent(self, *cells_and_reason):
        """A row that says why there are no figures; a peer is never just left out."""
        *cells, reason = cells_and_reason
        self.row(*cells, f"not measured: {reason}", *["–"] * (self.width - len(cells) - 1))


def heading(text, *sentences):
    print(f"\n## {text}\n")
    for sentence in sentences:
        print(sentence)
    print(flush=True)


def give_up(text, reason):
    """Ends a part that has nothing to show, in the report too."""
    heading(text, f"Not measured: {reason}.")
    sys.exit(1)


def say(sentence):
    """Progress, which is no part of the report."""
    print(f"→ {sentence}", file=sys.stderr, flush=True)


def keep(part, figures):
    """Writes a part's figures, with where they come from, to bench/results."""
    (RESULTS / f"{part}.json").write_text(json.dumps(origin() | figures, indent=2) + "\n")


def origin():
    """Which commit was measured when, on what machine, and how busy that was with other work."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    return {
        "commit": commit or "unknown",
        "at": time.strftime("%Y-%m-%d %H:%M", time.gmtime()),
        "processor": processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def main():
    this = origin()
    print(f"# IGNY8 beside its peers, {sys.argv[1]}\n")
    print(
        f"Commit {this['commit']}, {this['at']} UTC, {this['cores']} cores of {this['processor']}, "
        f"load {this['load']} at the start. Compare within a table only: absolute times are this machine's."
    )


if __name__ == "__main__":
    main()
