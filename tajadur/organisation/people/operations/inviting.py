"""Links for many at once, to be printed and handed over."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.permissions.powers import PowerAct
from tajadur.registry.audit.operations import log_actions

from ..actors import names_of
from ..models import Invitation, Mandate, Person
from ..queries.accounts import digest_of
from ..queries.inviting import without_account
from .accounts import LONGEST_HOURS
from .notifying import Concern, tell_of_power

MOST_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Strip:
    """What is printed for one person: the office it opens, in words, and the token, kept nowhere. No name.

    ``initials`` tell two members of one office apart.
    """

    token: str
    post_names: tuple[str, str, str]
    place_names: tuple[str, str]
    unit_code: str
    initials: str


@transaction.atomic
def invite_people(
    *, unit: Unit | None = None, kind: str = "", valid_hours: int = 72, by: Actor, at: datetime
) -> list[Strip]:
    """A link for each person with an office in ``unit`` (and below; None: everywhere) and ``kind``, without account.

    Former links of these persons stop working. They, their offices, the level above and the Secretary General are told.
    One strip per person, of the highest office; twenty statements, whatever their number. Logged by link.

    Raises PermissionDenied; BadInput nobody_to_invite, too_many_to_invite, invitation_hours.
    """
    grant = require_anywhere(by, Permission.INVITE)
    if not 1 <= valid_hours <= LONGEST_HOURS:
        raise BadInput("valid_hours", "invitation_hours", most=LONGEST_HOURS)
    first: dict[int, Mandate] = {}
    for mandate in without_account(by, civil_day(at), unit=unit, kind=kind):
        first.setdefault(mandate.person_id, mandate)
    if not first:
        raise BadInput("", "nobody_to_invite")
    if len(first) > MOST_AT_ONCE:
        raise BadInput("", "too_many_to_invite", count=len(first), most=MOST_AT_ONCE)
    # Two at once: the second waits here, and its links replace those of the first.
    list(Person.objects.select_for_update().filter(pk__in=first).order_by("pk").values_list("pk"))
    Invitation.objects.filter(person__in=first, used_at=None, revoked_at=None).update(revoked_at=at)
    tokens = {person_id: secrets.token_urlsafe(32) for person_id in first}
    made = Invitation.objects.bulk_create(
        Invitation(
            person_id=person_id,
            token_digest=digest_of(token),
            created_at=at,
            expires_at=at + timedelta(hours=valid_hours),
        )
        for person_id, token in tokens.items()
    )
    about = [
        (first[invitation.person_id].post.unit_id, invitation.pk, {"person": invitation.person_id})
        for invitation in made
    ]
    log_actions(act=Permission.INVITE, by=by, at=at, grant=grant, kind="invitation", about=about)
    _tell(made, first, by.on, at)
    return [
        Strip(
            tokens[person_id],
            *names_of(mandate.post),
            unit_code=mandate.post.unit.code,
            initials=_initials(mandate.person.name_ar),
        )
        for person_id, mandate in first.items()
    ]


def _tell(made: Sequence[Invitation], mandates: Mapping[int, Mandate], on: date, at: datetime) -> None:
    """One notice for each unit: of all links made for its offices."""
    of_unit: dict[int, list[Invitation]] = {}
    for invitation in made:
        of_unit.setdefault(mandates[invitation.person_id].post.unit_id, []).append(invitation)
    concerns = [
        Concern(("invitation", rows[0].pk), mandates[rows[0].person_id].post, tuple(row.person_id for row in rows))
        for rows in of_unit.values()
    ]
    tell_of_power(act=PowerAct.LINK, concerns=concerns, whole=("invitations", made[0].pk), on=on, at=at)


def _initials(name: str) -> str:
    """The first letter of each word, the article left out: «محمد العمراني» is «م. ع.»."""
    words = [word.removeprefix("ال") if len(word) > len("ال") else word for word in name.split()]
    return " ".join(f"{word[0]}." for word in words)
