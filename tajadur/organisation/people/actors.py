"""From an account to the actor of a request: the grants of the mandates in force on a day."""

from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import DateField, JSONField, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from tajadur.foundation.sql import quoted
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Role

from .models import Account, Post
from .vocabulary import MandateStatus


def in_force(on: date, prefix: str = "") -> Q:
    """The condition that a mandate is confirmed and in force on ``on``; ``prefix`` leads to the mandate."""
    return Q(
        Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": on}),
        **{f"{prefix}standing": MandateStatus.CONFIRMED, f"{prefix}from_on__lte": on},
    )


def in_force_sql(*, day: str = "%(on)s") -> str:
    """As ``in_force`` for a statement that reads people_mandate as ``m``; ``day`` is its parameter, given twice."""
    confirmed = quoted(MandateStatus.CONFIRMED)
    return f"(m.standing = {confirmed} AND m.from_on <= {day} AND (m.to_on IS NULL OR m.to_on >= {day}))"


class _GrantRow(NamedTuple):
    """A mandate with its post, body, unit and area, as ``_COLUMNS`` reads them."""

    office: str
    mandate_id: int
    post_id: int
    body_id: int
    body_type_id: int
    leads: bool
    unit_id: int
    unit_path: str
    area_path: str | None
    tree: str
    area_tree: str | None
    depth: int
    unit_ar: str
    unit_latin: str
    area_ar: str | None
    area_latin: str | None
    post_ar: str
    post_fr: str
    post_en: str


_SOURCES = {
    "office": "t.office",
    "mandate_id": "m.id",
    "post_id": "m.post_id",
    "body_id": "p.body_id",
    "body_type_id": "t.body_type_id",
    "leads": f"(b.code IN ({quoted(*LeadingBody)}))",
    "unit_id": "p.unit_id",
    "unit_path": "u.path",
    "area_path": "a.path",
    "tree": "k.tree",
    "area_tree": "ak.tree",
    "depth": "u.depth",
    "unit_ar": "u.name_ar",
    "unit_latin": "u.name_latin",
    "area_ar": "a.name_ar",
    "area_latin": "a.name_latin",
    "post_ar": "t.name_ar",
    "post_fr": "t.name_fr",
    "post_en": "t.name_en",
}
# Asked by every request: written out, as the ORM takes longer to compose it than the database to answer. The columns
# follow the fields of the row: both queries, one of them an array of arrays, are read by ``_GrantRow._make``.
_COLUMNS = ", ".join(_SOURCES[name] for name in _GrantRow._fields)
_FROM = """
FROM people_mandate m
JOIN people_post p ON p.id = m.post_id
JOIN units_unit u ON u.id = p.unit_id
JOIN profile_unitkind k ON k.id = u.kind_id
JOIN profile_posttype t ON t.id = p.post_type_id
JOIN profile_bodytype b ON b.id = t.body_type_id
LEFT JOIN units_unit a ON a.id = p.area_id
LEFT JOIN profile_unitkind ak ON ak.id = a.kind_id
WHERE m.person_id = {person} AND {in_force}
  AND (u.closed_on IS NULL OR u.closed_on > %s)
"""
_IN_FORCE = in_force_sql(day="%s")
_GRANTS_SQL = f"SELECT {_COLUMNS}{_FROM.format(person='%s', in_force=_IN_FORCE)}ORDER BY t.rank, m.id"
# The same beside an account: who asks and what they may do, in one query.
_BESIDE_SQL = f"SELECT jsonb_agg(jsonb_build_array({_COLUMNS}) ORDER BY t.rank, m.id)" + _FROM.format(
    person='"people_account"."person_id"', in_force=_IN_FORCE
)


def with_grants(accounts: QuerySet[Account], on: date) -> QuerySet[Account]:
    """The accounts, each with what ``actor_of`` needs to know of it on ``on``."""
    grants = RawSQL(_BESIDE_SQL, (on, on, on), output_field=JSONField())  # noqa: S611  constants of ours
    return accounts.annotate(grants_read=grants, grants_on=Value(on, output_field=DateField()))


def _place(depth: int, unit: tuple[str, str], area: tuple[str | None, str | None]) -> tuple[str, str]:
    """Where a post is held, in words; nothing for a post of the whole country."""
    if area[0]:
        return area[0], area[1] or area[0]
    return unit if depth else ("", "")


def names_of(post: Post) -> tuple[tuple[str, str, str], tuple[str, str]]:
    """(post in ar, fr, en; place in ar, latin) of a post read with its type, unit and area."""
    kind, area = post.post_type, post.area
    followed = (area.name_ar, area.name_latin) if area else (None, None)
    place = _place(post.unit.depth, (post.unit.name_ar, post.unit.name_latin), followed)
    return (kind.name_ar, kind.name_fr, kind.name_en), place


def actor_of(account: Account, on: date) -> Actor:
    """The actor of ``account`` on the civil day ``on``: one query, none for one read ``with_grants`` of that day.

    Units closed by then give none.
    """
    if account.person_id is None:
        return Actor(account_id=account.pk, person_id=None, on=on)
    rows: list[Any]
    if getattr(account, "grants_on", None) == on:
        rows = getattr(account, "grants_read", None) or []
    else:
        with connection.cursor() as cursor:
            cursor.execute(_GRANTS_SQL, [account.person_id, on, on, on])
            rows = cursor.fetchall()
    grants = tuple(
        Grant(
            role=Role(row.office),
            mandate_id=row.mandate_id,
            post_id=row.post_id,
            body_id=row.body_id,
            body_type_id=row.body_type_id,
            leads=row.leads,
            unit_id=row.unit_id,
            unit_path=row.unit_path,
            area_path=row.area_path,
            tree=row.tree,
            area_tree=row.area_tree or "",
            post_names=(row.post_ar, row.post_fr, row.post_en),
            place_names=_place(row.depth, (row.unit_ar, row.unit_latin), (row.area_ar, row.area_latin)),
        )
        for row in map(_GrantRow._make, rows)
    )
    return Actor(account_id=account.pk, person_id=account.person_id, on=on, grants=grants)
