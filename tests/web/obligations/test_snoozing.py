"""Putting the next reminder off: by whom, until when, once, with a reason."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.duties.obligations.models import LadderRow, Obligation
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.foundation import clock
from tajadur.organisation.profile.models import Profile
from tajadur.registry.audit.models import AuditEntry
from tests.factories.duties import at_noon
from tests.factories.party import Party, holder

TODAY = clock.today()


@pytest.fixture
def rung(party: Party) -> LadderRow:
    """The next reminder of a province about a period to come."""
    Profile.objects.update(installed_on=TODAY)
    install_directives(from_on=date(TODAY.year, 1, 1))
    open_periods(on=TODAY, at=at_noon(TODAY))
    rows = LadderRow.objects.filter(
        obligation__unit=party.provinces[0][0], obligation__directive__code="provincial-office", step="due-7:post",
        day__gt=TODAY,
    )  # fmt: skip
    return rows.order_by("day")[0]


@pytest.fixture
def secretary(party: Party, client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(holder(unit=party.provinces[0][0]))
    return client


def _post(client: Client, rung: LadderRow, ahead: int, reason: str = "سفر") -> int:
    until = rung.day + timedelta(days=ahead)
    url = reverse("obligations:snooze", args=[rung.obligation_id])
    return client.post(url, {"until": until.isoformat(), "reason": reason}).status_code


def test_the_secretary_puts_the_next_reminder_off_and_the_page_says_so(secretary: Client, rung: LadderRow) -> None:
    assert _post(secretary, rung, 3) == 302
    rung.refresh_from_db()
    assert (rung.state, rung.snoozed_until, rung.snooze_reason) == ("snoozed", rung.day + timedelta(days=3), "سفر")
    entry = AuditEntry.objects.get(act="obligation.snoozed")
    assert entry.detail == {"step": "due-7:post", "until": rung.snoozed_until.isoformat()}
    page = secretary.get(reverse("obligations:detail", args=[rung.obligation_id])).content.decode()
    assert "Put off by the unit" in page
    assert "Reminder put off by the unit" in page
    assert "Put the next reminder off" not in page


def test_a_reminder_is_put_off_once(secretary: Client, rung: LadderRow) -> None:
    assert [_post(secretary, rung, 3), _post(secretary, rung, 4)] == [302, 422]


@pytest.mark.parametrize(("ahead", "status"), [(0, 422), (1, 302), (5, 302), (6, 422), (30, 422)])
def test_it_goes_at_the_latest_on_the_next_day_of_the_ladder(
    secretary: Client, rung: LadderRow, ahead: int, status: int
) -> None:
    assert _post(secretary, rung, ahead) == status


def test_without_a_reason_it_is_refused_and_what_was_typed_is_kept(secretary: Client, rung: LadderRow) -> None:
    assert _post(secretary, rung, 2, reason=" ") == 422
    rung.refresh_from_db()
    assert rung.state == "planned"


def test_what_goes_above_is_never_put_off(secretary: Client, rung: LadderRow) -> None:
    LadderRow.objects.filter(obligation=rung.obligation_id, level="post").update(state="dropped")
    assert _post(secretary, rung, 3) == 422
    assert set(LadderRow.objects.filter(level__in=("above", "cell")).values_list("state", flat=True)) == {"planned"}


def test_an_extension_that_moves_the_day_ends_the_putting_off(secretary: Client, rung: LadderRow) -> None:
    from tajadur.duties.obligations.operations.ladders import write_ladders

    _post(secretary, rung, 3)
    row = Obligation.objects.get(pk=rung.obligation_id)
    until = row.due_on + timedelta(days=12)
    Obligation.objects.filter(pk=row.pk).update(extended_until=until, extension_granted_on=TODAY)
    write_ladders(at=at_noon(TODAY))
    rung.refresh_from_db()
    assert (rung.state, rung.snoozed_until, rung.day) == ("planned", None, until - timedelta(days=7))


def test_others_may_not(client: Client, party: Party, rung: LadderRow) -> None:
    client.force_login(holder(unit=party.regions[0]))
    assert _post(client, rung, 3) == 403
    client.force_login(holder(unit=party.provinces[1][0]))
    assert _post(client, rung, 3) == 404
