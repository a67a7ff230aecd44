"""A silent branch is advised from the list behind a figure, answers, meets, settles its case; the effect is shown."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tajadur.activity.dysfunctions.models import Case
from tajadur.foundation import clock
from tajadur.foundation.formats import day_month_year
from tajadur.organisation.units.models import Unit
from tajadur.rules.dysfunctions import CaseKind
from tests.factories.cases import SAYS
from tests.factories.duties import opened, owed, report
from tests.factories.party import holder, make_post, small_party

from .stage import Player, Stage, named

ADVICE = "نقترح اجتماعا قبل نهاية الشهر، ولو بجدول أعمال قصير.\nيمكننا توفير القاعة."
ANSWER = "نجتمع يوم السبت بمقر الفرع."
REMEDY = "مواكبة المكتب في برمجة اجتماعاته الثلاثة المقبلة"
DONE = "عدنا إلى اجتماعاتنا الشهرية."


def month_before(day: date, months: int) -> date:
    """The first day of the month so many months before."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def after(months: int, day: int) -> date:
    """A day of a month to come."""
    return month_before(clock.today(), -months).replace(day=day)


@dataclass
class Cast:
    """The branch that is silent, the one beside it that reports, and those who act."""

    silent: Unit
    other: Unit
    cell: Player
    branch: Player


@pytest.fixture
def cast(stage: Stage) -> Cast:
    party = small_party(regions=1, provinces=1, branches=2)
    silent, other = named(party).branches[0][0]
    today, first = clock.today(), month_before(clock.today(), 3)
    holder(unit=party.provinces[0][0]), holder(unit=other)
    cell = holder(unit=party.national, body="cell", post="responsible", area=party.regions[0], username="karim")
    branch = holder(unit=silent, username="amina")
    opened(on=today, from_on=first)
    for ago in (3, 2, 1):
        held_on = month_before(today, ago).replace(day=12)
        row = owed(other, "branch-office", f"{held_on:%Y-%m}")
        report(row, held_on=held_on, filed_on=held_on + timedelta(days=2))
    stage.night()
    return Cast(silent, other, stage.enter(cell), stage.enter(branch))


def meets(player: Player, unit: Unit, day: date) -> None:
    """A meeting of a past day is recorded and reported, by the pages."""
    player.opens(f"/meetings/programme/{unit.pk}/")
    player.types(planned_on=day.isoformat(), wall_time="18:30", place="مقر الفرع", agenda="برنامج الشهر\nالمالية")
    player.sends()
    asked = player.page.locator("main form[method=post] input[type=checkbox]:not(:checked)")
    if "/programme/" in player.page.url and asked.count():
        for tick in asked.all():
            tick.check()
        player.sends()
    reports(player, day)


def reports(player: Player, day: date) -> None:
    """The report form that is open, or that the meeting's page leads to."""
    if "/reports/meeting/" not in player.page.url:
        player.follows("/reports/meeting/")
    player.types(present="9", women="4", youth="2")
    player.page.check("#id_rest_reached")
    player.types(text=SAYS[day.month % len(SAYS)])
    player.page.locator("main button[type=submit]").last.click()
    player.page.wait_for_url(re.compile(r"/reports/\d+/\?sent="))


def case_of(unit: Unit) -> Case:
    return Case.objects.get(unit=unit, kind=CaseKind.SILENT)


@pytest.mark.parametrize("language, device", [("ar", "phone"), ("fr", "desk")])
def test_a_silent_branch_is_helped_until_the_effect_shows(stage: Stage, cast: Cast) -> None:
    say, case = stage.words, case_of(cast.silent)
    cell, branch = cast.cell, cast.branch
    name = stage.told(lambda: cast.silent.name)

    # the cell goes from the figure to the list behind it, and from the line of the branch to the help
    cell.opens("/compliance/")
    cell.chooses("directive=branch-office")
    cell.follows("/figures/reporting/")
    cell.follows("list=denominator")
    cell.reads(name)
    cell.opens_drawer("/support/acts/", name)
    cell.looks()
    cell.chooses_in_drawer("/support/advise/")
    cell.reads(say("Give advice"), name)
    cell.types(text=ADVICE)
    cell.sends()
    cell.reads(ADVICE, say("Not read yet", "advice"))

    # the branch is told the next morning, reads and answers
    stage.wait(1)
    branch.opens("/notices/")
    branch.reads(name)
    branch.follows("/support/advice/")
    branch.reads(ADVICE, say("Your answer"))
    branch.types(text=ANSWER)
    branch.presses(say("Send it"))
    branch.reads(ANSWER, say("The unit answers"))
    cell.page.reload()
    cell.reads(ANSWER, say("The unit answers"))
    assert not cell.is_offered("/answer/")

    # the case that the rule opened gets a remedy
    cell.opens(f"/dysfunctions/?unit={cast.silent.pk}")
    cell.reads(say("Silent unit"), say("Open, no remedy yet", "case"))
    cell.follows(f"/dysfunctions/{case.pk}/")
    cell.reads(say("Silent unit"), say("What was found"))
    assert not cell.is_offered("/settle/")
    cell.follows("/remedy/")
    cell.types(text=REMEDY, due_on=(clock.today() + timedelta(days=20)).isoformat())
    cell.picks("owner", make_post(unit=cast.silent).pk)
    cell.sends()
    cell.reads(REMEDY, say("Remedy agreed"))

    # the meeting is held and reported; the unit says that the remedy is done
    stage.wait(3)
    held_on = clock.today() - timedelta(days=1)
    meets(branch, cast.silent, held_on)
    branch.reads(say("Report of a meeting"))
    branch.opens(f"/dysfunctions/{case.pk}/")
    branch.follows("/done/")
    branch.types(done_on=clock.today().isoformat())
    branch.sends()
    branch.reads(say("Remedy done"), say("The figures before and after are shown once three periods were due since."))
    cell.opens(f"/units/{cast.silent.pk}/")
    cell.reads(name)

    # with a second month reported settling is proposed, and the unit alone says so
    stage.go_to(after(1, 14))
    meets(branch, cast.silent, clock.today() - timedelta(days=2))
    stage.go_to(after(1, 14))
    branch.opens(f"/dysfunctions/{case.pk}/")
    branch.reads(say("Settling proposed"))
    branch.follows("/settle/")
    branch.types(text=DONE)
    branch.sends()
    branch.reads(say("Settled by the unit", "case"), DONE)

    # after a third the figures of before and after stand in the case
    meets(branch, cast.silent, clock.today() - timedelta(days=2))
    stage.go_to(after(1, 9))
    cell.opens(f"/dysfunctions/{case.pk}/")
    figures = {"was": 0, "of": 3, "now": 3, "whole": 3}
    cell.reads(
        say("Settled by the unit", "case"),
        DONE,
        say("Reported %(was)s of %(of)s before, %(now)s of %(whole)s after.", **figures),
        stage.told(day_month_year, case.opened_on),
    )
    cell.opens("/dysfunctions/?state=all")
    cell.reads(say("Settled by the unit", "case"))
    assert stage.heard == []
