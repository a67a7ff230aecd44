"""Which edition of the congresses does a day count for?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CongressTerm:
    """An edition of all the units together: its key, first day, last day to hold it, last day for the report."""

    key: str
    opens_on: date
    by_on: date
    due_on: date | None = None


def current_term(terms: Iterable[CongressTerm], missing: Collection[str], on: date) -> CongressTerm | None:
    """The edition that counts on a day: one that has opened and is not complete, else the next one, else the last.

    ``missing`` holds the editions of which a congress asked for is not held. An edition past its day stays, «late by»,
    until every unit has held its congress or the next edition opens.
    """
    ordered = sorted(terms, key=lambda term: term.by_on)
    opened = [term for term in ordered if term.opens_on <= on]
    coming = [term for term in ordered if term.by_on >= on]
    if opened and (opened[-1].key in missing or opened[-1].by_on >= on):
        return opened[-1]
    return next(iter([*coming, *reversed(ordered)]), None)
