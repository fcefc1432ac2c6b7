"""What is measured: the page and the list of each peer, seen to answer rightly before they are timed."""

import json

from rounds import Subject
from traffic import WrongAnswer, once

PAGE = 50
GZIP = {"Accept-Encoding": "gzip"}

OURS_PAGE, OURS_PAGE_GZIP, OURS_PAGE_DEEP = "IGNY8, page", "IGNY8, page, gzip", "IGNY8, page, deep"
OURS_LIST, OURS_LIST_DEEP = "IGNY8, list", "IGNY8, list, deep"
DJANGO_PAGE, DJANGO_PAGE_GZIP = "Django, page", "Django, page, gzip"
DRF_NUMBER, DRF_NUMBER_DEEP, DRF_CURSOR = "DRF, page-number", "DRF, page-number, deep", "DRF, cursor"


def deep_page(keywords):
    """The last page but one, counted from 1."""
    return max(2, keywords // PAGE - 1)


def of_igny8(ours, place):
    """`place` is the cursor of the deep page."""
    requests = {
        OURS_PAGE: ours.page(),
        OURS_PAGE_DEEP: ours.page(place),
        OURS_PAGE_GZIP: ours.page(**GZIP),
        OURS_LIST: ours.list(),
        OURS_LIST_DEEP: ours.list(place),
    }
    return checked(ours.pid, requests)


def of_django(peer, page):
    """`page` is the number of the deep page."""
    requests = {
        DJANGO_PAGE: peer.page(),
        DJANGO_PAGE_GZIP: peer.page(**GZIP),
        DRF_NUMBER: peer.list("/api/keywords"),
        DRF_NUMBER_DEEP: peer.list(f"/api/keywords?page={page}"),
        DRF_CURSOR: peer.list("/api/keywords/cursor"),
    }
    return checked(peer.pid, requests)


def checked(pid, requests):
    """The requests as subjects, and how many bytes each answer has."""
    sizes = {}
    for name, request in requests.items():
        headers, body = once(request)
        if not is_full_page(request, headers, body):
            raise WrongAnswer(f"{name} did not answer {PAGE} rows as asked for: {body[:200]!r}")
        sizes[name] = len(body)
    return [Subject(name, pid, request) for name, request in requests.items()], sizes


def is_full_page(request, headers, body):
    if "Accept-Encoding" in request.headers:
        return headers["Content-Encoding"] == "gzip"
    if "json" in headers["Content-Type"]:
        return len(rows_of(body)) == PAGE
    return body.count(b'name="ids"') == PAGE


def rows_of(body):
    answer = json.loads(body)
    return answer["results"] if "results" in answer else answer["page"]["rows"]


def require_same_rows(ours, peer, place, page):
    """On the first page and on the deep one both must list the same keywords, or there is nothing to compare."""
    for mine, theirs in [
        (ours.list(), peer.list("/api/keywords")),
        (ours.list(place), peer.list(f"/api/keywords?page={page}")),
    ]:
        if [row["id"] for row in rows_of(once(mine)[1])] != [row["id"] for row in rows_of(once(theirs)[1])]:
            raise WrongAnswer(f"{theirs.path} lists other keywords than IGNY8")
