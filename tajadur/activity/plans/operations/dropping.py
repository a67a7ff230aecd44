"""A unit takes back an objective that it adopted by mistake, while it has said nothing of it."""

from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import Conflict
from tajadur.permissions.actors import Actor
from tajadur.registry.notices.operations.requests import clear

from ..models import AdoptedAction, AdoptedTarget, AdoptionProgress, PlanLink, PlanNews, StatedValue
from ..vocabulary import FOLLOWED
from .adopting import adoption_of, hold_following, log_followed


@transaction.atomic
def drop_objective(*, unit_id: int, adoption_id: int, on: date, by: Actor, at: datetime) -> None:
    """The unit no longer follows an objective; it may adopt it again. The audit log keeps that it did.

    Raises NotVisible, PermissionDenied, Conflict ``unit_closed``, or ``adoption_spoken`` once something was told,
    stated or linked under it: what was said stays.
    """
    unit, grant = hold_following(unit_id, by, on)
    adoption = adoption_of(unit, adoption_id)
    own = {"adopted__adoption": adoption}
    values = StatedValue.objects.filter(unit=unit, indicator__action__objective=adoption.objective)
    if PlanNews.objects.filter(**own).exists() or PlanLink.objects.filter(**own).exists() or values.exists():
        raise Conflict("adoption_spoken")
    log_followed("plan.dropped", adoption, by, at, grant)
    for model in (AdoptionProgress, AdoptedTarget, AdoptedAction):
        model._default_manager.filter(adoption=adoption).delete()
    clear(subject_kind=FOLLOWED, subject_ids=[adoption.pk], because="withdrawn", at=at)
    adoption.delete()
