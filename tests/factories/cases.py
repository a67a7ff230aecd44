"""Cases of a unit, observed or found, and reports written straight into their tables."""

from datetime import date, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from tajadur.activity.dysfunctions.models import Case, Remedy
from tajadur.activity.dysfunctions.operations.opening import open_case
from tajadur.activity.meetings.models import Decision, Report
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Post
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.rules.dysfunctions import CaseKind, Severity
from tests.factories.duties import at_noon
from tests.factories.party import Party, make_post
from tests.factories.reports import make_meeting

_number = count(1)
SAYS = (
    "اجتمع المكتب وتداول في برنامج الأنشطة ومالية الفرع وتوسيع العضوية بالأحياء الجديدة.",
    "خصص اللقاء لانتخاب لجنة التكوين واختيار مقر قرب المحطة والاتصال بالجمعيات.",
    "قدمت الكاتبة حصيلة الأشهر الماضية وناقش الحاضرون صعوبات التنقل نحو الدواوير.",
    "وزعت المهام استعدادا للمؤتمر وعين عضوان لمتابعة ملف القاعة العمومية.",
    "استقبل المكتب وفدا من الشبيبة واتفق معه على لقاء تواصلي مفتوح.",
    "راجع المكتب لائحة المنخرطين وحذف الأسماء المكررة وحدد واجب الانخراط.",
)


def vacant_everywhere(party: Party) -> None:
    """Every office has the post of a secretary, and nobody holds one."""
    provinces = [unit for row in party.provinces for unit in row]
    branches = [unit for region in party.branches for row in region for unit in row]
    for unit in (*party.regions, *provinces, *branches):
        make_post(unit=unit)


def make_case(unit: Unit, *, kind: CaseKind = CaseKind.OTHER, on: date, **columns: Any) -> Case:
    """An open case that the rule found."""
    return Case.objects.create(
        unit=unit,
        kind=kind,
        path=unit.path,
        **{
            "found_by": "found_by_rule",
            "severity": Severity.MEDIUM,
            "opened_on": on,
            "opened_at": at_noon(on),
            **columns,
        },
    )


def case_with_remedy(unit: Unit, owner: Post, on: date) -> Case:
    """A case that the rule found, with a remedy agreed today."""
    case = make_case(unit, kind=CaseKind.COPIED, on=on, facts=["meeting:0"])
    Remedy.objects.create(
        case=case, number=1, text="تدبير", owner=owner, due_on=on + timedelta(days=9), agreed_on=on,
        agreed_at=at_noon(on), mandate_id=0,
    )  # fmt: skip
    return case


def observed(unit: Unit, by: Actor, *, kind: CaseKind = CaseKind.OTHER, **said: Any) -> Case:
    """A case somebody opens."""
    words = {"severity": Severity.LOW, "text": "خلاف حول توزيع المهام", **said}
    return open_case(unit_id=unit.pk, kind=kind, on=by.on, by=by, at=at_noon(by.on), **words)


def make_report(unit: Unit, held_on: date, *, text: str = "", decisions: int = 0, **columns: Any) -> Report:
    """A report of the office, submitted two days after its meeting, with no words beside its points."""
    meeting = make_meeting(unit=unit, planned_on=held_on, state="reported", items=0, objectives=0)
    filed_on = held_on + timedelta(days=2)
    number = next(_number)
    facts = {
        "version": 1, "held_on": held_on, "started": time(18), "place": "المقر", "convened": 11, "quorum": 6,
        "present": 8, "excused": 1, "absent": 2, "women": 3, "youth": 2, "text": text, "client_key": uuid4(),
        "content_digest": "x", "receipt": f"C-{number}", "submitted_at": instant(filed_on, time(12)),
        "submitted_on": filed_on, "mandate_id": 0,
    }  # fmt: skip
    report = Report.objects.create(meeting=meeting, **{**facts, **columns})
    Decision.objects.bulk_create(
        Decision(report=report, position=place, text=f"قرار رقم {place}") for place in range(decisions)
    )
    return report
