"""Measures requests in rounds: in each, every request has its turn, so that all meet the same state of the machine."""

import time
from statistics import median
from typing import NamedTuple

from process import cpu_seconds
from report import say
from traffic import Request, send

ROUNDS = {"quick": 5, "full": 9}
# A turn's length: CPU time is counted in hundredths of a second, so it takes a second or two to be precise.
SECONDS_A_TURN = 2.0
FEWEST, MOST = 20, 2_000
WARM_UP = 20


class Subject(NamedTuple):
    """A request and the server that answers it."""

    name: str
    pid: int
    request: Request


class Turn(NamedTuple):
    """What a request cost in one round, in milliseconds."""

    server: float
    postgres: float
    wall: float

    @property
    def both(self):
        return self.server + self.postgres


def measure(subjects, postgres, mode):
    """The turns of each subject by its name, one a round."""
    counts = {subject.name: count_for(subject) for subject in subjects}
    turns = {subject.name: [] for subject in subjects}
    for number in range(ROUNDS[mode]):
        say(f"Round {number + 1} of {ROUNDS[mode]}")
        # every other round backwards, so that nobody always follows the same neighbour
        for subject in subjects if number % 2 == 0 else reversed(subjects):
            turns[subject.name].append(turn(subject, counts[subject.name], postgres))
    return turns


def count_for(subject):
    """How many requests fill a turn."""
    send(subject.request, WARM_UP)
    start = time.perf_counter()
    send(subject.request, WARM_UP)
    return min(MOST, max(FEWEST, round(SECONDS_A_TURN * WARM_UP / (time.perf_counter() - start))))


def turn(subject, count, postgres):
    before = cpu_seconds(subject.pid), cpu_seconds(postgres), time.perf_counter()
    send(subject.request, count)
    after = cpu_seconds(subject.pid), cpu_seconds(postgres), time.perf_counter()
    return Turn(*((end - start) * 1000 / count for start, end in zip(before, after, strict=True)))


def typical(turns, part):
    return median(getattr(turn, part) for turn in turns)


def ratio(turns, base, part):
    """How many times `base`, compared round by round."""
    return median(getattr(a, part) / getattr(b, part) for a, b in zip(turns, base, strict=True))
