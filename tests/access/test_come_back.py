"""What was typed in any form of the site when a session had ended comes back as typed after the log-in."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.sessions.models import Session
from django.core.files import File
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tajadur.organisation.people.models import Account
from tests.access.laid import Sending
from tests.access.sendings import SENDINGS
from tests.access.world import World

# Nothing is typed in these, or in a field that no page shows again: a file, a secret, the mark of what was read.
WITHOUT_TEXT = {
    "accounts:channel_leave", "accounts:invite", "calendar:new", "people:import", "people:import_confirm",
    "people:invitations", "reports:draft", "congresses:stage_move", "people:hand_over", "census:draft",
    "files:attach", "census:replace", "meetings:prepare", "units:step_move", "elections:import_confirm",
    "plans:move", "exports:ask",
}  # fmt: skip


# Where a form stands that has no page of its own.
PAGES: dict[str, Callable[[World], str]] = {
    "accounts:channel": lambda world: reverse("accounts:preferences"),
    "accounts:telling": lambda world: reverse("accounts:preferences"),
    "congresses:comment": lambda world: reverse("congresses:detail", args=[world.congresses["own"]]),
    **dict.fromkeys(
        ("notices:channel_test", "notices:channel_url", "notices:push_setup"),
        lambda world: reverse("notices:channels"),
    ),
    "circulars:confirm": lambda world: reverse("circulars:detail", args=[world.circulars["own"]]),
    **dict.fromkeys(
        ("situations:confirm", "situations:endorse"),
        lambda world: reverse("situations:detail", args=[world.units["below"]]),
    ),
    "elections:issue": lambda world: reverse("elections:draft", args=[world.elections["draft"]]),
    "meetings:ramadan": lambda world: reverse("meetings:holidays"),
    **dict.fromkeys(
        ("support:answer", "support:reply"),
        lambda world: reverse("support:advice", args=[world.advices["own"]]),
    ),
    "filings:receipt": lambda world: reverse("filings:detail", args=[world.filings["own"]]),
    "premises:none": lambda world: reverse("premises:detail", args=[world.units["own"]]),
    **dict.fromkeys(
        ("training:cancel", "training:note_person"),
        lambda world: reverse("training:session", args=[world.training["own"].session]),
    ),
    **dict.fromkeys(("packs:comment", "packs:send"), lambda world: reverse("packs:detail", args=[world.packs["own"]])),
    "notices:leave": lambda world: reverse("notices:trouble"),
}
NOT_SHOWN = {"client_key", "base_version", "person_id", "person", "post", "unit", "seen", "body"}


@pytest.fixture
def undone() -> Iterator[None]:
    """What one form leaves is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", sorted(set(SENDINGS) - WITHOUT_TEXT))
def test_every_form_comes_back(world: World, undone: None, name: str) -> None:
    sending: Sending = SENDINGS[name]
    if sending.first:
        sending.first(world)
    kwargs = sending.at(world) if sending.at else {}
    data = sending.typed(world)
    if not data or set(data) == {"seen"}:
        return
    url = reverse(name, kwargs=kwargs) + sending.query.format(**world.units)
    client = Client()
    client.cookies["sessionid"] = world.sessions[sending.role]
    page = PAGES[name](world) if name in PAGES else url
    client.get(page)
    del client.cookies["sessionid"]
    client.post(url, data, headers={"referer": f"http://testserver{page}"})
    known = Session.objects.get(pk=world.sessions[sending.role]).get_decoded()
    client.force_login(Account.objects.get(pk=known["_auth_user_id"]))
    shown = client.get(page)
    assert shown.status_code == 200
    typed = {key: value for key, value in data.items() if key not in NOT_SHOWN and not key.startswith("confirm_")}
    texts = [str(value) for value in typed.values() if not isinstance(value, list | File)]  # ticks are no text
    missing = [text for text in texts if len(text) > 5 and text.splitlines()[0] not in shown.content.decode()]
    assert missing == []
