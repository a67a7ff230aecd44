"""The columns of the ledger of notices, as a file."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.registry.notices.vocabulary import Fate
from tajadur.web.exports.columns import ExportedList, day, text


def _post(notice: Any) -> str:
    return f"{notice.post.post_type.name} · {notice.post.unit.name}"


LEDGER = ExportedList(
    "notices",
    _("Notices"),
    (
        text(_("Unit"), "unit.name"),
        text(_("What"), lambda notice: notice.get_kind_display()),
        text(pgettext_lazy("recipient", "To"), _post),
        day(_("Day"), "step_on"),
        text(_("What came of it"), lambda notice: Fate(notice.fate).label),
    ),
)
