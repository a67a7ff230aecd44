"""What an act on a directive would change, in sentences."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.web.templatetags.formats import day_month_year, number


def consequences(preview: Any, on: date) -> dict[str, Any]:
    """{lines, until, is_empty}: what would be owed more, no longer, or by other days, and until when it was counted."""
    lines = []
    if preview.owed:
        if preview.most * preview.owed_units == preview.owed:
            said = {"units": _units(preview.owed_units), "reports": _reports(preview.most)}
            lines.append(_("Owed by %(units)s: %(reports)s more each.") % said)
        else:
            said = {"units": _units(preview.owed_units), "reports": _reports(preview.owed)}
            lines.append(_("Owed by %(units)s: %(reports)s more in all.") % said)
    if preview.overdue:
        said = {"reports": _reports(preview.overdue)}
        lines.append(_("Already overdue among them on the first day: %(reports)s.") % said)
    if preview.released:
        said = {"units": _units(preview.released_units), "reports": _reports(preview.released)}
        lines.append(_("No longer owed by %(units)s: %(reports)s.") % said)
    if preview.redated:
        said = {"units": _units(preview.redated_units), "reports": _reports(preview.redated)}
        lines.append(_("Other days for %(units)s: %(reports)s.") % said)
    if preview.effect:
        lines.append(_("The new frequency begins on %(day)s.") % {"day": day_month_year(preview.effect)})
    until = on + timedelta(days=preview.horizon_days)
    return {"lines": lines, "until": until, "is_empty": not lines}


def _units(count: int) -> str:
    return ngettext("%(n)s unit", "%(n)s units", count) % {"n": number(count)}


def _reports(count: int) -> str:
    return ngettext("%(n)s report", "%(n)s reports", count) % {"n": number(count)}
