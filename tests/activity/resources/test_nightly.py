"""The pass over requests: where silence passed on, who is reminded; twice, late, and of many at once."""

from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from tajadur.activity.resources.models import ResourceKind
from tajadur.activity.resources.nightly import follow_requests
from tajadur.activity.resources.operations.delivering import confirm_delivery
from tajadur.organisation.profile.models import Profile
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.words.resources import SENTENCES
from tests.factories.duties import at_noon
from tests.factories.party import Party, holder
from tests.factories.resources import ON, Cast, asks, by_of, cast, decides, delivers, endorses, has_line


@pytest.fixture
def who(party: Party) -> Cast:
    return cast(party)


def after(number: int) -> date:
    return ON + timedelta(days=number)


def through(days: range) -> list[tuple[int, str, str]]:
    """(day, what was told, to which body) as the pass runs each day, twice."""
    told = []
    known: set[int] = set(Notice.objects.values_list("pk", flat=True))
    for number in days:
        count = follow_requests(on=after(number), at=at_noon(after(number)))
        assert follow_requests(on=after(number), at=at_noon(after(number))) == 0
        fresh = list(Notice.objects.exclude(pk__in=known).order_by("pk"))
        assert len(fresh) == count
        known |= {row.pk for row in fresh}
        told += [(number, row.params.get("event") or row.step.partition("@")[0], row.post.body.body_type.code)
                 for row in fresh]  # fmt: skip
    return told


def test_the_kinds_of_the_standard_party_are_laid_down_by_the_first_run(party: Party) -> None:
    assert follow_requests(on=ON, at=at_noon(ON)) == 0
    assert ResourceKind.objects.count() == 6


def test_silence_passes_on_and_each_level_is_reminded_in_its_days(who: Cast) -> None:
    holder(unit=who.party.national, body="pole", post="secretary")
    asks(who)
    assert through(range(46)) == [
        (7, "-3:owner", "office"),
        (10, "+0:owner", "office"),
        (11, "passed_to_cell", "office"),
        (11, "to_recommend", "cell"),
        (18, "-3:owner", "cell"),
        (21, "+0:owner", "cell"),
        (22, "passed_to_decider", "office"),
        (22, "to_decide", "secretariat"),
        (22, "+1:pole", "pole"),
        (32, "-5:owner", "secretariat"),
        (37, "+0:owner", "secretariat"),
        (44, "+7:owner", "secretariat"),
    ]
    live = Notice.objects.filter(cleared_at=None)
    assert not live.filter(subject_kind="res_endorsement").exists()
    assert set(live.filter(subject_kind="res_recommendation").values_list("step", flat=True)) == {"+1:pole@20260525"}


def test_after_an_outage_only_the_latest_is_told(who: Cast) -> None:
    asks(who)
    assert {what for _day, what, _to in through(range(30, 31))} == {
        "passed_to_decider", "to_decide",
    }  # fmt: skip


def test_the_one_who_delivers_and_the_unit_that_confirms_are_reminded(who: Cast) -> None:
    has_line(who)
    request_id = asks(who)
    decides(who, request_id)
    delivery = delivers(who, request_id, on=after(1), dirhams=4_000)
    told = through(range(2, 50))
    assert [line for line in told if line[2] == "office"] == [
        (8, "-7:owner", "office"), (15, "+0:owner", "office"), (22, "+7:owner", "office"),
    ]  # fmt: skip
    assert [line for line in told if line[2] != "office"] == [
        (23, "-7:owner", "headquarters"), (30, "+0:owner", "headquarters"), (31, "+1:owner", "headquarters"),
        (44, "+14:secretary_general", "secretariat"),
    ]  # fmt: skip
    confirm_delivery(delivery_id=delivery.pk, **by_of(who.secretary, after(50)))
    assert not Notice.objects.filter(subject_kind="res_receipt", cleared_at=None).exists()


def test_nothing_from_before_the_installation_is_told(who: Cast) -> None:
    Profile.objects.update(installed_on=after(100))
    asks(who)
    assert through(range(60)) == []


def test_any_number_of_requests_takes_as_many_queries(who: Cast, django_assert_max_num_queries: object) -> None:
    for count in (1, 20):
        for _ in range(count):
            endorses(who, asks(who, on=ON), on=ON)
        with django_assert_max_num_queries(34):  # type: ignore[operator]
            follow_requests(on=after(7), at=at_noon(after(7)))


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_event_is_said_in_every_language(party: Party, language: str) -> None:
    with override(language):
        said = {
            render_to_string(
                "notices/sentence.txt",
                {"notice": Notice(kind="resources", step_on=ON, params={"event": event, "due_on": "2026-06-15"})},
            ).strip()
            for event in SENTENCES
        }
    assert len(said) == len(SENTENCES)
    assert all("%" not in sentence for sentence in said)
