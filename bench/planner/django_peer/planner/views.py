"""The keywords page."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render

from .filters import SIZES, KeywordQuery
from .menus import menus
from .scope import site_of

COLUMNS = [
    ("keyword", "Keyword", ""),
    ("volume", "Volume", "num"),
    ("difficulty", "Difficulty", "num"),
    ("cpc", "CPC", "num"),
]


@login_required
def keywords(request):
    query = KeywordQuery(request.GET)
    site = site_of(request)
    found = query.ordered(query.matching(site)).select_related("sector", "cluster")
    offered = menus(query, site)
    context = {
        "query": query,
        "page": Paginator(found, query.size).get_page(request.GET.get("page")),
        "menus": offered,
        "chips": [
            (name, label, next((shown for value, shown, _ in values if str(value) == query.chosen[name]), ""))
            for name, label, values in offered
            if name in query.chosen
        ],
        "columns": COLUMNS,
        "sizes": SIZES,
    }
    return render(request, "planner/keywords.html", context)
