"""Finding the post that a row of an import names, by codes or by the words of any language."""

from collections.abc import Collection

from tajadur.foundation.arabic import fold
from tajadur.foundation.errors import BadInput
from tajadur.organisation.profile.models import NamedModel
from tajadur.organisation.units.models import Unit

from ..models import Post

LONGEST_SHOWN = 40


class Posts:
    """The units of the codes given and their posts: two queries."""

    def __init__(self, codes: Collection[str]) -> None:
        wanted = {code for code in codes if "\0" not in code}
        self._units = {unit.code: unit for unit in Unit.objects.filter(code__in=wanted)}
        self._posts: dict[int, list[Post]] = {}
        rows = Post.objects.filter(unit__code__in=wanted).select_related("post_type", "body__body_type", "unit")
        for post in rows.order_by("post_type__rank", "pk"):
            self._posts.setdefault(post.unit_id, []).append(post)

    def find(self, code: str, body: str, post: str) -> Post:
        """The post of a row. Raises BadInput: unit_code_missing, unit_code_unknown, post_missing, post_unknown_here,
        post_by_area."""
        if not code:
            raise BadInput("unit", "unit_code_missing")
        unit = self._units.get(code)
        if unit is None:
            raise BadInput("unit", "unit_code_unknown", typed=code[:LONGEST_SHOWN])
        if not body or not post:
            raise BadInput("body" if not body else "post", "post_missing")
        for candidate in self._posts.get(unit.pk, ()):
            body_type, post_type = candidate.body.body_type, candidate.post_type
            if _is(body_type, body_type.code, body) and _is(post_type, post_type.code, post):
                if candidate.area_id:
                    raise BadInput("post", "post_by_area")
                return candidate
        shown = {"unit": unit.name, "body": body[:LONGEST_SHOWN], "post": post[:LONGEST_SHOWN]}
        raise BadInput("post", "post_unknown_here", **shown)


def _is(named: NamedModel, code: str, typed: str) -> bool:
    """Is ``typed`` the code, or the name in one of the three languages, spelled loosely?"""
    return typed == code or fold(typed) in {fold(named.name_ar), fold(named.name_fr), fold(named.name_en)}
