"""The digest of the week: told on Monday to whoever sees more than one unit, once, with the figures of the strip."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.dysfunctions.operations.closing import settle_case
from tajadur.activity.support.operations.answering import answer_advice
from tajadur.compliance.national import national
from tajadur.compliance.since import news_since
from tajadur.delivery.digests import gather_digests
from tajadur.delivery.letters import compose_letter
from tajadur.foundation.calendar import instant
from tajadur.jobs.passes import PASSES, run_pass
from tajadur.jobs.weekly import TELL_WEEK, tell_week, tell_week_once
from tajadur.organisation.people.models import Account, Mandate, NotificationPreferences
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.heartbeat.models import PassRun
from tajadur.registry.notices.models import Delivery, DeliveryItem, Notice
from tajadur.rules.dysfunctions import CaseKind
from tajadur.web.compliance.news import strip_since
from tests.factories.cases import make_case
from tests.factories.duties import at_noon, opened, owed
from tests.factories.party import Party, acting, holder, make_mandate, make_person, small_party
from tests.factories.resources import Cast, asks, cast
from tests.factories.stories import held
from tests.factories.support import advised
from tests.factories.trees import grow, record
from tests.jobs.test_at_once import at_once

BEFORE, MONDAY = date(2026, 5, 4), date(2026, 5, 11)
SINCE = datetime.fromisoformat("2026-05-04T08:00:00+01:00")
AT = at_noon(MONDAY)


@pytest.fixture
def who(party: Party) -> Cast:
    return cast(party)


def happen(who: Cast) -> None:
    """In the week before: an answer, two cases, one settled, a request, a report, a meeting overdue since."""
    opened(on=MONDAY)
    held(owed(who.party.provinces[0][0], "provincial-office", "2026-04"), date(2026, 4, 20), BEFORE + timedelta(days=1))
    advice = advised(who.unit, acting(who.cell, BEFORE))
    secretary = acting(who.secretary, BEFORE)
    answer_advice(advice_id=advice.pk, kind="answer", text="جواب", by=secretary, at=at_noon(BEFORE))
    make_case(who.unit, kind=CaseKind.COPIED, on=BEFORE)
    settled = make_case(who.unit, kind=CaseKind.ACTIONS, on=BEFORE)
    settle_case(case_id=settled.pk, text="تم", on=BEFORE, by=secretary, at=at_noon(BEFORE))
    asks(who, on=BEFORE)


def told() -> dict[str, dict[str, int]]:
    """Role of the post -> what it was told."""
    rows = Notice.objects.filter(kind="week").select_related("post__post_type", "post__area", "unit")
    return {f"{row.post.post_type.office} {row.unit.code}": row.params["news"] for row in rows}


def test_what_came_is_told_of_each_tree_apart_to_whoever_sees_it(who: Cast) -> None:
    on, told_on, branch = date(2026, 4, 27), date(2026, 3, 30), who.party.branches[0][1][0]
    trees = {tree: grow(tree, on=on) for tree in (Tree.SECTORS, Tree.PARALLEL)}
    trees[Tree.TERRITORY] = record(Tree.TERRITORY, who.party.national, who.party.regions[0], branch, on=on)
    sector = trees[Tree.SECTORS].middle
    holder(unit=who.party.national, body="cell", post="responsible", area=sector)
    tell_week(on=told_on, at=at_noon(told_on))
    news, came = told(), {"new_reports": 1, "case_opened": 1}
    assert {place: counts for place, counts in news.items() if place.startswith("secretary_general")} == {
        f"secretary_general {grown.root.code}": came for grown in trees.values()
    }
    assert news[f"responsible {sector.code}"] == news[f"secretary {sector.code}"] == came
    assert news[f"responsible {who.party.regions[0].code}"] == came
    for notice in Notice.objects.filter(kind="week").select_related("unit__kind"):
        assert notice.params["tree"] == notice.unit.kind.tree
    client = Client()
    client.force_login(who.general)
    gather_digests(on=told_on, at=at_noon(told_on))
    inbox = client.get(reverse("notices:inbox")).content.decode().replace("&amp;", "&")
    for tree, grown in trees.items():
        assert f'href="{reverse("dysfunctions:index")}?tree={tree.value}"' in inbox
        assert f'href="{reverse("compliance:unit", args=[grown.root.pk])}"' in inbox
        listed = client.get(reverse("dysfunctions:index"), {"tree": tree.value})
        assert [row.unit for row in listed.context["page"].rows] == [grown.section]
    assert tell_week(on=told_on, at=at_noon(told_on)) == 0


def inbox_of(account: Account) -> list[str]:
    rows = DeliveryItem.objects.filter(person=account.person, channel="in_app", notice__kind="week")
    return list(rows.values_list("notice__unit__code", flat=True))


def test_each_post_that_sees_several_units_is_told_what_came_there_and_no_other(who: Cast) -> None:
    region = holder(unit=who.party.regions[0])
    holder(unit=who.party.national, body="cell", post="assistant", area=who.party.regions[1])
    holder(unit=who.party.regions[0], post="member")
    happen(who)
    tell_week(on=MONDAY, at=AT)
    news = told()
    of_region = who.party.regions[0].code
    assert set(news) == {
        f"secretary {who.party.provinces[0][0].code}",
        f"secretary {of_region}",
        f"responsible {of_region}",
        f"secretary_general {who.party.national.code}",
        f"administrator {who.party.national.code}",
    }  # fmt: skip; nothing came in the region of the assistant
    helped = {"case_opened": 2, "case_settled": 1, "resources_asked": 1}
    for place in (f"secretary {of_region}", f"responsible {of_region}"):
        assert news[place].items() >= (helped | {"new_reports": 1}).items()
    assert news[f"responsible {of_region}"]["advice_answered"] == 1
    assert "advice_answered" not in news[f"secretary {of_region}"]
    assert set(news[f"administrator {who.party.national.code}"]) == {"new_reports", "resources_asked"}
    gather_digests(on=MONDAY, at=AT)
    assert inbox_of(region) == [of_region]
    assert [inbox_of(account) for account in (who.secretary,)] == [[]]


@pytest.mark.parametrize("role", ["general", "admin", "cell"])
def test_its_figures_are_those_of_the_strip(who: Cast, role: str) -> None:
    happen(who)
    actor = acting(getattr(who, role), MONDAY)
    tell_week(on=MONDAY, at=AT)
    with translation.override("en"):
        page = national(actor, on=MONDAY, since=SINCE)
        lines = strip_since(actor, page, news_since(actor, SINCE, "territory"), "territory")
        gather_digests(on=MONDAY, at=AT)
        letter = Delivery.objects.get(channel="email", person=actor.person_id)
    client = Client()
    client.force_login(getattr(who, role))
    client.cookies["language"] = "en"
    inbox = client.get(reverse("notices:inbox")).content.decode()
    composed = compose_letter(letter.pk, AT)
    assert composed is not None
    html = composed.message.get_body(("html",))
    text = composed.message.get_body(("plain",))
    assert html is not None and text is not None
    assert 2 <= len(lines) <= 7
    for line in lines:
        assert f'href="{line.url}">{line.text}</a>' in inbox.replace("&amp;", "&")
        assert line.url in html.get_content().replace("&amp;", "&")
        assert line.url in text.get_content()


def test_again_and_at_once_and_next_week(who: Cast) -> None:
    happen(who)
    assert tell_week(on=MONDAY, at=AT) == len(told()) > 0
    assert [tell_week(on=MONDAY + timedelta(days=day), at=AT) for day in (0, 1, 6)] == [0, 0, 0]
    assert AuditEntry.objects.filter(act="week.told").count() == 1
    later = MONDAY + timedelta(days=7)
    first = set(Notice.objects.filter(kind="week").values_list("pk", flat=True))
    tell_week(on=later, at=at_noon(later))
    live = Notice.objects.filter(kind="week", cleared_at=None)
    assert not first & set(live.values_list("pk", flat=True))
    assert all("case_opened" not in row.params["news"] for row in live)


@pytest.mark.django_db(transaction=True)
def test_three_at_once_tell_it_once() -> None:
    who = cast(small_party())
    asks(who, on=BEFORE)
    assert at_once(lambda: tell_week(on=MONDAY, at=AT)) == []
    assert len(told()) == Notice.objects.filter(kind="week").count() > 0
    assert AuditEntry.objects.filter(act="week.told").count() == 1


def test_nobody_is_told_when_nothing_came(who: Cast) -> None:
    assert tell_week(on=MONDAY, at=AT) == 0
    assert not AuditEntry.objects.filter(act="week.told").exists()


def test_it_waits_for_the_hour_of_monday_and_comes_late_when_nothing_ran(who: Cast) -> None:
    asks(who, on=BEFORE)
    assert tell_week_once(on=MONDAY + timedelta(days=2), at=AT) == 0  # it never ran: it begins on a Monday
    run = PassRun.objects.create(name=TELL_WEEK, started_at=AT, ended_at=instant(MONDAY, datetime.min.time()))
    assert run_pass(TELL_WEEK, on=MONDAY, at=instant(MONDAY, datetime.min.time())) == 0  # it is Sunday until eight
    PassRun.objects.filter(pk=run.pk).update(ended_at=at_noon(MONDAY - timedelta(days=1)))
    wednesday = at_noon(MONDAY + timedelta(days=2))
    assert PASSES[TELL_WEEK](wednesday.date(), wednesday) == len(told()) > 0
    PassRun.objects.filter(pk=run.pk).update(ended_at=wednesday)
    Notice.objects.filter(kind="week").delete()
    assert tell_week_once(on=wednesday.date(), at=wednesday) == 0  # it was through this week


def test_it_follows_the_post_until_it_leaves(who: Cast) -> None:
    asks(who, on=BEFORE)
    tell_week(on=MONDAY, at=AT)
    early = instant(MONDAY, datetime.min.time().replace(hour=7))
    gather_digests(on=MONDAY, at=early)
    mandate = Mandate.objects.get(person=who.cell.person)
    letter = Delivery.objects.get(channel="email", person=who.cell.person)
    assert compose_letter(letter.pk, AT) is not None
    Mandate.objects.filter(pk=mandate.pk).update(to_on=MONDAY - timedelta(days=1))
    assert compose_letter(letter.pk, AT) is None
    newcomer = make_person(name="خلف")
    make_mandate(person=newcomer, post=mandate.post, from_on=MONDAY)
    gather_digests(on=MONDAY, at=early)
    assert DeliveryItem.objects.filter(person=newcomer, notice__kind="week", channel="in_app").count() == 1


def test_whoever_switched_it_off_is_not_told_by_any_way_even_while_it_waits(who: Cast) -> None:
    asks(who, on=BEFORE)
    for account in (who.cell, who.general):
        NotificationPreferences.objects.create(person=account.person, weekly=account == who.general, changed_at=AT)
    tell_week(on=MONDAY, at=AT)
    gather_digests(on=MONDAY, at=AT)
    assert (inbox_of(who.cell), len(inbox_of(who.general))) == ([], 1)
    assert not Delivery.objects.filter(channel="email", person=who.cell.person).exists()
    letter = Delivery.objects.get(channel="email", person=who.general.person)
    NotificationPreferences.objects.filter(person=who.general.person).update(weekly=False)
    assert compose_letter(letter.pk, AT) is None


def test_no_name_of_a_person_is_in_it(who: Cast) -> None:
    happen(who)
    tell_week(on=MONDAY, at=AT)
    names = [account.person.name_ar for account in (who.secretary, who.above, who.cell) if account.person]
    assert not [name for name in names if name in str(told())]


def test_as_many_questions_whatever_the_number_of_posts(
    who: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    happen(who)
    with django_assert_num_queries(QUERIES):
        tell_week(on=MONDAY, at=AT)
    Notice.objects.filter(kind="week").delete()
    for province in [*who.party.provinces[0][1:], *who.party.provinces[1]]:
        holder(unit=province)
        holder(unit=who.party.national, body="bureau", post="member")
    with django_assert_num_queries(QUERIES):
        tell_week(on=MONDAY, at=AT)


QUERIES = 17
