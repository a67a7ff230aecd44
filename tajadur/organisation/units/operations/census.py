"""Opening many branches of a province at once, on places of the census."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput
from tajadur.foundation.locks import take_lock
from tajadur.organisation.profile.models import UnitKind
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_actions

from ..models import Unit
from ..queries.places import branch_places
from .installing import write_places
from .opening import checked_days


@transaction.atomic
def open_census_branches(
    *, parent_id: int, codes: Collection[str], opened_on: date, by: Actor, at: datetime
) -> list[Unit]:
    """Open a branch on each place of ``codes`` in this province, from ``opened_on``, all or none; returns the new ones.

    Places where a branch stands are left as they are, so that the same act sent twice is one. Logged by unit. Raises
    NotVisible, PermissionDenied, BadInput place_unknown, nothing_chosen, parent_not_open, opened_before_parent.
    """
    take_lock("install_territory")  # of two at once, the second waits and finds everything open
    parent = Unit.objects.select_for_update(of=("self",)).select_related("kind").filter(pk=parent_id).first()
    if parent is None:
        raise BadInput("parent", "unknown_unit")
    grant = require(by, Permission.MANAGE_UNITS, parent)
    places = {place.code: place for place in branch_places() if place.parent_code == parent.code}
    if not codes:
        raise BadInput("", "nothing_chosen")
    if any(code not in places for code in codes):
        raise BadInput("", "place_unknown")
    checked_days(parent, opened_on)
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    standing = set(Unit.objects.filter(code__in=codes).values_list("code", flat=True))
    wanted = [place for code, place in sorted(places.items()) if code in codes and code not in standing]
    made, _bodies, _aliases = write_places(wanted, {parent.code: parent}, kinds, opened_on)
    about = [(unit.pk, unit.pk, {"code": unit.code, "opened_on": opened_on.isoformat()}) for unit in made]
    log_actions(act="open_unit", by=by, at=at, grant=grant, kind="unit", about=about)
    return made
