"""The comments from above on the stages of a congress."""

from dataclasses import dataclass
from datetime import datetime

from tajadur.organisation.people.actors import names_of

from ..models import Congress, StageComment


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: of which stage, by which office (post in ar, fr, en; place in ar, latin). Never a person's name."""

    stage: str
    text: str
    at: datetime
    post_names: tuple[str, str, str]
    place_names: tuple[str, str]


def comments_on(congress: Congress) -> list[Comment]:
    """The comments on every stage, newest first: one query."""
    rows = StageComment.objects.filter(stage__congress=congress).select_related(
        "stage__template", "mandate__post__post_type", "mandate__post__unit", "mandate__post__area"
    )
    return [
        Comment(row.stage.template.code, row.text, row.at, *names_of(row.mandate.post))
        for row in rows.order_by("-at", "-pk")
    ]
