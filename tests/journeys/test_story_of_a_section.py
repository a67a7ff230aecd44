"""A sector's section meets and reports; who follows it sees the figure; the province sees that it is there, no more."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse

from tajadur.activity.meetings.models import Meeting, Report
from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.vocabulary import DirectiveStatus, FulfilmentKind
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.foundation import clock
from tajadur.organisation.profile.models import BodyType
from tajadur.organisation.units.models import ChapterPlace, Unit
from tajadur.rules.periods import PeriodType
from tests.factories.duties import at_noon
from tests.factories.party import FOUNDED_ON, holder, make_unit, small_party

from .stage import Player, Stage, named

AGREED = "اتفقنا على حملة للتواصل داخل المؤسسات التعليمية."


@dataclass
class Cast:
    """The section and the province on whose soil it sits; those who act."""

    section: Unit
    sector: Unit
    root: Unit
    province: Unit
    secretary: Player
    cell: Player
    neighbour: Player


def ask_of_sections() -> None:
    """Their offices meet each month."""
    first = clock.today().replace(day=1)
    body_type = BodyType.objects.get(unit_kind__code="sector_section", code="office")
    Directive.objects.create(
        code="section-office",
        name_ar="اجتماع مكتب الفرع القطاعي",
        name_fr="Réunion du bureau de la section",
        name_en="Section office meeting",
        unit_kind=body_type.unit_kind,
        fulfilment=FulfilmentKind.MEETING,
        body_type=body_type,
        period_type=PeriodType.MONTHLY,
        report_days=7,
        grace_days=7,
        released_by="cell",
        in_force_from=first,
        rank=1,
        standing=DirectiveStatus.ISSUED,
        issued_at=at_noon(first),
    )
    open_periods(on=clock.today(), at=clock.now())


@pytest.fixture
def cast(stage: Stage) -> Cast:
    party = named(small_party(regions=1, provinces=1, branches=1))
    province = party.provinces[0][0]
    root = make_unit(kind="sectors", name="القطاعات")
    sector = make_unit(kind="sector", parent=root, name="قطاع التعليم")
    section = make_unit(kind="sector_section", parent=sector, name="فرع سلا")
    ChapterPlace.objects.create(unit=section, place=province, from_on=FOUNDED_ON)
    ask_of_sections()
    secretary = holder(unit=section, username="amina")
    cell = holder(unit=party.national, body="cell", post="responsible", area=sector, username="karim")
    neighbour = holder(unit=province, username="salma")
    stage.night()
    return Cast(section, sector, root, province, *(stage.enter(account) for account in (secretary, cell, neighbour)))


@pytest.mark.parametrize("language, device", [("ar", "phone"), ("fr", "phone")])
def test_a_section_reports_and_only_its_own_tree_reads_it(stage: Stage, cast: Cast) -> None:
    say, section = stage.words, cast.section
    secretary, cell, neighbour = cast.secretary, cast.cell, cast.neighbour

    # the secretary programmes the meeting of the office, three days ahead
    held_on = clock.today() + timedelta(days=3)
    secretary.opens("/")
    secretary.reads(stage.told(lambda: section.name))
    secretary.opens(reverse("meetings:programme", args=[section.pk]))
    secretary.types(planned_on=held_on.isoformat(), wall_time="18:00", place="المقر", agenda="الدخول المدرسي")
    secretary.sends()
    meeting = Meeting.objects.get(unit=section)

    # it is held, and reported from the phone
    stage.go_to(held_on + timedelta(days=1))
    secretary.opens(reverse("reports:form", args=[meeting.pk]))
    secretary.types(present="5", women="2", youth="1", text=AGREED)
    for point in secretary.page.locator("main fieldset:has(input[value=reached])").all():
        point.locator("label", has=secretary.page.locator("input[value=reached]")).click()
    secretary.sends()
    made = Report.objects.get()
    secretary.reads(made.receipt)

    # who follows the sector finds the figure on the dashboard of the sectors, and the text behind it
    cell.opens("/compliance/")
    cell.follows("tree=sectors")
    assert "tree=sectors" in cell.page.url
    cell.reads(cast.sector.name_ar)
    cell.opens(reverse("reports:detail", args=[made.pk]))
    cell.reads(AGREED)

    # the province sees that the section is on its soil and that somebody leads it, and opens nothing of it
    neighbour.opens(reverse("units:detail", args=[cast.province.pk]))
    neighbour.reads(say("On this soil"), section.name_ar, cast.sector.name_ar, say("secretary in office"))
    neighbour.does_not_read(AGREED)
    assert not neighbour.is_offered(reverse("units:detail", args=[section.pk]))
    for name, key in (("reports:detail", made.pk), ("meetings:detail", meeting.pk), ("units:detail", section.pk)):
        answer = neighbour.page.request.get(stage.site + reverse(name, args=[key]))
        assert answer.status == 404, name
        assert AGREED not in answer.text()
    assert stage.heard == []
