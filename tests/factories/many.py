"""Acts for many units, sent as their two pages send them."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from tajadur.organisation.people.models import Account
from tests.factories.party import Party

ON = timezone.localdate()
SAID = {
    "support:many": {"text": "اجتمعوا قبل نهاية الشهر"},
    "support:many_visits": {"aim": "مواكبة المكتب", "first_on": (ON + timedelta(days=1)).isoformat()},
    "support:many_cases": {"kind": "other_matter", "severity": "1", "text": "المقر مغلق"},
    "support:many_reminders": {},
}


def enter(account: Account) -> Client:
    """A browser of the account, in English."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(account)
    return client


def month() -> str:
    """The key of the last month that is fully due."""
    first = ON.replace(day=1)
    for _ in range(2):
        first = (first - timedelta(days=1)).replace(day=1)
    return f"{first:%Y-%m}"


def listed(party: Party, **asked: Any) -> str:
    """A list behind a percentage: the branches that are silent in a month."""
    query = {"kind": "missing", "unit": party.national.pk, "directive": "branch-office", "period": month(), **asked}
    return "?" + "&".join(f"{name}={value}" for name, value in query.items())


def confirmed(client: Client, address: str, typed: dict[str, Any]) -> Any:
    """Looked over, then sent as the page of confirmation sends it."""
    seen = client.post(address, typed)
    assert seen.status_code == 200, seen.context["form"].errors
    days = seen.context["days"]
    sent: dict[str, Any] = {"confirm": "1", "pick": [row.token for row, _day in seen.context["rows"]]}
    for name, value in seen.context["kept"]:
        sent.setdefault(name, value)
    if days:
        sent |= {name: days[name].value().isoformat() for name in days.fields}
    return client.post(address, sent)
