"""Two records of one person become one: what refers to the record that goes is led to the one that stays.

Nothing past is rewritten: reports, notes and the audit log name mandates and accounts, which stay. The record that goes
is kept, says which one it became, and opens nothing. For a time the merge can be taken back.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.permissions.powers import PowerAct
from tajadur.registry.audit.operations import log_action

from ..models import Account, FeedToken, Mandate, Merge, PendingAct, Person, derived_names
from ..vocabulary import CLOSED
from .asking import ask_second
from .devices import end_devices_of
from .holding import against_rules_together, note_reasons, stop_at_rules
from .merge_rows import HOW, references, rows_of
from .notifying import Concern, posts_of_person, tell_of_power

UNDO_DAYS = 30
FILLED = ("name_latin", "sex", "birth_year", "phone", "email", "consented_on")


@transaction.atomic
def merge_persons(
    *,
    stays_id: int,
    goes_id: int,
    account_of_goes: bool = False,
    rule_reason: str = "",
    by: Actor,
    at: datetime,
) -> Merge | PendingAct:
    """Make one of two records of a person; ``account_of_goes`` keeps the account of the one that goes, when both have
    one. The other account opens nothing from then on; both addresses are told.

    When either holds a mandate, now or to come, the merge is asked and waits for a second person: whoever may enter
    would change. What comes to stand against a rule about holding posts is asked, whatever the rule does: the two are
    one person. Raises NeedsConfirmation ``holding_asks``; BadInput merge_unknown, merge_oneself, merge_same,
    merge_already, merge_same_post, act_waits_already; PermissionDenied.
    """
    grant = require_anywhere(by, Permission.MANAGE_PEOPLE)
    stays, goes = _both(stays_id, goes_id, by)
    values = {"stays": stays.pk, "goes": goes.pk, "account_of_goes": account_of_goes}
    running = Q(to_on=None) | Q(to_on__gte=by.on)
    held = Mandate.objects.filter(running, person__in=(stays, goes)).exclude(standing__in=CLOSED)
    mandate = held.select_related("post__post_type", "post__unit").order_by("from_on", "pk").first()
    if mandate is None:
        _together(stays, goes, rule_reason, by, grant, at)
        return _merge(stays, goes, account_of_goes, by, grant, at)
    _waits_for_none(stays, goes)
    _together(stays, goes, rule_reason, by, grant, at)
    return ask_second(
        act=PowerAct.MERGE,
        post=mandate.post,
        about_id=stays.pk,
        mandate=mandate,
        values=values,
        told_ids=(goes.pk,),
        grant=grant,
        by=by,
        at=at,
    )


def merged(pending: PendingAct, reason: str, by: Actor, grant: Grant, at: datetime) -> None:
    """Carry out ``merge_persons`` once confirmed. Raises BadInput as it does."""
    stays, goes = _both(pending.values["stays"], pending.values["goes"], by)
    _together(stays, goes, reason, by, grant, at)
    _merge(stays, goes, pending.values["account_of_goes"], by, grant, at)


def _together(stays: Person, goes: Person, reason: str, by: Actor, grant: Grant, at: datetime) -> None:
    """Ask the rules about holding posts of the two as one. Raises NeedsConfirmation ``holding_asks``."""
    breaches = against_rules_together(stays, goes)
    why = stop_at_rules((each for each, _mandate in breaches), reason, only_ask=True)
    note_reasons(breaches, why, by=by, grant=grant, at=at)


@transaction.atomic
def undo_merge(*, merge_id: int, by: Actor, at: datetime) -> Merge:
    """Take a merge back: what was led on returns, as far as it still is where it was led, and the account opens again.

    Links, devices and private calendar addresses that were stopped stay stopped. Raises NotVisible, BadInput
    merge_undone, merge_too_old (params ``days``), merge_went_on (one of the two was merged again), merge_oneself;
    PermissionDenied.
    """
    grant = require_anywhere(by, Permission.MANAGE_PEOPLE)
    merge = Merge.objects.select_for_update(of=("self",)).filter(pk=merge_id).first()
    if merge is None:
        raise NotVisible
    people = Person.objects.select_for_update().in_bulk(sorted((merge.stays_id, merge.goes_id)))
    stays, goes = people[merge.stays_id], people[merge.goes_id]
    if by.person_id in people:
        raise BadInput("", "merge_oneself")
    if merge.undone_at:
        raise BadInput("", "merge_undone")
    if at > merge.merged_at + timedelta(days=UNDO_DAYS):
        raise BadInput("", "merge_too_old", days=UNDO_DAYS)
    if stays.merged_into_id or goes.merged_into_id != stays.pk:
        raise BadInput("", "merge_went_on")
    try:
        with transaction.atomic():
            _put_back(merge, stays, goes)
    except IntegrityError as error:  # the same post was given to both since
        raise BadInput("", "merge_same_post") from error
    merge.undone_at = at
    merge.save(update_fields=["undone_at"])
    for person in (stays, goes):
        log_action(
            act="undo_merge", by=by, at=at, grant=grant, subject=("person", person.pk), detail={"merge": merge.pk}
        )
    _tell(stays, goes, merge, "-undone", by.on, at)
    return merge


def _both(stays_id: int, goes_id: int, by: Actor) -> tuple[Person, Person]:
    if stays_id == goes_id:
        raise BadInput("", "merge_same")
    people = Person.objects.select_for_update().order_by("pk").in_bulk(sorted((stays_id, goes_id)))
    if len(people) < 2:
        raise BadInput("", "merge_unknown")
    if by.person_id in people:
        raise BadInput("", "merge_oneself")
    if any(person.blanked_on for person in people.values()):
        raise BadInput("", "merge_unknown")
    if any(person.merged_into_id for person in people.values()):
        raise BadInput("", "merge_already")
    return people[stays_id], people[goes_id]


def _waits_for_none(stays: Person, goes: Person) -> None:
    """Raises BadInput ``act_waits_already`` when a merge of one of them waits."""
    waiting = PendingAct.objects.filter(act=PowerAct.MERGE, decided_at=None)
    ids = [stays.pk, goes.pk]
    if waiting.filter(Q(values__stays__in=ids) | Q(values__goes__in=ids)).exists():
        raise BadInput("", "act_waits_already")


def _merge(stays: Person, goes: Person, account_of_goes: bool, by: Actor, grant: Grant, at: datetime) -> Merge:
    merge = Merge(stays=stays, goes=goes, merged_at=at)
    merge.save()
    _tell(stays, goes, merge, "", by.on, at)  # while each record still has its own address
    kept: dict[str, Any] = {"account": _one_account(stays, goes, account_of_goes, at)}
    try:
        with transaction.atomic():
            for reference in [*HOW, *(references().keys() - HOW.keys())]:  # one without a line stops here
                kept[reference] = HOW[reference](reference, stays, goes, at)
    except IntegrityError as error:
        raise BadInput("", "merge_same_post") from error
    kept["filled"] = _fill(stays, goes)
    _address(stays, goes)
    goes.merged_into, merge.kept = stays, kept
    goes.save(update_fields=["merged_into"])
    merge.save(update_fields=["kept"])
    detail = {"merge": merge.pk, "stays": stays.pk, "goes": goes.pk}
    for person in (stays, goes):
        log_action(act="merge_persons", by=by, at=at, grant=grant, subject=("person", person.pk), detail=detail)
    return merge


def _one_account(stays: Person, goes: Person, account_of_goes: bool, at: datetime) -> dict[str, Any]:
    """Leave one account open, on the record that stays. Returns what taking it back needs."""
    accounts = {
        account.person_id: account for account in Account.objects.select_for_update().filter(person__in=(stays, goes))
    }
    own, theirs = accounts.get(stays.pk), accounts.get(goes.pk)
    if theirs is None or (own is not None and not account_of_goes):
        closed, owner, moved = theirs, goes, None
    else:
        closed, owner, moved = own, stays, theirs
    kept: dict[str, Any] = {"closed": None, "moved": moved.pk if moved else None, "own": own.pk if own else None}
    if closed is not None:
        kept["closed"], kept["was_active"] = closed.pk, closed.is_active
        Account.objects.filter(pk=closed.pk).update(is_active=False)
        FeedToken.objects.filter(account=closed, revoked_at=None).update(revoked_at=at)
        end_devices_of(person_id=owner.pk, at=at)
    if moved is not None:
        _swap(stays, goes, moved.pk, own.pk if own else None)
    return kept


def _swap(stays: Person, goes: Person, moved: int, own: int | None) -> None:
    """The account ``moved`` becomes that of ``stays``, and ``own`` that of ``goes``: one a person at any moment."""
    if own is not None:
        Account.objects.filter(pk=own).update(person=None)
    Account.objects.filter(pk=moved).update(person=stays)
    if own is not None:
        Account.objects.filter(pk=own).update(person=goes)


def _fill(stays: Person, goes: Person) -> list[str]:
    """What only the record that goes knew is kept on the one that stays."""
    filled = [name for name in FILLED if not getattr(stays, name) and getattr(goes, name)]
    for name in filled:
        setattr(stays, name, getattr(goes, name))
    for name, value in derived_names(stays.name_ar, stays.name_latin).items():
        setattr(stays, name, value)
    stays.save()
    return filled


def _put_back(merge: Merge, stays: Person, goes: Person) -> None:
    goes.merged_into = None
    goes.save(update_fields=["merged_into"])
    for reference, done in merge.kept.items():
        if "ids" in done and reference in HOW:
            field = references()[reference]
            rows = rows_of(reference, stays).filter(pk__in=done["ids"])
            for pk, again in done.get("numbered", ()):
                rows.filter(pk=pk).update(again=again, person=goes)
            rows.filter(pk__in=done["ids"]).update(**{field.name: goes})
    letters = merge.kept["notices.Delivery.person"]
    items = references()["notices.DeliveryItem.person"].model._base_manager.filter(person=stays)
    for pk, again in letters["numbered"]:
        items.filter(delivery_id=pk).update(again=again, person=goes)
    items.filter(pk__in=letters["items"]).update(person=goes)
    for pk, from_on, to_on, standing in merge.kept["people.Mandate.person"]["before"]:
        last = date.fromisoformat(to_on) if to_on else None
        Mandate.objects.filter(pk=pk).update(from_on=date.fromisoformat(from_on), to_on=last, standing=standing)
    account = merge.kept["account"]
    if account["moved"]:
        _swap(goes, stays, account["moved"], account["own"])
    if account["closed"] and account["was_active"]:
        Account.objects.filter(pk=account["closed"]).update(is_active=True)
    for name in merge.kept["filled"]:
        if getattr(stays, name) == getattr(goes, name):
            setattr(stays, name, None if name in _EMPTY else "")
    for name, value in derived_names(stays.name_ar, stays.name_latin).items():
        setattr(stays, name, value)
    stays.save()
    _address(stays, goes)


def _address(*persons: Person) -> None:
    """An account that was led to another record has the address of that one: a link for a password goes there."""
    for person in persons:
        if person.email:
            Account.objects.filter(person=person).update(email=person.email)


_EMPTY = frozenset({"birth_year", "consented_on"})


def _tell(stays: Person, goes: Person, merge: Merge, step: str, on: date, at: datetime) -> None:
    posts = [*posts_of_person(stays.pk, on), *posts_of_person(goes.pk, on)]
    concerns = [Concern(("merge", merge.pk), post, (stays.pk, goes.pk)) for post in dict.fromkeys(posts)]
    if concerns:
        tell_of_power(act=PowerAct.MERGE, concerns=concerns, step=f"{step}", on=on, at=at)
