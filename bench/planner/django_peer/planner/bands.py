"""Bands of difficulty and volume, as the filters offer them."""

from django.db.models import Q

DIFFICULTY = {"easy": ("Easy, 0–29", 0, 30), "medium": ("Medium, 30–59", 30, 60), "hard": ("Hard, 60–100", 60, 101)}
VOLUME = {
    "tiny": ("Under 100", 0, 100),
    "small": ("100–999", 100, 1_000),
    "good": ("1,000–9,999", 1_000, 10_000),
    "large": ("10,000 and more", 10_000, 2**62),
}


def choices(bands):
    """Name, label and condition of each band; `unknown` for rows without a figure."""
    return [(name, label) for name, (label, _, _) in bands.items()] + [("unknown", "Not known")]


def condition(field, bands, name):
    if name == "unknown":
        return Q(**{f"{field}__isnull": True})
    _, low, below = bands[name]
    return Q(**{f"{field}__gte": low, f"{field}__lt": below})


def tone(difficulty):
    """The colour of a difficulty."""
    if difficulty < DIFFICULTY["medium"][1]:
        return "green"
    return "amber" if difficulty < DIFFICULTY["hard"][1] else "red"
