"""Who mistypes too often waits as long as the sentence says."""

from uuid import uuid4

from allauth.core.internal.ratelimit import parse_rates
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tajadur.web.accounts.adapter import AccountAdapter
from tests.factories.party import Party, holder

MINUTES = {"five": 5}


def test_the_sentence_says_the_minutes_of_the_settings() -> None:
    by_name = next(rate for rate in parse_rates(settings.ACCOUNT_RATE_LIMITS["login_failed"]) if rate.per == "key")
    with translation.override("en"):
        words = str(AccountAdapter.error_messages["too_many_login_attempts"]).split()
    said = words[words.index("minutes,") - 1]
    assert by_name.duration == MINUTES[said] * 60


def test_after_as_many_failures_as_the_settings_allow_one_is_told_to_wait(party: Party, client: Client) -> None:
    name = f"amina-{uuid4().hex}"  # what is counted outlives the test
    holder(unit=party.provinces[0][0], username=name)
    allowed = next(rate for rate in parse_rates(settings.ACCOUNT_RATE_LIMITS["login_failed"]) if rate.per == "key")
    sentence = str(AccountAdapter.error_messages["too_many_login_attempts"])
    told = []
    for _ in range(allowed.amount + 1):
        typed = {"login": name, "password": "not this one"}
        answer = client.post(reverse("account_login"), typed, REMOTE_ADDR="198.51.100.77")
        told.append(sentence in answer.content.decode())
    assert told == [False] * allowed.amount + [True]
