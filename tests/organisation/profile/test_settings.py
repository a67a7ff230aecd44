"""What is asked of a type of body holds from a day: the past keeps what held then."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tajadur.foundation.errors import BadInput, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.people.operations.posts import set_body_settings
from tajadur.organisation.people.operations.renewals import propose_mandate
from tajadur.organisation.profile.models import BodyType, BodyTypeSettings
from tajadur.organisation.profile.operations.installing import install_profile
from tajadur.organisation.profile.operations.settings import MOST_MONTHS, BodyRules
from tajadur.organisation.profile.queries import SettingsOverTime, settings_on
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tests.factories.party import Party, acting, holder, make_person, make_post

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)
TOMORROW = ON + timedelta(days=1)


@pytest.fixture
def administrator(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)


@pytest.fixture
def office(party: Party) -> BodyType:
    return BodyType.objects.get(unit_kind__code="province", code="office")


def quorums(office: BodyType) -> list[int | None]:
    """Long before, today, tomorrow, long after: asked one by one, and over time."""
    days = [date(1950, 1, 1), ON, TOMORROW, ON + timedelta(days=900)]
    over_time = SettingsOverTime()
    singly = [settings_on(office.pk, day).quorum_percent for day in days]
    assert [over_time.on(office.pk, day).quorum_percent for day in days] == singly
    return singly


def test_what_is_set_from_tomorrow_leaves_today_and_all_before(administrator: Actor, office: BodyType) -> None:
    other = BodyType.objects.get(unit_kind__code="branch", code="office")
    rules = BodyRules(quorum_percent=67, quorum_source=" القانون الأساسي ", mandate_months=36)
    row = set_body_settings(body_type_id=office.pk, from_on=TOMORROW, rules=rules, by=administrator, at=AT)
    assert row is not None
    assert quorums(office) == [50, 50, 67, 67]
    assert quorums(other) == [50, 50, 50, 50]
    assert (row.quorum_source, row.women_percent, row.decided_at) == ("القانون الأساسي", None, AT)
    detail = AuditEntry.objects.get(act="set_body_settings").detail
    assert (detail["from_on"], detail["quorum_percent"]) == ("2026-05-22", 67)


def test_what_is_not_in_force_yet_is_replaced_and_the_same_again_writes_nothing(
    administrator: Actor, office: BodyType
) -> None:
    for percent in (67, 60, 60):
        rules = BodyRules(quorum_percent=percent)
        set_body_settings(body_type_id=office.pk, from_on=TOMORROW, rules=rules, by=administrator, at=AT)
    assert quorums(office) == [50, 50, 60, 60]
    assert AuditEntry.objects.filter(act="set_body_settings").count() == 2
    held = BodyRules.of(settings_on(office.pk, TOMORROW))
    later = TOMORROW + timedelta(days=30)
    assert set_body_settings(body_type_id=office.pk, from_on=later, rules=held, by=administrator, at=AT) is None
    assert BodyTypeSettings.objects.filter(body_type=office).count() == 2


@pytest.mark.parametrize("day", [ON, ON - timedelta(days=1), date(1999, 1, 1)])
def test_a_day_that_has_begun_is_refused(administrator: Actor, office: BodyType, day: date) -> None:
    with pytest.raises(BadInput) as refused:
        set_body_settings(body_type_id=office.pk, from_on=day, rules=BodyRules(), by=administrator, at=AT)
    assert (refused.value.field, refused.value.code) == ("from_on", "settings_from_today")
    assert quorums(office) == [50] * 4


@pytest.mark.parametrize(
    ("rules", "problems"),
    [
        (BodyRules(quorum_percent=101), [("quorum_percent", "share_out_of_range")]),
        (
            BodyRules(women_percent=-1, youth_percent=300),
            [(f"{who}_percent", "share_out_of_range") for who in ("women", "youth")],
        ),
        (BodyRules(mandate_months=0), [("mandate_months", "months_out_of_range")]),
        (BodyRules(mandate_months=MOST_MONTHS + 1), [("mandate_months", "months_out_of_range")]),
        (BodyRules(shares_source="م" * 201), [("shares_source", "text_too_long")]),
    ],
)
def test_nonsense_is_refused(
    administrator: Actor, office: BodyType, rules: BodyRules, problems: list[tuple[str, str]]
) -> None:
    with pytest.raises(BadInput) as refused:
        set_body_settings(body_type_id=office.pk, from_on=TOMORROW, rules=rules, by=administrator, at=AT)
    assert [(problem.field, problem.code) for problem in refused.value.problems] == problems


def test_only_an_administrator_sets_it_and_only_of_a_type_there_is(
    party: Party, administrator: Actor, office: BodyType
) -> None:
    secretary = acting(holder(unit=party.provinces[0][0]), ON)
    for type_id, by, error in ((office.pk, secretary, PermissionDenied), (0, administrator, NotVisible)):
        with pytest.raises(error):
            set_body_settings(body_type_id=type_id, from_on=TOMORROW, rules=BodyRules(), by=by, at=AT)


def test_the_secretary_general_is_told_of_which_body_and_from_when(
    party: Party, administrator: Actor, office: BodyType
) -> None:
    general = holder(unit=party.national, body="secretariat", post="secretary_general")
    set_body_settings(body_type_id=office.pk, from_on=TOMORROW, rules=BodyRules(), by=administrator, at=AT)
    notice = Notice.objects.get(person=general.person_id)
    assert (notice.params["post"]["fr"], notice.params["from_on"]) == (office.name_fr, "2026-05-22")


def test_the_term_of_a_mandate_is_that_of_its_first_day(party: Party, administrator: Actor, office: BodyType) -> None:
    unit = party.provinces[0][0]
    secretary = acting(holder(unit=unit), ON)
    rules = BodyRules(mandate_months=12)
    set_body_settings(body_type_id=office.pk, from_on=TOMORROW, rules=rules, by=administrator, at=AT)
    post = make_post(unit=unit, post="member")
    ends: list[date | None] = []
    for day in (ON, TOMORROW):
        mandate = propose_mandate(
            post_id=post.pk, person_id=make_person().pk, details=None, from_on=day, by=secretary, at=AT
        )
        ends.append(Mandate.objects.get(pk=mandate.pk).to_on)
    assert ends == [date(2030, 5, 20), date(2027, 5, 21)]


def test_laying_the_profile_down_again_keeps_what_was_set(administrator: Actor, office: BodyType) -> None:
    rules = BodyRules(quorum_percent=67)
    set_body_settings(body_type_id=office.pk, from_on=TOMORROW, rules=rules, by=administrator, at=AT)
    before = list(BodyTypeSettings.objects.order_by("pk").values())
    install_profile(installed_on=ON)
    assert list(BodyTypeSettings.objects.order_by("pk").values()) == before
    assert set(BodyType.objects.values_list("pk", flat=True)) == {row["body_type_id"] for row in before}
