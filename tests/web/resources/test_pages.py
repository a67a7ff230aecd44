"""Requests for resources through the door: the whole way, what is refused, strangers, lists and the budget."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.resources.models import (
    BudgetLine,
    DecisionDelegate,
    ResourceDecision,
    ResourceDelivery,
    ResourceRequest,
)
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.permissions.actors import nobody
from tajadur.registry.notices.models import Notice
from tajadur.web.notices.views import target_of
from tajadur.web.templatetags.formats import dirhams
from tests.factories.party import Party, holder, make_post
from tests.factories.resources import (
    DIRHAM,
    Cast,
    asks,
    cast,
    decides,
    delivers,
    endorses,
    granted,
    has_line,
    recommends,
)

TODAY = clock.today()
LIST_QUERIES = 7


@pytest.fixture
def who(party: Party) -> Cast:
    return cast(party)


def enter(account: Account, language: str = "en") -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(account)
    return client


def to(name: str, *args: Any) -> str:
    return reverse(f"resources:{name}", args=args)


def codes(response: Any) -> set[str]:
    return {error.code for errors in response.context["form"].errors.as_data().values() for error in errors}


def ahead(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def test_from_the_unit_s_page_to_two_deliveries_confirmed(who: Cast) -> None:
    ours, above, cell = enter(who.secretary), enter(who.above), enter(who.cell)
    general, admin = enter(who.general), enter(who.admin)
    assert to("ask", who.unit.pk) in ours.get(reverse("units:detail", args=[who.unit.pk])).content.decode()
    assert to("ask", who.unit.pk) not in above.get(reverse("units:detail", args=[who.unit.pk])).content.decode()
    said = {"kind": "activity", "amount": "١٢٬٥٠٠٫٥٠", "purpose": "لقاء مفتوح", "needed_by": ahead(60)}
    sent = ours.post(to("ask", who.unit.pk), said)
    request = ResourceRequest.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, to("detail", request.pk))
    assert request.amount == 1_250_050
    for client, name, typed in (
        (above, "endorse", {"answer": "yes", "reason": "نشاط ضروري"}),
        (cell, "recommend", {"answer": "yes"}),
        (general, "budget", {"kind": "activity", "year": str(TODAY.year), "amount": "50 000 DH"}),
        (general, "decide", {"outcome": "part", "amount": "8000", "reason": "حسب المتوفر", "deliver_by": ahead(20)}),
        (admin, "deliver", {"amount": "5000", "delivered_on": ahead(0), "proof": "تحويل 44"}),
        (admin, "deliver", {"amount": "3 000,00", "delivered_on": ahead(0), "proof": "تحويل 45"}),
    ):
        page = to(name) if name == "budget" else to(name, request.pk)
        if name != "budget":
            assert page in client.get(to("detail", request.pk)).content.decode()
        assert client.post(page, typed).status_code == 302, name
    assert "33" not in dirhams(BudgetLine.objects.get().left)
    for part in ResourceDelivery.objects.order_by("number"):
        assert to("confirm", part.pk) in ours.get(to("detail", request.pk)).content.decode()
        assert ours.post(to("confirm", part.pk), {"note": "توصلنا"}).status_code == 302
    text = ours.get(to("detail", request.pk)).content.decode()
    for words in ("Received and confirmed", "نشاط ضروري", "Granted in part", "8,000\u00a0DH", "تحويل 45", "توصلنا"):
        assert words in text


def test_what_cannot_be_asked_is_said_and_what_was_typed_stays(who: Cast) -> None:
    ours = enter(who.secretary)
    for typed, told in (
        ({"kind": "activity", "amount": "كثير"}, {"not_an_amount", "required"}),
        ({"kind": "activity", "purpose": "لقاء", "needed_by": ahead(-1)}, {"amount_required", "needed_by_past"}),
        ({"kind": "activity", "amount": "5", "purpose": "رقم AB123456", "needed_by": ahead(9)}, {"identity_number"}),
        ({"kind": "activity", "amount": "5", "purpose": "س" * 10_000, "needed_by": ahead(9)}, {"text_too_long"}),
        ({"kind": "activity", "amount": "1" * 100_000, "purpose": "س", "needed_by": ahead(9)}, {"not_an_amount"}),
    ):
        answer = ours.post(to("ask", who.unit.pk), typed)
        assert (answer.status_code, codes(answer)) == (422, told)
        assert typed.get("purpose", "")[:50] in answer.content.decode()
    assert not ResourceRequest.objects.exists()


def test_a_decision_beyond_the_line_says_what_is_left_and_decides_nothing(who: Cast) -> None:
    request_id = asks(who, on=TODAY)
    general = enter(who.general)
    decision = {"outcome": "whole", "deliver_by": ahead(20)}
    assert codes(general.post(to("decide", request_id), decision)) == {"no_budget_line"}
    has_line(who, on=TODAY, dirhams=9_000)
    assert "9,000\u00a0DH" in general.get(to("decide", request_id)).content.decode()
    answer = general.post(to("decide", request_id), decision)
    assert (answer.status_code, codes(answer)) == (422, {"line_overspent"})
    assert "Only 9,000\u00a0DH is left" in answer.content.decode()
    assert not ResourceDecision.objects.exists()


def test_a_delivery_above_the_grant_or_before_the_decision_is_a_sentence(who: Cast) -> None:
    admin, early = enter(who.admin), asks(who, on=TODAY)
    typed = {"amount": "5", "delivered_on": ahead(0), "proof": "وصل"}
    assert codes(admin.post(to("deliver", early), typed)) == {"not_granted"}
    assert "not awaited now" in admin.get(to("deliver", early)).content.decode()
    request = granted(who, on=TODAY)
    answer = admin.post(to("deliver", request.pk), typed | {"amount": "10 000,01"})
    assert (answer.status_code, codes(answer)) == (422, {"above_granted"})
    assert "10,000\u00a0DH" in answer.content.decode()
    answer = admin.post(to("deliver", request.pk), typed | {"delivered_on": ahead(1)})
    assert codes(answer) == {"delivered_in_future"}


def test_whoever_comes_second_is_told_and_nobody_decides_their_own(who: Cast) -> None:
    has_line(who, on=TODAY)
    request_id = asks(who, on=TODAY)
    general = enter(who.general)
    refuse = {"outcome": "refused", "reason": "لا اعتماد"}
    assert general.post(to("decide", request_id), refuse).status_code == 302
    answer = general.post(to("decide", request_id), refuse | {"reason": "جواب ثان"})
    assert answer.status_code == 409
    assert "جواب ثان" in answer.content.decode()
    asked = asks(who, on=TODAY, unit=who.party.provinces[0][0], account=who.above)
    ResourceRequest.objects.filter(pk=asked).update(mandate_id=general_mandate(who))
    answer = general.post(to("decide", asked), refuse)
    assert (answer.status_code, ResourceDecision.objects.count()) == (409, 1)
    ours = enter(who.secretary)
    assert ours.post(to("withdraw", request_id)).status_code == 302
    assert ResourceRequest.objects.get(pk=request_id).withdrawn_on is None


def general_mandate(who: Cast) -> int:
    assert who.general.person is not None
    return who.general.person.mandates.get().pk


def test_a_request_not_endorsed_goes_on_with_its_reason(who: Cast) -> None:
    request_id = asks(who, on=TODAY)
    above = enter(who.above)
    assert codes(above.post(to("endorse", request_id), {"answer": "no"})) == {"reason_required"}
    assert above.post(to("endorse", request_id), {"answer": "no", "reason": "يمكن الانتظار"}).status_code == 302
    text = enter(who.secretary).get(to("detail", request_id)).content.decode()
    assert "Not endorsed" in text
    assert "يمكن الانتظار" in text
    assert "Awaits a recommendation" in text


def test_a_stranger_sees_nothing_of_it(who: Cast) -> None:
    request_id = asks(who, on=TODAY)
    stranger = enter(holder(unit=who.party.branches[1][1][1]))
    assert stranger.get(to("detail", request_id)).status_code == 404
    assert stranger.get(to("index")).context["page"].total == 0
    assert enter(who.cell).get(to("detail", request_id)).status_code == 200


def test_the_list_is_narrowed_by_state_kind_region_and_turn_in_the_address(who: Cast) -> None:
    has_line(who, on=TODAY)
    first, second = asks(who, on=TODAY), asks(who, on=TODAY, kind="travel")
    endorses(who, first, on=TODAY)
    other = who.party.branches[1][0][0]
    asks(who, on=TODAY, unit=other, account=holder(unit=other))
    general = enter(who.general)

    def listed(query: str) -> set[int]:
        return {row["asked"].pk for row in general.get(to("index") + query).context["rows"]}

    assert listed("?state=recommendation") == {first}
    assert listed("?turn=above") == {second}
    assert listed("?kind=travel") == {second}
    assert listed(f"?region={who.party.regions[0].pk}") == {first, second}
    assert listed(f"?unit={who.unit.pk}&kind=activity") == {first}
    assert len(listed("?mine=1")) == 1
    assert len(listed("?state=nonsense&turn=nobody-knows&region=x&page=0")) == 3
    recommends(who, first, on=TODAY)
    assert len(listed("?mine=1")) == 2


def test_the_list_takes_as_many_queries_for_one_request_as_for_sixty(
    who: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    has_line(who, on=TODAY, dirhams=5_000_000)
    general, address = enter(who.general), to("index")
    for count in (1, 60):
        for _ in range(count):
            delivers(who, granted(who, on=TODAY).pk, on=TODAY, dirhams=10)
        with django_assert_num_queries(LIST_QUERIES):
            page = general.get(address)
    assert (page.context["page"].total, len(page.context["rows"])) == (61, 50)
    assert len(general.get(page.context["page"].older_url).context["rows"]) == 11


def test_the_page_of_a_request_takes_few_queries(
    who: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    request = granted(who, on=TODAY)
    for _ in range(5):
        delivers(who, request.pk, on=TODAY, dirhams=10)
    for account in (who.secretary, who.general, who.admin):
        client = enter(account)
        with django_assert_max_num_queries(14):
            client.get(to("detail", request.pk))


def test_the_general_sets_the_lines_and_others_read_what_is_left(who: Cast) -> None:
    general, ours = enter(who.general), enter(who.secretary)
    line = {"kind": "activity", "year": str(TODAY.year), "amount": "20 000"}
    assert general.post(to("budget"), line).status_code == 302
    granted(who, on=TODAY)
    answer = general.post(to("budget"), line | {"amount": "9 999,99"})
    assert (answer.status_code, codes(answer)) == (422, {"line_below_granted"})
    assert "10,000\u00a0DH" in answer.content.decode()
    page = ours.get(to("budget"))
    assert page.context["totals"] == {"amount": 2_000_000, "granted": 1_000_000, "left": 1_000_000}
    assert page.context["form"] is None
    assert ours.post(to("budget"), line).status_code == 403
    assert ours.get(to("budget") + "?year=9999").context["year"] == TODAY.year + 2


def test_the_general_names_a_post_and_ends_it(who: Cast) -> None:
    general = enter(who.general)
    post = make_post(unit=who.party.national, body="bureau", post="member")
    said = {"kind": "travel", "post": str(post.pk)}
    assert general.post(to("deciders"), said).status_code == 302
    answer = general.post(to("deciders"), said)
    assert (answer.status_code, codes(answer)) == (422, {"already_named"})
    assert "each of its holders" in answer.content.decode()
    named = DecisionDelegate.objects.get()
    assert to("end", named.pk) in general.get(to("deciders")).content.decode()
    assert general.post(to("end", named.pk)).status_code == 302
    assert "alone" in general.get(to("deciders")).content.decode()
    assert codes(general.post(to("deciders"), {"kind": "travel", "post": "1"})) == {"invalid_choice"}


def test_a_line_of_the_inbox_leads_to_the_request(who: Cast) -> None:
    request_id = asks(who, on=TODAY)
    notice = Notice.objects.get(kind="resources")
    for told in (notice, Notice(subject_kind="res_receipt", subject_id=request_id)):
        assert target_of(nobody(TODAY), told) == to("detail", request_id)


def test_what_closed_frees_is_back_on_the_line(who: Cast) -> None:
    request = granted(who, on=TODAY)
    general = enter(who.general)
    assert to("close", request.pk) in general.get(to("detail", request.pk)).content.decode()
    assert general.post(to("close", request.pk), {"reason": "ألغي"}).status_code == 302
    assert BudgetLine.objects.get().granted == 0
    assert "Closed" in general.get(to("detail", request.pk)).content.decode()


def test_things_without_an_amount_are_delivered_when_said(who: Cast) -> None:
    request_id = asks(who, on=TODAY, kind="print", amount=None)
    decides(who, request_id, on=TODAY)
    admin = enter(who.admin)
    page = admin.get(to("deliver", request_id)).content.decode()
    assert 'name="completes"' in page
    assert 'name="amount"' not in page
    typed = {"delivered_on": ahead(0), "proof": "وصل", "completes": "on"}
    assert admin.post(to("deliver", request_id), typed).status_code == 302
    assert ResourceDelivery.objects.get().completes


@pytest.mark.parametrize(
    ("language", "whole", "part"),
    [
        ("ar", "12\u00a0500\u00a0درهم", "12\u00a0500,50\u00a0درهم"),
        ("fr", "12\u00a0500\u00a0DH", "12\u00a0500,50\u00a0DH"),
        ("en", "12,500\u00a0DH", "12,500.50\u00a0DH"),
    ],
)
def test_amounts_are_written_as_the_reader_writes_them(language: str, whole: str, part: str) -> None:
    with override(language):
        assert dirhams(12_500 * DIRHAM) == whole
        assert dirhams(12_500 * DIRHAM + 50) == part
        assert dirhams(None) == "—"
