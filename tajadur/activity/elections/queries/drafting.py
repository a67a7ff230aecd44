"""An election that is being prepared: its checklist, its constituencies, places in two of them and in none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.profile.models import PostType, UnitKind
from tajadur.organisation.profile.vocabulary import LeadingBody, Tree
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import existing, sort_field
from tajadur.rules.elections import SCOPE_DEPTHS, ItemScope, left_out, overlaps

from ..models import ChecklistItem, Constituency, ConstituencyPart, Election


@dataclass(frozen=True, slots=True)
class Coverage:
    """Places in several constituencies, each with their names; and the places in none, by name."""

    overlapping: list[tuple[str, list[str]]]
    missing: list[str]


def leaf_units(on: date) -> QuerySet[Unit]:
    """The lowest units of the territory that exist on a day, by name: communes and arrondissements."""
    below = UnitKind.objects.filter(parent=OuterRef("kind"))
    rows = Unit.objects.filter(existing(on), ~Exists(below), kind__tree=Tree.TERRITORY, opened_on__lte=on)
    return rows.order_by(sort_field(), "pk")


def coverage(parts: Iterable[tuple[int, str, int, str]], on: date) -> Coverage:
    """What (key and name of a constituency, unit, its path) leave open on ``on``. Two queries."""
    placed: dict[int, list[tuple[int, str]]] = {}
    names: dict[int, str] = {}
    for key, name, unit, path in parts:
        placed.setdefault(key, []).append((unit, path))
        names[key] = name
    doubled = overlaps(placed)
    units = Unit.objects.filter(pk__in=doubled).order_by(sort_field(), "pk")
    label = "name_ar" if sort_field() == "sort_ar" else "name_latin"
    leaves = {pk: (path, name) for pk, path, name in leaf_units(on).values_list("pk", "path", label)}
    missing = left_out(((pk, path) for pk, (path, _name) in leaves.items()), (unit for rows in placed.values()
                                                                         for unit, _path in rows))  # fmt: skip
    return Coverage(
        [(unit.name, [names[key] for key in doubled[unit.pk]]) for unit in units], [leaves[pk][1] for pk in missing]
    )


def coverage_of(election: Election, on: date) -> Coverage:
    """As ``coverage``, of what is loaded. Three queries."""
    name = "constituency__name_ar" if sort_field() == "sort_ar" else "constituency__name_latin"
    parts = ConstituencyPart.objects.filter(constituency__election=election)
    return coverage(parts.values_list("constituency_id", name, "unit_id", "unit__path"), on)


def items_of(election: Election) -> QuerySet[ChecklistItem]:
    """Its checklist from the first day on, with the ``owner`` of each."""
    return ChecklistItem.objects.filter(election=election).select_related("owner").order_by("-days_before", "pk")


def constituencies_of(election: Election) -> QuerySet[Constituency]:
    """Its constituencies by name, with the ``owner`` of each."""
    name = "name_ar" if sort_field() == "sort_ar" else "name_latin"
    return Constituency.objects.filter(election=election).select_related("owner").order_by(name, "pk")


def item_of(election: Election, item_id: int) -> ChecklistItem:
    """One item of its checklist. Raises NotVisible."""
    row = ChecklistItem.objects.filter(election=election, pk=item_id).first()
    if row is None:
        raise NotVisible
    return row


def posts_of_scope(scope: ItemScope) -> QuerySet[PostType]:
    """The posts that may see to an item of a scope: those of the body that leads the units of that depth."""
    rows = PostType.objects.filter(
        body_type__unit_kind__tree=Tree.TERRITORY, body_type__unit_kind__rank=SCOPE_DEPTHS[scope],
        body_type__code__in=LeadingBody,
    )  # fmt: skip
    return rows.select_related("body_type__unit_kind").order_by("rank", "pk")
