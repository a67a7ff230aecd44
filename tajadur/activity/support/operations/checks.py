"""What every act of help is checked for, and the rows it locks."""

from datetime import date

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.text import clean_text
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import existing
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission

from ..models import Advice, Promise, Visit
from ..queries.finding import subject_found
from ..vocabulary import TEXT_LIMIT

Subject = tuple[str, int]


def open_unit(unit_id: int, permission: Permission, on: date, by: Actor) -> tuple[Unit, Grant]:
    """The unit and the grant to act towards it. Raises NotVisible, PermissionDenied, BadInput ``unit_closed``."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NotVisible
    grant = require(by, permission, unit)
    if not Unit.objects.filter(existing(on), pk=unit_id).exists():
        raise BadInput("", "unit_closed", day=unit.closed_on)
    return unit, grant


def cleaned(text: str, *, field: str = "text", code: str = "text_required", limit: int = TEXT_LIMIT) -> str:
    """The text as it is kept. Raises BadInput with ``code`` when it is empty."""
    clean = clean_text(text, field=field, limit=limit)
    if not clean:
        raise BadInput(field, code)
    return clean


def checked_subject(unit: Unit, subject: Subject | None) -> tuple[str, int | None]:
    """(kind, id) of what it is about, as it is kept. Raises BadInput ``subject_unknown`` for what is not the unit's."""
    if subject is None:
        return "", None
    if subject_found(unit, *subject) is None:
        raise BadInput("subject", "subject_unknown")
    return subject


def locked_advice(advice_id: int) -> Advice:
    """The advice, locked: what is said about it goes one after the other. Raises NotVisible."""
    row = Advice.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=advice_id).first()
    if row is None:
        raise NotVisible
    return row


def locked_visit(visit_id: int) -> Visit:
    """The visit, locked. Raises NotVisible."""
    row = Visit.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=visit_id).first()
    if row is None:
        raise NotVisible
    return row


def locked_promise(promise_id: int) -> Promise:
    """The promise, locked. Raises NotVisible."""
    row = Promise.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=promise_id).first()
    if row is None:
        raise NotVisible
    return row
