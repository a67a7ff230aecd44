"""What the pages show of congresses, as plain rows: the countdown, the board, a road, the delegates."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.congresses.queries.board import Board
from tajadur.activity.congresses.queries.comments import Comment
from tajadur.activity.congresses.queries.results import ElectedBody
from tajadur.activity.congresses.queries.roads import Road, RoadStep, SeatsOfProvince
from tajadur.activity.support.vocabulary import SubjectKind
from tajadur.foundation.formats import day, day_month_year
from tajadur.foundation.shares import percent_of, percent_text
from tajadur.organisation.people.vocabulary import title_of
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.rules.forecast import Verdict
from tajadur.web.components import verdicts
from tajadur.web.many_links import pick
from tajadur.web.sources import source_words
from tajadur.web.templatetags.icons import icon

from .labels import LOOKS, cell_label, reason, step_badge, step_days, verdict_badge

LONGEST_OPEN = 12
_STATES = {"done": "done", "late": "late", "soon": "run", "unmarked": "", "ahead": ""}
_CELL = '<td class="cgc cgc--{}"><span title="{}">{}<span class="vh">{}</span></span></td>'
_COUNTED = '<td class="cgc cgc--{}"><span title="{}"><b aria-hidden="true">{}</b><span class="vh">{}</span></span></td>'


def countdown_card(page: Board, title: Any) -> dict[str, Any] | None:
    """What components/countdown.html takes, under ``title``; None without an edition."""
    if page.term is None or page.left is None:
        return None
    late = page.left.phase == "past"
    roads = sorted(page.roads, key=lambda road: verdicts.order(road.forecast.verdict))
    return {
        "days": -page.left.days if late else page.left.days,
        "late_by": page.left.days,
        "date": day(page.term.by_on),
        "title": title,
        "cells": [verdicts.cell(road.congress.unit.name, road.forecast.verdict) for road in roads],
        "counts": verdicts.counts(road.forecast.verdict for road in roads),
        "dates": [],
    }


def board_rows(page: Board, actor: Actor) -> list[dict[str, Any]]:
    """A row per congress, those that need help first; ``is_new`` when something of it changed since the visit."""
    changed = {change.congress_id for change in page.changes}
    return [
        {
            "name": road.congress.unit.name,
            "url": reverse("congresses:detail", args=[road.congress.pk]),
            "badge": verdict_badge(road),
            "tone": verdicts.look(road.forecast.verdict).tone,
            "needs_help": road.forecast.verdict.is_missed or road.forecast.verdict is Verdict.TIGHT,
            "reason": reason(road),
            "help": road.congress.unit_id if may(actor, Permission.ADVISE, road.congress.unit) else 0,
            "subject": f"{SubjectKind.OBLIGATION}:{road.congress.obligation_id}",
            "pick": pick(road.congress.unit_id, road.congress.obligation_id),
            "cells": [_cell(road, step) for step in road.steps],
            "planned_on": road.congress.planned_on,
            "is_held": road.forecast.verdict is Verdict.HELD,
            "is_after": road.is_after_deadline,
            "is_new": road.congress.pk in changed,
        }
        for road in page.roads
    ]


def _cell(road: Road, step: RoadStep) -> SafeString:
    label = cell_label(step)
    part = road.parts.get(step.code)
    if part and step.done_on is None and part.done:
        fraction = _("%(n)s of %(whole)s") % {"n": part.done, "whole": part.whole}
        return format_html(_COUNTED, step.reached, f"{label} ({fraction})", fraction, f"{label} ({fraction})")
    return format_html(_CELL, step.reached, label, icon(LOOKS[step.reached][1]), label)


def road_steps(
    road: Road, comments: list[Comment], *, reads: bool, opened: Collection[int] = ()
) -> list[dict[str, Any]]:
    """Every stage with its days; what shows it and what was said of it only if the reader ``reads`` records.

    ``opened`` are the meetings they may open.
    """
    comments_by_stage: dict[str, list[dict[str, Any]]] = {}
    for comment in comments:
        shown = {"text": comment.text, "at": comment.at, "who": title_of(comment)}
        comments_by_stage.setdefault(comment.stage, []).append(shown)
    return [
        {
            "code": step.code,
            "title": step.name,
            "state": _STATES[step.reached],
            "icon": LOOKS[step.reached][1],
            "tone": LOOKS[step.reached][0],
            "badge": step_badge(step),
            "days": step_days(step),
            "part": part_words(road, step),
            "row": step.row if reads and step.done_on else None,
            "meeting_id": step.row.meeting_id if step.row and step.row.meeting_id in opened else None,
            "comments": comments_by_stage.get(step.code, []) if reads else [],
            "may_begin": step.may_begin,
            "is_done": step.done_on is not None,
        }
        for step in road.steps
    ]


def part_words(road: Road, step: RoadStep) -> str:
    """«5 of 7 provinces» of a stage done in parts."""
    part = road.parts.get(step.code)
    if not part:
        return ""
    sentence = ngettext("%(n)s of %(whole)s province", "%(n)s of %(whole)s provinces", part.whole)
    return sentence % {"n": part.done, "whole": part.whole}


def delegates_table(road: Road, aims: Any) -> dict[str, Any] | None:
    """The seats of each province with what it filed, the whole, and the shares against the aims; None before."""
    if not road.shares:
        return None
    filed = [share for share in road.shares if share.is_filed]
    elected = sum(share.elected or 0 for share in filed)
    women, youth = (sum(getattr(share, name) or 0 for share in filed) for name in ("women", "youth"))
    return {
        "rows": [_share(share) for share in road.shares],
        "seats": sum(share.seats for share in road.shares),
        "elected": elected,
        "filed": len(filed),
        "whole": len(road.shares),
        "aims": [
            _aim(_("Women"), women, elected, aims.women_percent if aims else None),
            _aim(_("Youth"), youth, elected, aims.youth_percent if aims else None),
        ],
        "origin": source_words(aims.shares_source) if aims else "",
    }


def _share(share: SeatsOfProvince) -> dict[str, Any]:
    return {
        "name": share.name,
        "seats": share.seats,
        "elected": share.elected,
        "women": share.women,
        "youth": share.youth,
        "filed_on": share.filed_on,
        "is_over": share.is_over,
    }


def _aim(label: str, part: int | None, whole: int, aim: int | None) -> dict[str, Any]:
    value = percent_of(part, whole) if whole and part is not None else None
    return {
        "label": label,
        "count": part,
        "value": percent_text(value) if value is not None else "—",
        "aim": percent_text(aim) if aim is not None else "",
        "is_reached": part is not None and aim is not None and part * 100 >= aim * whole,
        "is_known": value is not None and aim is not None,
    }


def elected_body(body: ElectedBody) -> dict[str, Any]:
    """Those elected to one body: who, how many, the shares of women and youth against the aims."""
    aims = body.aims
    return {
        "id": body.body_id,
        "name": body.body_type.name,
        "rows": body.rows,
        "size": body.size,
        "is_long": body.size > LONGEST_OPEN,
        "is_confirmed": body.is_confirmed,
        "aims": [
            _aim(_("Women"), body.women, body.size, aims.women_percent),
            _aim(_("Youth"), body.youth, body.size, aims.youth_percent),
        ],
        "origin": source_words(aims.shares_source),
    }


def tasks(road: Road, on: date) -> list[dict[str, Any]]:
    """The region's own list: what can be done now, what waits, what the congress left behind, what is done."""
    open_steps = sorted(
        (step for step in road.steps if step.done_on is None),
        key=lambda step: (step.reached == "unmarked", not step.may_begin, step.target_on),
    )
    rows = [_task(road, step) for step in open_steps]
    return rows + [_task(road, step) for step in road.steps if step.done_on is not None]


def _task(road: Road, step: RoadStep) -> dict[str, Any]:
    route = "congresses:date" if step.code == "date-place" else "congresses:stage"
    args: list[Any] = [road.congress.pk] if step.code == "date-place" else [road.congress.pk, step.code]
    waiting = [road.rows[code].template.name for code in step.rule.after if code not in road.done]
    text = step_days(step)
    if waiting:
        text = _("%(days)s; after: %(stage)s") % {"days": text, "stage": waiting[0]}
    return {
        "title": step.name,
        "url": reverse(route, args=args) if not waiting or step.done_on else "",
        "icon": LOOKS[step.reached][1],
        "tone": LOOKS[step.reached][0],
        "text": text,
        "badge": step_badge(step) if step.reached in {"late", "soon"} else "",
        "hot": step.reached == "late",
        "is_done": step.done_on is not None,
    }


def print_line(road: Road, on: date) -> str:
    """The day fixed and the place, or that there is none yet."""
    if road.congress.planned_on is None:
        return _("No date fixed yet")
    return _("Fixed for %(day)s") % {"day": day_month_year(road.congress.planned_on)}
