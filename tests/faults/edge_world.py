"""What the probe is asked about faults at the edges."""

from typing import Any


def answers(paths: list[str]) -> list[list[Any]]:
    """(status, Retry-After) of each page, asked by nobody in particular."""
    from django.test import Client

    client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
    responses = [client.get(path) for path in paths]
    return [[response.status_code, response.headers.get("Retry-After")] for response in responses]


def due_now() -> int:
    """What waits for another try is due."""
    from datetime import timedelta

    from django.db.models.functions import Now

    from tajadur.registry.notices.models import Delivery

    return Delivery.objects.filter(state="pending").update(not_before=Now() - timedelta(days=300))


def give_numbers(number: int) -> dict[str, list[Any]]:
    """So many receipts, letters and entries of the audit log."""
    from datetime import date

    from tajadur.delivery.letters import message_id
    from tajadur.foundation import clock
    from tajadur.organisation.people.models import Person
    from tajadur.registry.audit.models import AuditEntry
    from tajadur.registry.audit.operations import log_action, next_receipts
    from tajadur.registry.notices.models import Delivery

    at, person = clock.now(), Person.objects.order_by("pk")[0]
    letters, entries = [], []
    for _ in range(number):
        again = 100 + Delivery.objects.filter(again__gte=100).count()
        row = Delivery.objects.create(
            channel="email", person=person, digest_on=date(2026, 1, 1), again=again, state="cancelled", not_before=at,
            created_at=at,
        )  # fmt: skip
        letters.append(message_id(row.pk))
        log_action(act="try", by=None, at=at)
        entries.append(AuditEntry.objects.latest("pk").pk)
    return {"receipts": next_receipts(how_many=number, year=2026), "letters": letters, "entries": entries}


def lost_receipts(numbers: list[str]) -> list[bool]:
    """Which of them are told as lost."""
    from tajadur.registry.audit.queries import was_lost

    return [was_lost(number) for number in numbers]


ANSWERS = {one.__name__: one for one in (answers, due_now, give_numbers, lost_receipts)}
