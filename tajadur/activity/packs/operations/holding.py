"""The draft that an act is on, held until the act is through."""

from tajadur.foundation.errors import Conflict, NotVisible
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission

from ..models import Pack


def hold_draft(pack_id: int, version: int, permission: Permission, by: Actor) -> tuple[Pack, Grant]:
    """The pack, locked, as the actor saw it. Raises NotVisible, PermissionDenied, Conflict ``pack_sent``,
    ``pack_changed``."""
    rows = Pack.objects.select_for_update(of=("self",)).select_related("unit", "meeting")
    pack = rows.filter(pk=pack_id).first()
    if pack is None:
        raise NotVisible
    grant = require(by, permission, pack.unit)
    if pack.is_sent:
        raise Conflict("pack_sent")
    if pack.version != version:
        raise Conflict("pack_changed")
    return pack, grant
