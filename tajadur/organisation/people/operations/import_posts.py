"""Finding the post that a row of an import names: unit, body and office, by codes or by words of any language."""

from collections.abc import Collection
from dataclasses import dataclass

from tajadur.foundation.arabic import fold
from tajadur.foundation.errors import BadInput
from tajadur.foundation.titles import begins_title, title_key
from tajadur.organisation.profile.models import NamedModel, PostType
from tajadur.organisation.units.queries.naming import KnownUnit, Meant, UnitNames
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Role

from ..models import Post
from .import_rows import ImportRow

LONGEST_SHOWN = 40
MOST_SHOWN = 4
_BY_AREA = (Role.RESPONSIBLE, Role.ASSISTANT)
# How a title agrees, the closest way first: letter by letter, without articles and the feminine, by its beginning.
_EXACT, _ALIKE, _BEGUN = range(3)


@dataclass(frozen=True, slots=True)
class NamedPost:
    """The unit and the kind of post that a row names. ``spelled``: the unit was not named by its own code or name."""

    unit: KnownUnit
    post_type: PostType
    spelled: bool


class Posts:
    """The units and kinds of posts there are, and the posts of the units that rows name: three or four queries."""

    def __init__(self, rows: Collection[ImportRow], by: Actor) -> None:
        self._units = UnitNames(by, {text for row in rows for text in (row.unit, *row.above)})
        self._types: dict[int, list[PostType]] = {}
        self._matching: dict[tuple[int, str, str], list[PostType]] = {}
        for post_type in PostType.objects.select_related("body_type").order_by("rank", "pk"):
            self._types.setdefault(post_type.body_type.unit_kind_id, []).append(post_type)
        self._posts: dict[tuple[int, int], Post] = {}

    def place(self, row: ImportRow) -> NamedPost:
        """Where a row's post would be. Raises BadInput: unit_missing, unit_unknown, unit_several, unit_not_under,
        above_unknown, post_missing, post_unknown_here, post_several, post_by_area."""
        if not row.unit:
            raise BadInput(row.column, "unit_missing")
        meant = self._units.find(
            row.unit, fits=lambda unit: bool(self._types_for(unit.kind_id, row.body, row.post)), above=row.above
        )
        if not meant.units or not meant.fits:
            raise self._nowhere(row, meant)
        if len(meant.units) > 1:
            units = tuple(_told(unit) for unit in meant.units[:MOST_SHOWN])
            raise BadInput(row.column, "unit_several", typed=row.unit[:LONGEST_SHOWN], units=units)
        (unit,) = meant.units
        types = self._types_for(unit.kind_id, row.body, row.post)
        if len(types) > 1:
            raise BadInput("post", "post_several", typed=row.post[:LONGEST_SHOWN], unit=unit.name)
        if types[0].office in _BY_AREA:
            raise BadInput("post", "post_by_area")
        return NamedPost(unit, types[0], meant.spelled)

    def load(self, places: Collection[NamedPost]) -> None:
        """Read the posts of these places: one query."""
        units, types = {place.unit.id for place in places}, {place.post_type.pk for place in places}
        rows = Post.objects.filter(unit__in=units, post_type__in=types, area=None)
        for post in rows.select_related("post_type", "body__body_type", "unit"):
            self._posts[post.unit_id, post.post_type_id] = post

    def post(self, place: NamedPost, row: ImportRow) -> Post:
        """The post itself. Raises BadInput post_unknown_here where the body is not formed."""
        post = self._posts.get((place.unit.id, place.post_type.pk))
        if post is None:
            raise _unknown_here(row, place.unit)
        return post

    def _nowhere(self, row: ImportRow, meant: Meant) -> BadInput:
        """What is wrong: the unit, where it stands, or the post in it."""
        if not meant.units:
            return BadInput(row.column, "unit_unknown", typed=row.unit[:LONGEST_SHOWN])
        for text in filter(None, row.above):
            if not self._units.knows(text):
                return BadInput(row.column, "above_unknown", typed=text[:LONGEST_SHOWN])
        if not row.post:
            return BadInput("post", "post_missing")
        elsewhere = self._units.find(
            row.unit, fits=lambda unit: bool(self._types_for(unit.kind_id, row.body, row.post))
        )
        if elsewhere.fits and any(row.above):
            units = tuple(_told(unit) for unit in elsewhere.units[:MOST_SHOWN])
            above = tuple(text[:LONGEST_SHOWN] for text in row.above if text)
            return BadInput(row.column, "unit_not_under", units=units, above=above)
        return _unknown_here(row, meant.units[0])

    def _types_for(self, kind_id: int, body: str, post: str) -> list[PostType]:
        """The kinds of posts that body and post may mean in a unit of this kind: those that agree most closely."""
        key = (kind_id, body, post)
        if key not in self._matching:
            ranked = [
                (how, post_type)
                for post_type in self._types.get(kind_id, ())
                if (how := _agreement(post_type, body, post)) is not None
            ]
            best = min((how for how, _type in ranked), default=None)
            self._matching[key] = [post_type for how, post_type in ranked if how == best]
        return self._matching[key]


def _agreement(post_type: PostType, body: str, post: str) -> tuple[int, int] | None:
    """How closely the words agree with a kind of post, None when they do not; a body that is not named may be any."""
    in_body = _named(post_type.body_type, post_type.body_type.code, body) if body else _EXACT
    in_post = _named(post_type, post_type.code, post) if post else None
    return None if in_body is None or in_post is None else (in_post, in_body)


def _named(named: NamedModel, code: str, typed: str) -> int | None:
    names = (named.name_ar, named.name_fr, named.name_en)
    if typed == code or fold(typed) in {fold(name) for name in names}:
        return _EXACT
    if (key := title_key(typed)) and key in {title_key(name) for name in names}:
        return _ALIKE
    return _BEGUN if any(begins_title(typed, name) for name in names) else None


def _told(unit: KnownUnit) -> str:
    """«عين الشق (الدار البيضاء · 06.141.01.20)»."""
    return f"{unit.name} ({' · '.join(filter(None, (unit.parent_name, unit.code)))})"


def _unknown_here(row: ImportRow, unit: KnownUnit) -> BadInput:
    shown = {"unit": unit.name, "body": row.body[:LONGEST_SHOWN], "post": row.post[:LONGEST_SHOWN]}
    return BadInput("post", "post_unknown_here", **shown)
