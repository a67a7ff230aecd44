"""Every type of period walks through all that is made of it: a type that lacks a fact, a word or a case fails here."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tajadur.activity.meetings.queries.calendar import Rhythm, is_rule, rhythm_of, rule_of
from tajadur.activity.meetings.vocabulary import PACES
from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.operations.exceptions import draft_exception
from tajadur.duties.directives.operations.terms import Terms, draft_directive
from tajadur.duties.directives.vocabulary import PERIOD_WORDS, SERIES_WORDS
from tajadur.duties.obligations.models import LadderRow, Obligation
from tajadur.duties.obligations.operations.directing import amend_directive, issue_directive, issue_exception
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.duties.obligations.operations.sync_obligations import cancel_and_rewrite
from tajadur.duties.obligations.queries.last_days import LastDay
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.verification import verify
from tajadur.organisation.people.models import Account
from tajadur.organisation.people.operations.posts import close_unit
from tajadur.organisation.profile.models import BodyType
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.operations.moving import move_unit
from tajadur.registry.notices.models import Notice
from tajadur.rules.periods import CALENDAR_TYPES, DayMonth, PeriodType, first_common_start, periods_between
from tajadur.web.calendar.showing import last_day_shown
from tajadur.web.obligations.sharing import texts_for
from tajadur.web.templatetags.formats import period
from tests.factories.duties import administrator, amended, at_noon, read, secretary_general
from tests.factories.party import Party, holder

ON = date(2026, 5, 21)
AT = at_noon(ON)
FIRST = date(2026, 1, 1)
OPENS, BY, ONCE = (1, 2), (30, 6), (date(2026, 5, 1), date(2026, 6, 15))
LANGUAGES = ("ar", "fr", "en")

every_type = pytest.mark.parametrize("kind", list(PeriodType))
calendar_type = pytest.mark.parametrize("kind", [kind for kind in PeriodType if kind in CALENDAR_TYPES])


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    with translation.override("en"):
        yield


def in_force(party: Party, kind: PeriodType) -> Directive:
    """A directive that asks the branches' offices for a meeting as often as ``kind`` says, opened on ``ON``."""
    body = BodyType.objects.get(unit_kind__code="branch", code="office")
    terms = Terms(
        names=("توجيه", "Directive", "Directive"), unit_kind_id=body.unit_kind_id, fulfilment="meeting",
        body_type_id=body.pk, period_type=kind, report_days=2, grace_days=1, lock_days=10, in_force_from=FIRST,
        released_by="above", opens=OPENS if kind is PeriodType.DATED else None,
        by=BY if kind is PeriodType.DATED else None, once_opens_on=ONCE[0] if kind is PeriodType.ONCE else None,
        once_by_on=ONCE[1] if kind is PeriodType.ONCE else None,
    )  # fmt: skip
    pk = draft_directive(code=f"walk-{kind}"[:40].replace("_", "-"), terms=terms, by=administrator(party, ON), at=AT)
    issue_directive(directive_id=pk, seen=read(pk), on=ON, by=secretary_general(party, ON), at=AT)
    open_periods(on=ON, at=AT)
    return Directive.objects.get(pk=pk)


def keys(directive: Directive, unit: Unit, **wanted: Any) -> set[str]:
    """What a unit owes for a directive."""
    rows = Obligation.objects.filter(directive=directive, unit=unit, cancelled_on=None, **wanted)
    return set(rows.values_list("period_key", flat=True))


def asked(kind: PeriodType, first: date, last: date) -> set[str]:
    """What the rule asks in periods that begin inside these days."""
    dates: dict[str, Any] = {"opens": DayMonth(*OPENS), "by": DayMonth(*BY), "once": ONCE}
    found = periods_between(kind, first, last, **dates)
    return {one.key for one in found if one.start >= first and one.start <= last}


def other_than(kind: PeriodType) -> PeriodType:
    return PeriodType.QUARTERLY if kind is PeriodType.MONTHLY else PeriodType.MONTHLY


