"""The council elected: one person a line, known persons recognised, women and young people counted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.congresses.models import Congress, Elected, ElectedCount
from tajadur.activity.congresses.operations.results import confirm_results, withdraw_elected, withdraw_roster
from tajadur.activity.congresses.operations.rosters import propose_roster
from tajadur.activity.congresses.queries.results import elected_in, lists_of
from tajadur.foundation.errors import BadInput, NeedsConfirmation, PermissionDenied
from tajadur.organisation.people.models import Mandate, Person
from tajadur.organisation.profile.models import PostType
from tajadur.organisation.units.models import Body
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.models import AuditEntry
from tests.factories.congresses import hold, make_congress
from tests.factories.duties import administrator, at_noon, responsible
from tests.factories.party import Party, acting, holder, make_account, make_person

HELD, TODAY = date(2026, 6, 28), date(2026, 7, 3)
TAKEN_BACK = 24
THREE = "مريم العلوي، امرأة، 1991\nسعيد بنعلي، رجل\nفاطمة الزهراء، Fatima, f"


@pytest.fixture
def congress(party: Party) -> Congress:
    return hold(make_congress(unit=party.regions[0]), HELD)


@pytest.fixture
def region(party: Party) -> Actor:
    return acting(holder(unit=party.regions[0], username="regional"), TODAY)


def council() -> PostType:
    return PostType.objects.get(body_type__unit_kind__code="region", body_type__code="council")


def propose(congress: Congress, by: Actor, names: str = THREE, **said: object) -> int:
    said.setdefault("post_type_id", council().pk)
    return propose_roster(congress_id=congress.pk, names=names, by=by, at=at_noon(TODAY), **said)  # type: ignore[arg-type]


def refused(congress: Congress, by: Actor, names: str, **said: object) -> list[tuple[str, str, object]]:
    with pytest.raises(BadInput) as error:
        propose(congress, by, names, **said)
    return [(one.field, one.code, one.params.get("row")) for one in error.value.problems]


def test_the_council_is_formed_and_its_members_are_proposed(party: Party, congress: Congress, region: Actor) -> None:
    assert [kind.body_type.code for kind in lists_of(congress)] == ["council", "office"]
    assert propose(congress, region, women=2, youth=1) == 3
    body = elected_in(congress)[0]
    assert (body.body_type.code, body.size, body.women, body.youth, body.is_confirmed) == ("council", 3, 2, 1, False)
    first = body.rows[0]
    assert first.mandate is not None
    assert (first.mandate.standing, first.mandate.from_on, first.mandate.to_on) == (
        "proposed",
        date(2026, 6, 29),
        date(2030, 6, 28),
    )
    assert (first.person.name_ar, first.person.sex, first.person.birth_year) == ("مريم العلوي", "f", 1991)


def test_women_are_counted_from_the_list_when_every_line_says_it(congress: Congress, region: Actor) -> None:
    propose(congress, region)
    assert ElectedCount.objects.values_list("women", "youth").get() == (2, None)
    propose(congress, region, "حسن")
    assert ElectedCount.objects.values_list("women", "youth").get() == (None, None)
    assert elected_in(congress)[0].size == 4


def test_confirmed_the_council_sits_its_former_members_end_and_it_opens_figures_only(
    party: Party, congress: Congress, region: Actor
) -> None:
    admin = administrator(party, TODAY)
    propose(congress, region)
    confirm_results(congress_id=congress.pk, by=admin, at=at_noon(TODAY))
    body = Body.objects.get(unit=party.regions[0], body_type__code="council")
    assert body.members == 3
    member = Person.objects.get(name_ar="سعيد بنعلي")
    actor = acting(make_account(person=member), TODAY)
    assert may(actor, Permission.READ_FIGURES, party.regions[0])
    for act in (Permission.READ_RECORD, Permission.READ_DRAFT, Permission.READ_PEOPLE, Permission.CONDUCT_CONGRESS):
        assert not may(actor, act, party.regions[0])
    later = make_congress(unit=party.regions[0], opens_on=date(2030, 1, 1), by_on=date(2030, 6, 30))
    held_on = date(2030, 6, 20)
    hold(later, held_on)
    day = held_on + timedelta(days=1)
    by = replace(region, on=day)
    propose_roster(
        congress_id=later.pk,
        post_type_id=council().pk,
        names="أمينة\nمريم العلوي",
        confirmed={"same_persons"},
        by=by,
        at=at_noon(day),
    )
    confirm_results(congress_id=later.pk, by=administrator(party, day), at=at_noon(day))
    ends = Mandate.objects.filter(post__body=body, from_on=date(2026, 6, 29))
    assert set(ends.values_list("to_on", flat=True)) == {held_on}
    body.refresh_from_db()
    assert body.members == 2


def test_a_name_already_known_asks_whether_it_is_the_same_person(
    party: Party, congress: Congress, region: Actor
) -> None:
    holder(unit=party.provinces[0][0])
    known = Person.objects.get(pk=holder(unit=party.provinces[0][1]).person_id)
    Person.objects.filter(pk=known.pk).update(name_ar="أحمد الإدريسي", birth_year=1980)
    with pytest.raises(NeedsConfirmation) as asked:
        propose(congress, region, "احمد الادريسي")
    assert (asked.value.code, asked.value.params["names"]) == ("same_persons", "أحمد الإدريسي")
    assert propose(congress, region, "احمد الادريسي", confirmed={"same_persons"}) == 1
    assert Elected.objects.get().person_id == known.pk
    assert refused(congress, region, "أحمد الإدريسي", confirmed={"same_persons"}) == [("names", "line_taken", 1)]
    assert propose(congress, region, "أحمد الإدريسي، 1999") == 1
    assert Person.objects.filter(name_ar="أحمد الإدريسي").count() == 2


@pytest.mark.parametrize(
    ("names", "said", "problems"),
    [
        ("", {}, [("names", "names_required", None)]),
        ("مريم\nSaid\nسعيد، 1850", {}, [("names", "line_no_arabic_name", 2), ("names", "line_year", 3)]),
        ("مريم\nسعيد، حسن", {}, [("names", "line_two_names", 2)]),
        ("مريم\n\nمريم", {}, [("names", "line_twice", 3)]),
        ("مريم\nسعيد AB123456", {}, [("names", "identity_number", None)]),
        ("مريم", {"women": 2}, [("women", "shares_over_elected", None)]),
        ("مريم", {"youth": 2}, [("youth", "shares_over_elected", None)]),
        ("مريم، f\nليلى، f", {"women": 1}, [("women", "women_named", None)]),
        ("\n".join(f"اسم {n}" for n in range(401)), {}, [("names", "names_too_many", None)]),
        ("مريم", {"post_type_id": 987_654}, [("post", "post_unknown", None)]),
    ],
)
def test_a_list_that_cannot_be_is_refused_line_by_line_and_nothing_is_kept(
    congress: Congress, region: Actor, names: str, said: dict[str, object], problems: list[tuple[str, str, object]]
) -> None:
    before = Person.objects.count()
    assert refused(congress, region, names, **said) == problems
    assert (Person.objects.count(), Elected.objects.count()) == (before, 0)


def test_the_secretary_is_not_elected_by_a_list(congress: Congress, region: Actor) -> None:
    post = PostType.objects.get(body_type__unit_kind__code="region", body_type__code="office", code="secretary")
    assert refused(congress, region, "مريم", post_type_id=post.pk) == [("post", "post_unknown", None)]


def test_before_it_is_held_there_is_no_list(party: Party) -> None:
    congress = make_congress(unit=party.regions[1])
    by = acting(holder(unit=party.regions[1]), TODAY)
    assert refused(congress, by, "مريم") == [("", "not_held_yet", None)]


def test_the_list_is_taken_back_at_once_or_name_by_name_until_it_is_confirmed(
    party: Party, congress: Congress, region: Actor
) -> None:
    propose(congress, region, youth=1)
    first = Elected.objects.order_by("pk")[0]
    withdraw_elected(congress_id=congress.pk, elected_id=first.pk, by=region, at=at_noon(TODAY))
    assert ElectedCount.objects.count() == 0
    body = elected_in(congress)[0]
    at = at_noon(TODAY)
    assert withdraw_roster(congress_id=congress.pk, body_id=body.body_id, by=region, at=at) == 2
    assert Mandate.objects.filter(standing="proposed").count() == 0
    propose(congress, region, "أمينة")
    confirm_results(congress_id=congress.pk, by=administrator(party, TODAY), at=at)
    with pytest.raises(BadInput) as error:
        withdraw_roster(congress_id=congress.pk, body_id=body.body_id, by=region, at=at)
    assert error.value.code == "nobody_proposed"
    assert refused(congress, region, "حسن") == [("", "already_confirmed", None)]


@pytest.mark.parametrize("many", [2, 14])
def test_a_list_is_taken_back_by_the_same_queries_at_any_length(
    congress: Congress, region: Actor, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    letters = "ابتثجحخدذرزسشص"
    propose(congress, region, "\n".join(f"أمين {letter}امي" for letter in letters[:many]))
    body_id = elected_in(congress)[0].body_id
    with django_assert_num_queries(TAKEN_BACK):
        assert withdraw_roster(congress_id=congress.pk, body_id=body_id, by=region, at=at_noon(TODAY)) == many
    assert not Mandate.objects.filter(standing="proposed").exists()
    assert AuditEntry.objects.filter(act="withdraw_proposal").count() == many


def test_nobody_above_writes_the_list(party: Party, congress: Congress) -> None:
    make_person()
    for by in (responsible(party, TODAY), administrator(party, TODAY)):
        with pytest.raises(PermissionDenied):
            propose(congress, by)
