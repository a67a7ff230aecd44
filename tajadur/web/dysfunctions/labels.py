"""The sentences of a case: its rule, the figures before and after its remedy, its history."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.dysfunctions.queries.page import CasePage
from tajadur.activity.dysfunctions.vocabulary import RULE_WORDS, STATE_WORDS
from tajadur.foundation.calendar import civil_day, instant
from tajadur.foundation.formats import day_month_year
from tajadur.foundation.sentences import filled
from tajadur.rules.cases import PeriodFigures
from tajadur.rules.dysfunctions import CaseKind
from tajadur.web.components.cases import LOOKS, found_words


def rule_words(kind: str, thresholds: Mapping[str, int]) -> str:
    """The rule of a kind with its thresholds, in a sentence."""
    return filled(RULE_WORDS[CaseKind(kind)], thresholds)


def act_that_mends(page: CasePage) -> dict[str, str] | None:
    """Where the unit does what ends its case by itself; None for anybody else, and for what no one act ends."""
    if not (page.is_open and page.may_settle):
        return None
    if page.case.kind == CaseKind.PREMISES:
        url = reverse("premises:record", args=[page.case.unit_id])
        return {"url": url, "label": _("Record premises"), "icon": "building-2"}
    if page.case.kind == CaseKind.FILING:
        declared = next((fact.target for fact in page.evidence if fact.leads_to == "filing"), None)
        url = reverse("filings:detail", args=[declared]) if declared else reverse("filings:index")
        return {"url": url, "label": _("Record the receipt"), "icon": "shield-check"}
    return None


def effect_sentences(before: PeriodFigures, after: PeriodFigures) -> list[str]:
    """The figures before and after, each in a sentence that says nothing of a cause."""
    values = {"was": before.reported, "of": before.periods, "now": after.reported, "whole": after.periods}
    on_time = values | {"was": before.on_time, "now": after.on_time}
    sentences = [
        _("Reported %(was)s of %(of)s before, %(now)s of %(whole)s after.") % values,
        _("On time %(was)s of %(of)s before, %(now)s of %(whole)s after.") % on_time,
    ]
    if before.convened and after.convened:
        there = {"was": before.present, "of": before.convened, "now": after.present, "whole": after.convened}
        sentences.append(_("Present %(was)s of %(of)s convened before, %(now)s of %(whole)s after.") % there)
    return sentences


def history(page: CasePage) -> list[dict[str, Any]]:
    """All that happened to the case, the newest first, for the timeline."""
    return [entry for _at, entry in sorted(_happened(page), key=lambda happening: happening[0], reverse=True)]


def _happened(page: CasePage) -> Iterator[tuple[datetime, dict[str, Any]]]:
    case, posts = page.case, page.posts
    yield case.opened_at, _entry("flag", "warn", found_words(case.found_by), case.opened_on, posts, case.mandate_id)
    for remedy in page.remedies:
        title = _("Remedy agreed, by %(day)s") % {"day": day_month_year(remedy.due_on)}
        yield (
            remedy.agreed_at,
            _entry("handshake", "info", title, remedy.agreed_on, posts, remedy.mandate_id, remedy.text),
        )
        if remedy.done_at and remedy.done_on:
            title = _("Remedy done on %(day)s") % {"day": day_month_year(remedy.done_on)}
            day = civil_day(remedy.done_at)
            yield remedy.done_at, _entry("check-check", "ok", title, day, posts, remedy.done_mandate_id)
    for answer in page.answers:
        title = _("The unit answered: the same matter, on purpose") if answer.on_purpose else _("The unit answered")
        yield (
            answer.answered_at,
            _entry(
                "message-square-text",
                "info",
                title,
                civil_day(answer.answered_at),
                posts,
                answer.mandate_id,
                answer.text,
            ),
        )
    for noted in page.noted:
        moved = noted.act == "case.moved"
        title = _("Moved with its unit") if moved else _("Severity rose")
        yield noted.at, _entry("move" if moved else "trending-up", "" if moved else "warn", title, civil_day(noted.at))
    if case.proposed_on and page.is_open:
        title = _("The facts propose settling: the unit says whether it is")
        yield instant(case.proposed_on, time(0)), _entry("circle-dashed", "ok", title, case.proposed_on)
    if case.ended_at and case.ended_on:
        word = page.closing or page.dismissal
        text = page.closing.text if page.closing else page.dismissal.reason if page.dismissal else ""
        tone, icon = LOOKS[page.state]
        title = str(STATE_WORDS[page.state])
        yield case.ended_at, _entry(icon, tone, title, case.ended_on, posts, word.mandate_id if word else None, text)


def _entry(
    icon: str,
    tone: str,
    title: str,
    day: date,
    posts: Mapping[int, str] | None = None,
    mandate_id: int | None = None,
    quote: str = "",
) -> dict[str, Any]:
    who = (posts or {}).get(mandate_id or 0, "")
    note = f"{day_month_year(day)} · {who}" if who else day_month_year(day)
    return {"icon": icon, "tone": tone, "title": title, "note": note, "quote": quote, "read": ""}
