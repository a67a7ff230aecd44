"""What waits for the reader: orders to sign, requests to decide, advice to answer, requests whose turn is theirs."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from tajadur.activity.circulars.queries.listing import circulars_to_confirm
from tajadur.activity.congresses.queries.templates import changes_to_issue
from tajadur.activity.releases.queries import requests_waiting as releases_waiting
from tajadur.activity.resources.queries.requests import requests_waiting as resources_waiting
from tajadur.activity.support.queries.lists import advice_to_answer
from tajadur.duties.directives.queries import directives_to_sign
from tajadur.organisation.people.queries.persons import waiting_interims
from tajadur.organisation.people.queries.second_person import acts_waiting
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission

from .tallies import tallies


class WaitingKind(StrEnum):
    """What can wait, in the order in which it is told."""

    ORDERS = "orders"  # directives drafted, amended or excepted: to sign
    STAGES = "stages"  # changes of the stages of a congress: to sign
    RELEASES = "releases"  # more time, excuses, reopenings: to decide
    CIRCULARS = "circulars"  # to read and confirm
    ADVICE = "advice"  # to answer
    RESOURCES = "resources"  # to endorse, recommend, decide, deliver or confirm
    INTERIMS = "interims"  # to approve
    ACTS = "acts"  # of power: to confirm or refuse


def waiting_for(actor: Actor, on: date) -> dict[WaitingKind, int]:
    """How many of what units ask and answer wait for the actor on ``on``; what does not wait is left out. One query."""
    return tallies(from_units(actor, on))


def from_units(actor: Actor, on: date) -> Iterator[tuple[WaitingKind, QuerySet[Any]]]:
    """The rows of each kind that come from units or go to them."""
    yield WaitingKind.RELEASES, releases_waiting(actor)
    yield WaitingKind.ADVICE, advice_to_answer(actor, on)
    yield WaitingKind.RESOURCES, resources_waiting(actor, on)


def of_posts(actor: Actor) -> Iterator[tuple[WaitingKind, QuerySet[Any]]]:
    """The rows of each kind that the actor's own posts owe; the home page of a unit has them among what it owes."""
    yield WaitingKind.CIRCULARS, circulars_to_confirm(actor)


def of_headquarters(actor: Actor) -> Iterator[tuple[WaitingKind, QuerySet[Any]]]:
    """The rows of each kind that headquarters signs, approves or confirms."""
    if may_anywhere(actor, Permission.ISSUE_DIRECTIVE):
        yield WaitingKind.ORDERS, directives_to_sign(actor)
        yield WaitingKind.STAGES, changes_to_issue(actor)
    if may_anywhere(actor, Permission.APPROVE_INTERIM):
        yield WaitingKind.INTERIMS, waiting_interims(actor)
    if may_anywhere(actor, Permission.CONFIRM_ACTS):
        yield WaitingKind.ACTS, acts_waiting(actor)
