"""The planner's keywords page and its list, IGNY8 beside Django on one PostgreSQL with the same rows.

Usage: run.py quick|full [--keywords N] [--build]
"""

import argparse
import json
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path

import django_server
import fill_django
import fill_igny8
import igny8
import postgres
from process import NotStarted
from report import Table, heading, keep, say
from rounds import Subject, measure, ratio, typical
from traffic import WrongAnswer, once

KEYWORDS = {"quick": 100_000, "full": 1_000_000}
PAGE = 50
GZIP = {"Accept-Encoding": "gzip"}

OURS_PAGE, OURS_LIST = "IGNY8, page", "IGNY8, list"
OURS_PAGE_GZIP, OURS_PAGE_DEEP, OURS_LIST_DEEP = f"{OURS_PAGE}, gzip", f"{OURS_PAGE}, deep", f"{OURS_LIST}, deep"
PEER_PAGE, PEER_PAGE_GZIP = "Django, page", "Django, page, gzip"
PEER_NUMBER, PEER_NUMBER_DEEP, PEER_CURSOR = "DRF, page-number", "DRF, page-number, deep", "DRF, cursor"

# What is compared with what, and the bar for it in CPU of the server (design/quality.md): at least, aim.
COMPARED = [
    ("keywords page, 50 rows", OURS_PAGE, [(PEER_PAGE, "5 / 8")]),
    ("the same, asked for in gzip", OURS_PAGE_GZIP, [(PEER_PAGE_GZIP, "")]),
    ("list, 50 rows", OURS_LIST, [(PEER_NUMBER, "8 / 15"), (PEER_CURSOR, "6 / 10")]),
]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("mode", choices=KEYWORDS)
    arguments.add_argument("--keywords", type=int)
    arguments.add_argument("--build", action="store_true")
    asked = arguments.parse_args()
    keywords = asked.keywords or KEYWORDS[asked.mode]
    if asked.build:
        igny8.build()
    program, profile = igny8.program()
    # PostgreSQL runs as a user of its own and must be able to enter
    with tempfile.TemporaryDirectory(prefix="igny8-bench-") as folder, ExitStack() as open_until_the_end:
        folder = Path(folder)
        folder.chmod(0o755)
        database = open_until_the_end.enter_context(postgres.running(folder / "postgres"))
        ours, tenant, deep = start_ours(open_until_the_end, database, folder, program, keywords)
        subjects, sizes = of_igny8(ours, deep)
        absent = None
        try:
            peer = start_peer(open_until_the_end, database, folder, tenant, keywords)
        except (NotStarted, OSError, subprocess.CalledProcessError) as reason:
            absent = str(reason)
        else:
            of_peer, peer_sizes = of_django(peer, deep_page(keywords))
            require_same_rows(ours, peer)
            subjects += of_peer
            sizes |= peer_sizes
        turns = measure(subjects, database.pid, asked.mode)
    show(turns, sizes, keywords, profile, absent)
    keep("planner", as_figures(turns, sizes, keywords, profile, absent))


