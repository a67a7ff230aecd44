"""What is to be declared to the authority follows from the mandates: may run at any time, twice, at once."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import connection

from tajadur.duties.directives.models import Directive, LadderStep
from tajadur.duties.directives.vocabulary import DirectiveStatus, FulfilmentKind
from tajadur.duties.obligations.operations.addressing import AddressedDuty, cancel_addressed, open_addressed
from tajadur.duties.obligations.vocabulary import CancelledBecause
from tajadur.foundation.locks import take_lock
from tajadur.foundation.rows import fetch_rows
from tajadur.foundation.sql import quoted
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.organisation.profile.models import BodyType, Profile
from tajadur.organisation.profile.vocabulary import LeadingBody, Tree
from tajadur.permissions.matrix import Role
from tajadur.rules.filings import LADDER, filing_key, last_day
from tajadur.rules.periods import PeriodType
from tajadur.rules.reminders import Level, ladder_rows

from ..models import Filing
from ..vocabulary import DIRECTIVE_NAMES, Occasion

_RANK = 1000  # after every directive, wherever both stand

_INSTALLED_ON = "(SELECT installed_on FROM profile_profile WHERE id = 1)"

# The office of each unit of the territory that is open, the post of its secretary, and the day since which it is as it
# is: of its opening, or the first day of the latest mandate of a secretary. Who stands in for a time renews nothing.
# What was so on the day of the installation is not asked, and a later secretary of such an office renews it.
_OFFICES = f"""
office AS (
    SELECT b.id AS body_id, b.unit_id, b.body_type_id, p.id AS post_id,
           greatest(b.opened_on, max(m.from_on)) AS since_on,
           count(m.id) > 1 OR b.opened_on <= {_INSTALLED_ON} AS is_renewal
    FROM units_body b
    JOIN units_unit u ON u.id = b.unit_id AND u.depth > 0 AND u.opened_on <= %(on)s
        AND (u.closed_on IS NULL OR u.closed_on > %(on)s)
    JOIN profile_unitkind k ON k.id = u.kind_id AND k.tree = {quoted(Tree.TERRITORY)}
    JOIN profile_bodytype t ON t.id = b.body_type_id AND t.code = {quoted(LeadingBody.OFFICE)}
    JOIN LATERAL (
        SELECT p.id FROM people_post p
        JOIN profile_posttype y ON y.id = p.post_type_id AND y.office = {quoted(Role.SECRETARY)} AND y.single_holder
        WHERE p.body_id = b.id ORDER BY y.rank, p.id LIMIT 1
    ) p ON true
    LEFT JOIN people_mandate m ON m.post_id = p.id AND NOT m.interim
        AND m.standing = {quoted(MandateStatus.CONFIRMED)} AND m.from_on <= %(on)s
    WHERE b.opened_on <= %(on)s AND (b.closed_on IS NULL OR b.closed_on > %(on)s)
    GROUP BY b.id, b.unit_id, b.body_type_id, p.id
),
asked AS (SELECT * FROM office WHERE since_on > {_INSTALLED_ON})
"""  # noqa: S608  constants of ours

_IDLE_SQL = f"""
WITH {_OFFICES}
SELECT f.id, f.obligation_id, u.closed_on IS NOT NULL AND u.closed_on <= %(on)s AS closed
FROM filings_filing f
JOIN units_unit u ON u.id = f.unit_id
LEFT JOIN asked a ON a.body_id = f.body_id AND a.since_on = f.since_on
WHERE f.superseded_on IS NULL AND a.body_id IS NULL
  AND NOT EXISTS (SELECT FROM filings_filingreceipt r WHERE r.filing_id = f.id AND r.replaced_at IS NULL)
ORDER BY f.id
"""  # noqa: S608  constants of ours

_UNASKED_SQL = f"""
WITH {_OFFICES}
SELECT a.body_id, a.unit_id, a.body_type_id, a.post_id, a.since_on, a.is_renewal,
       (SELECT count(*) FROM filings_filing e WHERE e.body_id = a.body_id AND e.since_on = a.since_on) AS earlier
