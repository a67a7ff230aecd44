"""What the form of a session offers, and what it begins with."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tajadur.activity.training.queries.sessions import (
    invited_units,
    provinces_to_choose,
    trainers_of,
    trainers_to_choose,
    unit_below,
    units_to_invite,
)
from tajadur.activity.training.vocabulary import TrainingKind
from tajadur.web.access import ActorRequest
from tajadur.web.paging import number_in, text_in
from tajadur.web.support.labels import post_choices


def begun_with(request: ActorRequest, unit: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what a new form begins with, its choices): the subject and the unit that the address names."""
    kind, named = text_in(request, "kind"), number_in(request, "invite")
    invited = unit_below(unit, named) if named is not None else None
    initial = {"kind": kind if kind in TrainingKind.values else "", "invited": [(invited or unit).pk]}
    return initial, _choices(unit, request.actor.on, [invited] if invited else [])


def session_choices(unit: Any, on: date, version: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what the form of a session begins with, its choices): what it names already may stay."""
    invited, trainers = invited_units(version), [row.post for row in trainers_of(version)]
    names = ("number", "kind", "from_on", "to_on", "place", "programme", "seats", "trainer_names")
    initial = {name: getattr(version, name) for name in names} | {
        "held_in": version.held_in_id,
        "invited": [each.pk for each in invited],
        "trainers": [post.pk for post in trainers],
    }
    return initial, _choices(unit, on, invited, trainers, version.held_in)


def _choices(
    unit: Any, on: date, invited: Iterable[Any], trainers: Iterable[Any] = (), held_in: Any = None
) -> dict[str, Any]:
    units = {each.pk: each for each in [*units_to_invite(unit, on), *invited]}
    posts = {post.pk: post for post in [*trainers_to_choose(unit, on), *trainers]}
    provinces = {each.pk: each for each in [*provinces_to_choose(unit, on), *([held_in] if held_in else [])]}
    return {
        "invited": [(pk, each.name) for pk, each in units.items()],
        "trainers": post_choices(posts.values()),
        "provinces": [(pk, each.name) for pk, each in provinces.items()],
    }
