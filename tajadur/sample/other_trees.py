"""What the sectors and the parallel organisations of the invented party are asked, and where their sections sit."""

from datetime import date, time

from tajadur.duties.directives.models import Directive, LadderStep
from tajadur.duties.directives.vocabulary import DirectiveStatus, FulfilmentKind
from tajadur.foundation.calendar import instant
from tajadur.organisation.profile.models import BodyType
from tajadur.organisation.units.models import ChapterPlace, Unit
from tajadur.rules.periods import PeriodType
from tajadur.rules.reminders import DEFAULT_LADDER, Level, ladder_rows

# The last part of a section's code -> the province on whose soil it sits.
SOILS = {"R1": "04.421", "R2": "06.141", "R3": "09.001", "R4": "04.441"}
# code, kind, how often, rank, (ar, fr, en)
_DIRECTIVES = (
    (
        "sector-section-office",
        "sector_section",
        PeriodType.MONTHLY,
        21,
        ("اجتماع مكتب الفرع القطاعي", "Réunion du bureau de la section du secteur", "Sector section office meeting"),
    ),
    (
        "parallel-section-office",
        "parallel_section",
        PeriodType.MONTHLY,
        22,
        ("اجتماع مكتب فرع المنظمة", "Réunion du bureau de la section", "Office meeting of the section"),
    ),
)


def seat_sections(*, since: date) -> None:
    """Each section on its province from ``since``."""
    provinces = {unit.code: unit for unit in Unit.objects.filter(code__in=SOILS.values())}
    sections = Unit.objects.filter(kind__code__in=("sector_section", "parallel_section")).order_by("pk")
    soils = ((section, provinces.get(SOILS.get(section.code.rpartition(".")[2], ""))) for section in sections)
    ChapterPlace.objects.bulk_create(
        ChapterPlace(unit=section, place=soil, from_on=since) for section, soil in soils if soil
    )


def issue_directives(*, from_on: date) -> None:
    """Their offices meet, each month, and report."""
    for code, kind, period_type, rank, (name_ar, name_fr, name_en) in _DIRECTIVES:
        body_type = BodyType.objects.select_related("unit_kind").get(unit_kind__code=kind, code="office")
        directive = Directive.objects.create(
            code=code,
            name_ar=name_ar,
            name_fr=name_fr,
            name_en=name_en,
            unit_kind=body_type.unit_kind,
            fulfilment=FulfilmentKind.MEETING,
            body_type=body_type,
            period_type=period_type,
            report_days=10,
            grace_days=10,
            released_by=Level.CELL,
            in_force_from=from_on,
            rank=rank,
            standing=DirectiveStatus.ISSUED,
            issued_at=instant(from_on, time(9)),
        )
        LadderStep.objects.bulk_create(LadderStep(directive=directive, **row) for row in ladder_rows(DEFAULT_LADDER))
