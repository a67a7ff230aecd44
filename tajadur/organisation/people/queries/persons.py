"""Persons and mandates, as far as the actor may see who holds an office."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tajadur.foundation.arabic import fold, sort_key_ar
from tajadur.foundation.errors import NotVisible, PermissionDenied
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.queries.searching import found_in, search_words
from tajadur.organisation.units.queries.tree import of_tree
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, reach
from tajadur.permissions.matrix import MATRIX, Permission

from ..actors import in_force
from ..managers import KNOWN
from ..models import Mandate, Person
from ..vocabulary import MandateStatus, by_name


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list, with the mandates in force the actor may see."""

    person: Person
    mandates: tuple[Mandate, ...]


def _readable(actor: Actor) -> Q:
    """The condition that keeps the mandates whose holders the actor may know."""
    return reach(actor, Permission.READ_PEOPLE, "post__unit__path")


def _mandates(actor: Actor) -> QuerySet[Mandate]:
    rows = Mandate.objects.select_related("post__post_type", "post__body__body_type", "post__unit__kind", "post__area")
    return rows.filter(_readable(actor))


def people_for(
    actor: Actor,
    *,
    on: date,
    words: str = "",
    unit_id: int | None = None,
    office: str = "",
    out_of_office: bool = False,
    tree: str = "",
    which: Q = KNOWN,
) -> QuerySet[Person]:
    """The persons the actor may see, by name. Filters: words of a name, a unit and all below it, an office held today.

    Of one tree: who holds an office in it; whoever holds none is listed with the territory.
    Administrators see persons without any mandate too; the others only who holds or held one in their units.
    """
    held = _mandates(actor).filter(person=OuterRef("pk"))
    today = held.filter(in_force(on))
    people = Person.objects.filter(which)
    if _readable(actor) != Q():
        people = people.filter(Exists(held))
    if words:
        folded = search_words(words)
        people = people.filter(found_in(folded)) if folded else people.none()
    if tree and not out_of_office:
        here = Q(Exists(today.filter(of_tree(tree, "post__unit"))))
        people = people.filter(here | ~Q(Exists(today)) if tree == Tree.TERRITORY else here)
    if unit_id:
        today = today.filter(post__unit__path__contains=f".{unit_id}.") | today.filter(
            post__unit__path__startswith=f"{unit_id}."
        )
    if office:
        today = today.filter(post__post_type__office=office)
    if out_of_office:
        people = people.filter(~Exists(today))
    elif unit_id or office:
        people = people.filter(Exists(today))
    return people.order_by(*by_name())


def with_mandates(actor: Actor, people: list[Person], on: date) -> list[PersonRow]:
    """Each person with the mandates in force the actor may see: one query for all."""
    mandates: dict[int, list[Mandate]] = {}
    rows = _mandates(actor).filter(in_force(on), person__in=[person.pk for person in people])
    for mandate in rows.order_by("post__post_type__rank", "pk"):
        mandates.setdefault(mandate.person_id, []).append(mandate)
    return [PersonRow(person, tuple(mandates.get(person.pk, ()))) for person in people]


def person_for(actor: Actor, person_id: int, permission: Permission = Permission.READ_PEOPLE) -> Person:
    """One person; to be read, one who is blanked too: history leads there.

    Raises NotVisible when the actor may not know them, PermissionDenied when they are only seen.
    """
    which = Q(merged_into=None) if permission == Permission.READ_PEOPLE else KNOWN
    person = people_for(actor, on=actor.on, which=which).filter(pk=person_id).first()
    if person is None:
        raise NotVisible
    if permission != Permission.READ_PEOPLE and not any(grant.role in MATRIX[permission] for grant in actor.grants):
        raise PermissionDenied(permission, None, tuple(MATRIX[permission]))
    return person


def persons_named(names: Collection[str]) -> dict[str, list[Person]]:
    """Name as typed -> the persons recorded under it, in Arabic or in Latin letters, however it is spelled. One query.

    A name nobody has is left out. For whoever manages mandates: the persons of the whole party.
    """
    keys = {name: (sort_key_ar(name), fold(name)) for name in names}
    arabic, latin = {key for key, _ in keys.values()}, {key for _, key in keys.values() if key}
    rows = list(Person.objects.filter(Q(sort_ar__in=arabic) | Q(sort_latin__in=latin)).order_by(*by_name()))
    named = {name: [p for p in rows if p.sort_ar == key or p.sort_latin == bare] for name, (key, bare) in keys.items()}
    return {name: persons for name, persons in named.items() if persons}


def mandates_of(actor: Actor, person: Person) -> QuerySet[Mandate]:
    """The mandates of a person the actor may see, newest first."""
    return _mandates(actor).filter(person=person).order_by("-from_on", "-pk")


def mandate_for(actor: Actor, mandate_id: int, permission: Permission) -> Mandate:
    """One mandate towards whose unit ``permission`` is allowed. Raises NotVisible, PermissionDenied."""
    mandate = _mandates(actor).select_related("person").filter(pk=mandate_id).first()
    if mandate is None:
        raise NotVisible
    if not may(actor, permission, mandate.post.unit):
        raise PermissionDenied(permission, mandate.post.unit_id, tuple(MATRIX[permission]))
    return mandate


def waiting_interims(actor: Actor) -> QuerySet[Mandate]:
    """Interim mandates that wait for an approval, of units the actor may see, oldest first."""
    rows = _mandates(actor).select_related("person").filter(interim=True, standing=MandateStatus.PROPOSED)
    return rows.order_by("from_on", "pk")
