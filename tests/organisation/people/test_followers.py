"""The follow-up cell is assigned to a sector or an organisation as to a region: its post, its reach, its page."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.organisation.people.models import Post
from tajadur.organisation.people.operations.posts import open_unit
from tajadur.organisation.people.queries.posts import leading_posts
from tajadur.organisation.units.models import Unit
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tests.factories.party import Party, acting, holder, make_person, make_unit

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)


@pytest.fixture
def sector(party: Party) -> Unit:
    administrator = acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)
    root = make_unit(kind="sectors")
    names = {"name_ar": "قطاع التعليم", "name_latin": "Enseignement"}
    return open_unit(kind="sector", parent_id=root.pk, opened_on=ON, by=administrator, at=AT, **names)


def test_each_sector_has_a_post_to_follow_it(party: Party, sector: Unit) -> None:
    made = Post.objects.filter(area=sector).values_list("post_type__office", flat=True)
    assert sorted(made) == ["assistant", "responsible"]
    assert Post.objects.filter(area__in=party.regions, post_type__code="responsible").count() == len(party.regions)


def test_whoever_follows_a_sector_reads_and_helps_there_and_nowhere_else(party: Party, sector: Unit) -> None:
    section = make_unit(kind="sector_section", parent=sector)
    other = make_unit(kind="sector_section", parent=make_unit(kind="sector", parent=sector.parent))
    for post in ("responsible", "assistant"):
        follower = acting(holder(unit=party.national, body="cell", post=post, area=sector), ON)
        for permission in (Permission.READ_RECORD, Permission.ADVISE, Permission.VISIT, Permission.NOTE_RECEIPT):
            assert may(follower, permission, section), permission
            assert may(follower, permission, sector), permission
            assert not may(follower, permission, other), permission
            assert not may(follower, permission, party.provinces[0][0]), permission
        assert not may(follower, Permission.REPORT, section)


def test_the_mandate_is_given_on_the_page(party: Party, sector: Unit, client: Client) -> None:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator", from_on=ON))
    person, post = make_person(), Post.objects.get(area=sector, post_type__office="responsible")
    shown = client.get(reverse("people:mandate"), {"person": person.pk, "unit": party.national.pk})
    assert sector.name_ar in shown.content.decode()
    form = client.get(reverse("people:mandate"), {"person": person.pk, "post": post.pk})
    assert form.status_code == 200


def test_who_follows_stands_on_the_pages_of_the_sector_and_of_its_sections(party: Party, sector: Unit) -> None:
    section = make_unit(kind="sector_section", parent=sector)
    reader = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)

    def follows(unit: Unit) -> list[tuple[str, bool]]:
        return [(post.area, post.held) for post in leading_posts(reader, unit, ON) if post.area]

    assert follows(sector) == [("قطاع التعليم", False), ("قطاع التعليم", False)]
    assert follows(section) == []
    account = holder(unit=party.national, body="cell", post="responsible", area=sector)
    assert ("قطاع التعليم", True) in follows(sector)
    assert follows(section) == [("قطاع التعليم", True)]
    assert {held for _name, held in follows(party.regions[0])} == {False}
    named = [post.person_id for post in leading_posts(reader, section, ON) if post.area]
    assert named == [account.person_id]
    secretary = acting(holder(unit=section), ON)
    assert [post.person for post in leading_posts(secretary, section, ON) if post.area] == [""]
