"""Posts and places in words, and the demonstration's accounts: `{% load offices %}`."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from tajadur.foundation import clock
from tajadur.organisation.people.queries.accounts import SampleAccount, has_accounts, sample_accounts
from tajadur.organisation.people.vocabulary import title_of
from tajadur.organisation.profile.queries import party_name

register = template.Library()


@register.filter
def title(term: Any) -> str:
    """«Provincial secretary, Ouarzazate» of anything with ``post_names`` and ``place_names``."""
    return title_of(term) if term else ""


@register.simple_tag
def party_named() -> str:
    """The name of the party in the language of the page, for those who are not in yet. One query."""
    return party_name(get_language() or "")


@register.simple_tag
def nobody_enters() -> bool:
    """Is there no account at all: has this installation just been made?"""
    return not has_accounts()


@register.simple_tag
def demo_accounts() -> list[SampleAccount]:
    """The accounts of the demonstration; none outside it."""
    return sample_accounts(on=clock.today()) if settings.DEMO else []
