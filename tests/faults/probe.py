"""A process of its own beside the faults: it makes the party, adds letters to send, and checks the invariants.

One question a line on stdin (JSON: [name, arguments]), one answer a line on stdout. It never sends anything.
"""

import json
import sys
from datetime import date, time, timedelta
from itertools import chain
from typing import Any

import django

from tests.faults import edge_world, season_world

FIRST_USED_DAY = 30


def make_world(branches: int) -> int:
    """Tables, the small party with that many branches, a secretary in each office, directives; nothing opened yet."""
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0)
    from tajadur.duties.directives.operations.seeds import install_directives
    from tajadur.foundation import clock
    from tajadur.organisation.people.models import Mandate, Person, derived_names
    from tests.factories.party import make_post, small_party

    today = clock.today()
    with transaction.atomic():
        party = small_party(installed_on=today - timedelta(days=FIRST_USED_DAY), branches=branches // 4)
        install_directives(from_on=date(today.year, 1, 1))
        units = [*party.regions, *chain(*party.provinces), *chain(*chain(*party.branches))]
        for number, unit in enumerate(units):
            name = f"شخص {number}"
            person = Person.objects.create(name_ar=name, email=f"p{number}@example.org", **derived_names(name, ""))
            Mandate.objects.create(person=person, post=make_post(unit=unit), from_on=date(2020, 1, 1), exclusive=True)
    return len(units)


def add_letters(number: int) -> int:
    """One letter to each secretary, due now, in the digest of the ``number``th day in use. Returns how many.

    Days are counted from the installation, so that midnight in between gives no day twice.
    """
    from tajadur.delivery.digests import gather_digests
    from tajadur.foundation.calendar import instant
    from tajadur.organisation.people.models import Post
    from tajadur.organisation.profile.models import Profile
    from tajadur.registry.notices.models import Delivery
    from tajadur.registry.notices.operations.requests import NotificationRequest, notify

    day = Profile.objects.get().installed_on + timedelta(days=number)
    at = instant(day, time(10))
    posts = Post.objects.filter(post_type__office="secretary").values_list("pk", "unit_id")
    told = [
        NotificationRequest(
            kind="asked", subject=("unit", unit), step=f"{day}", post_id=post, unit_id=unit, step_on=day
        )
        for post, unit in posts
    ]
    notify(requests=told, at=at)
    gather_digests(on=day, at=at)
    return Delivery.objects.filter(channel="email", digest_on=day).count()


def letters() -> dict[str, Any]:
    """How many letters are in each state, and how many wait although their time has come."""
    from collections import Counter

    from django.db.models import Q
    from django.db.models.functions import Now

    from tajadur.registry.notices.models import Delivery

    rows = Delivery.objects.filter(channel="email")
    due = rows.filter(Q(state="sending") | Q(state="pending", not_before__lte=Now()))
    left = rows.filter(state__in=("sent", "unknown")).values_list("message_id", "state")
    return {"states": Counter(rows.values_list("state", flat=True)), "due": due.count(), "left": dict(left)}


def broken_invariants() -> list[str]:
    """What is broken, in words; nothing when all is well."""
    from tajadur.foundation import clock
    from tajadur.invariants.as_of import AsOf
    from tajadur.invariants.verification import verify

    return [str(one) for one in verify(AsOf(on=clock.today(), at=clock.now()))]


def counts() -> dict[str, int]:
    """Rows of the tables that passes write."""
    from tajadur.duties.obligations.models import Obligation
    from tajadur.registry.notices.models import DeliveryItem, Notice

    return {model.__name__: model.objects.count() for model in (Obligation, Notice, DeliveryItem)}


ANSWERS = (
    {one.__name__: one for one in (make_world, add_letters, letters, broken_invariants, counts)}
    | season_world.ANSWERS
    | edge_world.ANSWERS
)


def serve() -> None:
    django.setup()
    from django.db import close_old_connections, connection

    for line in sys.stdin:
        name, arguments = json.loads(line)
        close_old_connections()
        sys.stdout.write(json.dumps(ANSWERS[name](*arguments)) + "\n")
        sys.stdout.flush()
        connection.close()


if __name__ == "__main__":
    serve()
