"""Everything down from 29 June 22:00 to 1 July 06:00, then started: each overdue notice once, within two passes."""

from datetime import date, datetime, time, timedelta
from itertools import chain

from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.nightly.reminding import decide_reminders
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.foundation.calendar import instant
from tajadur.jobs.passes import run_pass
from tajadur.organisation.profile.models import Profile
from tajadur.registry.notices.models import DeliveryItem, Notice
from tests.factories.duties import opened
from tests.factories.party import Party, make_mandate, make_person, make_post

BEGUN = date(2027, 1, 1)
NIGHTLY = ("apply_moves", "follow_changes", "open_periods", "decide_reminders", "gather_digests")


def _pass(at: datetime) -> list[int]:
    """One run of the passes at an instant; the new notices."""
    before = set(Notice.objects.values_list("pk", flat=True))
    for name in NIGHTLY:
        run_pass(name, on=at.date(), at=at)
    return sorted(set(Notice.objects.values_list("pk", flat=True)) - before)


def test_after_the_outage_each_overdue_notice_goes_once_within_two_passes(party: Party) -> None:
    Profile.objects.update(installed_on=BEGUN)
    opened(on=BEGUN, from_on=BEGUN)
    units = [*party.regions, *(unit for row in party.provinces for unit in row)]
    posts = [make_post(unit=unit) for unit in units]
    posts += [make_post(unit=party.national, body="cell", post="responsible", area=region) for region in party.regions]
    posts += [make_post(unit=party.national, body="secretariat", post="secretary_general")]
    for post in posts:
        make_mandate(person=make_person(), post=post)
    _pass(instant(date(2027, 6, 28), time(8, 1)))
    _pass(instant(date(2027, 6, 29), time(8, 1)))

    # Down on 30 June: the last day of the congresses, and the first reminder of the month of June.
    started = instant(date(2027, 7, 1), time(6))
    first, second = _pass(started), _pass(started + timedelta(minutes=1))
    told = [(one.step, str(one.step_on)) for one in Notice.objects.filter(pk__in=first).order_by("step", "pk")]
    assert second == []
    # Before eight the day that counts is still 30 June: both regions and the cell, then the four provinces.
    assert [line for line in told if line[0].startswith("period_end")] == [
        *[("period_end+0:cell", "2027-06-30")] * 2,
        *[("period_end+0:post", "2027-06-30")] * 2,
    ]
    assert told.count(("due-7:post", "2027-06-30")) >= 4

    at_eight = instant(date(2027, 7, 1), time(8))
    third, fourth = _pass(at_eight), _pass(at_eight + timedelta(minutes=1))
    general = Notice.objects.filter(pk__in=third, step="period_end+1:secretary_general")
    assert general.count() == 2
    assert fourth == []
    assert Notice.objects.count() == Notice.objects.values("subject_id", "step", "post_id").distinct().count()
    carried = DeliveryItem.objects.filter(channel="in_app", notice__in=[*first, *third])
    assert carried.count() == len(first) + len(third)


def test_what_is_opened_beside_a_pass_that_decides_is_told_all_the_same(party: Party) -> None:
    """The first day of an installation: one worker decides while another is still opening the next directive."""
    Profile.objects.update(installed_on=BEGUN)
    directives = {one.code: one for one in install_directives(from_on=BEGUN)}
    office, branch = directives["provincial-office"], directives["branch-office"]
    for unit in [*party.regions, *chain(*party.provinces), *chain(*chain(*party.branches))]:
        make_mandate(person=make_person(), post=make_post(unit=unit))
    at = instant(date(2027, 3, 24), time(12))
    for directive in (office, branch):
        open_periods(on=at.date(), at=at, directive_ids=[directive.pk])
        assert decide_reminders(on=at.date(), at=at) > 0
    told = Notice.objects.filter(subject_id__in=Obligation.objects.filter(directive=branch).values("pk"))
    assert told.count() == sum(1 for _ in chain(*chain(*party.branches)))
    assert decide_reminders(on=at.date(), at=at) == 0
