"""Somebody with one device, and the push service of its browser."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tajadur.organisation.people.models import Person
from tests.factories.letters import AT
from tests.factories.party import Party, holder
from tests.factories.push_service import Browser, PushService, device_of, push_on, push_service

BEFORE = AT - timedelta(days=30)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[PushService]:
    with push_service(tmp_path) as one:
        yield one


@pytest.fixture
def secretary(party: Party) -> Person:
    push_on(BEFORE)
    person = holder(unit=party.provinces[0][0], username="nadia").person
    assert person is not None
    return person


@pytest.fixture
def phone(secretary: Person, service: PushService) -> Browser:
    browser = Browser()
    device_of(secretary, browser, endpoint=f"{service.origin}/phone", at=BEFORE)
    return browser
