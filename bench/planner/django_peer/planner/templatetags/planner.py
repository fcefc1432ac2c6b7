"""How figures are shown."""

from django import template

from ..bands import tone as tone_of

register = template.Library()

INTENT_TONES = {"informational": "blue", "commercial": "violet", "transactional": "green", "navigational": "neutral"}
STATE_LOOKS = {"new": ("New", "neutral"), "mapped": ("In a cluster", "green"), "off": ("Switched off", "amber")}

COUNTRY_NAMES = {"DE": "Germany", "GB": "United Kingdom", "US": "United States"}

register.filter("tone", tone_of)


@register.filter
def cpc(minor):
    return f"{minor // 100:,}.{minor % 100:02}"


@register.filter
def intent_tone(intent):
    return INTENT_TONES[intent]


@register.filter
def state_label(state):
    return STATE_LOOKS[state][0]


@register.filter
def state_tone(state):
    return STATE_LOOKS[state][1]


@register.filter
def country_name(code):
    return COUNTRY_NAMES.get(code, code)
