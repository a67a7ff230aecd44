"""The party's own name, as its administrator writes it."""

from datetime import datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput
from tajadur.foundation.text import clean_line
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action

from ..models import Profile

NAME_LIMIT, SHORT_LIMIT = 160, 60
ACT = "name_party"


@transaction.atomic
def name_party(
    *, name_ar: str, name_fr: str, name_en: str, short_name_ar: str, short_name_fr: str, by: Actor, at: datetime
) -> None:
    """Write the name of the party in three languages, short ones if it has them. Logged.

    Raises PermissionDenied, BadInput ``party_name_missing`` on each name that is empty.
    """
    grant = require_anywhere(by, Permission.MANAGE_UNITS)
    typed = {"name_ar": name_ar, "name_fr": name_fr, "name_en": name_en}
    names = {field: clean_line(text, field=field, limit=NAME_LIMIT) for field, text in typed.items()}
    if missing := [BadInput(field, "party_name_missing") for field, text in names.items() if not text]:
        raise BadInput.of(*missing)
    shorts = {"short_name_ar": short_name_ar, "short_name_fr": short_name_fr}
    short = {field: clean_line(text, field=field, limit=SHORT_LIMIT) for field, text in shorts.items()}
    Profile.objects.filter(id=1).update(**names, **short)
    log_action(act=ACT, by=by, at=at, grant=grant, subject=("profile", 1))
