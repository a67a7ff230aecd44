"""The register of dysfunctions of the invented party: found by the real rules on past nights, helped and answered."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from tajadur.activity.dysfunctions.models import Case, CaseAnswer, CaseClosing, CaseDismissal, Remedy
from tajadur.activity.dysfunctions.nightly.find import find_dysfunctions
from tajadur.activity.dysfunctions.vocabulary import FoundBy
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.permissions.matrix import Role
from tajadur.rules.cases import CaseEnd
from tajadur.rules.dysfunctions import CaseKind, Severity

from . import words
from .people import BRANCH, REPEATING, SILENT_ONCE

# Days before the last one: the first nights are older than the installation, and nothing of them was told.
FIRST_NIGHT, SECOND_NIGHT, LATER_NIGHT = 270, 180, 90
TOLD_NIGHTS = (24, 10, 1)
HELPED, DONE, SETTLED, DISMISSED = 175, 160, 150, 60
_SETTLED_KINDS = (CaseKind.SILENT, CaseKind.UNPROGRAMMED, CaseKind.ACTIONS)

# Most openings and new secretaries of the year before the installation were declared in time; later ones are asked.
_DECLARED_SQL = """
UPDATE units_unit u SET declared_on = c.since + 14, receipt = concat(extract(year FROM c.since + 14), '/', u.id)
FROM (
    SELECT u.id, greatest(u.opened_on, max(m.from_on)) AS since
    FROM units_unit u JOIN people_post p ON p.unit_id = u.id JOIN profile_posttype t ON t.id = p.post_type_id
    LEFT JOIN people_mandate m ON m.post_id = p.id AND m.from_on <= %(on)s
    WHERE t.office = %(secretary)s GROUP BY u.id
) c
WHERE c.id = u.id AND c.since > %(since)s AND c.since + 14 <= %(on)s AND abs(hashtext(u.code)) %% 10 < 8
  AND c.since <= (SELECT installed_on FROM profile_profile WHERE id = 1)