FROM asked a
WHERE NOT EXISTS (
    SELECT FROM filings_filing f
    WHERE f.body_id = a.body_id AND f.since_on = a.since_on AND f.superseded_on IS NULL
)
ORDER BY a.body_type_id, a.since_on, a.unit_id
"""  # noqa: S608  constants of ours


class _IdleFiling(NamedTuple):
    """A declaration nobody needs to make any more; ``closed``: with its unit."""

    id: int
    obligation_id: int
    closed: bool


class _OfficeBegun(NamedTuple):
    """An office that began and whose declaration is not asked yet; ``earlier``: how often it was, and taken back."""

    body_id: int
    unit_id: int
    body_type_id: int
    post_id: int
    since_on: date
    is_renewal: bool
    earlier: int


def supersede(*, on: date, at: datetime) -> int:
    """Take back what no receipt came for and is not asked any more: the office changed again, or closed; how many."""
    take_lock("filings")
    with connection.cursor() as cursor:
        cursor.execute(_IDLE_SQL, {"on": on})
        idle = fetch_rows(cursor, _IdleFiling)
    taken_back: set[int] = set()
    for closed, because in ((True, CancelledBecause.CLOSED), (False, CancelledBecause.SUPERSEDED)):
        ids = [row.obligation_id for row in idle if row.closed is closed]
        if ids:
            taken_back |= set(cancel_addressed(because=because, on=on, at=at, obligation_ids=ids))
    # What the closing of its unit cancelled already is taken back here; what was recorded meanwhile stays.
    rows = Filing.objects.filter(pk__in=[row.id for row in idle], obligation__filed_on=None)
    return rows.update(superseded_on=on)


def open_filings(*, on: date, at: datetime) -> int:
    """Ask for what began and is not asked yet; how many. Five statements for each first day and kind of unit."""
    take_lock("filings")
    with connection.cursor() as cursor:
        cursor.execute(_UNASKED_SQL, {"on": on})
        unasked = fetch_rows(cursor, _OfficeBegun)
    if not unasked:
        return 0
    directives = _directives({row.body_type_id for row in unasked}, at)
    groups: dict[tuple[int, date, int], list[_OfficeBegun]] = defaultdict(list)
    for row in unasked:
        groups[row.body_type_id, row.since_on, row.earlier].append(row)
    return sum(_open(directives[key[0]], rows, at) for key, rows in groups.items())


def _open(directive_id: int, rows: list[_OfficeBegun], at: datetime) -> int:
    first = rows[0]
    due_on = last_day(first.since_on)
    duty = AddressedDuty(
        directive_id=directive_id,
        key=filing_key(first.since_on, first.earlier),
        starts_on=first.since_on,
        due_on=due_on,
        overdue_from=due_on + timedelta(days=1),
    )
    by_post = {row.post_id: row for row in rows}
    opened = open_addressed(duty=duty, posts=[(row.post_id, row.unit_id) for row in rows], at=at)
    Filing.objects.bulk_create(
        [
            Filing(
                unit_id=owed.unit_id,
                body_id=by_post[owed.addressee].body_id,
                obligation_id=owed.id,
                occasion=Occasion.RENEWAL if by_post[owed.addressee].is_renewal else Occasion.CREATION,
                since_on=first.since_on,
                due_on=due_on,
            )
            for owed in opened
        ],
        batch_size=1000,
    )
    return len(opened)


def _directives(body_type_ids: set[int], at: datetime) -> dict[int, int]:
    """Body type -> the directive by which its declaration is owed; the law asks it, nobody issues it."""
    known = dict(
        Directive.objects.filter(fulfilment=FulfilmentKind.FILING).values_list("body_type_id", "pk").order_by("pk")
    )
    installed_on = Profile.objects.values_list("installed_on", flat=True).get(id=1)
    for body_type in BodyType.objects.filter(pk__in=body_type_ids - set(known)).select_related("unit_kind"):
        directive = Directive.objects.create(
            code=f"authority-{body_type.unit_kind.code}",
            unit_kind_id=body_type.unit_kind_id,
            fulfilment=FulfilmentKind.FILING,
            body_type=body_type,
            period_type=PeriodType.ONCE,
            once_opens_on=installed_on,
            once_by_on=last_day(installed_on),
            report_days=0,
            grace_days=0,
            in_force_from=installed_on,
            released_by=Level.SECRETARY_GENERAL,
            standing=DirectiveStatus.ISSUED,
            issued_at=at,
            rank=_RANK,
            **DIRECTIVE_NAMES,
        )
        LadderStep.objects.bulk_create(LadderStep(directive=directive, **row) for row in ladder_rows(LADDER))
        known[body_type.pk] = directive.pk
    return {key: pk for key, pk in known.items() if key is not None}
