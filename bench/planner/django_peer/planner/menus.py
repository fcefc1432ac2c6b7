"""What the filters' menus offer: for each filter, the values that exist under all the others, with counts."""

from django.db.models import Count

from . import bands
from .filters import STATES
from .models import Intent

# The largest ones; the rest are found by the list of clusters.
MOST_CLUSTERS = 100


def menus(query, site):
    def under_others(name):
        return query.matching(site, without=name)

    def counted(name, conditions):
        """Counts rows of each condition in one query; values nobody has are not offered."""
        counts = under_others(name).aggregate(**{value: Count("pk", filter=q) for value, _, q in conditions})
        return [(value, label, counts[value]) for value, label, _ in conditions if counts[value]]

    def grouped(name, *fields):
        return under_others(name).values_list(*fields).annotate(count=Count("pk")).order_by("-count")

    def by_band(field, of):
        return counted(field, [(name, label, bands.condition(field, of, name)) for name, label in bands.choices(of)])

    intents = dict(Intent.choices)
    return [
        ("state", "Status", counted("state", [(value, label, q) for value, (label, q) in STATES.items()])),
        ("sector", "Sector", list(grouped("sector", "sector", "sector__name"))),
        (
            "cluster",
            "Cluster",
            [
                (cluster or "none", name or "No cluster", count)
                for cluster, name, count in grouped("cluster", "cluster", "cluster__name")[:MOST_CLUSTERS]
            ],
        ),
        (
            "intent",
            "Intent",
            [(intent or "none", intents.get(intent, "No intent"), n) for intent, n in grouped("intent", "intent")],
        ),
        ("difficulty", "Difficulty", by_band("difficulty", bands.DIFFICULTY)),
        ("volume", "Volume", by_band("volume", bands.VOLUME)),
        (
            "country",
            "Country",
            [(country or "none", country or "No country", n) for country, n in grouped("country", "country")],
        ),
    ]