@every_type
def test_it_opens_what_the_rule_asks_with_a_ladder_inside_the_period(party: Party, kind: PeriodType) -> None:
    directive, unit = in_force(party, kind), party.branches[0][0][0]
    assert keys(directive, unit, period_start__lte=ON) == asked(kind, FIRST, ON) != set()
    row = Obligation.objects.filter(directive=directive, unit=unit, period_start__lte=ON).latest("period_end")
    days = list(LadderRow.objects.filter(obligation=row).values_list("day", flat=True))
    assert len(days) >= 5
    assert min(days) >= row.period_start
    assert row.calendar is kind.is_calendar
    assert open_periods(on=ON, at=AT) == 0
    assert [one for one in verify(AsOf(on=ON, at=AT)) if "told" not in one.invariant] == []


@every_type
def test_what_is_owed_follows_units_that_close_and_move(party: Party, kind: PeriodType) -> None:
    directive, by = in_force(party, kind), administrator(party, ON)
    closing, moving = party.branches[0][0]
    last = Obligation.objects.filter(directive=directive, unit=moving, period_start__lte=ON).latest("period_end")
    close_unit(unit_id=closing.pk, closed_on=ON, by=by, at=AT)
    move_unit(unit_id=moving.pk, parent_id=party.provinces[1][0].pk, from_on=ON, by=by, at=AT)
    tally = cancel_and_rewrite(on=ON, at=AT)
    assert tally["closed"] + tally["amended"] > 0
    assert keys(directive, closing, period_end__gte=ON) == set()
    assert keys(directive, closing, period_end__lt=ON) == keys(directive, moving, period_end__lt=ON)
    row = Obligation.objects.get(directive=directive, unit=moving, pk=last.pk)
    assert row.path.startswith(f"{party.national.pk}.{party.regions[1].pk}.") is (row.period_end >= ON)
    assert not any(cancel_and_rewrite(on=ON, at=AT).values())


@calendar_type
@pytest.mark.parametrize("is_exception", [True, False])
def test_an_exception_gives_it_and_takes_it_away_and_nothing_is_lost(
    party: Party, kind: PeriodType, is_exception: bool
) -> None:
    """Of another type to units of ``kind``, or of ``kind`` to units of another type; days that cut no period."""
    base, wanted = (other_than(kind), kind) if is_exception else (kind, other_than(kind))
    directive, unit, admin = in_force(party, base), party.branches[0][0][0], administrator(party, ON)
    first = first_common_start(base, wanted, ON)
    last = first_common_start(base, wanted, first) - timedelta(days=1)
    pk = draft_exception(
        directive_id=directive.pk, unit_id=unit.pk, whole_subtree=False, period_type=wanted, from_on=first, to_on=last,
        reason="سبب", authority="المكتب", by=admin, at=AT,
    )  # fmt: skip
    chief, seen = secretary_general(party, ON), read(directive.pk, exception_id=pk)
    issue_exception(exception_id=pk, seen=seen, on=ON, by=chief, at=AT)
    later = last - timedelta(days=1)
    open_periods(on=later, at=at_noon(later))
    inside = {"period_start__gte": first, "period_end__lte": last}
    assert keys(directive, unit, **inside) == asked(wanted, first, last)
    assert keys(directive, party.branches[0][0][1], **inside) == asked(base, first, last)
    assert not any(cancel_and_rewrite(on=later, at=at_noon(later)).values())
    assert keys(directive, unit, **inside) == asked(wanted, first, last)


@calendar_type
def test_a_directive_is_amended_to_it_where_both_begin(party: Party, kind: PeriodType) -> None:
    directive, unit = in_force(party, other_than(kind)), party.branches[0][0][0]
    effect = amend_directive(
        directive_id=directive.pk, changes={"period_type": kind}, on=ON, by=secretary_general(party, ON), at=AT
    )
    assert effect == first_common_start(other_than(kind), kind, ON)
    later = effect + timedelta(days=10)
    open_periods(on=later, at=at_noon(later))
    cancel_and_rewrite(on=later, at=at_noon(later))
    assert keys(directive, unit, period_start__range=(effect, later)) == asked(kind, effect, later) != set()
    last_days = Obligation.objects.filter(directive=directive, unit=unit, cancelled_on=None).order_by("period_start")
    spans = list(last_days.values_list("period_start", "period_end"))
    assert all(after[0] == before[1] + timedelta(days=1) for before, after in pairwise(spans))


@calendar_type
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_keys_are_said_in_words(kind: PeriodType, language: str) -> None:
    with translation.override(language):
        for one in periods_between(kind, date(2024, 12, 1), date(2028, 1, 31)):
            words = period(one.key)
            assert str(one.end.year) in words
            assert not re.search(r"\d[A-Z]|\d{4}-", words)
        assert len({str(PERIOD_WORDS[kind]), str(SERIES_WORDS[kind]), ""}) >= 2


