"""Bringing in many people and mandates: what matches, what is refused, all or nothing."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tajadur.foundation.errors import BadInput, PermissionDenied
from tajadur.organisation.people.models import Mandate, Person
from tajadur.organisation.people.operations.import_plan import plan_import
from tajadur.organisation.people.operations.import_rows import ImportRow
from tajadur.organisation.people.operations.importing import import_people
from tajadur.organisation.people.operations.persons import Details
from tajadur.organisation.people.operations.posts import open_posts
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tests.factories.party import (
    FOUNDED_ON,
    Party,
    acting,
    confirm_waiting,
    holder,
    make_mandate,
    make_person,
    make_post,
    small_party,
)

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)
FROM = date(2026, 6, 1)


@pytest.fixture
def administrator(party: Party) -> Actor:
    open_posts(on=FOUNDED_ON)
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)


def row(
    number: int,
    unit: Any,
    *,
    post: str = "member",
    from_on: date | None = FROM,
    to_on: date | None = None,
    **person: Any,
) -> ImportRow:
    details = Details(**{"name_ar": f"شخص رقم {number}", **person})
    return ImportRow(number, unit.code, "office", post, details, from_on, to_on)


def flaws(by: Actor, *rows: ImportRow) -> list[tuple[int, str, str]]:
    return [(flaw.row, flaw.field, flaw.code) for flaw in plan_import(rows=rows, by=by).flaws]


def test_persons_and_mandates_are_written_journaled_and_told_together(party: Party, administrator: Actor) -> None:
    province, branch = party.provinces[0][0], party.branches[0][0][0]
    rows = [
        row(
            2, province, post="الكاتب الإقليمي", phone="06 61 23 45 67", email="a@example.org", sex="f", birth_year=1990
        ),
        row(
            3,
            branch,
            post="Membre du bureau de section",
            name_ar="شخص رقم 2",
            email="A@example.org",
            to_on=date(2027, 1, 1),
        ),
        row(4, branch, post="secretary"),
    ]
    done = import_people(rows=rows, by=administrator, at=AT)
    assert (done.people, done.matched, done.mandates) == (2, 0, 3)
    first = Person.objects.get(email="a@example.org")
    assert (first.phone, first.sex, first.birth_year, first.folded) == ("+212661234567", "f", 1990, "| شخص رقم 2 |")
    held = Mandate.objects.filter(person=first).order_by("pk").values_list("post__unit", "from_on", "to_on", "standing")
    assert list(held) == [(province.pk, FROM, None, "proposed"), (branch.pk, FROM, date(2027, 1, 1), "confirmed")]
    acts = list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["add_person"] * 2 + ["give_mandate"] + ["propose_mandate"] * 2 + ["import_people"]
    assert "شخص" not in str(list(AuditEntry.objects.values()))
    assert sorted(Notice.objects.values_list("unit_id", flat=True)) == sorted([province.pk, branch.pk, branch.pk])
    assert confirm_waiting(at=AT) == 2
    assert not Mandate.objects.filter(standing="proposed").exists()


def test_a_recorded_person_is_found_by_e_mail_or_telephone_and_not_made_again(
    party: Party, administrator: Actor
) -> None:
    known = make_person(name="سعاد بنعلي", email="souad@example.org")
    phoned = make_person(name="أمينة")
    phoned.phone = "+212661234567"
    phoned.save()
    unit, before = party.provinces[0][0], Person.objects.count()
    rows = [
        row(2, unit, name_ar="سُعاد بن علي", email="Souad@Example.org"),
        row(3, unit, name_ar="امينه", phone="0661234567"),
    ]
    assert flaws(administrator, rows[0]) == [(2, "email", "same_contact_other_name")]
    rows[0] = replace(rows[0], details=replace(rows[0].details, name_ar="سعاد بنعلي"))
    plan = plan_import(rows=rows, by=administrator)
    assert [one.person_id for one in plan.planned] == [known.pk, phoned.pk]
    assert (plan.matched, plan.newcomers, plan.flaws) == (2, 0, [])
    import_people(rows=rows, by=administrator, at=AT)
    assert Person.objects.count() == before


def test_every_kind_of_bad_row_is_named(party: Party, administrator: Actor) -> None:
    unit, closed = party.provinces[0][0], party.provinces[0][1]
    type(closed).objects.filter(pk=closed.pk).update(closed_on=date(2026, 7, 1))
    make_mandate(person=make_person(name="سعاد"), post=make_post(unit=unit), from_on=date(2026, 6, 15))
    two, other = make_person(name="نادية", email="n@example.org"), make_person(name="نادية")
    for person in (two, other):
        Person.objects.filter(pk=person.pk).update(phone="+212600000001")
    Person.objects.filter(pk=make_person(name="كريمة").pk).update(phone="+212600000002")
    bad: list[tuple[ImportRow, str, str]] = [
        (replace(row(2, unit), unit="99.999"), "unit", "unit_unknown"),
        (replace(row(2, unit), unit=""), "unit", "unit_missing"),
        (replace(row(2, unit), unit="0\0"), "unit", "unit_unknown"),
        (replace(row(2, unit), post=""), "post", "post_missing"),
        (row(2, unit, post="treasurer"), "post", "post_unknown_here"),
        (replace(row(2, party.national), body="cell", post="responsible"), "post", "post_by_area"),
        (row(2, unit, name_ar=""), "name_ar", "person_name_missing"),
        (row(2, unit, name_ar="سعاد AB123456"), "name_ar", "identity_number"),
        (row(2, unit, name_ar="م" * 200), "name_ar", "text_too_long"),
        (row(2, unit, name_ar="س\0"), "name_ar", "text_has_nul"),
        (row(2, unit, phone="12"), "phone", "phone_unreadable"),
        (row(2, unit, birth_year=2027), "birth_year", "birth_year"),
        (row(2, unit, to_on=date(2026, 5, 1)), "to_on", "mandate_ends_before_start"),
        (row(2, unit, from_on=date(2019, 1, 1)), "from_on", "mandate_before_unit"),
        (row(2, closed), "to_on", "mandate_after_unit"),
        (row(2, unit, post="secretary"), "from_on", "mandate_follows"),
        (row(2, unit, post="secretary", name_ar="سعاد"), "from_on", "mandate_twice"),
        (row(2, unit, name_ar="نادية", phone="0600000001"), "phone", "contact_of_several"),
        (row(2, unit, name_ar="نادية", email="n@example.org", phone="0600000002"), "phone", "contacts_of_two"),
        (row(2, unit, name_ar="فلانة", phone="0600000002"), "phone", "same_contact_other_name"),
    ]  # fmt: skip
    for one, field, code in bad:
        assert flaws(administrator, one) == [(2, field, code)]
    own = Person.objects.get(pk=administrator.person_id)
    assert flaws(administrator, row(2, unit, name_ar=own.name_ar, email=own.email)) == [(2, "", "mandate_for_oneself")]


def test_rows_are_tried_against_each_other(party: Party, administrator: Actor) -> None:
    unit = party.provinces[0][0]
    twice = row(2, unit), replace(row(2, unit), number=3)
    assert flaws(administrator, *twice) == [(3, "", "row_twice")]
    assert flaws(administrator, row(2, unit, post="secretary"), row(3, unit, post="secretary")) == [
        (3, "from_on", "row_overlaps")
    ]
    ends = date(2026, 8, 31)
    after = row(3, unit, post="secretary", from_on=date(2026, 9, 1))
    assert flaws(administrator, row(2, unit, post="secretary", to_on=ends), after) == []
    phone = {"phone": "0661234567"}
    assert flaws(administrator, row(2, unit, **phone), row(3, party.provinces[0][1], **phone)) == [
        (3, "phone", "rows_differ")
    ]


def test_one_bad_row_leaves_nothing_written(party: Party, administrator: Actor) -> None:
    unit, before = party.provinces[0][0], (Person.objects.count(), Mandate.objects.count(), AuditEntry.objects.count())
    with pytest.raises(BadInput) as refused:
        import_people(rows=[row(2, unit), row(3, unit, phone="12")], by=administrator, at=AT)
    assert refused.value.code == "import_changed"
    assert (Person.objects.count(), Mandate.objects.count(), AuditEntry.objects.count()) == before


def test_only_an_administrator_brings_in(party: Party, administrator: Actor) -> None:
    for unit, post in ((party.regions[0], "secretary"), (party.provinces[0][0], "member")):
        by = acting(holder(unit=unit, post=post), ON)
        with pytest.raises(PermissionDenied):
            plan_import(rows=[row(2, unit)], by=by)
        with pytest.raises(PermissionDenied):
            import_people(rows=[row(2, unit)], by=by, at=AT)


def many(party: Party, count: int) -> list[ImportRow]:
    units = [branch for group in party.branches for rows in group for branch in rows]
    return [
        row(
            number,
            units[number % len(units)],
            name_ar=f"شخص {number}",
            phone=f"+21266{number:07}",
            email=f"p{number}@example.org",
        )
        for number in range(2, count + 2)
    ]


def test_a_plan_and_an_import_take_as_many_queries_for_two_rows_as_for_sixty(
    party: Party, administrator: Actor
) -> None:
    for count in (2, 60):
        rows = many(party, count)
        with CaptureQueriesContext(connection) as tried:
            plan_import(rows=rows, by=administrator)
        assert len(tried) == 6
        with CaptureQueriesContext(connection) as done:
            import_people(rows=rows, by=administrator, at=AT)
        assert len(done) == 18
        Notice.objects.all().delete()
        Mandate.objects.filter(person__email__startswith="p").delete()
        Person.objects.filter(email__startswith="p").delete()


@pytest.mark.django_db(transaction=True)
def test_a_check_confirmed_twice_at_once_is_one_import() -> None:
    party = small_party(regions=1, provinces=1, branches=2)
    open_posts(on=FOUNDED_ON)
    by = acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)
    rows, start, outcomes = many(party, 20), threading.Barrier(2), []

    def bring_in() -> None:
        start.wait()
        try:
            done = import_people(rows=rows, key=7, by=by, at=AT)
            outcomes.append((done.people, done.mandates))
        except BadInput as error:
            outcomes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=bring_in) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [(20, 20), (20, 20)], "the second is told what the first wrote"
    assert Mandate.objects.filter(person__email__startswith="p").count() == 20
