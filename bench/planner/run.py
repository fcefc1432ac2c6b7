"""The planner's keywords page and its list, IGNY8 beside Django on one PostgreSQL with the same rows.

Usage: run.py quick|full [--keywords N] [--build]
"""

import argparse
import tempfile
from contextlib import ExitStack
from pathlib import Path

import django_server
import fill_django
import fill_igny8
import igny8
import postgres
from process import NotStarted
from report import give_up, keep, say
from rounds import measure
from subjects import PAGE, deep_page, of_django, of_igny8, require_same_rows
from table import TITLE, show
from traffic import WrongAnswer

KEYWORDS = {"quick": 100_000, "full": 1_000_000}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("mode", choices=KEYWORDS)
    arguments.add_argument("--keywords", type=int)
    arguments.add_argument("--build", action="store_true")
    asked = arguments.parse_args()
    try:
        if asked.build:
            igny8.build()
        run(asked.mode, asked.keywords or KEYWORDS[asked.mode], *igny8.program())
    except (NotStarted, WrongAnswer) as reason:
        give_up(TITLE, reason)


def run(mode, keywords, program, profile):
    with tempfile.TemporaryDirectory(prefix="igny8-bench-") as folder, ExitStack() as until_the_end:
        folder = Path(folder)
        # PostgreSQL runs as a user of its own and must be able to enter
        folder.chmod(0o755)
        database = until_the_end.enter_context(postgres.running(folder / "postgres"))
        ours, tenant, place = start_ours(until_the_end, database, folder, program, keywords)
        subjects, sizes = of_igny8(ours, place)
        absent = None
        try:
            peer = start_peer(until_the_end, database, folder, tenant, keywords)
        except NotStarted as reason:
            absent = str(reason)
        else:
            require_same_rows(ours, peer, place, deep_page(keywords))
            of_peer, peer_sizes = of_django(peer, deep_page(keywords))
            subjects += of_peer
            sizes |= peer_sizes
        turns = measure(subjects, database.pid, mode)
    show(turns, sizes, keywords, profile, absent)
    milliseconds = {name: [turn._asdict() for turn in of] for name, of in turns.items()}
    figures = {"keywords": keywords, "profile": profile, "django_absent": absent, "bytes": sizes}
    keep("planner", figures | {"milliseconds_a_request": milliseconds})


def start_ours(until_the_end, database, folder, program, keywords):
    """IGNY8 with its rows, the tenant that signed up, and the cursor of the deep page."""
    url = database.create("igny8_bench")
    ours = until_the_end.enter_context(igny8.running(program, url, folder))
    ours.sign_up()
    say(f"Filling in {2 * keywords:,} keywords")
    tenant = fill_igny8.fill(url, keywords)
    postgres.settle(url)
    return ours, tenant, fill_igny8.place_before(url, tenant, deep_page(keywords), PAGE)


def start_peer(until_the_end, database, folder, tenant, keywords):
    url = database.create("django_bench")
    peer = django_server.peer(url, folder)
    peer.prepare()
    say("The same for Django")
    fill_django.fill(url, tenant, keywords)
    postgres.settle(url)
    until_the_end.enter_context(peer.serving())
    peer.sign_in()
    return peer


if __name__ == "__main__":
    main()
