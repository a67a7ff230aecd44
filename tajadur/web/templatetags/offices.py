"""Posts and places in words, and the demonstration's accounts: `{% load offices %}`."""

from typing import Any

from django import template
from django.conf import settings

from tajadur.foundation import clock
from tajadur.organisation.people.queries.accounts import SampleAccount, has_accounts, sample_accounts
from tajadur.organisation.people.vocabulary import title_of

register = template.Library()


@register.filter
def title(term: Any) -> str:
    """«Provincial secretary, Ouarzazate» of anything with ``post_names`` and ``place_names``."""
    return title_of(term) if term else ""


@register.simple_tag
def nobody_enters() -> bool:
    """Is there no account at all: has this installation just been made?"""
    return not has_accounts()


@register.simple_tag
def demo_accounts() -> list[SampleAccount]:
    """The accounts of the demonstration; none outside it."""
    return sample_accounts(on=clock.today()) if settings.DEMO else []
