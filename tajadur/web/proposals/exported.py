"""The columns of decisions sent to the body above, as a file."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from tajadur.activity.meetings.queries.proposals import proposal_row
from tajadur.web.access import ActorRequest
from tajadur.web.exports.columns import ExportedList, day, long_text, text


def _stood(_request: ActorRequest, rows: list[Any]) -> Iterable[Any]:
    return map(proposal_row, rows)


PROPOSALS = ExportedList(
    "proposals",
    _("Proposals"),
    (
        long_text(_("Decision"), "item.text"),
        text(_("From"), "item.unit.name"),
        text(_("To"), "item.to_body.unit.name"),
        text(_("Body"), "item.to_body.body_type.name"),
        day(_("Sent on"), "item.sent_on"),
        text(_("State"), "words"),
        day(_("Answered on"), "item.answered_on"),
    ),
    _stood,
)
