"""What decisions and actions promise together: numbers that last, links that lead somewhere, news of the unit's own."""

from collections import defaultdict
from collections.abc import Iterator

from tajadur.activity.meetings.models import ActionItem, ActionNews, Decision
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Mandate

from .as_of import AsOf
from .grouping import unit_groups


def decisions_numbered(as_of: AsOf) -> Iterator[str]:
    """A number names one decision of its meeting for good, and an action names one of the report that brought it."""
    for units in unit_groups():
        versions: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        rows = Decision.objects.filter(report__meeting__unit_id__in=units).order_by("report__version", "position")
        for row in rows.select_related("report").iterator(2000):
            versions[row.report.meeting_id][row.lasting].append(row.report.version)
        for meeting_id, numbers in versions.items():
            if len(numbers) != max(numbers):
                yield f"meeting {meeting_id} has {len(numbers)} decisions, numbered up to {max(numbers)}"
            for number, there in numbers.items():
                if len(set(there)) < len(there):
                    yield f"meeting {meeting_id} has decision {number} twice in one version"
                elif there[-1] - there[0] >= len(there):
                    yield f"meeting {meeting_id} gave the number {number} again"
        linked = ActionItem.objects.filter(unit_id__in=units, decision_number__isnull=False).order_by("pk")
        names = ("pk", "meeting_id", "decision_number", "since_version")
        for pk, meeting_id, number, version in linked.values_list(*names):
            if version not in versions[meeting_id][number]:
                yield f"action {pk} carries out decision {number}, which its report does not have"


def news_own(as_of: AsOf) -> Iterator[str]:
    """News of an action is of a day since it was opened, told on that day or later, under a mandate of its unit."""
    rows = ActionNews.objects.select_related("action").order_by("pk")
    units = dict(Mandate.objects.filter(pk__in=rows.values("mandate_id")).values_list("pk", "post__unit_id"))
    for row in rows.iterator(2000):
        if not row.action.opened_on <= row.told_on <= civil_day(row.told_at):
            yield f"news {row.pk} is of a day before its action, or to come when it was told"
        if units.get(row.mandate_id) != row.action.unit_id:
            yield f"news {row.pk} was told under mandate {row.mandate_id}, which is none of its unit"
