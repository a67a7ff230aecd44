"""The page of a case leads its unit to the act that ends it, others to the fact; its notice names the kind."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.dysfunctions.nightly.find import find_dysfunctions
from tajadur.activity.filings.models import Filing
from tajadur.activity.filings.nightly import follow_filings
from tajadur.activity.premises.operations.recording import say_no_premises
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.profile.models import Profile
from tajadur.organisation.units.models import Unit
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.templatetags.help_words import help_sentence
from tajadur.rules.dysfunctions import CaseKind
from tests.factories.cases import observed
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder

TODAY = clock.today()
BEGAN, SAID = TODAY - timedelta(days=40), TODAY - timedelta(days=100)
pytestmark = pytest.mark.django_db


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Account:
    """Of an office that began and was not declared, in a unit that says to have no premises."""
    Profile.objects.update(installed_on=TODAY - timedelta(days=300))
    account = holder(unit=branch, from_on=BEGAN)
    follow_filings(on=BEGAN, at=at_noon(BEGAN))
    say_no_premises(unit_id=branch.pk, from_on=SAID, on=BEGAN, by=acting(account, BEGAN), at=at_noon(BEGAN))
    find_dysfunctions(on=TODAY, at=at_noon(TODAY))
    return account


def page_of(account: Account, kind: CaseKind, language: str = "en") -> str:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(account)
    return client.get(reverse("dysfunctions:detail", args=[Case.objects.get(kind=kind).pk])).content.decode()


def test_the_unit_is_led_to_the_receipt_and_to_its_premises(party: Party, branch: Unit, secretary: Account) -> None:
    declaration = reverse("filings:detail", args=[Filing.objects.get(unit=branch).pk])
    recording, premises = (reverse(f"premises:{name}", args=[branch.pk]) for name in ("record", "detail"))
    ours = page_of(secretary, CaseKind.FILING)
    assert ours.count(declaration) == 2 and "Record the receipt" in ours and "Overdue" in ours
    ours = page_of(secretary, CaseKind.PREMISES)
    assert recording in ours and premises in ours
    above = holder(unit=party.provinces[0][0])
    theirs = page_of(above, CaseKind.FILING)
    assert theirs.count(declaration) == 1 and "Record the receipt" not in theirs
    theirs = page_of(above, CaseKind.PREMISES)
    assert premises in theirs and recording not in theirs


@pytest.mark.parametrize(
    ("language", "named"),
    [("ar", "«دون مقر»"), ("fr", "«\u00a0Pas de local\u00a0»"), ("en", "«No premises»")],
)
def test_the_notice_of_a_case_that_opens_names_its_kind(
    branch: Unit, secretary: Account, language: str, named: str
) -> None:
    notices = Notice.objects.filter(kind="case", unit=branch)
    assert {notice.params["kind"] for notice in notices} >= {"no_premises", "filing_overdue"}
    notice = notices.get(params__kind="no_premises")
    assert notice.params == {"event": "opened", "kind": "no_premises"}
    with translation.override(language):
        assert named in help_sentence(notice)
        del notice.params["kind"]  # told before notices named it
        assert "%(" not in help_sentence(notice) and "«" not in help_sentence(notice)


def test_what_somebody_observed_is_named_without_a_word_of_its_text(party: Party, branch: Unit) -> None:
    holder(unit=branch)
    observed(branch, acting(holder(unit=party.provinces[0][0]), TODAY), kind=CaseKind.QUORUM, text="سر")
    notice = Notice.objects.get(kind="case", unit=branch)
    assert notice.params == {"event": "opened", "kind": "quorum_never"}
    with translation.override("en"):
        assert "«Quorum not reached»" in help_sentence(notice)
