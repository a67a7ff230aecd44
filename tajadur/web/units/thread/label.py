"""What a label of the thread is: for each event of a source its sign and its sentence, what stands under it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from tajadur.compliance.thread.reading import Entry
from tajadur.foundation.sentences import filled

from .notes import values_of


@dataclass(frozen=True, slots=True)
class EventLabel:
    """How one event is told: icon, tone (ok, warn, late, info or none), a sentence with values of the detail."""

    icon: str
    tone: str
    sentence: str | Promise


@dataclass(frozen=True, slots=True)
class SourceLabels:
    """How a source is told: each of its events, where it leads (empty: nowhere), a note under it, and a receipt."""

    events: Mapping[str, EventLabel]
    link: Callable[[Entry, int], str]
    note: Callable[[Entry], str] = lambda entry: ""
    receipt: Callable[[Entry], str] = lambda entry: ""

    def title(self, entry: Entry) -> str:
        """The sentence of an entry."""
        return filled(self.events[entry.event].sentence, values_of(entry.detail))
