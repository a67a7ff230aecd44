"""Every page can be put on a home screen: one manifest, of its own type, with pictures every phone can show."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tests.factories.party import Party, holder

HEADER = b"\x89PNG\r\n\x1a\n"


def test_every_page_names_the_manifest(client: Client, party: Party) -> None:
    pages = [client.get(reverse("account_login"))]
    client.force_login(holder(unit=party.branches[0][0][0]))
    pages += [client.get(reverse(name)) for name in ("home", "meetings:index", "accounts:preferences")]
    pages.append(client.get("/no/such/page/"))
    for page in pages:
        assert page.content.decode().count('<link rel="manifest" href="') == 1
        assert page.content.decode().count('<link rel="apple-touch-icon" href="') == 1


def test_its_pictures_are_what_it_says_they_are() -> None:
    manifest = Path(str(finders.find("site.webmanifest")))
    icons = json.loads(manifest.read_text("utf-8"))["icons"]
    pictures = [icon for icon in icons if icon["type"] == "image/png"]
    assert {icon["sizes"] for icon in pictures} == {"192x192", "512x512"}
    for icon in pictures:
        head = (manifest.parent / icon["src"]).read_bytes()[:24]
        assert head[:8] == HEADER
        assert f"{int.from_bytes(head[16:20])}x{int.from_bytes(head[20:24])}" == icon["sizes"]


@pytest.mark.parametrize("ending", [".webmanifest"])
def test_it_is_served_with_its_own_type(ending: str) -> None:
    assert settings.WHITENOISE_MIMETYPES[ending] == "application/manifest+json"
