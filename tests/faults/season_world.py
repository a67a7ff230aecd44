"""The probe's side of a season: the party, a report handed in, and what the tables say. Plain data in and out."""

from datetime import date, timedelta
from itertools import chain
from random import Random
from typing import Any

CODES = ("provincial-office", "branch-office", "regional-congress")
VACANT, LEAVING = 0.12, 0.12


def make_season(seed: int, regions: int, provinces: int, branches: int, last: str) -> int:
    """A party whose directives are in force and of which nothing is opened yet; some posts empty, some soon. Posts."""
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0)
    from tajadur.duties.directives.models import Directive
    from tajadur.duties.directives.operations.seeds import install_directives
    from tajadur.foundation import clock
    from tests.factories.party import make_mandate, make_person, make_post, small_party

    today, chance = clock.today(), Random(seed)
    with transaction.atomic():
        party = small_party(installed_on=today, regions=regions, provinces=provinces, branches=branches)
        install_directives(from_on=date(today.year, 1, 1))
        Directive.objects.exclude(code__in=CODES).update(standing="withdrawn", withdrawn_on=date(today.year, 1, 1))
        units = [*party.regions, *chain(*party.provinces), *chain(*chain(*party.branches))]
        posts = [make_post(unit=unit) for unit in units]
        posts += [
            make_post(unit=party.national, body="cell", post="responsible", area=region) for region in party.regions
        ]
        posts.append(make_post(unit=party.national, body="secretariat", post="secretary_general"))
        for number, post in enumerate(posts):
            luck, leaves = chance.random(), today + timedelta(days=chance.randint(0, 9))
            if luck < VACANT and number < len(posts) - 1:
                continue
            make_mandate(
                person=make_person(email=f"p{number}@example.org"),
                post=post,
                to_on=leaves if VACANT <= luck < VACANT + LEAVING and leaves < date.fromisoformat(last) else None,
            )
    return len(posts)


def owed() -> list[dict[str, Any]]:
    """Everything owed, with its days."""
    from tajadur.duties.obligations.models import Obligation
    from tests.factories.stories import DRAWN_BY

    return [
        {
            "id": row.pk,
            "unit": row.unit.code,
            "directive": row.directive.code,
            "period": row.period_key,
            "opens": row.period_start.isoformat(),
            "ends": row.period_end.isoformat(),
            "due": row.due_on.isoformat(),
            "overdue": row.overdue_from.isoformat(),
            "dated": not row.calendar,
            "report_days": row.report_days,
            "held": row.unit.posts.filter(post_type__office="secretary", mandates__isnull=False).exists(),
        }
        for row in Obligation.objects.select_related("unit", "directive").filter(cancelled_on=None).order_by(*DRAWN_BY)
    ]


def report(obligation_id: int) -> None:
    """The secretary of the unit reports the meeting that was held the day before, or on the last day of the period."""
    from tajadur.duties.obligations.models import Obligation
    from tajadur.foundation import clock
    from tajadur.organisation.people.models import Account, Mandate
    from tests.factories.party import FOUNDED_ON, acting
    from tests.factories.reports import make_meeting, submitted

    row, today = Obligation.objects.select_related("unit").get(pk=obligation_id), clock.today()
    mandate = Mandate.objects.select_related("person").get(post__unit=row.unit, post__post_type__office="secretary")
    name = f"secretary{row.unit_id}"
    account = Account.objects.filter(username=name).first() or Account.objects.create_user(
        name, mandate.person.email, None, person=mandate.person, created_at=clock.now()
    )
    held_on = min(row.period_end, today - timedelta(days=1))
    assert FOUNDED_ON < held_on
    # Whoever has left meanwhile reported on a day in office.
    by = acting(account, min(today, mandate.to_on or today))
    submitted(make_meeting(unit=row.unit, planned_on=held_on), by, at=clock.now())


def run_of(name: str) -> list[str]:
    """When the pass last began and last ended; empty before it did both."""
    from tajadur.registry.heartbeat.queries import runs

    run = runs().get(name)
    return [run.started_at.isoformat(), run.ended_at.isoformat()] if run and run.ended_at else []


def standing() -> dict[str, Any]:
    """Who sits where: parents of units, posts by level, terms of posts."""
    from tajadur.organisation.people.models import Mandate, Post
    from tajadur.organisation.units.models import Unit

    units = {row.pk: row for row in Unit.objects.all()}
    posts = Post.objects.select_related("post_type")
    terms: dict[int, list[list[str | None]]] = {row.pk: [] for row in posts}
    for row in Mandate.objects.all():
        terms[row.post_id].append([row.from_on.isoformat(), row.to_on.isoformat() if row.to_on else None])
    return {
        "parents": [[row.code, units[row.parent_id].code] for row in units.values() if row.depth > 1],
        "secretary": [[units[row.unit_id].code, row.pk] for row in posts if row.post_type.office == "secretary"],
        "responsible": [[units[row.area_id].code, row.pk] for row in posts if row.post_type.office == "responsible"],
        "chief": next(row.pk for row in posts if row.post_type.office == "secretary_general"),
        "terms": terms,
    }


def told() -> list[dict[str, Any]]:
    """Every notice as the plain oracle writes it, its holders that day, and how often each got it by a channel."""
    from collections import Counter

    from tajadur.foundation.calendar import civil_day
    from tajadur.organisation.people.models import Mandate
    from tajadur.registry.notices.models import DeliveryItem, Notice

    lines: dict[int, Counter[str]] = {}
    for notice_id, person_id, channel, state in DeliveryItem.objects.values_list(
        "notice_id", "person_id", "channel", "delivery__state"
    ):
        lines.setdefault(notice_id, Counter())[f"{channel} {person_id} {state}"] += 1
    found = []
    for row in Notice.objects.filter(subject_kind="obligation").select_related("unit").order_by("pk"):
        day = civil_day(row.decided_at)
        holders = Mandate.objects.filter(post_id=row.post_id, from_on__lte=day).exclude(to_on__lt=day)
        found.append(
            {
                "line": [day.isoformat(), row.unit.code, row.params["directive"], row.params["period"], row.step,
                         str(row.post_id), str(row.passed_from_id or "")],
                "obligation": row.subject_id,
                "holders": [str(one.person_id) for one in holders],
                "carried": lines.get(row.pk, {}),
            }
        )  # fmt: skip
    return found


ANSWERS = {one.__name__: one for one in (make_season, owed, report, run_of, standing, told)}
