"""A branch answers a census on a phone whose network is cut in the middle: nothing typed is lost, it is sent once."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse

from tajadur.activity.census.models import AnswersDraft, BranchAnswers
from tajadur.activity.declarations.models import Declaration
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation import clock
from tests.factories.campaigns import asked, campaign
from tests.factories.party import holder, small_party

from .stage import Player, Stage, named
from .steps import SEND

ACTIVITY, SECOND, REMARK = "لقاء تواصلي مع الساكنة", "حملة انخراط", "كتبت هذه الملاحظة دون شبكة"
IN_ARABIC_ON_A_PHONE = pytest.mark.parametrize("language, device", [("ar", "phone")])
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('draft:'))"


@dataclass
class Cast:
    """The branch that answers and what it owes."""

    branch: Player
    owed: Obligation

    @property
    def page(self) -> Any:
        """The phone."""
        return self.branch.page

    def opens_form(self) -> None:
        """By the list of campaigns, as anybody."""
        self.branch.opens("/census/")
        self.branch.follows(reverse("census:answer", args=[self.owed.pk]))
        self.page.wait_for_selector("[data-add]:visible")

    def fills_in(self) -> None:
        """Everything that is asked, with a network."""
        page = self.page
        page.locator("label", has=page.locator("input[name=has_office][value=yes]")).tap()
        page.fill("#f-formed_on", clock.today().replace(day=1).isoformat())
        for name, number in (("members", "٩"), ("women", "3"), ("adherents_total", "120")):
            page.fill(f"#f-{name}", number)
        page.fill("[name='activities~0~activity']", ACTIVITY)
        page.fill("[name='activities~0~attendance']", "40")

    def adds_an_activity(self) -> None:
        """One entry more of the repeat."""
        self.page.locator("[data-add]").tap()
        self.page.fill("[name='activities~1~activity']", SECOND)

    def is_told(self, *states: str) -> None:
        """What the line beside the button says of the draft."""
        self.page.wait_for_function(
            "(states) => states.includes(document.querySelector('[data-draft-status]').dataset.state)",
            arg=list(states),
        )

    def presses_send(self) -> None:
        """The button of the dock."""
        self.page.locator(SEND).last.tap()

    def has_sent(self) -> BranchAnswers:
        """The receipt is on the page, and what the server holds stands there once."""
        self.page.wait_for_url("**" + reverse("census:answers", args=[self.owed.pk]))
        kept = BranchAnswers.objects.select_related("declaration").get()
        self.branch.reads(kept.declaration.receipt)
        assert Declaration.objects.count() == 1
        assert not AnswersDraft.objects.exists()
        self.page.wait_for_function(f"() => {KEPT}.length === 0")
        return kept


@pytest.fixture
def cast(stage: Stage) -> Cast:
    party = named(small_party(regions=1, provinces=1, branches=1))
    unit = party.branches[0][0][0]
    owed = asked(campaign(party, clock.today()), unit)
    return Cast(stage.enter(holder(unit=unit, username="amina")), owed)


@IN_ARABIC_ON_A_PHONE
def test_what_is_typed_without_network_is_kept_and_sent_once_when_it_returns(cast: Cast) -> None:
    page = cast.page
    cast.opens_form()
    cast.fills_in()
    cast.is_told("saved")
    cast.branch.looks()

    page.context.set_offline(True)
    cast.adds_an_activity()
    page.fill("#f-remarks", REMARK)
    cast.is_told("offline")
    assert "remarks" not in AnswersDraft.objects.get().payload or not any(AnswersDraft.objects.get().payload["remarks"])
    cast.presses_send()
    cast.is_told("queued")
    assert page.input_value("#f-remarks") == REMARK
    assert not BranchAnswers.objects.exists()

    page.context.set_offline(False)
    answers = cast.has_sent().answers
    assert answers["remarks"] == REMARK
    assert answers["activities"] == [{"activity": ACTIVITY, "attendance": 40}, {"activity": SECOND}]
    assert (answers["members"], answers["adherents_total"]) == (9, 120)
    cast.branch.reads(ACTIVITY, SECOND, REMARK)


@IN_ARABIC_ON_A_PHONE
def test_an_answer_of_the_server_that_is_lost_is_asked_again_and_nothing_is_declared_twice(cast: Cast) -> None:
    page, heard = cast.page, []
    address = reverse("census:answer", args=[cast.owed.pk])
    cast.opens_form()
    cast.fills_in()
    page.fill("#f-remarks", REMARK)
    cast.is_told("saved")

    def lose_the_answer(route: Any) -> None:
        if route.request.method != "POST" or heard:
            return route.continue_()
        heard.append(route.fetch(max_redirects=0).status)  # the server has it; the phone never hears of it
        return route.abort("internetdisconnected")

    page.route(f"**{address}", lose_the_answer)
    cast.presses_send()
    page.wait_for_function("() => !document.querySelector('[data-draft-status]')", timeout=10_000)
    assert heard == [302]
    first = BranchAnswers.objects.get()

    page.goto("about:blank")
    page.goto(cast.branch.stage.site + address)
    page.wait_for_function(f"() => document.querySelector('#f-remarks').value === '{REMARK}'")
    assert page.input_value("[name='activities~0~activity']") == ACTIVITY
    cast.presses_send()
    assert cast.has_sent().pk == first.pk


@IN_ARABIC_ON_A_PHONE
def test_who_types_on_after_send_decides_again_when_it_goes(cast: Cast) -> None:
    page = cast.page
    cast.opens_form()
    cast.fills_in()
    cast.is_told("saved")
    page.context.set_offline(True)
    cast.presses_send()
    cast.is_told("queued")
    page.fill("#f-remarks", REMARK[:10])
    page.context.set_offline(False)
    cast.is_told("saved")
    page.wait_for_timeout(1500)
    assert not BranchAnswers.objects.exists()
    page.fill("#f-remarks", REMARK)
    cast.presses_send()
    assert cast.has_sent().answers["remarks"] == REMARK


@IN_ARABIC_ON_A_PHONE
@pytest.mark.parametrize("is_secure", [True, False], ids=["https", "http"])
def test_a_page_closed_without_network_gives_everything_back_entries_too(cast: Cast, is_secure: bool) -> None:
    page = cast.page
    if not is_secure:  # where the phone's copy cannot be locked
        page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })")
    cast.opens_form()
    cast.fills_in()
    cast.is_told("saved")
    page.context.set_offline(True)
    cast.adds_an_activity()
    page.locator("[data-add]").tap()
    page.fill("[name='activities~2~activity']", SECOND)
    page.fill("#f-remarks", REMARK)
    cast.is_told("offline")
    page.goto("about:blank")
    page.context.set_offline(False)

    cast.opens_form()
    page.wait_for_function(f"() => document.querySelector('#f-remarks').value === '{REMARK}'")
    assert page.locator("[data-draft-clash]").is_hidden()  # leaving may have told the server the same text
    names = [f"activities~{number}~activity" for number in range(3)]
    assert [page.input_value(f"[name='{name}']") for name in names] == [ACTIVITY, SECOND, SECOND]
    cast.presses_send()
    assert len(cast.has_sent().answers["activities"]) == 3
