"""What came since the last visit: answers to one's own advice, cases and requests within reach, each counted once."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.dysfunctions.operations.closing import settle_case
from tajadur.activity.support.operations.answering import answer_advice
from tajadur.compliance.desk import desk_of
from tajadur.compliance.national import national
from tajadur.compliance.since import news_since
from tajadur.rules.dysfunctions import CaseKind
from tajadur.rules.news import MOST_LINES, News
from tajadur.web.compliance.news import strip_since
from tests.factories.cases import make_case
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.resources import Cast, asks, cast
from tests.factories.support import advised

ON = date(2026, 5, 4)
BEFORE, AFTER = at_noon(ON - timedelta(days=1)), at_noon(ON + timedelta(days=1))


@pytest.fixture
def who(party: Party) -> Cast:
    return cast(party)


def _happen(who: Cast) -> None:
    secretary, cell = acting(who.secretary, ON), acting(who.cell, ON)
    advice = advised(who.unit, cell)
    answer_advice(advice_id=advice.pk, kind="answer", text="جواب", by=secretary, at=at_noon(ON))
    make_case(who.unit, kind=CaseKind.COPIED, on=ON)
    settled = make_case(who.unit, kind=CaseKind.ACTIONS, on=ON)
    settle_case(case_id=settled.pk, text="تم", on=ON, by=secretary, at=at_noon(ON))
    asks(who)


def test_each_reader_is_told_what_came_within_their_reach(
    who: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _happen(who)
    cell = acting(who.cell, ON)
    with django_assert_num_queries(1):
        news = news_since(cell, BEFORE)
    assert news == {News.ANSWERED: 1, News.OPENED: 2, News.SETTLED: 1, News.ASKED: 1}
    assert news_since(cell, AFTER) == {}
    assert news_since(acting(who.general, ON), BEFORE) == {News.OPENED: 2, News.SETTLED: 1, News.ASKED: 1}
    assert news_since(acting(who.admin, ON), BEFORE) == {News.ASKED: 1}
    elsewhere = holder(unit=who.party.national, body="cell", post="responsible", area=who.party.regions[1])
    assert news_since(acting(elsewhere, ON), BEFORE) == {}


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_strip_leads_from_each_line_to_its_list(who: Cast, language: str) -> None:
    _happen(who)
    actor = acting(who.cell, ON)
    with translation.override(language):
        lines = strip_since(actor, national(actor, on=ON, since=BEFORE), desk_of(actor, since=BEFORE).news)
    assert 4 <= len(lines) <= MOST_LINES
    assert [line.url for line in lines[-4:]] == [
        "/support/?side=mine&what=advice",
        "/dysfunctions/",
        "/dysfunctions/?state=all",
        "/resources/",
    ]
    assert len({line.text for line in lines}) == len(lines)
