"""Where a session and those who came to it stood on its first day."""

from collections.abc import Collection

from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.placements import paths_on

from ..models import SessionVersion


def place_paths(version: SessionVersion, unit_ids: Collection[int]) -> tuple[dict[int, str], str]:
    """(the path of each of these units, the path of the unit on whose ground it is held) on the first day.

    A unit that stood nowhere yet is told by where it stands now. Two queries.
    """
    ground = version.held_in_id or version.session.unit_id
    wanted = {*unit_ids, ground}
    now = dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "path"))
    paths = {**now, **paths_on(wanted, version.from_on)}
    return {unit_id: paths[unit_id] for unit_id in unit_ids}, paths[ground]
