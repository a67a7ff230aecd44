"""Who may be told about a unit: the posts on the ladder above it, and which of them are held on a day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from tajadur.duties.directives.models import Directive, LadderStep
from tajadur.organisation.people.models import Mandate, Post
from tajadur.rules.reminders import Ladder, ladder_from

from .placements import PlacementsByDay

RANKS = ("post", "above", "cell", "secretary_general")


class Ladders:
    """The ladders of the directives, the posts at each level, the mandates."""

    def __init__(self, placements: PlacementsByDay) -> None:
        self._placements = placements
        offices = ("secretary", "responsible", "secretary_general")
        rows = Post.objects.filter(post_type__office__in=offices).select_related("post_type__body_type").order_by("pk")
        self._posts = {row.pk: row for row in rows}
        self._secretaries: dict[int, list[Post]] = defaultdict(list)
        for row in self._posts.values():
            if row.post_type.office == "secretary":
                self._secretaries[row.unit_id].append(row)
        self._terms: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
        for post_id, from_on, to_on in Mandate.objects.filter(standing="confirmed").values_list(
            "post_id", "from_on", "to_on"
        ):
            self._terms[post_id].append((from_on, to_on))
        steps: dict[int, list[dict[str, object]]] = defaultdict(list)
        for directive_id, anchor, offset, to in LadderStep.objects.values_list(
            "directive_id", "anchor", "offset", "to"
        ):
            steps[directive_id].append({"anchor": anchor, "offset": offset, "to": to})
        self._bodies = dict(Directive.objects.values_list("pk", "body_type_id"))
        self._ladders: dict[int, Ladder] = {pk: ladder_from(steps[pk]) for pk in self._bodies}

    def of(self, directive_id: int) -> Ladder:
        """The ladder of a directive."""
        return self._ladders[directive_id]

    def is_held(self, post_id: int, day: date) -> bool:
        """Does somebody hold the post on ``day``?"""
        return any(from_on <= day and (to_on is None or day <= to_on) for from_on, to_on in self._terms[post_id])

    def rank_of(self, post_id: int, unit_id: int, day: date, *, addressee: int = 0) -> int | None:
        """The level of the post on the ladder of the unit as it stood on ``day``; None: not on it.

        Of what is asked of a post, its ``addressee``, this post is the first.
        """
        if addressee and post_id == addressee:
            return 0
        post = self._posts.get(post_id)
        if post is None:
            return None
        if post.post_type.office == "secretary_general":
            return 3
        if post.post_type.office == "responsible":
            followed = post.area_id is not None and f".{post.area_id}." in f".{self._placements.path(unit_id, day)}"
            return 2 if followed else None
        if post.unit_id == unit_id:
            return 0
        return 1 if post.unit_id == self._placements.parent(unit_id, day) else None

    def is_vacant(self, directive_id: int, unit_id: int, to: str, day: date, *, addressee: int = 0) -> bool:
        """Is the post of the level ``to`` itself without a holder on ``day``?"""
        if addressee and to == RANKS[0]:
            return not self.is_held(addressee, day)
        post = next(iter(self._at(RANKS.index(to), unit_id, self._bodies[directive_id], day)), None)
        return post is None or not self.is_held(post.pk, day)

    def is_reached(
        self, directive_id: int, unit_id: int, to: str, days: tuple[date, ...], *, addressee: int = 0
    ) -> bool:
        """Does one post at or above the level ``to`` have a holder on all of ``days``?"""
        named = {str(step.to) for step in self._ladders[directive_id]}
        for rank in range(RANKS.index(to), len(RANKS)):
            if addressee and rank == 0:
                if all(self.is_held(addressee, day) for day in days):
                    return True
            elif RANKS[rank] in named:
                post = next(iter(self._at(rank, unit_id, self._bodies[directive_id], days[0])), None)
                if post is not None and all(self.is_held(post.pk, day) for day in days):
                    return True
        return False

    def _width(self, post: Post, day: date) -> int:
        """How deep the area of a follower stood on ``day``: the deepest is the narrowest."""
        return len(self._placements.path(post.area_id, day) or "") if post.area_id else 0

    def _at(self, rank: int, unit_id: int, body_type_id: int | None, day: date) -> Iterator[Post]:
        """The posts of one level, the one that is told first."""
        if rank < 2:
            place = unit_id if rank == 0 else self._placements.parent(unit_id, day)
            rows = self._secretaries[place] if place is not None else []

            def order(row: Post) -> tuple[bool, bool, int]:
                kind = row.post_type.body_type
                return not (rank == 0 and kind.pk == body_type_id), kind.code != "office", row.pk

            yield from sorted(rows, key=order)
        else:
            office = "responsible" if rank == 2 else "secretary_general"
            posts = [
                row
                for row in self._posts.values()
                if row.post_type.office == office and self.rank_of(row.pk, unit_id, day) == rank
            ]
            yield from sorted(posts, key=lambda row: (not self.is_held(row.pk, day), -self._width(row, day)))
