"""What the reader of a unit's page may do from there: the unit for itself, those above to help it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.compliance.now import UnitNow
from tajadur.compliance.unit_summaries import UnitSummary
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.rules.status import MISSING_STATES


def acts_for(actor: Actor, unit: UnitSummary, now: UnitNow) -> list[dict[str, Any]]:
    """Buttons: label, address, icon. None at a unit that is closed."""
    if unit.closed_on and unit.closed_on <= actor.on:
        return []
    acts = []
    if may(actor, Permission.PROGRAMME, unit):
        acts.append((_("Programme a meeting"), reverse("meetings:programme", args=[unit.id]), "calendar-plus"))
    if may(actor, Permission.REMIND, unit) and any(row.state in MISSING_STATES for row in now.owed):
        acts.append((_("Words ready to send"), reverse("obligations:words"), "message-square-text"))
    return [{"label": label, "url": url, "icon": icon} for label, url, icon in acts]
