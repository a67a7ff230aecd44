"""Programming through the door: what is typed, what is refused, what is kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.meetings.models import Meeting, Series
from tajadur.activity.meetings.vocabulary import PACES
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.party import Party, acting, holder
from tests.factories.programme import body_of, meeting_on, plain_day, series_from

TODAY = clock.today()
SOON = TODAY + timedelta(days=9)
[EVERY_TWO_WEEKS] = [name for name, pace in PACES.items() if pace.cycle.rrule == "FREQ=WEEKLY;INTERVAL=2"]


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Account:
    return holder(unit=branch)


def once(unit: Unit) -> str:
    return reverse("meetings:programme", args=[unit.pk])


def regular(unit: Unit) -> str:
    return reverse("meetings:programme_regular", args=[unit.pk])


def typed(unit: Unit, **changed: Any) -> dict[str, Any]:
    facts = {
        "body": body_of(unit).pk,
        "planned_on": f"{SOON:%Y-%m-%d}",
        "wall_time": "18:30",
        "minutes": "120",
        "place": "مقر الفرع",
        "objectives": "تتبع القرارات",
        "agenda": "الوضعية\nمختلفات",
    }
    return {key: value for key, value in (facts | changed).items() if value is not None}


def rhythm(unit: Unit, **changed: Any) -> dict[str, Any]:
    facts = {
        "planned_on": None,
        "pace": "monthly",
        "place_in_month": "1",
        "weekday": "SA",
        "month_day": "",
        "starts_on": f"{TODAY:%Y-%m-%d}",
        "ends_on": "",
    }
    return typed(unit, **(facts | changed))


def test_a_meeting_is_programmed_in_one_form(client: Client, branch: Unit, secretary: Account) -> None:
    client.force_login(secretary)
    answer = client.post(once(branch), typed(branch))
    meeting = Meeting.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("meetings:detail", args=[meeting.pk]))
    assert (meeting.planned_on, f"{meeting.wall_time:%H:%M}", meeting.points.count()) == (SOON, "18:30", 3)


def test_days_and_hours_are_understood_in_arabic_digits(client: Client, branch: Unit, secretary: Account) -> None:
    client.force_login(secretary)
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    day = f"{SOON:%d/%m/%Y}".translate(arabic)
    assert client.post(once(branch), typed(branch, planned_on=day, wall_time="١٧:٠٠")).status_code == 302
    assert f"{Meeting.objects.get().wall_time:%H:%M}" == "17:00"


def test_a_meeting_already_held_goes_on_to_its_report(client: Client, branch: Unit, secretary: Account) -> None:
    client.force_login(secretary)
    answer = client.post(once(branch), typed(branch, planned_on=f"{TODAY - timedelta(days=3):%Y-%m-%d}"))
    assert answer.headers["Location"] == reverse("reports:form", args=[Meeting.objects.get().pk])


def test_the_form_proposes_the_habits_of_the_last_meeting(client: Client, branch: Unit, secretary: Account) -> None:
    last = TODAY - timedelta(days=20)
    meeting_on(last, unit=branch, by=acting(secretary, TODAY), place="دار الشباب", agenda=["نقطة معتادة"])
    client.force_login(secretary)
    form = client.get(once(branch)).context["form"]
    proposed = form["planned_on"].value()
    assert (proposed.weekday(), proposed >= TODAY) == (last.weekday(), True)
    assert (form["place"].value(), form["agenda"].value()) == ("دار الشباب", "نقطة معتادة")


def test_a_body_that_never_met_still_gets_a_start(client: Client, branch: Unit, secretary: Account) -> None:
    client.force_login(secretary)
    form = client.get(once(branch)).context["form"]
    assert f"{form['wall_time'].value():%H:%M}" == "17:00"
    assert len(form["agenda"].value().split("\n")) == 3


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"planned_on": "31/02/2027"}, "planned_on"),
        ({"planned_on": "1448-09-03"}, "planned_on"),
        ({"planned_on": "2019-01-01"}, "planned_on"),
        ({"planned_on": "2090-01-01"}, "planned_on"),
        ({"wall_time": "25:00"}, "wall_time"),
        ({"minutes": "-5"}, "minutes"),
        ({"minutes": "x"}, "minutes"),
        ({"body": "999999"}, "body"),
        ({"place": "\0"}, "place"),
        ({"place": "\u200b"}, "place"),
        ({"place": "ق" * 5000}, "place"),
        ({"agenda": ""}, "agenda"),
        ({"agenda": "\n".join(str(n) for n in range(30))}, "agenda"),
        ({"objectives": "اتصل بحامل AB123456"}, "objectives"),
    ],
)
def test_bad_input_gets_a_sentence_and_what_was_typed_stays(
    client: Client, branch: Unit, secretary: Account, changed: dict[str, str], field: str
) -> None:
    client.force_login(secretary)
    answer = client.post(once(branch), typed(branch, **changed))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    kept = answer.content.decode()
    if "place" not in changed:
        assert "مقر الفرع" in kept
    if "agenda" not in changed:
        assert "مختلفات" in kept
    assert not Meeting.objects.exists()


def test_an_empty_form_says_everything_that_is_missing(client: Client, branch: Unit, secretary: Account) -> None:
    client.force_login(secretary)
    answer = client.post(once(branch), {})
    assert answer.status_code == 422
    assert {"planned_on", "wall_time", "place", "objectives", "agenda"} <= set(answer.context["form"].errors)


def test_the_same_day_is_asked_then_confirmed(client: Client, branch: Unit, secretary: Account) -> None:
    meeting_on(SOON, unit=branch, by=acting(secretary, TODAY))
    client.force_login(secretary)
    asked = client.post(once(branch), typed(branch))
    assert asked.status_code == 422
    assert 'name="confirm_same_day_meeting"' in asked.content.decode()
    assert "نعم، هذا اجتماع آخر في اليوم نفسه" in asked.content.decode()
    assert client.post(once(branch), typed(branch, confirm_same_day_meeting="on")).status_code == 302
    assert Meeting.objects.filter(planned_on=SOON).count() == 2


def test_a_holiday_is_remarked_before_sending_and_on_the_page_of_the_meeting(
    client: Client, branch: Unit, secretary: Account
) -> None:
    march = next(day for day in (date(TODAY.year + n, 11, 6) for n in range(2)) if day > TODAY)
    client.force_login(secretary)
    ask = {"planned_on": f"{march:%Y-%m-%d}", "wall_time": "18:30"}
    part = client.get(once(branch), ask, headers={"HX-Request": "true", "HX-Target": "day-notes"}).content.decode()
    assert part.strip().startswith('<div id="day-notes"') and "<html" not in part
    assert "ذكرى المسيرة الخضراء" in part
    page = client.get(once(branch), ask).content.decode()
    assert part.strip() in page
    if (march - TODAY).days <= 366:
        assert client.post(once(branch), typed(branch, **ask)).status_code == 302
        detail = client.get(reverse("meetings:detail", args=[Meeting.objects.get().pk]))
        assert "ذكرى المسيرة الخضراء" in detail.content.decode()


@pytest.mark.parametrize("nonsense", [{"planned_on": "x"}, {"planned_on": "\0", "wall_time": "99"}, {"body": "x"}])
def test_nonsense_in_the_address_opens_the_form_all_the_same(
    client: Client, branch: Unit, secretary: Account, nonsense: dict[str, str]
) -> None:
    client.force_login(secretary)
    assert client.get(once(branch), nonsense).status_code == 200


def test_a_series_is_programmed_and_shows_its_meetings(client: Client, branch: Unit, secretary: Account) -> None:
    client.force_login(secretary)
    answer = client.post(regular(branch), rhythm(branch))
    series = Series.objects.get()
    assert answer.headers["Location"] == reverse("meetings:series", args=[series.pk])
    assert (series.rule, series.ends_on) == ("FREQ=MONTHLY;BYDAY=1SA", None)
    assert Meeting.objects.count() in {2, 3}


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"pace": EVERY_TWO_WEEKS, "weekday": "FR"}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ({"place_in_month": "day", "month_day": "15"}, "FREQ=MONTHLY;BYMONTHDAY=15"),
        ({"pace": "quarterly", "place_in_month": "day", "month_day": "-1"}, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        ({"pace": "two_monthly", "place_in_month": "-1", "weekday": "SU"}, "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1SU"),
    ],
)
def test_plain_choices_make_the_rule(
    client: Client, branch: Unit, secretary: Account, changed: dict[str, str], rule: str
) -> None:
    client.force_login(secretary)
    assert client.post(regular(branch), rhythm(branch, **changed)).status_code == 302
    assert Series.objects.get().rule == rule


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"pace": "hourly"}, "pace"),
        ({"place_in_month": "day"}, "month_day"),
        ({"weekday": "XX"}, "weekday"),
        ({"ends_on": f"{TODAY - timedelta(days=1):%Y-%m-%d}"}, "ends_on"),
        ({"starts_on": f"{TODAY - timedelta(days=1):%Y-%m-%d}"}, "starts_on"),
    ],
)
def test_a_rhythm_that_makes_no_sense_is_refused(
    client: Client, branch: Unit, secretary: Account, changed: dict[str, str], field: str
) -> None:
    client.force_login(secretary)
    answer = client.post(regular(branch), rhythm(branch, **changed))
    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)
    assert "مقر الفرع" in answer.content.decode()
    assert not Series.objects.exists()


def test_the_first_meetings_are_shown_before_sending(client: Client, branch: Unit, secretary: Account) -> None:
    client.force_login(secretary)
    ask = {"pace": "weekly", "weekday": "SA", "starts_on": f"{TODAY:%Y-%m-%d}", "wall_time": "18:00"}
    part = client.get(regular(branch), ask, headers={"HX-Request": "true", "HX-Target": "day-notes"}).content.decode()
    assert part.count("<time ") == 4


def test_stop_and_start_anew_begins_from_the_old_series(client: Client, branch: Unit, secretary: Account) -> None:
    old = series_from(TODAY, unit=branch, by=acting(secretary, TODAY), rule="FREQ=MONTHLY;BYDAY=2SU")
    client.force_login(secretary)
    address = f"{regular(branch)}?from={old.pk}"
    form = client.get(address).context["form"]
    assert (form["place_in_month"].value(), form["weekday"].value()) == ("2", "SU")
    assert client.post(address, rhythm(branch)).status_code == 302
    old.refresh_from_db()
    assert old.stopped_on == TODAY
    assert Series.objects.filter(stopped_on=None).count() == 1


def test_those_above_are_refused_and_strangers_find_nothing(client: Client, party: Party, branch: Unit) -> None:
    for account, status in ((holder(unit=party.provinces[0][0]), 403), (holder(unit=party.branches[1][0][0]), 404)):
        client.force_login(account)
        for address in (once(branch), regular(branch)):
            assert client.get(address).status_code == status
        assert client.post(once(branch), typed(branch)).status_code == status
        assert client.post(regular(branch), rhythm(branch)).status_code == status
    assert not Meeting.objects.exists()


def test_the_form_costs_the_same_after_many_meetings(
    client: Client, branch: Unit, secretary: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actor = acting(secretary, TODAY)
    meeting_on(SOON, unit=branch, by=actor)
    client.force_login(secretary)
    asked = {"planned_on": plain_day(SOON).isoformat()}
    with django_assert_num_queries(5):
        client.get(once(branch), asked)
    for week in range(2, 12):
        meeting_on(TODAY + timedelta(weeks=week), unit=branch, by=actor, agenda=[str(n) for n in range(20)])
    with django_assert_num_queries(5):
        client.get(once(branch), asked)


def test_programming_a_meeting_takes_twenty_three_queries_however_long_its_agenda(
    client: Client, branch: Unit, secretary: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(secretary)
    for day, lines in ((SOON, 1), (SOON + timedelta(days=7), 20)):
        agenda = "\n".join(f"نقطة {line}" for line in range(lines))
        said = typed(branch, planned_on=f"{day:%Y-%m-%d}", agenda=agenda)
        with django_assert_num_queries(23):
            assert client.post(once(branch), said).status_code == 302
