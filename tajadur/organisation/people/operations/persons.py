"""Adding and editing persons. Nobody is ever deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.foundation.arabic import digits
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.mail_address import clean_address
from tajadur.foundation.text import clean_line, without_invisible
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.permissions.powers import PowerAct
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.audit.operations import log_action
from tajadur.rules.identity import looks_like_identity_number

from ..managers import KNOWN
from ..models import Account, FormerAddress, Person, derived_names
from ..vocabulary import Sex
from .match_people import facts_of, stop_at_namesakes
from .notifying import Concern, posts_of_person, tell_of_power

NAME_LIMIT = 120
FIRST_BIRTH_YEAR = 1900
_HOME = "MA"
_TOLD_FIELDS = frozenset({"name_ar", "name_latin", "sex", "birth_year", "phone", "email", "consented_on"})


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of a person, as typed; ``phone`` in any form, empty strings for what is not known."""

    name_ar: str
    name_latin: str = ""
    sex: str = ""
    birth_year: int | None = None
    phone: str = ""
    email: str = ""
    consented_on: date | None = None


def phone_e164(text: str, *, field: str = "phone") -> str:
    """A number typed in any Moroccan or foreign form as ``+212661234567``; empty stays empty. Raises BadInput."""
    typed = digits(without_invisible(clean_line(text, field=field, limit=40)))
    if not typed:
        return ""
    import phonenumbers  # five megabytes, in no process that takes no telephone

    try:
        number = phonenumbers.parse("+" + typed[2:] if typed.startswith("00") else typed, _HOME)
    except phonenumbers.NumberParseException:
        raise BadInput(field, "phone_unreadable") from None
    if not phonenumbers.is_valid_number(number) or number.extension:
        raise BadInput(field, "phone_unreadable")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


@transaction.atomic
def add_person(
    *, details: Details, identity_confirmed: bool = False, another_confirmed: bool = False, by: Actor, at: datetime
) -> Person:
    """A new person. Raises BadInput: person_name_missing, identity_number, birth_year, phone_unreadable;
    NeedsConfirmation ``same_person`` when somebody of this name is recorded and nothing tells them apart, unless
    ``another_confirmed``; PermissionDenied.
    """
    grant = require_anywhere(by, Permission.MANAGE_PEOPLE)
    values = checked(details, by.on, identity_confirmed)
    if not another_confirmed:
        stop_at_namesakes(values, Person.objects.filter(KNOWN))
    person = Person.objects.create(**values)
    _note("add_person", person, identity_confirmed, by, at, grant)
    return person


@transaction.atomic
def edit_person(
    *,
    person_id: int,
    details: Details,
    identity_confirmed: bool = False,
    another_confirmed: bool = False,
    by: Actor,
    at: datetime,
) -> Person:
    """Correct what is known of a person. Raises the same as ``add_person``, and NotVisible.

    Only who becomes probably the same by the correction is pointed out, not who was already.

    The e-mail address is the account's too. The one it replaces opens nothing any more; it is told, and for a time it
    is told who comes to the person's power.
    """
    grant = require_anywhere(by, Permission.MANAGE_PEOPLE)
    person = Person.objects.select_for_update().filter(KNOWN, pk=person_id).first()
    if person is None:
        raise NotVisible
    values, former = checked(details, by.on, identity_confirmed), person.email
    if not another_confirmed:
        others = Person.objects.filter(KNOWN).exclude(pk=person_id)
        stop_at_namesakes(values, others, known=facts_of(person))
    changed = [name for name, value in values.items() if name in _TOLD_FIELDS and getattr(person, name) != value]
    for name, value in values.items():
        setattr(person, name, value)
    person.save(update_fields=list(values))
    entry = _note("edit_person", person, identity_confirmed, by, at, grant, changed)
    if person.email != former:
        _change_address(person, former, entry.pk, by.on, at)
    return person


def _change_address(person: Person, former: str, number: int, on: date, at: datetime) -> None:
    enters = Account.objects.filter(person=person).update(email=person.email)
    if person.email.casefold() == former.casefold() or not (enters or former):
        return
    if former:
        FormerAddress.objects.create(person=person, email=former, replaced_at=at)
    concerns = [Concern(("person", person.pk), post, (person.pk,)) for post in posts_of_person(person.pk, on)]
    tell_of_power(act=PowerAct.ADDRESS, concerns=concerns, step=f"-{number}", on=on, at=at)


def _note(
    act: str,
    person: Person,
    identity_confirmed: bool,
    by: Actor,
    at: datetime,
    grant: Grant,
    changed: Sequence[str] = (),
) -> AuditEntry:
    """Which details were changed is kept, never what they were nor are."""
    detail: dict[str, Any] = {"identity_number_denied": True} if identity_confirmed else {}
    if changed:
        detail["fields"] = list(changed)
    return log_action(act=act, by=by, at=at, grant=grant, subject=("person", person.pk), detail=detail)


def checked(details: Details, on: date, identity_confirmed: bool) -> dict[str, object]:
    """The columns of a person as they are kept. Raises BadInput as ``add_person``, all problems at once."""
    problems: list[BadInput] = []
    names = {"name_ar": "", "name_latin": "", "phone": "", "email": ""}
    for field, limit in (("name_ar", NAME_LIMIT), ("name_latin", NAME_LIMIT), ("email", 254)):
        try:
            names[field] = clean_line(getattr(details, field), field=field, limit=limit)
        except BadInput as error:
            problems.append(error)
            continue
        names["email"] = clean_address(names["email"])
        numbers = [] if identity_confirmed or field == "email" else looks_like_identity_number(names[field])
        if numbers:
            problems.append(BadInput(field, "identity_number", found=numbers[0]))
    try:
        names["phone"] = phone_e164(details.phone)
    except BadInput as error:
        problems.append(error)
    if not names["name_ar"] and not any(problem.field == "name_ar" for problem in problems):
        problems.append(BadInput("name_ar", "person_name_missing"))
    if details.birth_year is not None and not FIRST_BIRTH_YEAR <= details.birth_year <= on.year:
        problems.append(BadInput("birth_year", "birth_year", first=FIRST_BIRTH_YEAR, last=on.year))
    if details.consented_on and details.consented_on > on:
        problems.append(BadInput("consented_on", "consent_in_future"))
    if problems:
        raise BadInput.of(*problems)
    return {
        **names,
        **derived_names(names["name_ar"], names["name_latin"]),
        "sex": details.sex if details.sex in Sex.values else "",
        "birth_year": details.birth_year,
        "consented_on": details.consented_on,
    }
