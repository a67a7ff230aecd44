"""The card that counts the days to the congresses, and what is said of the edition before."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.compliance.congresses import Congresses, CongressStatus, PastEdition
from tajadur.foundation.formats import day, day_month_year, day_short
from tajadur.web.components.states import days_late

from .labels import STAGES
from .table import congress_badge

_ORDER = ("done", "date", "prep", "none")


def countdown_card(page: Congresses, *, on: date) -> dict[str, Any] | None:
    """What components/countdown.html takes, and ``past`` (a sentence); None when no congress is asked for."""
    if page.term is None or page.left is None or page.directive is None:
        return None
    statuses = sorted(page.statuses, key=lambda status: _ORDER.index(status.stage))
    return {
        "days": -page.left.days if page.is_late else page.left.days,
        "late_by": page.left.days,
        "date": day(page.term.by_on),
        "title": _("Regional congresses"),
        "cells": [
            {"label": f"{status.unit.name}: {STAGES[status.stage]}", "state": status.stage} for status in statuses
        ],
        "counts": [
            {"state": stage, "n": page.count(stage), "label": STAGES[stage]} for stage in _ORDER if page.count(stage)
        ],
        "dates": _dates(page, on),
        "past": past_sentence(page.past) if page.past else "",
    }


def past_sentence(past: PastEdition) -> str:
    """«Edition 2025: 10 of 12 held, 6 of them late, the last on 3 November 2025, 126 days late.»"""
    parts = [
        _("Edition %(key)s: %(held)s of %(whole)s held")
        % {"key": past.term.key, "held": past.held, "whole": past.whole}
    ]
    if past.late:
        parts.append(ngettext("%(n)s of them late", "%(n)s of them late", past.late) % {"n": past.late})
    if past.last_held_on:
        last = _("the last on %(day)s") % {"day": day_month_year(past.last_held_on)}
        parts.append(f"{last} ({days_late(past.last_days_late)})" if past.last_days_late else last)
    return " · ".join(parts)


def congress_rows(page: Congresses, *, on: date) -> list[dict[str, Any]]:
    """A row per unit: this edition and the one before; those that are missing first."""
    before = {status.unit.id: status for status in page.past_statuses}
    order = {stage: place for place, stage in enumerate(reversed(_ORDER))}
    rows = sorted(page.statuses, key=lambda status: order[status.stage])
    return [_row(status, before.get(status.unit.id), on) for status in rows]


def _row(now: CongressStatus, before: CongressStatus | None, on: date) -> dict[str, Any]:
    return {
        "name": now.unit.name,
        "url": reverse("compliance:unit", args=[now.unit.id]),
        **_edition_facts(now, on),
        "past": _edition_facts(before, on) if before else None,
    }


def _edition_facts(status: CongressStatus, on: date) -> dict[str, Any]:
    edition = status.edition
    return {
        "badge": congress_badge(edition, on),
        "held_on": edition.held_on(on) if edition else None,
        "until": edition.extended_until(on) if edition else None,
        "days_late": edition.days_late(on) if edition else 0,
    }


def _dates(page: Congresses, on: date) -> list[dict[str, str]]:
    """The next three days set; past the day, those that are missing; and the edition that follows."""
    rows = [_date(status, day_short(status.edition.planned_on)) for status in page.dated[:3] if status.edition]
    if page.is_late:
        missing = [status for status in page.statuses if status.edition and status.stage != "done"]
        rows = [_date(status, days_late(status.edition.days_late(on))) for status in missing[:4] if status.edition]
    if not rows and page.term:
        rows = [{"label": _("The edition opens"), "url": "", "date": day_month_year(page.term.opens_on)}]
        rows.append({"label": _("Last day for the report"), "url": "", "date": day_month_year(page.term.due_on)})
    if page.is_late and page.following:
        rows.append({"label": _("Next edition"), "url": "", "date": day_month_year(page.following.by_on)})
    return rows


def _date(status: CongressStatus, words: str) -> dict[str, str]:
    return {"label": status.unit.name, "url": reverse("compliance:unit", args=[status.unit.id]), "date": words}