def deep_page(keywords):
    """The last page but one, counted from 1."""
    return max(2, keywords // PAGE - 1)


def start_ours(stack, database, folder, program, keywords):
    url = database.create("igny8_bench")
    ours = stack.enter_context(igny8.running(program, url, folder))
    ours.sign_up()
    say(f"Filling in {2 * keywords:,} keywords")
    tenant = fill_igny8.fill(url, keywords)
    postgres.settle(url)
    return ours, tenant, fill_igny8.place_before(url, tenant, deep_page(keywords), PAGE)


def start_peer(stack, database, folder, tenant, keywords):
    url = database.create("django_bench")
    peer = django_server.peer(url, folder)
    peer.prepare()
    say("The same for Django")
    fill_django.fill(url, tenant, keywords)
    postgres.settle(url)
    stack.enter_context(peer.serving())
    peer.sign_in()
    return peer


def of_igny8(ours, deep):
    return checked(ours.pid, {
        OURS_PAGE: ours.page(),
        OURS_PAGE_DEEP: ours.page(deep),
        OURS_PAGE_GZIP: ours.page(**GZIP),
        OURS_LIST: ours.list(),
        OURS_LIST_DEEP: ours.list(deep),
    })  # fmt: skip


def of_django(peer, deep):
    return checked(peer.pid, {
        PEER_PAGE: peer.page(),
        PEER_PAGE_GZIP: peer.page(**GZIP),
        PEER_NUMBER: peer.list("/api/keywords"),
        PEER_NUMBER_DEEP: peer.list(f"/api/keywords?page={deep}"),
        PEER_CURSOR: peer.list("/api/keywords/cursor"),
    })  # fmt: skip


def checked(pid, requests):
    """The requests as subjects, each seen to answer with a full page, and how long their answers are."""
    sizes = {}
    for name, request in requests.items():
        headers, body = once(request)
        sizes[name] = len(body)
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            right = headers["Content-Encoding"] == "gzip"
        elif "json" in headers["Content-Type"]:
            right = len(rows_of(body)) == PAGE
        else:
            right = body.count(b'name="ids"') == PAGE
        if not right:
            raise WrongAnswer(f"{name}: not {PAGE} rows, or not as asked for: {body[:300]!r}")
    return [Subject(name, pid, request) for name, request in requests.items()], sizes


def rows_of(body):
    answer = json.loads(body)
    return answer["results"] if "results" in answer else answer["page"]["rows"]


def require_same_rows(ours, peer):
    """Both peers must show the same keywords, or there is nothing to compare."""
    shown = [[row["id"] for row in rows_of(once(of)[1])] for of in (ours.list(), peer.list("/api/keywords"))]
    if shown[0] != shown[1]:
        raise WrongAnswer("IGNY8 and Django list different keywords")


def show(turns, sizes, keywords, profile, absent):
    heading(
        "Planner: keywords page and list",
        f"{keywords:,} keywords of one tenant among {2 * keywords:,}; IGNY8 built in **{profile}**; Django under gunicorn,",
        "sync workers. CPU a request in ms, median of rounds that take turns; *times* compares round by round, the",
        "server's processes alone, and with PostgreSQL's. Our list also answers the menus of the filters with counts.",
    )
    if profile != "release":
        print("A development build: its ratios say nothing about the product.\n")
    table = Table("what", "who", "server", "PostgreSQL", "times", "with PostgreSQL", "at least / aim", "KB")
    for what, base, peers in COMPARED:
        row(table, what, f"**{base}**", turns[base], turns[base], "", sizes[base])
        for name, bar in peers:
            if absent:
                table.absent(what, name, absent)
            else:
                row(table, what, name, turns[name], turns[base], bar, sizes[name])
    table.absent("keywords page, 50 rows", "Next.js 16", "there is no peer for it yet")
    page = f"page {deep_page(keywords):,} against page 1"
    row(table, page, f"**{OURS_PAGE}**", turns[OURS_PAGE_DEEP], turns[OURS_PAGE], "≤ 1.5 / 1.2", sizes[OURS_PAGE_DEEP])
    row(table, page, f"**{OURS_LIST}**", turns[OURS_LIST_DEEP], turns[OURS_LIST], "≤ 1.5 / 1.2", sizes[OURS_LIST_DEEP])
    if absent:
        table.absent(page, PEER_NUMBER, absent)
    else:
        row(table, page, PEER_NUMBER, turns[PEER_NUMBER_DEEP], turns[PEER_NUMBER], "", sizes[PEER_NUMBER_DEEP])


def row(table, what, who, turns, base, bar, size):
    cost = [f"{typical(turns, part):.2f}" for part in ("server", "postgres")]
    times = [f"{ratio(turns, base, part):.2f}" for part in ("server", "both")]
    table.row(what, who, *cost, *times, bar, f"{size / 1000:.0f}")


def as_figures(turns, sizes, keywords, profile, absent):
    return {
        "keywords": keywords,
        "profile": profile,
        "django_absent": absent,
        "milliseconds_a_request": {name: [turn._asdict() for turn in of] for name, of in turns.items()},
        "bytes": sizes,
    }


if __name__ == "__main__":
    main()