"""


def declare_changes(*, on: date) -> None:
    """Openings and new secretaries are declared to the authority within two weeks, but for a few."""
    values: dict[str, Any] = {"on": on, "since": on - timedelta(days=400), "secretary": Role.SECRETARY.value}
    with connection.cursor() as cursor:
        cursor.execute(_DECLARED_SQL, values)


def write_cases(*, on: date) -> None:
    """What the rules found before the installation, and what people did about it; some of it came back since."""
    _night(on, FIRST_NIGHT)
    _night(on, SECOND_NIGHT)
    secretaries, cell = _secretaries(), _cell()
    _help(on, secretaries, cell)
    _settle(on, secretaries)
    _night(on, LATER_NIGHT)
    _dismiss(on, cell)
    _observe(on, secretaries)


def told_nights(on: date) -> frozenset[date]:
    """The nights after the installation on which the rules looked at every unit."""
    return frozenset(on - timedelta(days=ago) for ago in TOLD_NIGHTS)


def one_night(day: date) -> None:
    """The rules look at every unit as it was known on a day."""
    find_dysfunctions(on=day, at=instant(day, time(2)))


def _night(on: date, ago: int) -> None:
    one_night(on - timedelta(days=ago))


def _help(on: date, secretaries: dict[int, Mandate], cell: list[Mandate]) -> None:
    """The cell agrees remedies with a third of the units; most are done two weeks later, some units answer."""
    day, done_on = on - timedelta(days=HELPED), on - timedelta(days=DONE)
    remedies, answers = [], []
    for case in Case.objects.filter(ended_on=None).select_related("unit").order_by("pk"):
        own, from_cell = secretaries.get(case.unit_id), _follower(cell, case.path)
        told = case.kind == CaseKind.SILENT and case.unit.code == SILENT_ONCE
        if own is None or from_cell is None or (case.pk % 3 and not told):
            continue
        is_done = told or case.pk % 9 != 0
        remedies.append(
            Remedy(
                case=case,
                number=1,
                text=words.REMEDIES[case.pk % len(words.REMEDIES)],
                owner_id=own.post_id if case.pk % 2 else from_cell.post_id,
                due_on=day + timedelta(days=30),
                agreed_on=day,
                agreed_at=_noon(day),
                mandate_id=from_cell.pk,
                done_on=done_on if is_done else None,
                done_at=_noon(done_on) if is_done else None,
                done_mandate_id=own.pk if is_done else None,
            )
        )
        if case.pk % 4 == 0:
            text = words.CASE_ANSWERS[case.pk % len(words.CASE_ANSWERS)]
            answers.append(CaseAnswer(case=case, text=text, answered_at=_noon(day), mandate_id=own.pk))
    Remedy.objects.bulk_create(remedies)
    CaseAnswer.objects.bulk_create(answers)


def _settle(on: date, secretaries: dict[int, Mandate]) -> None:
    """A part of the units says that the matter is settled; where it is not, the rule finds it again."""
    day = on - timedelta(days=SETTLED)
    rows = Case.objects.filter(ended_on=None, kind__in=[kind.value for kind in _SETTLED_KINDS]).select_related("unit")
    settled = [
        case
        for case in rows.order_by("pk")
        if (case.pk % 5 < 2 or case.unit.code == SILENT_ONCE) and case.unit_id in secretaries
    ]
    closings = [
        CaseClosing(
            case=case,
            text=words.SETTLED[case.pk % len(words.SETTLED)],
            settled_on=day,
            settled_at=_noon(day),
            mandate_id=secretaries[case.unit_id].pk,
        )
        for case in settled
    ]
    CaseClosing.objects.bulk_create(closings)
    _ended([case.pk for case in settled], CaseEnd.SETTLED, day)


def _dismiss(on: date, cell: list[Mandate]) -> None:
    """Some repeated reports are no dysfunction: the unit had the same matter, on purpose."""
    day = on - timedelta(days=DISMISSED)
    rows = Case.objects.filter(ended_on=None, kind=CaseKind.COPIED, opened_on__lte=day).select_related("unit")
    dismissals = [
        CaseDismissal(
            case=case,
            reason=words.NO_DYSFUNCTION,
            about=case.about,
            dismissed_on=day,
            dismissed_at=_noon(day),
            mandate_id=follower.pk,
        )
        for case in rows.order_by("pk")
        if (case.pk % 2 or case.unit.code == REPEATING) and (follower := _follower(cell, case.path))
    ]
    CaseDismissal.objects.bulk_create(dismissals)
    _ended([dismissal.case_id for dismissal in dismissals], CaseEnd.DISMISSED, day)


def _observe(on: date, secretaries: dict[int, Mandate]) -> None:
    """The secretary of the province observed something in the branch of the demonstration, and agreed a remedy."""
    own = next((mandate for mandate in secretaries.values() if mandate.post.unit.code == BRANCH), None)
    above = secretaries.get(own.post.unit.parent_id or 0) if own else None
    if own is None or above is None:
        return
    opened_on, agreed_on = on - timedelta(days=12), on - timedelta(days=9)
    case = Case.objects.create(
        unit=own.post.unit,
        kind=CaseKind.OTHER,
        path=own.post.unit.path,
        found_by=FoundBy.ABOVE,
        mandate_id=above.pk,
        severity=Severity.LOW,
        text=words.OBSERVED,
        opened_on=opened_on,
        opened_at=_noon(opened_on),
    )
    Remedy.objects.create(
        case=case,
        number=1,
        text=words.REMEDIES[0],
        owner=own.post,
        due_on=on + timedelta(days=12),
        agreed_on=agreed_on,
        agreed_at=_noon(agreed_on),
        mandate_id=above.pk,
    )


def _ended(case_ids: Collection[int], end: CaseEnd, day: date) -> None:
    Case.objects.filter(pk__in=case_ids).update(ended_on=day, ended_at=_noon(day), ended_as=end.value)


def _secretaries() -> dict[int, Mandate]:
    """Unit -> the last mandate of the secretary of its office."""
    rows = Mandate.objects.filter(
        standing=MandateStatus.CONFIRMED, post__post_type__office=Role.SECRETARY, post__body__body_type__code="office"
    )
    return {mandate.post.unit_id: mandate for mandate in rows.select_related("post__unit").order_by("from_on", "pk")}


def _cell() -> list[Mandate]:
    rows = Mandate.objects.filter(post__post_type__office=Role.RESPONSIBLE, standing=MandateStatus.CONFIRMED)
    return list(rows.select_related("post").order_by("pk"))


def _follower(cell: list[Mandate], path: str) -> Mandate | None:
    return next((mandate for mandate in cell if f".{mandate.post.area_id}." in path), None)


def _noon(day: date) -> datetime:
    return instant(day, time(12))
