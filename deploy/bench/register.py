"""The register of dysfunctions: every rule over every unit of the full size. Everything is rolled back."""

from statistics import median

from django.db import connection

from deploy.bench.figures import Figure
from deploy.bench.trials import seconds, undone
from tajadur.activity.dysfunctions.models import Case, CaseAnswer, CaseClosing, CaseDismissal, Remedy, ReportLook
from tajadur.activity.dysfunctions.nightly.find import NightTally, find_dysfunctions
from tajadur.foundation import clock

ROUNDS = 3
FORGOTTEN = (Case, CaseAnswer, CaseClosing, CaseDismissal, Remedy, ReportLook)


def register() -> list[Figure]:
    """A night, the same night again, and the first night of an installation, when nothing was looked at yet."""
    on, at = clock.today(), clock.now()
    with undone():
        find_dysfunctions(on=on, at=at)
        again = [seconds(lambda: find_dysfunctions(on=on, at=at)) for _ in range(ROUNDS)]
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(model._meta.db_table for model in FORGOTTEN)}")
            cursor.execute("ANALYZE")
        first, tally = seconds(lambda: find_dysfunctions(on=on, at=at))
    written = sum(result != NightTally() for _, result in again)
    return [
        Figure("dysfunctions: every rule over every unit", median(spent for spent, _ in again), "s", 5),
        Figure("… second run: wrote something", written, "times", 0),
        Figure(f"… from nothing: {tally.opened:,} cases, {tally.looked:,} looks", first, "s"),
    ]
