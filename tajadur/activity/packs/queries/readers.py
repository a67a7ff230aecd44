"""The posts that are told when a pack is sent."""

from tajadur.organisation.people.models import Post
from tajadur.organisation.units.models import Unit
from tajadur.permissions.matrix import MATRIX, Permission


def reading_posts(unit: Unit) -> list[int]:
    """The ids of the posts of headquarters that read its packs: one query."""
    rows = Post.objects.filter(unit=unit, body__closed_on=None, post_type__office__in=MATRIX[Permission.READ_PACK])
    return list(rows.order_by("pk").values_list("pk", flat=True))
