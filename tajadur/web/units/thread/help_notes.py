"""What is said under what came from above, under cases and requests, and where each leads."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.dysfunctions.vocabulary import SEVERITY_WORDS
from tajadur.compliance.thread.reading import Entry
from tajadur.compliance.thread.source import ThreadEvent
from tajadur.rules.dysfunctions import Severity
from tajadur.web.compliance.presenters import link

from .notes import values_of


def to_advice(entry: Entry, _unit_id: int) -> str:
    """The advice, also of an answer."""
    return reverse("support:advice", args=[entry.detail.get("advice_id", entry.id)])


def to_visit(entry: Entry, _unit_id: int) -> str:
    """The visit."""
    return reverse("support:visit", args=[entry.id])


def to_promise(entry: Entry, _unit_id: int) -> str:
    """The promise."""
    return reverse("support:promise", args=[entry.id])


def to_support(_entry: Entry, unit_id: int) -> str:
    """Everything said to the unit."""
    return link("support:index", unit=unit_id)


def to_case(entry: Entry, _unit_id: int) -> str:
    """The case."""
    return reverse("dysfunctions:detail", args=[entry.detail["case_id"]])


def to_request(entry: Entry, _unit_id: int) -> str:
    """The request."""
    return reverse("resources:detail", args=[entry.detail["request_id"]])


def to_circular(entry: Entry, _unit_id: int) -> str:
    """The circular."""
    return reverse("circulars:detail", args=[entry.detail["circular_id"]])


def note_of_version(entry: Entry) -> str:
    """Which version was confirmed."""
    return _("version %(number)s") % {"number": entry.detail["version"]}


def note_of_advice(entry: Entry) -> str:
    """By when an answer is wanted."""
    values = values_of(entry.detail)
    if entry.event == ThreadEvent.WITHDRAWN or not values["answer_on"]:
        return ""
    return _("An answer is wanted by %(answer_on)s") % values


def receipt_of_advice(entry: Entry) -> str:
    """When the unit read it, or used it."""
    values = values_of(entry.detail)
    if values["used_on"]:
        return _("Used on %(used_on)s") % values
    return _("Read on %(read_on)s") % values if values["read_on"] else ""


def note_of_case(entry: Entry) -> str:
    """How grave it is, and whether it came back."""
    words = _("Severity: %(severity)s") % {"severity": SEVERITY_WORDS[Severity(entry.detail["severity"])]}
    if entry.detail["recurrence"] == 1:
        return words
    return f"{words} · " + _("it came back")


def note_of_remedy(entry: Entry) -> str:
    """Whether it was done."""
    values = values_of(entry.detail)
    return _("Done on %(day)s") % {"day": values["carried_on"]} if values["carried_on"] else ""


def note_of_asking(entry: Entry) -> str:
    """How much, for when, and whether it still stands."""
    values = values_of(entry.detail)
    parts = [values["amount"], _("needed by %(needed_on)s") % values]
    if entry.detail["taken_back"]:
        parts.append(_("Taken back by the unit"))
    return " · ".join(part for part in parts if part)


def note_of_words(entry: Entry) -> str:
    """Why a level spoke so."""
    return str(entry.detail["because"] or "")


def note_of_decision(entry: Entry) -> str:
    """How much was granted, by when it comes, and why not more."""
    values = values_of(entry.detail)
    until = _("to be delivered by %(by_on)s") % values if values["by_on"] else ""
    return " · ".join(part for part in (values["amount"], until, values["because"]) if part)


def note_of_delivery(entry: Entry) -> str:
    """How much of it came."""
    return values_of(entry.detail)["amount"]


def note_of_confirmation(entry: Entry) -> str:
    """How much of it the unit received, and what it says of it."""
    values = values_of(entry.detail)
    return " · ".join(part for part in (values["amount"], values["because"]) if part)
