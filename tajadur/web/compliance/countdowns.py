"""The card that counts the days to the congresses, and what is said of the edition before."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.congresses.words import past_words
from tajadur.activity.support.vocabulary import SubjectKind
from tajadur.compliance.congresses import Congresses, CongressStatus, PastEdition
from tajadur.compliance.national import TERRITORY
from tajadur.foundation.formats import day, day_month_year, day_short
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.rules.forecast import Verdict
from tajadur.web.components import verdicts
from tajadur.web.components.states import days_late
from tajadur.web.many_links import pick

from .table import congress_badge


def countdown_card(page: Congresses, *, on: date) -> dict[str, Any] | None:
    """What components/countdown.html takes, and ``past`` (a sentence); None when no congress is asked for."""
    if page.term is None or page.left is None or page.directive is None:
        return None
    statuses = sorted(page.statuses, key=lambda status: verdicts.order(status.verdict))
    return {
        "days": -page.left.days if page.is_late else page.left.days,
        "late_by": page.left.days,
        "date": day(page.term.by_on),
        "title": _("Regional congresses") if page.directive.tree == TERRITORY else page.directive.name,
        "cells": [verdicts.cell(status.unit.name, status.verdict) for status in statuses],
        "counts": verdicts.counts(status.verdict for status in statuses),
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


def congress_rows(page: Congresses, actor: Actor, *, on: date) -> list[dict[str, Any]]:
    """A row per unit: this edition and the one before; those that are missing first, with help for those who may."""
    before = {status.unit.id: status for status in page.past_statuses}
    rows = sorted(page.statuses, key=lambda status: -verdicts.order(status.verdict))
    return [_row(status, before.get(status.unit.id), actor, on) for status in rows]


def _row(now: CongressStatus, before: CongressStatus | None, actor: Actor, on: date) -> dict[str, Any]:
    owed = now.edition.obligation_id if now.edition else None
    helps = now.verdict is not Verdict.HELD and may(actor, Permission.ADVISE, now.unit)
    return {
        "name": now.unit.name,
        "help": now.unit.id if helps else 0,
        "subject": f"{SubjectKind.OBLIGATION}:{owed}" if owed else "",
        "pick": pick(now.unit.id, owed) if helps else "",
        "url": reverse("compliance:unit", args=[now.unit.id]),
        **_edition_facts(now, on),
        "past": _edition_facts(before, on) if before else None,
    }


def _edition_facts(status: CongressStatus, on: date) -> dict[str, Any]:
    edition = status.edition
    return {
        "badge": congress_badge(edition, status.verdict, on),
        "held_on": edition.held_on(on) if edition else None,
        "until": edition.extended_until(on) if edition else None,
    }


def _dates(page: Congresses, on: date) -> list[dict[str, str]]:
    """The next three days set; past the day, those that are missing; and the edition that follows."""
    rows = [_date(status, day_short(day_set)) for day_set, status in page.dated(on)[:3]]
    if page.is_late:
        missing = [(status, status.edition.days_late(on)) for status in page.statuses if status.edition]
        waiting = [(status, late) for status, late in missing if status.verdict is not Verdict.HELD]
        rows = [_date(status, past_words(late)) for status, late in waiting[:4] if late]
    if not rows and page.term:
        rows = [{"label": _("The edition opens"), "url": "", "date": day_month_year(page.term.opens_on)}]
        rows.append({"label": _("Last day for the report"), "url": "", "date": day_month_year(page.term.due_on)})
    if page.is_late and page.following:
        rows.append({"label": _("Next edition"), "url": "", "date": day_month_year(page.following.by_on)})
    return rows


def _date(status: CongressStatus, words: str) -> dict[str, str]:
    return {"label": status.unit.name, "url": reverse("compliance:unit", args=[status.unit.id]), "date": words}
