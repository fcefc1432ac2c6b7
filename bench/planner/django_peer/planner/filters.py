"""The list's filters, order and page size, read from the address."""

from uuid import UUID

from django.db.models import F, Q
from django.http import Http404

from . import bands
from .models import Intent, Keyword

STATES = {
    "new": ("New", Q(disabled=False, status="new")),
    "mapped": ("In a cluster", Q(disabled=False, status="mapped")),
    "off": ("Switched off", Q(disabled=True)),
}
ORDERS = {"added": "id", "keyword": "keyword", "volume": "volume", "difficulty": "difficulty", "cpc": "cpc_minor"}
SIZES = [25, 50, 100, 200]


class KeywordQuery:
    """What narrows and orders the list; a value that no filter knows is no page."""

    def __init__(self, address):
        self.text = address.get("q", "").strip()
        self.chosen = {name: address[name] for name in FILTERS if address.get(name)}
        try:
            self.conditions = {name: FILTERS[name](value) for name, value in self.chosen.items()}
        except (KeyError, ValueError) as unknown:
            raise Http404 from unknown
        self.sort = address.get("sort") if address.get("sort") in ORDERS else "added"
        self.descending = address.get("dir", "asc" if self.sort == "keyword" else "desc") == "desc"
        self.size = next((size for size in SIZES if str(size) == address.get("size")), 50)

    def matching(self, site, without=None):
        """The site's keywords under every filter, or every one but `without`."""
        found = Keyword.objects.filter(site=site, sector__active=True, deleted_at=None)
        if self.text:
            found = found.filter(keyword__icontains=self.text)
        for name, condition in self.conditions.items():
            if name != without:
                found = found.filter(condition)
        return found

    def ordered(self, keywords):
        if self.sort == "added":
            return keywords.order_by("-id" if self.descending else "id")
        key = F(ORDERS[self.sort])
        if self.descending:
            return keywords.order_by(key.desc(nulls_last=True), "-id")
        return keywords.order_by(key.asc(nulls_first=True), "id")


def value_or_none(field, read):
    return lambda value: Q(**{f"{field}__isnull": True}) if value == "none" else Q(**{field: read(value)})


FILTERS = {
    "state": lambda value: STATES[value][1],
    "sector": lambda value: Q(sector=UUID(value)),
    "cluster": value_or_none("cluster", UUID),
    "intent": value_or_none("intent", Intent),
    "difficulty": lambda value: bands.condition("difficulty", bands.DIFFICULTY, value),
    "volume": lambda value: bands.condition("volume", bands.VOLUME, value),
    "country": lambda value: Q(country="" if value == "none" else value),
}
