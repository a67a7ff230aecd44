"""The day of the congress: delegates counted in, the quorum, texts with their votes, elections with their counts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tajadur.activity.congresses.models import CheckIn, Congress, DelegateCode, PostVote, Resolution
from tajadur.activity.congresses.operations.checking_in import (
    LAST_DAYS,
    check_in_code,
    check_in_count,
    make_codes,
    take_back_check_in,
)
from tajadur.activity.congresses.operations.deciding import (
    ResolutionFields,
    VoteFields,
    drop_resolution,
    note_resolution,
    note_vote,
)
from tajadur.activity.congresses.operations.delegates import file_delegates
from tajadur.activity.congresses.queries.day import day_of, present_in
from tajadur.foundation.errors import BadInput, NeedsConfirmation, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account
from tajadur.organisation.profile.models import BodyType, BodyTypeSettings
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tests.factories.congresses import give_seats, make_congress
from tests.factories.duties import at_noon, secretary_general
from tests.factories.party import Party, acting, holder, make_post, small_party

DAY = date(2026, 5, 20)
TEXT = ResolutionFields(kind="resolution", text="توصية", votes_for=4, votes_against=1, abstained=0)


def prepared(party: Party, on: date = DAY) -> tuple[Congress, Actor]:
    """A congress fixed for ``on``: the first province filed four delegates, the second one three."""
    congress = make_congress(unit=party.regions[0])
    for unit, elected in zip(party.provinces[0], (4, 3), strict=True):
        give_seats(congress, unit, 9)
        by = acting(holder(unit=unit), on)
        file_delegates(
            congress_id=congress.pk, unit_id=unit.pk, elected=elected, women=1, youth=1, by=by, at=at_noon(on)
        )
    Congress.objects.filter(pk=congress.pk).update(planned_on=on, place="قاعة")
    congress.refresh_from_db()
    return congress, acting(holder(unit=party.regions[0]), on)


def common(congress: Congress, by: Actor, on: date = DAY) -> dict[str, Any]:
    return {"congress_id": congress.pk, "by": by, "at": at_noon(on)}


def code_of(act: Callable[..., object], **said: Any) -> str:
    with pytest.raises(BadInput) as refused:
        act(**said)
    return refused.value.code


def test_each_code_counts_once_carries_no_name_and_can_be_taken_back(party: Party) -> None:
    congress, region = prepared(party)
    said = common(congress, region)
    assert (make_codes(**said), make_codes(**said)) == (7, 0)
    numbers = list(DelegateCode.objects.order_by("pk").values_list("number", flat=True))
    assert len(set(numbers)) == 7 and all(len(number) == 10 and number.isdecimal() for number in numbers)
    assert {field.name for field in DelegateCode._meta.get_fields()} == {"id", "share", "number", "check_ins"}
    typed = f"{numbers[0][:5]} {numbers[0][5:]}".translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    row = check_in_code(number=typed, **said)
    assert code_of(check_in_code, number=numbers[0], **said) == "code_counted"
    assert code_of(check_in_code, number="1", **said) == "code_unknown"
    for _ in range(2):
        take_back_check_in(check_in_id=row.pk, **said)
    check_in_code(number=numbers[0], **said)
    assert present_in(congress) == 1


def test_no_more_come_in_than_were_filed_and_a_list_is_not_shortened_below(party: Party) -> None:
    congress, region = prepared(party)
    first, second = party.provinces[0]
    said = common(congress, region)
    make_codes(**said)
    check_in_count(unit_id=first.pk, count=3, **said)
    assert code_of(check_in_count, unit_id=first.pk, count=2, **said) == "more_than_filed"
    check_in_count(unit_id=first.pk, count=1, **said)
    number = DelegateCode.objects.filter(share__unit=first).first()
    assert number and code_of(check_in_code, number=number.number, **said) == "more_than_filed"
    for count, unit_id, code in ((0, first.pk, "count_required"), (1, party.national.pk, "province_unknown")):
        assert code_of(check_in_count, unit_id=unit_id, count=count, **said) == code
    shorter = {"congress_id": congress.pk, "unit_id": first.pk, "elected": 3, "women": 0, "youth": 0}
    by = acting(_secretary(first), DAY)
    assert code_of(file_delegates, **shorter, by=by, at=at_noon(DAY)) == "checked_in_already"
    day = day_of(congress)
    assert [(row.share.unit_id, row.filed, row.present) for row in day.provinces] == [
        (first.pk, 4, 4),
        (second.pk, 3, 0),
    ]


def _secretary(unit: Unit) -> Account:
    return Account.objects.get(person__mandates__post__unit=unit)


def test_the_quorum_follows_the_rule_of_its_day(party: Party) -> None:
    congress, region = prepared(party)
    body_type = BodyType.objects.get(unit_kind=congress.unit.kind, code="congress")
    assert (day_of(congress).needed, day_of(congress).is_reached) == (None, None)
    BodyTypeSettings.objects.create(body_type=body_type, from_on=date(2026, 1, 1), quorum_percent=67)
    BodyTypeSettings.objects.create(body_type=body_type, from_on=DAY + timedelta(days=1), quorum_percent=10)
    for unit, count in zip(party.provinces[0], (4, 1), strict=True):
        assert day_of(congress).is_reached is False
        check_in_count(unit_id=unit.pk, count=count, **common(congress, region))
    day = day_of(congress)
    assert (day.needed, day.present, day.is_reached) == (5, 5, True)


def test_texts_and_their_votes_are_checked_against_those_present(party: Party) -> None:
    congress, region = prepared(party)
    said = common(congress, region)
    row = note_resolution(fields=TEXT, **said)
    assert (row.position, row.is_adopted) == (1, True)
    check_in_count(unit_id=party.provinces[0][0].pk, count=4, **said)
    with pytest.raises(NeedsConfirmation) as asked:
        note_resolution(fields=TEXT, resolution_id=row.pk, **said)
    assert asked.value.params == {"cast": 5, "present": 4}
    other = ResolutionFields(kind="motion", text=" ملتمس ", votes_for=2, votes_against=2, abstained=1)
    corrected = note_resolution(fields=other, resolution_id=row.pk, confirmed=["votes_over_present"], **said)
    assert (corrected.kind, corrected.text, corrected.is_adopted) == ("motion", "ملتمس", False)
    for changed, code in (
        ({"text": " "}, "resolution_text"),
        ({"kind": "law"}, "resolution_kind"),
        ({"votes_for": 0, "votes_against": 0}, "nobody_voted"),
    ):
        known = {name: getattr(TEXT, name) for name in TEXT.__dataclass_fields__}
        assert code_of(note_resolution, fields=ResolutionFields(**{**known, **changed}), **said) == code
    drop_resolution(resolution_id=row.pk, **said)
    assert not Resolution.objects.exists()


def test_the_counts_of_an_election_add_up_and_are_corrected_in_place(party: Party) -> None:
    congress, region = prepared(party)
    post, said = make_post(unit=party.regions[0]), common(congress, region)
    for counts, code in (
        ((0, 5, 0, None), "nobody_stood"),
        ((2, 5, 6, None), "spoiled_over_cast"),
        ((2, 5, 1, 5), "won_over_valid"),
    ):
        fields = VoteFields(**dict(zip(("candidates", "cast", "spoiled", "won"), counts, strict=True)))
        assert code_of(note_vote, post_id=post.pk, fields=fields, **said) == code
    elsewhere = make_post(unit=party.regions[1])
    counted = VoteFields(candidates=2, cast=6, spoiled=1, won=4)
    assert code_of(note_vote, post_id=elsewhere.pk, fields=counted, **said) == "post_unknown"
    note_vote(post_id=post.pk, fields=counted, **said)
    check_in_count(unit_id=party.provinces[0][0].pk, count=4, **said)
    assert code_of(note_vote, post_id=post.pk, fields=counted, **said) == "cast_over_present"
    note_vote(post_id=post.pk, fields=VoteFields(candidates=3, cast=4, spoiled=0, won=3), **said)
    assert PostVote.objects.values_list("candidates", "cast", "won").get() == (3, 4, 3)


def test_only_the_region_writes_and_only_from_its_day_on(party: Party) -> None:
    congress, region = prepared(party)
    unit = party.provinces[0][0]
    for on, code in ((DAY - timedelta(days=1), "day_not_come"), (DAY + timedelta(days=LAST_DAYS + 1), "day_over")):
        by = acting(_secretary(party.regions[0]), on)
        assert code_of(check_in_count, unit_id=unit.pk, count=1, **common(congress, by, on)) == code
    assert code_of(note_resolution, fields=TEXT, **common(congress, region, DAY - timedelta(days=1))) == "day_not_come"
    for by in (secretary_general(party, DAY), acting(_secretary(unit), DAY)):
        with pytest.raises((PermissionDenied, NotVisible)):
            check_in_count(unit_id=unit.pk, count=1, **common(congress, by))
        with pytest.raises((PermissionDenied, NotVisible)):
            note_resolution(fields=TEXT, **common(congress, by))
    Congress.objects.update(planned_on=None, place="")
    assert code_of(check_in_count, unit_id=unit.pk, count=1, **common(congress, region)) == "date_not_fixed"


@pytest.mark.django_db(transaction=True)
def test_two_desks_at_once_count_each_delegate_once_and_never_more_than_filed() -> None:
    party = small_party()
    congress, region = prepared(party)
    said = common(congress, region)
    make_codes(**said)
    first, second = party.provinces[0]
    number = DelegateCode.objects.filter(share__unit=first).order_by("pk")[0].number
    barrier = Barrier(4)

    def run(act: Callable[[], object]) -> str:
        barrier.wait()
        try:
            act()
        except BadInput as error:
            return error.code
        finally:
            connection.close()
        return ""

    by_code, by_count = partial(check_in_code, number=number, **said), partial(check_in_count, count=2, **said)
    with ThreadPoolExecutor(4) as pool:
        acts = [by_code, by_code, partial(by_count, unit_id=second.pk), partial(by_count, unit_id=second.pk)]
        done = list(pool.map(run, acts))
    assert sorted(done) == ["", "", "code_counted", "more_than_filed"]
    assert sorted(CheckIn.objects.values_list("share__unit_id", "count")) == [(first.pk, 1), (second.pk, 2)]
