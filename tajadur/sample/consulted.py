"""What the holders of the demonstration's accounts read of the units they follow, as those units see it."""

from datetime import date, timedelta
from random import Random

from django.db.models import Q

from tajadur.organisation.people.actors import actor_of
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import reach
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.models import Consultation
from tajadur.registry.audit.vocabulary import RecordPart

from .people import BRANCH, PROVINCE

DAYS, EACH = 60, 2
PARTS = (RecordPart.UNIT, RecordPart.FIGURES, RecordPart.MEETINGS, RecordPart.REPORTS, RecordPart.OBLIGATIONS)


def write_consultations(*, seed: int, on: date) -> None:
    """On most days of two months each of them opened pages of two units; the demonstration's own offices too."""
    rows = []
    for account in Account.objects.filter(is_sample=True, person__isnull=False).order_by("pk"):
        actor = actor_of(account, on)
        if actor.grants and (units := _followed(actor)):
            rows += _read(account.pk, actor.grants[0], units, Random(f"{seed}/{account.username}/read"), on)
    Consultation.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


def _followed(actor: Actor) -> list[int]:
    """Units whose record they read, the offices with an account of their own first."""
    own = [grant.unit_id for grant in actor.grants]
    seen = Unit.objects.filter(reach(actor, Permission.READ_RECORD), closed_on=None).exclude(pk__in=own)
    shown = seen.filter(Q(code__in=(PROVINCE, BRANCH))).values_list("pk", flat=True)
    return [*shown, *seen.order_by("path").values_list("pk", flat=True)[:6]]


def _read(account_id: int, grant: Grant, units: list[int], chance: Random, on: date) -> list[Consultation]:
    return [
        Consultation(
            on=on - timedelta(days=ago), unit_id=unit_id, part=part, account_id=account_id, post_id=grant.post_id,
            mandate_id=grant.mandate_id,
        )
        for ago in range(1, DAYS)
        if chance.random() < 0.6
        for unit_id in chance.sample(units, min(EACH, len(units)))
        for part in chance.sample(PARTS, EACH)
    ]  # fmt: skip
