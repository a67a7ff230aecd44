"""The sessions an actor reads: those of units whose record is open to them, of their own units, and those to which
their own units are invited."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Mandate, Post
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import existing, of_tree, sort_field
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, reach, require
from tajadur.permissions.matrix import Permission
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.queries import attached_file, attachments_of
from tajadur.rules.training import TrainingState

from ..models import SessionAttendance, SessionInvitation, SessionMaterial, SessionTrainer, SessionVersion
from ..vocabulary import PEOPLE

PROVINCE_DEPTH = 2


def ids_of(path: str) -> list[int]:
    """The ids of a path, from the root down."""
    return [int(step) for step in path.split(".") if step]


def current_versions() -> QuerySet[SessionVersion]:
    """What is said of each session today."""
    return SessionVersion.objects.filter(is_current=True).select_related("session__unit__kind", "held_in")


def with_state(rows: QuerySet[SessionVersion], on: date) -> QuerySet[Any]:
    """The versions with ``state`` on a day, as ``rules.training`` tells it."""
    counted = SessionAttendance.objects.filter(session=OuterRef("session"), is_current=True, is_void=False)
    state = Case(
        When(session__cancelled_on__isnull=False, then=Value(TrainingState.CANCELLED)),
        When(Exists(counted), then=Value(TrainingState.HELD)),
        When(from_on__gt=on, then=Value(TrainingState.PLANNED)),
        When(to_on__gte=on, then=Value(TrainingState.RUNNING)),
        default=Value(TrainingState.UNDECLARED),
        output_field=CharField(),
    )
    return rows.annotate(state=state)


def sessions_for(actor: Actor, on: date, *, under: int | None = None, kind: str = "", tree: str = "") -> QuerySet[Any]:
    """The sessions the actor reads, with their ``state``; who is invited stands in the tree of who organises."""
    rows = current_versions().filter(_read_by(actor), of_tree(tree, "session__unit"))
    if under is not None:
        rows = rows.filter(session__unit__path__contains=f".{under}.")
    return with_state(rows.filter(kind=kind) if kind else rows, on)


def counts_by_state(rows: QuerySet[Any]) -> dict[TrainingState, int]:
    """How many of ``rows`` stand where. One query."""
    counted = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    return {state: counted.get(state, 0) for state in TrainingState}


def version_for(actor: Actor, session_id: int, on: date) -> Any:
    """What is said of a session today, with ``state``. Raises NotVisible, PermissionDenied."""
    version = with_state(current_versions(), on).filter(session=session_id).first()
    if version is None:
        raise NotVisible
    is_read = _is_own(actor, version) or may(actor, Permission.READ_RECORD, version.session.unit)
    if not is_read and not is_invited(actor, version):
        require(actor, Permission.READ_RECORD, version.session.unit)
    return version


def is_invited(actor: Actor, version: SessionVersion) -> bool:
    """Is one of the actor's own units invited?"""
    return SessionInvitation.objects.filter(version=version, unit__in=_own_and_above(actor)).exists()


def sessions_of(actor: Actor, unit: Unit, on: date) -> QuerySet[Any]:
    """The sessions the actor reads that this unit organises or to which it is invited, with their ``state``."""
    invited = SessionInvitation.objects.filter(version=OuterRef("pk"), unit__in=ids_of(unit.path))
    return sessions_for(actor, on).filter(Q(session__unit=unit) | Exists(invited))


def with_present(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The versions with ``present``: how many came in all, None where nobody said so."""
    people = sum((F(name) for name in PEOPLE[1:]), F(PEOPLE[0]))
    counted = SessionAttendance.objects.filter(session=OuterRef("session"), is_current=True, is_void=False)
    summed = counted.order_by().values("session").annotate(whole=Sum(people)).values("whole")
    present: QuerySet[Any] = rows.annotate(present=Subquery(summed))
    return present


def trainers_of(version: SessionVersion) -> list[SessionTrainer]:
    """The posts that teach: one query."""
    rows = SessionTrainer.objects.filter(version=version)
    return list(rows.select_related("post__post_type", "post__unit", "post__area").order_by("pk"))


def invited_units(version: SessionVersion) -> list[Unit]:
    """The units invited, those nearest to the root first: one query."""
    rows = Unit.objects.filter(pk__in=SessionInvitation.objects.filter(version=version).values("unit"))
    return list(rows.select_related("kind").order_by("depth", sort_field(), "pk"))


def former_versions(version: SessionVersion) -> list[SessionVersion]:
    """What was said before, the last first; no query for the first version."""
    if version.number == 1:
        return []
    return list(SessionVersion.objects.filter(session=version.session_id, is_current=False).order_by("-number"))


def materials_of(version: SessionVersion) -> list[StoredFile]:
    """The files to download: one query."""
    return [row.file for row in attachments_of(SessionMaterial, version=version)]


def material_of(version: SessionVersion, file_id: int) -> StoredFile:
    """One of them. Raises NotVisible."""
    return attached_file(SessionMaterial, file_id, version=version)


def trainers_to_choose(unit: Unit, on: date) -> QuerySet[Post]:
    """The posts of the unit, and of those above it but for followers of other places, that somebody holds on a day."""
    held = Exists(Mandate.objects.filter(in_force(on), post=OuterRef("pk")))
    near = Q(area=None) | Q(area__in=ids_of(unit.path)) | Q(unit=unit)
    rows = Post.objects.filter(held, near, unit__in=ids_of(unit.path), body__closed_on=None)
    return rows.select_related("post_type", "unit", "area").order_by("-unit__depth", "body", "post_type", "pk")


def units_to_invite(unit: Unit, on: date) -> QuerySet[Unit]:
    """The unit itself, with all below it, and each unit right below; those further down by naming them."""
    rows = Unit.objects.filter(existing(on), opened_on__lte=on, path__startswith=unit.path)
    return rows.filter(depth__lte=unit.depth + 1).select_related("kind").order_by("depth", sort_field(), "pk")


def unit_below(unit: Unit, unit_id: int) -> Unit | None:
    """The unit itself or one below it; None for any other."""
    return Unit.objects.filter(pk=unit_id, path__startswith=unit.path).first()


def provinces_to_choose(unit: Unit, on: date) -> QuerySet[Unit]:
    """The provinces below the unit, where it may say that it holds a session; none of a province or below."""
    rows = Unit.objects.filter(existing(on), path__startswith=unit.path, depth=PROVINCE_DEPTH)
    return (rows if unit.depth < PROVINCE_DEPTH else rows.none()).order_by(sort_field(), "pk")


def _read_by(actor: Actor) -> Q:
    near = reach(actor, Permission.READ_RECORD, "session__unit__path")
    if not near:  # everywhere
        return near
    invited = SessionInvitation.objects.filter(version=OuterRef("pk"), unit__in=_own_and_above(actor))
    return near | Q(session__unit__in=[grant.unit_id for grant in actor.grants]) | Q(Exists(invited))


def _is_own(actor: Actor, version: SessionVersion) -> bool:
    return any(grant.unit_id == version.session.unit_id for grant in actor.grants)


def _own_and_above(actor: Actor) -> set[int]:
    return {step for grant in actor.grants for step in ids_of(grant.unit_path)}
