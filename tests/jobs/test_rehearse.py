"""A season played ahead: what it tells is what would be told, and nothing of it is kept."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from tajadur.duties.obligations.models import LadderRow, Obligation
from tajadur.jobs.passes import PASSES
from tajadur.jobs.rehearsal import OUTWARD, rehearse
from tajadur.organisation.profile.models import Profile
from tajadur.registry.notices.models import Delivery, Notice
from tests.factories.duties import opened
from tests.factories.party import Party, holder

pytestmark = pytest.mark.usefixtures("swept_tables")

FIRST, LAST = date(2027, 5, 28), date(2027, 6, 9)


@pytest.fixture
def owing(party: Party) -> Party:
    """The small party with every provincial secretary in office."""
    Profile.objects.update(installed_on=date(2027, 5, 1))
    opened(on=date(2027, 5, 1), from_on=date(2027, 5, 1))
    for row in party.provinces:
        for unit in row:
            holder(unit=unit)
    return party


def test_each_day_tells_what_its_ladder_says_and_nothing_is_kept(owing: Party) -> None:
    before = (LadderRow.objects.filter(state="planned").count(), Obligation.objects.count())
    told = {one.day: one for one in rehearse(first=FIRST, last=LAST)}
    assert sorted(told) == [FIRST + timedelta(days=ahead) for ahead in range((LAST - FIRST).days + 1)]
    monthly = {
        day: count
        for day, one in told.items()
        if (count := sum(number for (code, _, _), number in one.counts.items() if code == "provincial-office"))
    }
    assert monthly == {date(2027, 5, 31): 4, date(2027, 6, 5): 4, date(2027, 6, 7): 4}
    assert Notice.objects.count() == Delivery.objects.count() == 0
    assert (LadderRow.objects.filter(state="planned").count(), Obligation.objects.count()) == before


def test_units_that_report_are_told_less_and_the_same_seed_tells_the_same(owing: Party) -> None:
    silent = sum(len(one.notices) for one in rehearse(first=FIRST, last=LAST))
    first = [sorted(one.counts.items()) for one in rehearse(first=FIRST, last=LAST, seed=3)]
    second = [sorted(one.counts.items()) for one in rehearse(first=FIRST, last=LAST, seed=3)]
    assert first == second
    assert sum(number for day in first for _, number in day) < silent


def test_the_command_prints_the_days_that_tell(owing: Party) -> None:
    said = StringIO()
    call_command("rehearse", "--from", "2027-05-30", "--to", "2027-06-01", stdout=said)
    assert "2027-05-31: 20 notices to 4 posts" in said.getvalue()
    assert "     4  provincial-office due-7:post -> secretary" in said.getvalue()
    assert "nothing was kept" in said.getvalue()


def test_no_pass_that_speaks_to_a_server_is_ever_rehearsed() -> None:
    speaking = {name for name in PASSES if name.split("_")[0] in {"send", "test", "greet"}}
    assert "send_push" in speaking
    assert speaking <= OUTWARD
