"""The rows that every peer is filled with: one tenant that is looked at, and others with as many keywords again.

The same counts give the same rows, so each peer is filled by making them anew instead of holding them all.
"""

import itertools
import random
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from clustering.generate import KEYWORDS_A_TOPIC, generate

OTHERS = 20
SECTORS = ("Coffee & tea", "Kitchen equipment", "Recipes & home cooking")
# Imports come in files, so a tenant's rows lie together by the thousand and not all in one place.
BATCH = 1_000
KEYWORDS_A_CLUSTER = 20
FIRST_DAY = datetime(2026, 1, 5, 8, tzinfo=UTC)
# Weights of what an export holds: most of one country, a sixth without figures.
COUNTRIES, COUNTRY_WEIGHTS = ("US", "GB", "DE", ""), (75, 10, 5, 10)
INTENTS, INTENT_WEIGHTS = ("informational", "commercial", "transactional", "navigational"), (60, 25, 10, 5)


class Tenant(NamedTuple):
    account: UUID
    site: UUID
    sectors: tuple[UUID, ...]
    clusters: int


class Cluster(NamedTuple):
    id: UUID
    sector: UUID
    name: str


class Keyword(NamedTuple):
    id: UUID
    sector: UUID
    cluster: UUID | None
    keyword: str
    volume: int | None
    difficulty: int | None
    cpc_minor: int | None
    intent: str | None
    country: str
    disabled: bool
    created_at: datetime

    @property
    def status(self):
        return "mapped" if self.cluster else "new"


def uuid7(at, chance):
    """An id of the product's kind: counts up in time."""
    milliseconds = int(at.timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 7 << 76 | chance.getrandbits(12) << 64 | 2 << 62 | chance.getrandbits(62))


def tenant(account, place, keywords):
    """A tenant with its site; `place` tells tenants apart."""
    chance = random.Random(place)
    ids = [uuid7(FIRST_DAY, chance) for _ in range(1 + len(SECTORS))]
    return Tenant(account, ids[0], tuple(ids[1:]), max(1, keywords // KEYWORDS_A_CLUSTER))


def others(keywords):
    """The other tenants, each with its number of keywords."""
    chance = random.Random(1)
    share = keywords // OTHERS
    return [(tenant(uuid7(FIRST_DAY, chance), place, share), share) for place in range(1, OTHERS + 1)]


def clusters(of):
    chance = random.Random(of.site.int)
    for place in range(of.clusters):
        sector = of.sectors[place % len(SECTORS)]
        yield Cluster(uuid7(FIRST_DAY, chance), sector, f"Topic {place + 1}")


def keywords(of, count, seed):
    """A tenant's keywords in the order of adding."""
    chance = random.Random(seed)
    groups = list(clusters(of))
    kinds = [(chance.choices(INTENTS, INTENT_WEIGHTS)[0], chance.randint(5, 85)) for _ in groups]
    for place, (keyword, topic) in enumerate(generate(count, seed)):
        # a topic of the generator is as wide as several clusters
        group = (topic * (KEYWORDS_A_TOPIC // KEYWORDS_A_CLUSTER) + place % 3) % len(groups)
        intent, level = kinds[group]
        known = chance.random() < 0.85
        added = FIRST_DAY + timedelta(seconds=place)
        yield Keyword(
            id=uuid7(added, chance),
            sector=groups[group].sector,
            cluster=groups[group].id if chance.random() < 0.7 else None,
            keyword=keyword,
            volume=int(10 ** chance.uniform(1, 4.8)) // 10 * 10 if known else None,
            difficulty=min(100, max(0, level + chance.randint(-12, 12))) if known else None,
            cpc_minor=chance.randint(5, 900) if known and chance.random() < 0.7 else None,
            intent=intent if chance.random() < 0.9 else None,
            country=chance.choices(COUNTRIES, COUNTRY_WEIGHTS)[0],
            disabled=chance.random() < 0.02,
            created_at=added,
        )


def all_keywords(tenant, count, others):
    """Every tenant's keywords in the order of time; yields tenant and keyword."""
    return in_batches([(tenant, keywords(tenant, count, 11))] + [
        (other, keywords(other, share, 12 + place)) for place, (other, share) in enumerate(others)
    ])  # fmt: skip


def in_batches(streams):
    """Takes turns between tenants, a file's worth each; yields tenant and keyword."""
    turns = [(of, iter(found)) for of, found in streams]
    while turns:
        left = []
        for of, found in turns:
            batch = list(itertools.islice(found, BATCH))
            yield from ((of, keyword) for keyword in batch)
            if batch:
                left.append((of, found))
        turns = left
