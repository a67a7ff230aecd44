"""Persons to choose from, in words that tell namesakes apart."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tajadur.organisation.people.queries.accounts import terms_on
from tajadur.organisation.people.vocabulary import title_of


def person_choices(persons: Iterable[Any], on: date) -> list[tuple[int, str]]:
    """(id, «name, office and unit of ``on``») in the order given; namesakes of one office by their year of birth too,
    and by the number of their record when even that is the same. One query."""
    rows = list(persons)
    terms = terms_on(person_ids=[person.pk for person in rows], on=on)
    titles = {person.pk: title_of(terms[person.pk]) if person.pk in terms else "" for person in rows}
    labels = {person.pk: _joined(person.name, titles[person.pk]) for person in rows}
    years = {person.pk: _("born in %(year)s") % {"year": person.birth_year} for person in rows if person.birth_year}
    for more in (years, {person.pk: _("record %(number)s") % {"number": person.pk} for person in rows}):
        often = Counter(labels.values())
        labels |= {pk: _joined(labels[pk], more.get(pk, "")) for pk in labels if often[labels[pk]] > 1}
    return list(labels.items())


def _joined(*words: str) -> str:
    return " · ".join(filter(None, words))
