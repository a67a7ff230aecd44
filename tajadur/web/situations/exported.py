"""The columns of the situation of branches, as a file."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from tajadur.web.access import ActorRequest
from tajadur.web.exports.columns import ExportedList, day, long_text, text

from . import labels


def _stood(request: ActorRequest, rows: list[Any]) -> Iterable[dict[str, Any]]:
    return ({"branch": row, "evidence": labels.evidence(row, request.actor.on)[0]} for row in rows)


SITUATIONS = ExportedList(
    "situations",
    _("Situation of branches"),
    (
        text(_("Branch"), "branch.name"),
        text(_("Situation"), lambda line: labels.status_badge(line["branch"].status)),
        long_text(_("Evidence"), "evidence"),
        text(_("Word of the branch"), lambda line: labels.sureness_badge(line["branch"])),
        day(_("Word given on"), "branch.given_on"),
    ),
    _stood,
)
