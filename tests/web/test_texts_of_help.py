"""Every text typed into an act of help: too long, or with an identity number, it is refused, kept, and nothing written.

And what became of a case whose unit moved or closed is said on its page.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.dysfunctions.nightly.follow import follow_cases
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.registry.audit.models import AuditEntry
from tajadur.rules.dysfunctions import CaseKind
from tests.factories.cases import make_case
from tests.factories.duties import at_noon
from tests.factories.party import acting, make_post, small_party
from tests.factories.resources import Cast, asks, cast
from tests.factories.support import advised, planned, promised

TODAY = clock.today()
SOON, NOW = (TODAY + timedelta(days=9)).isoformat(), TODAY.isoformat()
KEPT = "كلام كتب بعناية ولا يضيع"
Door = tuple[Client, str, dict[str, Any], str]


@pytest.fixture
def who(db: None) -> Cast:
    return cast(small_party())


def enter(account: Account) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(account)
    return client


def doors(who: Cast) -> Iterator[Door]:
    """(who sends it, where, what else is typed, the name of the text)."""
    unit, by = who.unit, acting(who.cell, TODAY)
    ours, above, cell, general = (enter(one) for one in (who.secretary, who.above, who.cell, who.general))
    own, met = by.post_ids[0], make_post(unit=unit).pk
    advice, visit = advised(unit, by).pk, planned(unit, by, planned_on=TODAY).pk
    promise = promised(unit, by, TODAY + timedelta(days=4)).pk
    case, request = make_case(unit, kind=CaseKind.COPIED, on=TODAY).pk, asks(who, on=TODAY)
    ours.get(reverse("support:advice", args=[advice]))
    by_whom = {"ours": ours, "above": above, "cell": cell, "general": general}
    made = {"made_on": NOW, "met": [met], "seen": "المكتب يشتغل"}
    for whose, name, pk, typed, field in (
        ("cell", "support:advise", unit.pk, {}, "text"),
        ("ours", "support:answer", advice, {"kind": "answer"}, "text"),
        ("cell", "support:reply", advice, {}, "text"),
        ("cell", "support:advice_promise", advice, {"due_on": SOON, "owner": own}, "text"),
        ("cell", "support:observe", unit.pk, {"seen_on": NOW}, "text"),
        ("cell", "support:plan", unit.pk, {"planned_on": SOON, "visitors": [own]}, "aim"),
        ("cell", "support:visit_made", visit, made, "seen"),
        ("cell", "support:visit_made", visit, made | {"due_on0": SOON, "owner0": own}, "text0"),
        ("cell", "support:visit_drop", visit, {"what": "cancelled"}, "because"),
        ("cell", "support:promise_keep", promise, {"kept_on": NOW}, "proof"),
        ("cell", "support:promise_withdraw", promise, {}, "because"),
        ("cell", "dysfunctions:open", unit.pk, {"kind": "other_matter", "severity": "1"}, "text"),
        ("cell", "dysfunctions:remedy", case, {"owner": met, "due_on": SOON}, "text"),
        ("ours", "dysfunctions:settle", case, {}, "text"),
        ("ours", "dysfunctions:answer", case, {}, "text"),
        ("cell", "dysfunctions:dismiss", case, {}, "reason"),
        ("ours", "resources:ask", unit.pk, {"kind": "activity", "amount": "5", "needed_by": SOON}, "purpose"),
        ("above", "resources:endorse", request, {"answer": "no"}, "reason"),
        ("cell", "resources:recommend", request, {"answer": "no"}, "reason"),
        ("general", "resources:decide", request, {"outcome": "refused"}, "reason"),
    ):
        yield by_whom[whose], reverse(name, args=[pk]), typed, field


@pytest.mark.parametrize(
    "text, told", [(KEPT + "ا" * 10_000, "at most"), (f"{KEPT} AB123456", "identity number")], ids=["long", "identity"]
)
def test_a_text_that_cannot_be_kept_is_said_and_stays_in_the_form(who: Cast, text: str, told: str) -> None:
    ways, wrong = list(doors(who)), []
    before = AuditEntry.objects.count()
    for client, address, typed, field in ways:
        answer = client.post(address, {**typed, field: text})
        page = answer.content.decode()
        if answer.status_code != 422 or told not in page or KEPT not in page:
            wrong.append(f"{address} {field}: {answer.status_code}")
    assert (wrong, AuditEntry.objects.count()) == ([], before)


def test_a_case_says_that_its_unit_moved_and_that_it_closed(who: Cast) -> None:
    case = make_case(who.unit, on=TODAY)
    page = reverse("dysfunctions:detail", args=[case.pk])
    target = who.party.provinces[0][1]
    Unit.objects.filter(pk=who.unit.pk).update(parent=target, path=f"{target.path}{who.unit.pk}.")
    follow_cases(on=TODAY, at=at_noon(TODAY))
    client = enter(who.cell)
    assert "Moved with its unit" in client.get(page).content.decode()
    Unit.objects.filter(pk=who.unit.pk).update(closed_on=TODAY)
    follow_cases(on=TODAY, at=at_noon(TODAY))
    assert "Ended with its unit" in client.get(page).content.decode()
    late = client.post(reverse("dysfunctions:dismiss", args=[case.pk]), {"reason": KEPT})
    assert (late.status_code, KEPT in late.content.decode()) == (409, True)
    assert not Case.objects.filter(ended_on=None).exists()
