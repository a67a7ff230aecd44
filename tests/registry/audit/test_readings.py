"""Who was shown persons is noted, and neither that nor any act can be changed or removed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tajadur.foundation import clock
from tajadur.registry.audit.models import AuditEntry, Consultation, Reading
from tajadur.registry.audit.operations import log_action
from tests.factories.party import Party, acting, holder, make_person


def readings() -> list[tuple[str, int | None, int | None, int]]:
    return list(Reading.objects.order_by("pk").values_list("page", "unit_id", "read_person_id", "shown"))


def test_lists_of_persons_and_the_page_of_one_are_noted_with_who_read(party: Party, client: Client) -> None:
    account, unit = holder(unit=party.provinces[0][0]), party.branches[0][0][0]
    below = holder(unit=unit).person
    assert below
    client.force_login(account)
    client.get(reverse("people:index"), {"unit": unit.pk})
    client.get(reverse("people:detail", args=[below.pk]))
    client.get(reverse("search:index"), {"q": "لا أحد بهذا الاسم"})
    assert readings() == [("people", unit.pk, None, 1), ("person", None, below.pk, 1)]
    read = Reading.objects.latest("pk")
    grant = acting(account, clock.today()).grants[0]
    assert (read.account_id, read.person_id, read.mandate_id) == (account.pk, account.person_id, grant.mandate_id)


def test_one_s_own_page_an_empty_list_and_a_refusal_note_nothing(party: Party, client: Client) -> None:
    account = holder(unit=party.provinces[0][0])
    client.force_login(account)
    client.get(reverse("people:detail", args=[account.person_id]))
    client.get(reverse("people:index"), {"q": "لا أحد"})
    client.get(reverse("people:detail", args=[make_person().pk]))
    assert readings() == []


def test_a_person_sees_which_office_opened_their_details(party: Party, client: Client) -> None:
    account = holder(unit=party.branches[0][0][0])
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    client.get(reverse("people:detail", args=[account.person_id]))
    client.force_login(account)
    text = client.get(reverse("accounts:preferences")).content.decode()
    assert "مسؤول إداري" in text
    assert reverse("people:detail", args=[account.person_id]) not in text


@pytest.mark.parametrize("model", [AuditEntry, Reading, Consultation])
@pytest.mark.parametrize("change", [lambda rows: rows.update(unit_id=1), lambda rows: rows.delete()])
def test_the_database_refuses_to_change_or_remove_what_was_noted(
    party: Party, client: Client, model: Any, change: Callable[..., object]
) -> None:
    log_action(act="x", by=None, at=clock.now())
    client.force_login(holder(unit=party.provinces[0][0]))
    holder(unit=party.branches[0][0][0])
    client.get(reverse("people:index"), {"unit": party.branches[0][0][0].pk})
    before = model.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        change(model.objects.all())
    assert model.objects.count() == before > 0
