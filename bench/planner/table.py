"""The planner's table: what a request costs each peer, and how many times ours."""

from report import Table, heading
from rounds import ratio, typical
from subjects import (
    DJANGO_PAGE,
    DJANGO_PAGE_GZIP,
    DRF_CURSOR,
    DRF_NUMBER,
    DRF_NUMBER_DEEP,
    OURS_LIST,
    OURS_LIST_DEEP,
    OURS_PAGE,
    OURS_PAGE_DEEP,
    OURS_PAGE_GZIP,
    deep_page,
)

TITLE = "Planner: keywords page and list"
NEXT = "Next.js 16"
# Peers with the bar for them: how many times our CPU, at least and as the aim (design/quality.md).
COMPARED = [
    ("keywords page, 50 rows", OURS_PAGE, [(DJANGO_PAGE, "5 / 8"), (NEXT, "5 / 10")]),
    ("the same, sent in gzip", OURS_PAGE_GZIP, [(DJANGO_PAGE_GZIP, "")]),
    ("list, 50 rows", OURS_LIST, [(DRF_NUMBER, "8 / 15"), (DRF_CURSOR, "6 / 10")]),
]
# A deep page with the first one; how many times its CPU it may cost.
DEEP = [
    (OURS_PAGE_DEEP, OURS_PAGE, "≤ 1.5 / 1.2"),
    (OURS_LIST_DEEP, OURS_LIST, "≤ 1.5 / 1.2"),
    (DRF_NUMBER_DEEP, DRF_NUMBER, ""),
]


def show(turns, sizes, keywords, profile, absent):
    """`absent` says why Django is not there, if it is not."""
    heading(
        TITLE,
        f"{keywords:,} keywords of one tenant among {2 * keywords:,}; IGNY8 built in **{profile}**.",
        "CPU a request in ms, median of rounds that take turns. *Times* is the peer's CPU by ours, or the deep page's",
        "by the first one's, compared round by round: of the server's processes alone, and with PostgreSQL's.",
        "Our list also answers the filters' menus with their counts, which DRF's lists do not.",
    )
    if profile != "release":
        print("A development build: its ratios say nothing about the product.\n")
    table = Table("what", "who", "server", "PostgreSQL", "times", "with PostgreSQL", "at least / aim", "KB")

    def row(what, name, base, bar):
        if name == NEXT:
            table.absent(what, name, "there is no peer for it yet")
        elif name not in turns:
            table.absent(what, name, absent)
        else:
            cost = [f"{typical(turns[name], part):.2f}" for part in ("server", "postgres")]
            times = [f"{ratio(turns[name], turns[base], part):.2f}" for part in ("server", "both")]
            table.row(what, name if name != base else f"**{name}**", *cost, *times, bar, f"{sizes[name] / 1000:.0f}")

    for what, base, peers in COMPARED:
        row(what, base, base, "")
        for name, bar in peers:
            row(what, name, base, bar)
    for name, base, bar in DEEP:
        row(f"page {deep_page(keywords):,} by page 1", name, base, bar)
