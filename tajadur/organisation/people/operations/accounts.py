"""Accounts and the single-use links by which a person makes one."""

import re
import secrets
from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, NotVisible, PermissionDenied
from tajadur.foundation.installation import offered
from tajadur.foundation.text import clean_line
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission, Role
from tajadur.permissions.powers import PowerAct
from tajadur.registry.audit.operations import log_action

from ..actors import in_force
from ..models import Account, Invitation, Mandate, Person
from ..queries.accounts import digest_of
from ..vocabulary import MandateStatus
from .devices import end_devices_of
from .notifying import Concern, posts_of_person, tell_of_power

LONGEST_HOURS = 30 * 24
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


@transaction.atomic
def invite_person(*, person_id: int, valid_hours: int = 72, by: Actor | None, at: datetime) -> str:
    """Make the single-use link of a person and revoke the former ones; returns its token, which is kept nowhere.

    ``by`` None is the operator at the machine's own console. For a person who has an account the link lets them choose
    a new password; the Secretary General's is made at the console only. The person, the offices they hold, the level
    above and the Secretary General are told at once, so that nobody comes in silently in another's place. Logged.

    Raises PermissionDenied, NotVisible (no such person), BadInput: ``invite_oneself``, ``no_mandate_to_open`` (no
    mandate in force or to come), ``mandate_waits`` (for a second person), ``account_of_general``,
    ``invitation_hours`` (1 to 720).
    """
    grant = require_anywhere(by, Permission.INVITE) if by else None
    if not 1 <= valid_hours <= LONGEST_HOURS:
        raise BadInput("valid_hours", "invitation_hours", most=LONGEST_HOURS)
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NotVisible
    if by and by.person_id == person.pk:
        raise BadInput("", "invite_oneself")
    today = civil_day(at)
    to_come = Mandate.objects.filter(person=person, standing=MandateStatus.CONFIRMED, from_on__gt=today)
    held = list(Mandate.objects.filter(in_force(today), person=person).select_related("post__post_type", "post__unit"))
    if not held and not to_come.exists():
        waits = Mandate.objects.filter(person=person, standing=MandateStatus.PROPOSED).exists()
        raise BadInput("", "mandate_waits" if waits else "no_mandate_to_open")
    comes_back = Account.objects.filter(person=person).exists()
    if by and comes_back and any(mandate.post.post_type.office == Role.SECRETARY_GENERAL for mandate in held):
        raise BadInput("", "account_of_general")
    Invitation.objects.filter(person=person, used_at=None, revoked_at=None).update(revoked_at=at)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person=person, token_digest=digest_of(token), created_at=at, expires_at=at + timedelta(hours=valid_hours)
    )
    _tell(PowerAct.NEW_LINK if comes_back else PowerAct.LINK, invitation, today, at)
    log_action(
        act=Permission.INVITE,
        by=by,
        at=at,
        grant=grant,
        subject=("invitation", invitation.pk),
        detail={"person": person.pk},
    )
    return token


@transaction.atomic
def accept_invitation(*, token: str, username: str, password: str, language: str, at: datetime) -> int:
    """Use the link once: make the person's account, or give the existing one a new password. Returns the account's id.

    Of two at once one wins. Whoever was told of the link is told that it was opened. Logged.

    Raises NotVisible when the link is unknown, used, revoked or past its hour; BadInput on ``username``:
    ``username_shape``, ``username_taken``; on ``password``: ``password_weak`` (params ``reasons``: sentences of the
    validators); on ``language``: ``unknown``.
    """
    invitation = Invitation.objects.select_for_update().filter(token_digest=digest_of(token)).first()
    if invitation is None or invitation.used_at or invitation.revoked_at or invitation.expires_at <= at:
        raise NotVisible
    person = Person.objects.get(pk=invitation.person_id)
    account = Account.objects.filter(person=person).first()
    if account is None:
        account = Account(person=person, created_at=at, username=_username(username))
    if language not in offered():
        raise BadInput("language", "unknown")
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise BadInput("password", "password_weak", reasons=" ".join(weak.messages)) from None
    account.language, account.is_active = language, True
    end_devices_of(person_id=person.pk, at=at)
    account.set_password(password)
    account.email = person.email
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:
        raise BadInput("username", "username_taken") from None
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    _tell(PowerAct.LINK_OPENED, invitation, civil_day(at), at)
    log_action(
        act="accept_invitation", by=None, at=at, subject=("account", account.pk), detail={"invitation": invitation.pk}
    )
    return account.pk


def choose_language(*, account_id: int | None, language: str, by: Actor) -> None:
    """Keep the account's choice of language. Raises PermissionDenied for another's account, BadInput ``unknown``."""
    if account_id is None or by.account_id != account_id:
        raise PermissionDenied("choose_language")
    if language not in offered():
        raise BadInput("language", "unknown")
    Account.objects.filter(pk=account_id).exclude(language=language).update(language=language)


def _tell(act: PowerAct, invitation: Invitation, on: date, at: datetime) -> None:
    person_id, subject = invitation.person_id, ("invitation", invitation.pk)
    concerns = [Concern(subject, post, (person_id,)) for post in posts_of_person(person_id, on)]
    tell_of_power(act=act, concerns=concerns, on=on, at=at)


def _username(text: str) -> str:
    name = clean_line(text, field="username", limit=40).lower()
    if not _USERNAME.fullmatch(name):
        raise BadInput("username", "username_shape")
    if Account.objects.filter(username__iexact=name).exists():
        raise BadInput("username", "username_taken")
    return name
