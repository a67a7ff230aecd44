"""The columns of persons with their mandates, and of vacant posts, as a file."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tajadur.organisation.people.queries.persons import with_mandates
from tajadur.web.access import ActorRequest
from tajadur.web.exports.columns import ExportedList, day, long_text, text


def _held(request: ActorRequest, rows: list[Any]) -> Iterable[dict[str, Any]]:
    """A line for each mandate, so that mandates can be counted and filtered; one for whoever holds none today."""
    for row in with_mandates(request.actor, rows, request.actor.on):
        for mandate in row.mandates or (None,):
            yield {"person": row.person, "mandate": mandate, "post": mandate.post if mandate else None}


def _place(line: dict[str, Any]) -> Any:
    post = line["post"]
    return (post.area or post.unit).name if post else None


def _interim(line: dict[str, Any]) -> str:
    return _now("interim") if line["mandate"] and line["mandate"].interim else ""


def _office(mandate: Any) -> str:
    return f"{mandate.post.post_type.name}, {(mandate.post.area or mandate.post.unit).name}"


PEOPLE = ExportedList(
    "people",
    _("People and mandates"),
    (
        text(_("Person"), "person.name"),
        text(_("Office held today"), "post.post_type.name"),
        text(_("Place"), _place),
        day(_("From"), "mandate.from_on"),
        day(_("Until"), "mandate.to_on"),
        text(_("interim"), _interim),
    ),
    _held,
    persons=True,
)
VACANT = ExportedList(
    "vacant-posts",
    _("Vacant posts"),
    (
        text(_("Unit"), "unit.name"),
        text(_("Level"), "unit.kind.name"),
        text(_("Post"), "post_type.name"),
        text(_("For which area"), "area.name"),
    ),
)
AGAINST = ExportedList(
    "against-rules",
    _("Against the rules today"),
    (
        text(_("Person"), "person.name"),
        long_text(_("Rule"), "rule.sentence"),
        text(_("Where it is written"), "rule.source"),
        long_text(_("Offices held today"), lambda line: " · ".join(map(_office, line.mandates))),
    ),
    persons=True,
)
