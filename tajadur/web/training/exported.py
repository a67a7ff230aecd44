"""The columns of training sessions, of needs and of the provinces reached, as a file."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.web.access import ActorRequest
from tajadur.web.exports.columns import ExportedList, day, number, text

from . import labels


def _sessions(_request: ActorRequest, rows: list[Any]) -> Iterable[Any]:
    return map(labels.session_line, rows)


def _needs(_request: ActorRequest, rows: list[Any]) -> Iterable[Any]:
    return map(labels.need_line, rows)


SESSIONS = ExportedList(
    "training",
    pgettext_lazy("menu", "Training"),
    (
        text(pgettext_lazy("training", "Session"), "kind"),
        text(_("Organised by"), "unit.name"),
        text(_("Place"), "version.place"),
        day(_("First day"), "version.from_on"),
        day(_("Last day"), "version.to_on"),
        number(_("Present"), "version.present"),
        number(_("Seats"), "version.seats"),
        text(_("Where it stands"), "badge"),
    ),
    _sessions,
)
NEEDS = ExportedList(
    "training-needs",
    _("Needs of training"),
    (
        text(_("Unit"), "need.unit.name"),
        text(_("Level"), "need.unit.kind.name"),
        text(pgettext_lazy("training", "Subject"), "kind"),
        number(pgettext_lazy("training", "People"), "need.people"),
        text(pgettext_lazy("training", "How pressing it is"), "priority"),
        day(_("Since"), "need.since_on"),
        text(_("Where it stands"), "state"),
        day(_("Met on"), "need.met_on"),
    ),
    _needs,
)
COVERAGE = ExportedList(
    "training-coverage",
    _("Provinces reached by training"),
    (
        text(_("Province"), "name"),
        day(_("Last session"), "last_on"),
        number(pgettext_lazy("training", "Sessions"), "sessions"),
        number(_("Officers who came"), "officers"),
    ),
)
