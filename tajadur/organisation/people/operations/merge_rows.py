"""What of each table becomes of the rows that refer to a record which becomes part of another: one line a table.

A table that refers to a person or an account and has no line here stops every merge, and a test before that.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Max

from tajadur.foundation.errors import BadInput
from tajadur.registry.notices.models import Delivery, DeliveryItem

from ..models import Account, Invitation, Mandate, Person, PersonChannel
from ..vocabulary import MandateStatus

Done = dict[str, Any]  # what taking the merge back needs, as JSON


def references() -> dict[str, Any]:
    """«app.Model.field» -> every foreign key of the product that leads to a person or an account."""
    relations: list[Any] = [
        relation
        for kind in (Person, Account)
        for relation in kind._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    ]
    return {
        f"{relation.related_model._meta.label}.{relation.field.name}": relation.field
        for relation in relations
        if relation.one_to_many or relation.one_to_one
    }


def rows_of(reference: str, person: Person) -> Any:
    """The rows that refer to ``person`` by ``reference``; of accounts, to the person's own."""
    field = references()[reference]
    if field.related_model is Account:
        return field.model._base_manager.filter(**{f"{field.name}__person": person})
    return field.model._base_manager.filter(**{field.name: person})


def _moved(reference: str, stays: Person, goes: Person, at: datetime) -> Done:
    rows = rows_of(reference, goes)
    ids = list(rows.values_list("pk", flat=True))
    rows.update(**{references()[reference].name: stays})
    return {"ids": ids}


def _kept(reference: str, stays: Person, goes: Person, at: datetime) -> Done:
    """They say who did or wrote something, or belong to an account: what was, stays."""
    return {}


def _mandates(reference: str, stays: Person, goes: Person, at: datetime) -> Done:
    """The same post on the same days is one mandate over the days of both. Raises BadInput ``merge_same_post``."""
    before: list[list[Any]] = []
    theirs = list(Mandate.objects.select_for_update().filter(person=goes).order_by("from_on", "pk"))
    confirmed = Mandate.objects.select_for_update().filter(person=stays, standing=MandateStatus.CONFIRMED)
    own = list(confirmed.order_by("from_on", "pk"))
    for mandate in theirs:
        near = [other for other in own if other.post_id == mandate.post_id and _meet(other, mandate)]
        if mandate.standing == MandateStatus.CONFIRMED and near:
            first, *more = near
            if more or first.interim or mandate.interim:
                raise BadInput("", "merge_same_post")
            for changed in (first, mandate):
                before.append([changed.pk, changed.from_on.isoformat(), _text(changed), changed.standing])
            first.from_on = min(first.from_on, mandate.from_on)
            first.to_on = max(first.to_on, mandate.to_on) if first.to_on and mandate.to_on else None
            mandate.standing = MandateStatus.TAKEN_BACK
            mandate.save(update_fields=["standing"])
            first.save(update_fields=["from_on", "to_on"])
    return {**_moved(reference, stays, goes, at), "before": before}


def _text(mandate: Mandate) -> str | None:
    return mandate.to_on.isoformat() if mandate.to_on else None


def _meet(mandate: Mandate, other: Mandate) -> bool:
    return (mandate.to_on is None or other.from_on <= mandate.to_on) and (
        other.to_on is None or mandate.from_on <= other.to_on
    )


def _invitations(reference: str, stays: Person, goes: Person, at: datetime) -> Done:
    """A link of the record that goes opens nothing any more: it would open the other one's account."""
    Invitation.objects.filter(person=goes, used_at=None, revoked_at=None).update(revoked_at=at)
    return _moved(reference, stays, goes, at)


def _if_none(reference: str, stays: Person, goes: Person, at: datetime) -> Done:
    """There is one a person: theirs is taken when the other has none."""
    return {} if rows_of(reference, stays).exists() else _moved(reference, stays, goes, at)


def _channels(reference: str, stays: Person, goes: Person, at: datetime) -> Done:
    """One agreement at a time: the one of the record that stays counts."""
    if PersonChannel.objects.filter(person=stays, revoked_at=None).exists():
        PersonChannel.objects.filter(person=goes, revoked_at=None).update(revoked_at=at, address="")
    return _moved(reference, stays, goes, at)


def _letters(reference: str, stays: Person, goes: Person, at: datetime) -> Done:
    """Messages of one day and channel are numbered by person: those that arrive take the numbers that follow."""
    last = {
        (channel, day): number
        for channel, day, number in Delivery.objects.filter(person=stays)
        .values_list("channel", "digest_on")
        .annotate(Max("again"))
        .order_by()
    }
    numbered = []
    for delivery in Delivery.objects.select_for_update().filter(person=goes).order_by("digest_on", "again", "pk"):
        key = delivery.channel, delivery.digest_on
        if key in last:
            numbered.append([delivery.pk, delivery.again])
            last[key] += 1
            Delivery.objects.filter(pk=delivery.pk).update(person=stays, again=last[key])
            DeliveryItem.objects.filter(delivery=delivery, person=goes).update(person=stays, again=last[key])
    numbers = [pk for pk, _again in numbered]
    items = DeliveryItem.objects.filter(person=goes)
    moved_items = [*items.values_list("pk", flat=True)]
    items.update(person=stays)
    rest = _moved(reference, stays, goes, at)
    return {"ids": [*numbers, *rest["ids"]], "items": moved_items, "numbered": numbered}


def _elected(reference: str, stays: Person, goes: Person, at: datetime) -> Done:
    """Whom one congress elected twice to one post stays there under both records."""
    model = references()[reference].model
    taken = model._base_manager.filter(person=stays).values_list("congress_id", "post_id")
    ids = [
        pk
        for pk, congress_id, post_id in model._base_manager.filter(person=goes).values_list(
            "pk", "congress_id", "post_id"
        )
        if (congress_id, post_id) not in set(taken)
    ]
    model._base_manager.filter(pk__in=ids).update(person=stays)
    return {"ids": ids}


# In this order: an account decides which devices and links are forgotten before they are led on.
HOW: dict[str, Callable[[str, Person, Person, datetime], Done]] = {
    "people.Mandate.person": _mandates,
    "people.Invitation.person": _invitations,
    "people.NotificationPreferences.person": _if_none,
    "people.PersonChannel.person": _channels,
    "people.PendingAct.about": _moved,
    "people.PendingAct.asked_by": _kept,
    "people.PendingAct.decided_by": _kept,
    "people.FormerAddress.person": _moved,
    "people.Person.merged_into": _moved,
    "people.Merge.stays": _kept,
    "people.Merge.goes": _kept,
    "people.Account.person": _kept,  # which account stays is chosen: ``merging`` leads it
    "people.FeedToken.account": _kept,
    "account.EmailAddress.user": _kept,
    "meetings.Draft.saved_by": _kept,
    "census.AnswersDraft.saved_by": _kept,
    "exports.Export.account": _kept,
    "notices.PushDevice.person": _moved,
    "notices.Notice.person": _kept,  # to whom it was told; what carried it is led on
    "notices.Delivery.person": _letters,
    "notices.DeliveryItem.person": _kept,  # with its message
    "congresses.Elected.person": _elected,
    "training.TrainingConsent.person": _moved,  # with what was kept by it
    "congresses.StageChange.asked_by": _kept,
    "congresses.StageChange.decided_by": _kept,
}
