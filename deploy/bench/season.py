"""What a season of deadlines costs on the full size: ladders laid, digests gathered, a calendar written. All undone."""

import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median

from django.db import connection

from deploy.bench.figures import Figure
from deploy.bench.trials import make_directive, seconds, undone
from tajadur.delivery.digests import gather_digests
from tajadur.duties.obligations.models import LadderRow, Obligation
from tajadur.duties.obligations.operations.ladders import write_ladders
from tajadur.foundation import clock
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Post
from tajadur.organisation.profile.models import Profile, UnitKind
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.web.calendar.writing import CalendarEvent, written

OBLIGATIONS, PEOPLE, EVENTS = 100_000, 8_000, 1_000
_OWED = """
INSERT INTO obligations_obligation (directive_id, unit_id, period_key, addressee, period_start, period_end, due_on,
    overdue_from, report_days, calendar, path, source_kind, cancelled_because)
SELECT %s, u.id, 'B' || g, 0, %s, %s, %s::date + g, %s::date + g + 8, 7, true, u.path, '', ''
FROM generate_series(1, 200) g CROSS JOIN units_unit u
WHERE u.kind_id = %s AND u.closed_on IS NULL
ORDER BY g, u.id LIMIT %s
"""
_PERSONS = """
INSERT INTO people_person (name_ar, name_latin, folded, email, phone, sex)
SELECT 'شخص', '', '', 'bench' || g || '@example.org', '', '' FROM generate_series(1, %s) g RETURNING id
"""
_MANDATES = """
INSERT INTO people_mandate (person_id, post_id, from_on, interim, standing, exclusive)
SELECT id, %s, '2020-01-01', false, 'confirmed', false FROM unnest(%s::bigint[]) AS id
"""


def season() -> list[Figure]:
    """Every row of this file."""
    return [*ladders(), *digests(), calendar()]


def ladders() -> list[Figure]:
    """The ladders of things owed whose days differ by group, laid by the operation that the pass calls; then again."""
    today, at = clock.today(), clock.now()
    with undone():
        kind = UnitKind.objects.get(code="branch")
        write_ladders(at=at)
        directive, starts, ends = make_directive(kind, 1000, today), today, today + timedelta(days=30)
        # Installed long ago: no step is left out.
        Profile.objects.update(installed_on=today - timedelta(days=900))
        write_ladders(at=at)
        with connection.cursor() as cursor:
            cursor.execute(_OWED, [directive, starts, ends, ends, ends, kind.pk, OBLIGATIONS])
        spent, laid = seconds(lambda: write_ladders(at=at))
        owed = Obligation.objects.filter(directive=directive)
        rows = LadderRow.objects.filter(obligation__in=owed).count()
        again, more = seconds(lambda: write_ladders(at=at))
        first = f"ladders of {owed.count():,} things owed: {rows:,} rows"
        missing = max(0, OBLIGATIONS - laid) + more
    return [
        Figure(first, spent, "s", 60),
        Figure("… again", again, "s", 5),
        Figure("… missing, or laid twice", missing, "rows", 0),
    ]


def digests() -> list[Figure]:
    """Two notices for each of the people of one post, gathered into the inbox and one letter for each."""
    noon = instant(clock.today(), clock.now().time().replace(hour=12))
    with undone():
        gather_digests(on=clock.today(), at=noon)
        post = Post.objects.filter(post_type__single_holder=False).order_by("pk")[0]
        with connection.cursor() as cursor:
            cursor.execute(_PERSONS, [PEOPLE])
            cursor.execute(_MANDATES, [post.pk, [pk for (pk,) in cursor.fetchall()]])
        one: dict[str, object] = {"kind": "asked", "post_id": post.pk, "unit_id": post.unit_id, "step": "bench"}
        requests = [NotificationRequest(**one, subject=("unit", -number), step_on=clock.today()) for number in (1, 2)]  # type: ignore[arg-type]
        notify(requests=requests, at=noon)
        spent, gathered = seconds(lambda: gather_digests(on=clock.today(), at=noon))
        missing = max(0, 2 * PEOPLE - gathered.email) + max(0, 2 * PEOPLE - gathered.in_app)
    return [
        Figure(f"a day's digests of {PEOPLE:,} people, two things each", spent, "s", 60),
        Figure("… not carried", missing, "lines", 0),
    ]


def calendar() -> Figure:
    """One file of many meetings, Python time alone."""
    first = clock.now()
    meetings = [
        CalendarEvent(
            key=f"meeting-{number}", sequence=number % 4, title="المكتب الإقليمي · ورزازات",
            begins=first + timedelta(days=number), minutes=120, place="المقر، شارع محمد الخامس", note="18:30",
            url=f"https://example.org/meetings/{number}/",
        )
        for number in range(EVENTS)
    ]  # fmt: skip
    return Figure(
        f"calendar of {EVENTS:,} events",
        _python(lambda: written("تجذر", meetings, at=first, host="tajadur.example.org")),
        "ms",
        200,
    )


def _python(act: Callable[[], object]) -> float:
    spent = []
    for _ in range(5):
        began = time.process_time()
        act()
        spent.append((time.process_time() - began) * 1000)
    return median(spent)