@every_type
def test_the_forms_take_it(party: Party, client: Client, kind: PeriodType) -> None:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    new = reverse("directives:new")
    form = client.get(new).context["form"]
    said = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    kind_of_unit = BodyType.objects.get(unit_kind__code="branch", code="office")
    said |= {
        "name_ar": "توجيه", "name_fr": "Directive", "name_en": f"Walk {kind}", "unit_kind": kind_of_unit.unit_kind_id,
        "fulfilment": "meeting", "body_type": kind_of_unit.pk, "period_type": kind, "released_by": "above",
        "opens": "1/2", "by": "30/6", "once_opens_on": ONCE[0].isoformat(), "once_by_on": ONCE[1].isoformat(),
        "in_force_from": FIRST.isoformat(), "report_days": "2", "grace_days": "1",
    }  # fmt: skip
    said.pop("owed_if_opened_inside", None)
    answer = client.post(new, said)
    assert answer.status_code == 302, answer.context["form"].errors
    drafted = Directive.objects.get()
    assert drafted.period_type == kind
    first = min(drafted.ladder.filter(anchor="due").values_list("offset", flat=True))
    assert first == -max(kind.facts.ladder.before)


@calendar_type
def test_the_forms_of_amendments_and_exceptions_take_it(party: Party, client: Client, kind: PeriodType) -> None:
    directive = in_force(party, other_than(kind))
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    amend = reverse("directives:amend", args=[directive.pk])
    answer = client.post(amend, amended(directive, lock_days="10", period_type=kind))
    assert answer.status_code == 302, answer.context["form"].errors
    page = client.get(reverse("directives:exception_new", args=[directive.pk]) + f"?unit={party.branches[0][0][0].pk}")
    assert str(kind) in dict(page.context["form"].fields["frequency"].choices)


@every_type
def test_strips_and_heatmaps_draw_it(party: Party, kind: PeriodType) -> None:
    directive = in_force(party, kind)
    client = Client()
    client.force_login(Account.objects.get(username="chief"))
    client.cookies["language"] = "en"
    for unit in (party.provinces[0][0], party.branches[0][0][0]):
        page = client.get(reverse("compliance:unit", args=[unit.pk]) + f"?directive={directive.code}")
        text = page.content.decode()
        assert page.status_code == 200
        assert not re.search(r">\s*\d{4}[A-Z]\d+\s*<", text)


@every_type
def test_the_feed_the_digest_and_the_text_to_share_say_it(party: Party, kind: PeriodType) -> None:
    directive, unit = in_force(party, kind), party.branches[0][0][0]
    rows = Obligation.objects.filter(directive=directive, unit=unit, period_start__lte=ON)
    row = rows.select_related("directive", "unit__parent").latest("period_end")
    words = period(row.period_key)
    notice = Notice(
        kind="reminder",
        params={
            "period": row.period_key, "due_on": row.due_on.isoformat(), "name": {"en": "Directive"},
            "directive": directive.code,
        },
        step="due-1:post",
        step_on=row.due_on - timedelta(days=1),
    )  # fmt: skip
    said = [
        last_day_shown(LastDay(row, row.due_on, 0)).title,
        render_to_string("notices/sentence.txt", {"notice": notice}),
        texts_for([row])[0].text,
    ]
    assert [words in one for one in said] == [kind is not PeriodType.ONCE, True, kind is not PeriodType.ONCE]


@calendar_type
def test_a_series_of_meetings_may_keep_its_pace(kind: PeriodType) -> None:
    if kind is PeriodType.YEARLY:
        assert kind not in PACES
        return
    rhythm = Rhythm(kind, "" if PACES[kind].is_weekly else "2", "SU")
    rule = rule_of(rhythm)
    assert is_rule(rule)
    assert rhythm_of(rule) == rhythm


def test_a_type_without_facts_does_not_import() -> None:
    with pytest.raises(TypeError, match="no facts"):
        PeriodType.__new_member__(PeriodType, "hourly")  # type: ignore[attr-defined]
    assert set(PERIOD_WORDS) == set(SERIES_WORDS) == set(PeriodType)
