"""Reading accounts, invitations and one's own mandates."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Q, Subquery
from django.db.models.expressions import RawSQL

from tajadur.organisation.profile.queries import names_of_party
from tajadur.registry.audit.queries import readings_of
from tajadur.registry.notices.queries import unread_sql

from ..actors import in_force, names_of, with_grants
from ..models import Account, Invitation, Mandate, Person
from ..vocabulary import MandateStatus


class LinkState(StrEnum):
    """Where an invitation link stands."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class MandateTerm:
    """A mandate as it is shown: post (ar, fr, en), place (ar, latin; empty for the whole country), days, interim."""

    post_names: tuple[str, str, str]
    place_names: tuple[str, str]
    from_on: date
    to_on: date | None
    interim: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """One's details were opened at an instant by the holder of an office (names as in ``MandateTerm``)."""

    at: datetime
    post_names: tuple[str, str, str]
    place_names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """An invitation link: its state, the term it opens, the user name when the person has an account already."""

    state: LinkState
    term: MandateTerm | None = None
    username: str = ""


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """An account of the demonstration; ``running`` False when its last mandate has ended."""

    username: str
    term: MandateTerm
    running: bool


def digest_of(token: str) -> str:
    """What is stored of a link's token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def link_of(*, token: str, at: datetime, on: date) -> Link:
    """The link of a token; UNKNOWN when nobody made it. Tells no name."""
    invitation = Invitation.objects.filter(token_digest=digest_of(token)).first()
    if invitation is None:
        return Link(LinkState.UNKNOWN)
    if invitation.used_at:
        return Link(LinkState.USED)
    if invitation.revoked_at:
        return Link(LinkState.REVOKED)
    if invitation.expires_at <= at:
        return Link(LinkState.EXPIRED)
    running = Q(to_on=None) | Q(to_on__gte=on)
    rows = _terms(Mandate.objects.filter(running, person_id=invitation.person_id).order_by("from_on", "pk"))
    username = Account.objects.filter(person_id=invitation.person_id).values_list("username", flat=True).first()
    return Link(LinkState.OPEN, rows[0][1] if rows else None, username or "")


def terms_of(*, person_id: int | None) -> list[MandateTerm]:
    """One's own confirmed mandates, the newest first. One query."""
    if person_id is None:
        return []
    return [term for _, term in _terms(Mandate.objects.filter(person_id=person_id).order_by("-from_on", "-pk"))]


def terms_on(*, person_ids: Collection[int], on: date) -> dict[int, MandateTerm]:
    """The first office each person holds on ``on``, by rank; whoever holds none is left out. One query."""
    rows = Mandate.objects.filter(in_force(on), person_id__in=person_ids).order_by("post__post_type__rank", "pk")
    terms: dict[int, MandateTerm] = {}
    for person_id, term in _terms(rows):
        terms.setdefault(person_id, term)
    return terms


def last_term_of(*, person_id: int | None, on: date) -> MandateTerm | None:
    """The mandate that ended last before ``on``; None when there was none or when one is in force."""
    rows = terms_of(person_id=person_id)
    if any(term.from_on <= on and (term.to_on is None or term.to_on >= on) for term in rows):
        return None
    ended = [term for term in rows if term.to_on is not None and term.to_on < on]
    return max(ended, key=lambda term: (term.to_on or on, term.from_on), default=None)


def details_of(*, person_id: int | None) -> Person | None:
    """One's own record; None for an account without a person. One query."""
    return Person.objects.filter(pk=person_id).first() if person_id else None


def readers_of(*, person_id: int | None) -> list[Reader]:
    """The last ten times somebody opened one's details, with the office it was done under. Two queries."""
    readings = readings_of(person_id) if person_id else []
    if not readings:
        return []
    mandates = Mandate.objects.select_related("post__post_type", "post__unit", "post__area")
    held = mandates.in_bulk([reading.mandate_id for reading in readings if reading.mandate_id])
    return [
        Reader(reading.at, *names_of(held[reading.mandate_id].post))
        for reading in readings
        if reading.mandate_id in held
    ]


def has_accounts() -> bool:
    """Is there any account? One query."""
    return Account.objects.exists()


def sample_accounts(*, on: date) -> list[SampleAccount]:
    """The accounts of the demonstration, in the order they were made, each with its term in force or its last one.

    Two queries.
    """
    people = dict(
        Account.objects.filter(is_sample=True, is_active=True, person__isnull=False)
        .order_by("pk")
        .values_list("person_id", "username")
    )
    mandates = Mandate.objects.filter(person_id__in=people)
    shown: dict[int, SampleAccount] = {}
    for person_id, term in _terms(mandates.filter(from_on__lte=on).order_by("to_on", "pk")):
        running = term.to_on is None or term.to_on >= on
        if person_id not in shown or (running and not shown[person_id].running):
            shown[person_id] = SampleAccount(people[person_id], term, running)
    return [shown[person_id] for person_id in people if person_id in shown]


def sample_account(*, username: str) -> Account | None:
    """The account of the demonstration with this user name."""
    if "\0" in username:
        return None
    return Account.objects.filter(username=username, is_sample=True, is_active=True).first()


def account_by_login(text: str) -> Account | None:
    """The account whose user name is ``text``, or the only one with that e-mail address, whatever the case. One query.

    Two persons who share a mailbox come in by their user names.
    """
    accounts = _by_login(text)
    named = [account for account in accounts if account.username.lower() == text.lower()]
    return (named or accounts)[0] if named or len(accounts) == 1 else None


def accounts_by_email(email: str) -> list[Account]:
    """The accounts open to log in whose e-mail address this is, whatever the case, in the order they were made."""
    return [account for account in _by_login(email) if account.is_active and account.email.lower() == email.lower()]


def _by_login(text: str) -> list[Account]:
    """The database folds letters that only look alike (ſ and s, ı and i): what it finds is compared once more."""
    if not text or "\0" in text:
        return []
    rows = Account.objects.select_related("person").filter(Q(username__iexact=text) | Q(email__iexact=text))
    typed = text.lower()
    return [row for row in rows.order_by("pk") if typed in (row.username.lower(), row.email.lower())]


def account_with_person(account_id: int, on: date) -> Account | None:
    """The account, its person, its grants of the day, how much it has not read (``unread``) and the names of the
    party by language (``party``), in one query."""
    accounts = with_grants(Account.objects.select_related("person"), on).annotate(
        unread=RawSQL(unread_sql('"people_account"."person_id"'), ()),  # noqa: S611  constants of ours
        party=Subquery(names_of_party()),
    )
    return next(iter(accounts.filter(pk=account_id)), None)


def person_of_username(username: str) -> int | None:
    """The person whose account has this user name."""
    return Account.objects.filter(username__iexact=username).values_list("person_id", flat=True).first()


def _terms(mandates: Any) -> list[tuple[int, MandateTerm]]:
    rows: Iterable[Any] = mandates.filter(standing=MandateStatus.CONFIRMED).select_related(
        "post__post_type", "post__unit", "post__area"
    )
    return [
        (
            row.person_id,
            MandateTerm(*names_of(row.post), from_on=row.from_on, to_on=row.to_on, interim=row.interim),
        )
        for row in rows
    ]
