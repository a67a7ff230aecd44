"""What was held or done, in words that agree with what is asked: a meeting, a session, a congress, a declaration."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tajadur.duties.directives.vocabulary import FulfilmentKind


def subject_of(directive: Any) -> str:
    """«congress», «declaration», «circular», «filing», «session» or «meeting»; a session has a feminine Arabic name."""
    if directive.fulfilment == FulfilmentKind.CONGRESS:
        return "congress"
    if directive.fulfilment == FulfilmentKind.ACKNOWLEDGE:
        return "circular"
    if directive.fulfilment == FulfilmentKind.FILING:
        return "filing"
    if directive.fulfilment != FulfilmentKind.MEETING:
        return "declaration"
    first = (directive.name_ar or "").split()[:1]
    return "session" if first and first[0].endswith("ة") else "meeting"


def held_sentences(subject: str) -> dict[str, str]:
    """How what is done is told: on time, extended, late, held after the day asked."""
    return _ALL[subject]()


def held_and_reported(subject: str) -> str:
    """The name of the figure."""
    return {
        "meeting": _("Held and reported"),
        "session": pgettext("session", "Held and reported"),
        "congress": pgettext("congress", "Held and reported"),
        "declaration": pgettext("declaration", "Done and declared"),
        "circular": _("Read and confirmed"),
        "filing": _("Declared to the authority"),
    }[subject]


def _meeting() -> dict[str, str]:
    return {
        "on_time": _("Held on %(held_on)s and filed on %(filed_on)s; the last day was %(due_on)s."),
        "extended": _("Held on %(held_on)s and filed on %(filed_on)s, within the extension until %(extended_until)s."),
        "late": _("Held on %(held_on)s and filed on %(filed_on)s, after the last day, %(due_on)s."),
        "after_the_day": _("Held on %(held_on)s, after the day asked, %(period_end)s."),
    }


def _session() -> dict[str, str]:
    return {
        "on_time": pgettext("session", "Held on %(held_on)s and filed on %(filed_on)s; the last day was %(due_on)s."),
        "extended": pgettext(
            "session", "Held on %(held_on)s and filed on %(filed_on)s, within the extension until %(extended_until)s."
        ),
        "late": pgettext("session", "Held on %(held_on)s and filed on %(filed_on)s, after the last day, %(due_on)s."),
        "after_the_day": pgettext("session", "Held on %(held_on)s, after the day asked, %(period_end)s."),
    }


def _congress() -> dict[str, str]:
    return {
        "on_time": pgettext("congress", "Held on %(held_on)s and filed on %(filed_on)s; the last day was %(due_on)s."),
        "extended": pgettext(
            "congress", "Held on %(held_on)s and filed on %(filed_on)s, within the extension until %(extended_until)s."
        ),
        "late": pgettext("congress", "Held on %(held_on)s and filed on %(filed_on)s, after the last day, %(due_on)s."),
        "after_the_day": pgettext("congress", "Held on %(held_on)s, after the day asked, %(period_end)s."),
    }


def _declaration() -> dict[str, str]:
    return {
        "on_time": _("Done on %(held_on)s and declared on %(filed_on)s; the last day was %(due_on)s."),
        "extended": _(
            "Done on %(held_on)s and declared on %(filed_on)s, within the extension until %(extended_until)s."
        ),
        "late": _("Done on %(held_on)s and declared on %(filed_on)s, after the last day, %(due_on)s."),
        "after_the_day": _("Done on %(held_on)s, after the day asked, %(period_end)s."),
    }


def _circular() -> dict[str, str]:
    confirmed = _("Confirmed on %(filed_on)s; the last day was %(due_on)s.")
    return {
        "on_time": confirmed,
        "extended": confirmed,
        "late": confirmed,
        "after_the_day": confirmed,
        "open": _("It can be confirmed in time until %(due_on)s."),
        "grace": _("The last day was %(due_on)s. Silence counts as overdue from %(overdue_from)s."),
        "silent": _("The last day was %(due_on)s, and no confirmation came by %(overdue_from)s."),
    }


def _filing() -> dict[str, str]:
    declared = _("Receipt of %(held_on)s, recorded on %(filed_on)s; the last day was %(due_on)s.")
    return {
        "on_time": declared,
        "extended": declared,
        "late": declared,
        "after_the_day": declared,
        "open": _("To be declared to the authority by %(due_on)s."),
        "grace": _("The last day was %(due_on)s, and no receipt is recorded."),
        "silent": _("The last day was %(due_on)s, and no receipt is recorded."),
    }


_ALL = {
    "meeting": _meeting,
    "session": _session,
    "congress": _congress,
    "declaration": _declaration,
    "circular": _circular,
    "filing": _filing,
}
