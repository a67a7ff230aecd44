"""A person is no longer kept: the one row that says who it was is blanked, and history reads «Former …».

Everything else names persons by id and stays. Long after the last office the nightly purge does it; an administrator
does it for whoever asks (law 09-08, art. 3 and 8). It is not taken back.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime, time

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import override

from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.installation import offered
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action, log_actions
from tajadur.registry.notices.operations.addresses import forget_addresses_of
from tajadur.rules.retention import offices_since

from ..managers import KNOWN
from ..models import Account, Mandate, PendingAct, Person, derived_names
from ..vocabulary import CLOSED, MandateStatus, PendingStatus
from .merge_rows import references
from .persons import NAME_LIMIT

MOST = 500  # persons of one run: a first purge of years holds nobody up
Persons = Collection[int]


def _kept(reference: str, ids: Persons) -> None:
    """It names the person by id, and says nothing else of them."""


def _gone(reference: str, ids: Persons) -> None:
    """It was there for the person alone."""
    field = references()[reference]
    owner = "person__in" if field.related_model is Account else "in"
    field.model._base_manager.filter(**{f"{field.name}__{owner}": ids}).delete()


def _addresses(reference: str, ids: Persons) -> None:
    """That a letter went stays, not where to."""
    forget_addresses_of(ids)


def _account(reference: str, ids: Persons) -> None:
    """It opens nothing from now on, and its name says nothing."""
    Account.objects.filter(person__in=ids).update(
        username=Concat(Value("former-"), Cast("pk", CharField())), email="", is_active=False,
        password=make_password(None),
    )  # fmt: skip


# What becomes of the rows that refer to a person or an account: one line a table. One without a line stops here.
BLANKED: dict[str, Callable[[str, Persons], None]] = {
    "people.Mandate.person": _kept,
    "people.Invitation.person": _gone,
    "people.NotificationPreferences.person": _gone,
    "people.PersonChannel.person": _gone,
    "people.PendingAct.about": _kept,
    "people.PendingAct.asked_by": _kept,
    "people.PendingAct.decided_by": _kept,
    "people.FormerAddress.person": _gone,
    "people.Person.merged_into": _kept,
    "people.Merge.stays": _kept,
    "people.Merge.goes": _kept,
    "people.FeedToken.account": _gone,
    "account.EmailAddress.user": _gone,
    "people.Account.person": _account,
    "meetings.Draft.saved_by": _kept,  # of the unit; it goes with its own time
    "census.AnswersDraft.saved_by": _kept,
    "exports.Export.account": _gone,  # its content is swept with those that no row knows
    "notices.PushDevice.person": _gone,
    "notices.Notice.person": _kept,
    "notices.Delivery.person": _addresses,
    "notices.DeliveryItem.person": _kept,
    "congresses.Elected.person": _kept,
    "training.TrainingConsent.person": _gone,
    "congresses.StageChange.asked_by": _kept,
    "congresses.StageChange.decided_by": _kept,
}


def blank_former_persons(*, on: date, at: datetime) -> int:
    """Blank who left their last office long ago and did not come in since; how many. Again: the next ones, then none.

    Whoever never held an office is not found by this: no day says since when they are out of it.
    """
    with transaction.atomic():
        rows = Person.objects.select_for_update(of=("self",), skip_locked=True).filter(KNOWN, _left_long_ago(on))
        ids = list(rows.order_by("pk").values_list("pk", flat=True)[:MOST])
        _blank(ids, on)
        log_actions(act="blank_person", by=None, at=at, kind="person", about=[(None, pk, {}) for pk in ids])
    return len(ids)


@transaction.atomic
def erase_person(*, person_id: int, by: Actor, at: datetime) -> None:
    """Blank whoever asks to be forgotten and holds no office now or to come. Logged, without their name.

    Raises PermissionDenied, NotVisible (unknown, merged or blanked), BadInput: erase_oneself, erase_in_office (an
    office runs, is to come or is proposed), act_waits_already.
    """
    grant = require_anywhere(by, Permission.MANAGE_PEOPLE)
    person = Person.objects.select_for_update().filter(KNOWN, pk=person_id).first()
    if person is None:
        raise NotVisible
    if person.pk == by.person_id:
        raise BadInput("", "erase_oneself")
    running = Q(to_on=None) | Q(to_on__gte=by.on)
    if Mandate.objects.filter(running, person=person).exclude(standing__in=CLOSED).exists():
        raise BadInput("", "erase_in_office")
    if PendingAct.objects.filter(about=person, standing=PendingStatus.WAITING).exists():
        raise BadInput("", "act_waits_already")
    _blank([person.pk], by.on)
    log_action(act="erase_person", by=by, at=at, grant=grant, subject=("person", person.pk))


def _left_long_ago(on: date) -> Q:
    since, person = offices_since(on), OuterRef("pk")
    held = Mandate.objects.filter(person=person).exclude(standing__in=CLOSED)
    lately = held.filter(Q(to_on=None) | Q(to_on__gte=since))
    came = Account.objects.filter(person=person, last_seen_at__gte=instant(since, time()))
    waits = PendingAct.objects.filter(about=person, standing=PendingStatus.WAITING)
    return Q(Exists(held)) & ~Q(Exists(lately)) & ~Q(Exists(came)) & ~Q(Exists(waits))


def _blank(ids: Persons, on: date) -> None:
    """The persons, and the records that became part of theirs."""
    people = list(Person.objects.select_for_update().filter(Q(pk__in=ids) | Q(merged_into__in=ids)).order_by("pk"))
    every = [person.pk for person in people]
    held = Mandate.objects.filter(person__in=every, standing=MandateStatus.CONFIRMED)
    last = {
        mandate.person_id: mandate
        for mandate in held.select_related("post__post_type", "post__unit").order_by("to_on", "pk")
    }
    latin = next((language for language in offered() if language != "ar"), "fr")
    arabic = "ar" if "ar" in offered() else latin  # a column of a language not offered holds the one that is
    for person in people:
        mandate = last.get(person.pk) or last.get(person.merged_into_id or 0)
        person.name_ar, person.name_latin = _former(mandate, arabic), _former(mandate, latin)
        for column, value in derived_names(person.name_ar, person.name_latin).items():
            setattr(person, column, value)
        person.sex = person.phone = person.email = ""
        person.birth_year = person.consented_on = None
        person.blanked_on = on
    columns = ["name_ar", "name_latin", "folded", "sort_ar", "sort_latin", "sex", "phone", "email", "birth_year"]
    Person.objects.bulk_update(people, [*columns, "consented_on", "blanked_on"])
    for reference in [*BLANKED, *(references().keys() - BLANKED.keys())]:
        BLANKED[reference](reference, every)


def _former(mandate: Mandate | None, language: str) -> str:
    """Who it was, as history reads it: by the last office."""
    with override(language):
        if mandate is None:
            return _("Formerly known")
        words = {"post": mandate.post.post_type.name, "unit": mandate.post.unit.name}
        return (_("Formerly: %(post)s, %(unit)s") % words)[:NAME_LIMIT]
