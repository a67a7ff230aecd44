"""The parts of a unit's page: its own months, its vitality, who below is silent, its congress."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.congresses.words import past_words as missed_words
from tajadur.compliance.choices import PeriodColumn
from tajadur.compliance.congresses import Congresses
from tajadur.compliance.counting import Count
from tajadur.compliance.rows import UnitRow
from tajadur.compliance.unit import UnitPage
from tajadur.foundation.formats import day_month_year, period, period_number
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.rules.need import Share, Vitality
from tajadur.web.components.states import badge, days_late, month_mark, state_badge

from .labels import column_words
from .presenters import figure_link, record_link
from .table import congress_badge

SILENT_SHOWN = 12
LONG_SILENCE = 60


def month_marks(months: Sequence[tuple[PeriodColumn, Count]]) -> list[dict[str, Any]]:
    """The strip of one unit: a mark per period, with words for screen readers."""
    return [
        month_mark(count.state, period_number(column.key) or column.end.month, period(column.key))
        for column, count in months
    ]


def own_rows(page: UnitPage, opens_record: bool) -> list[dict[str, Any]]:
    """The unit's own obligations, newest first: period, state, link (to the record only if it opens)."""
    if page.own_directive is None:
        return []
    rows = []
    for column, count in reversed(page.own):
        if count.state is None:
            continue
        opens = opens_record and count.first_id is not None
        url = record_link(count.first_id) if opens else ""
        if not url:
            url = figure_link(
                "so_far" if count.is_running else "reporting", page.unit.id, page.own_directive, column, "denominator"
            )
        rows.append({"label": column_words(page.own_directive, column), "badge": state_badge(count.state), "url": url})
    return rows


def vitality_rows(vitality: Vitality | None) -> list[dict[str, Any]]:
    """The shares side by side, never one mark."""
    if vitality is None:
        return []
    named: list[tuple[str, Share]] = [
        (_("Held"), vitality.held),
        (_("On time"), vitality.on_time),
        (_("Actions closed on their day"), vitality.actions_on_day),
        (_("Secretary in mandate"), vitality.office_in_mandate),
    ]
    if vitality.secretary_present.whole:  # reports need not name who was there
        named.append((_("Secretary present"), vitality.secretary_present))
    return [{"label": label, "part": share.count, "whole": share.whole} for label, share in named]


def silent_rows(rows: Sequence[UnitRow], actor: Actor, *, on: date) -> list[dict[str, Any]]:
    """The units below whose last meeting is far, or without a secretary, the longest silence first."""
    silent = []
    for row in (row for row in rows if not row.is_gone):
        days = row.unit.silent_days(on)
        vacant = row.unit.is_vacant(on)
        if not vacant and (days is None or days < LONG_SILENCE or not row.recent.rows):
            continue
        silent.append((days or 0, row, vacant))
    silent.sort(key=lambda entry: -entry[0])
    return [
        {
            "name": row.unit.name,
            "url": reverse("compliance:unit", args=[row.unit.id]),
            "help": row.unit.id if may(actor, Permission.ADVISE, row.unit) else 0,
            "held_on": row.unit.held_on,
            "badge": badge("late", "triangle-alert", silence_words(days)) if days >= LONG_SILENCE else "",
            "vacant": badge("warn", "user-x", _("Vacant secretary")) if vacant else "",
        }
        for days, row, vacant in silent[:SILENT_SHOWN]
    ]


def silence_words(days: int) -> str:
    """«88 days without a meeting»."""
    return ngettext("%(n)s day without a meeting", "%(n)s days without a meeting", days) % {"n": days}


def congress_steps(page: Congresses, *, on: date) -> list[dict[str, Any]]:
    """The road of one unit's congress: opened, day set, held, declared."""
    if page.term is None or not page.statuses:
        return []
    term, edition, verdict = page.term, page.statuses[0].edition, page.statuses[0].verdict
    held_on, until = (edition.held_on(on), edition.extended_until(on)) if edition else (None, None)
    steps = [_step(_("The edition opens"), day_month_year(term.opens_on), "done" if term.opens_on <= on else "")]
    if edition and edition.planned_on:
        steps.append(_step(_("Day set"), day_month_year(edition.planned_on), "done"))
    if until:
        steps.append(_step(_("Extension granted"), _("to %(day)s") % {"day": day_month_year(until)}, "done"))
    late = edition.days_late(on) if edition else 0
    state = "late" if late else "done" if held_on else "goal"
    note = day_month_year(held_on) if held_on else _("by %(day)s") % {"day": day_month_year(term.by_on)}
    steps.append(_step(_("Congress held"), note, state, congress_badge(edition, verdict, on) if edition else ""))
    filed = edition.facts.filed_on if edition and held_on else None
    note = day_month_year(filed) if filed else _("by %(day)s") % {"day": day_month_year(term.due_on)}
    steps.append(_step(_("Declared"), note, "done" if filed else ""))
    return steps


def past_words(page: Congresses, *, on: date) -> str:
    """The edition before, of one unit: «Edition 2025: held on 3 November 2025, 126 days late»."""
    edition = page.past_statuses[0].edition if page.past_statuses else None
    if page.past is None or edition is None:
        return ""
    late, filed_late = edition.days_late(on), edition.filed_late(on)
    if edition.held_on(on) is None:
        return _("Edition %(key)s: not held, %(late)s") % {"key": edition.key, "late": missed_words(late)}
    values = {"key": edition.key, "day": day_month_year(edition.held_on(on))}
    if late:
        return _("Edition %(key)s: held on %(day)s, %(late)s") % (values | {"late": days_late(late)})
    if filed_late:
        sentence = ngettext(
            "Edition %(key)s: held in time on %(day)s, filed %(n)s day late",
            "Edition %(key)s: held in time on %(day)s, filed %(n)s days late",
            filed_late,
        )
        return sentence % (values | {"n": filed_late})
    return _("Edition %(key)s: held on %(day)s, in time") % values


def _step(title: str, note: str, state: str, mark: SafeString | str = "") -> dict[str, Any]:
    return {"title": title, "note": note, "state": state, "badge": mark}
