"""What the forms offer, in words."""

from typing import Any

from tajadur.activity.support.queries.choices import pole_decisions, posts_above, posts_in, subjects_near
from tajadur.activity.support.queries.finding import subject_found
from tajadur.activity.support.vocabulary import SubjectKind
from tajadur.foundation.formats import day_month_year
from tajadur.permissions.actors import Actor
from tajadur.web.access import ActorRequest
from tajadur.web.paging import row_number

from .labels import post_choices, subject_words


def subjects(request: ActorRequest, unit: Any) -> tuple[list[tuple[str, str]], str]:
    """(choices, the one the address asks for by ``?subject=meeting:12``, if it is the unit's)."""
    meetings, owed, cases = subjects_near(unit, request.actor.on)
    rows = [(f"{SubjectKind.MEETING}:{row.pk}", subject_words(row)) for row in meetings]
    rows += [(f"{SubjectKind.OBLIGATION}:{row.pk}", subject_words(row)) for row in owed]
    rows += [(f"{SubjectKind.CASE}:{row.pk}", subject_words(row)) for row in cases]
    asked = request.POST.get("subject") or request.GET.get("subject", "")
    if asked and asked not in dict(rows):
        kind, _colon, number = asked.partition(":")
        subject = subject_found(unit, kind, row_number(number) or 0)
        if subject is None:
            return rows, ""
        rows.append((asked, subject_words(subject)))
    return rows, asked


def visitors(actor: Actor, unit: Any) -> list[tuple[int, str]]:
    """Who may come along: the posts above the unit that are held."""
    return post_choices(posts_above(unit, actor.on))


def met(actor: Actor, unit: Any) -> list[tuple[int, str]]:
    """Whom one meets: the posts of the unit."""
    return post_choices(posts_in(unit, actor.on))


def owners(actor: Actor, unit: Any) -> tuple[list[tuple[int, str]], int | None]:
    """(who can owe a promise, the actor's own post among them)."""
    rows = post_choices(posts_above(unit, actor.on))
    return rows, next((post_id for post_id in actor.post_ids if post_id in dict(rows)), None)


def decisions(actor: Actor) -> list[tuple[int, str]]:
    """What the organisation pole decided lately, with its day."""
    rows = pole_decisions(actor, actor.on)
    return [(row.pk, f"{day_month_year(row.report.held_on)} · {row.text}") for row in rows]
