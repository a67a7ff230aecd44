"""Requests through the door: asked, waiting, decided; and given without being asked."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.releases.models import ReleaseDecision, ReleaseRequest
from tajadur.activity.releases.operations import ask_release
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tests.factories.duties import at_noon, report
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_obligation

TODAY = clock.today()
INDEX = 4


@pytest.fixture
def row(party: Party) -> Obligation:
    return running(party.provinces[0][0])


def running(unit) -> Obligation:
    """A period that ended two days ago; its directive names the follow-up cell."""
    end = TODAY - timedelta(days=2)
    days = {"due_on": TODAY + timedelta(days=5), "overdue_from": TODAY + timedelta(days=13)}
    return make_obligation(unit=unit, period_start=end - timedelta(days=29), period_end=end, **days)


def enter(account, language: str = "en") -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(account)
    return client


def asked(row: Obligation, secretary=None) -> ReleaseRequest:
    by = acting(secretary or holder(unit=row.unit), TODAY)
    said = {"kind": "extension", "until": TODAY + timedelta(days=20), "reason": "ثلوج"}
    return ReleaseRequest.objects.get(pk=ask_release(obligation_id=row.pk, **said, on=TODAY, by=by, at=at_noon(TODAY)))


def cell(party: Party, region: int = 0) -> Client:
    return enter(holder(unit=party.national, body="cell", post="responsible", area=party.regions[region]))


def codes(response) -> set[str]:
    return {error.code for errors in response.context["form"].errors.as_data().values() for error in errors}


def test_a_unit_asks_from_the_obligation_and_the_level_decides_from_its_list(party: Party, row: Obligation) -> None:
    ours, theirs = enter(holder(unit=row.unit)), cell(party)
    page, form = reverse("obligations:detail", args=[row.pk]), reverse("releases:ask", args=[row.pk])
    assert form in ours.get(page).content.decode()
    assert form not in theirs.get(page).content.decode()
    until = (TODAY + timedelta(days=20)).isoformat()
    sent = ours.post(form, {"kind": "extension", "until": until, "reason": "ثلوج على الطرق"})
    assert (sent.status_code, sent["Location"]) == (302, page)
    assert form not in ours.get(page).content.decode()
    request = ReleaseRequest.objects.get()
    decision = reverse("releases:decide", args=[request.pk])
    assert decision in theirs.get(reverse("releases:index")).content.decode()
    assert "ثلوج على الطرق" in theirs.get(decision).content.decode()
    answer = theirs.post(decision, {"answer": "grant", "until": until, "reason": "الطرق مقطوعة"})
    assert (answer.status_code, answer["Location"]) == (302, page)
    text = ours.get(page).content.decode()
    for words in ("Granted", "ثلوج على الطرق", "الطرق مقطوعة", "Extension given", "The unit asked for a release"):
        assert words in text
    assert theirs.get(reverse("releases:index")).context["page"].total == 0
    assert theirs.post(decision, {"answer": "refuse", "reason": "x"}).status_code == 409
    assert ReleaseDecision.objects.get().granted


def test_what_was_typed_is_kept_when_it_cannot_be_asked(party: Party, row: Obligation) -> None:
    ours, form = enter(holder(unit=row.unit)), reverse("releases:ask", args=[row.pk])
    for said, code in (
        ({"kind": "extension", "until": ""}, "until_required"),
        ({"kind": "extension", "until": (TODAY + timedelta(days=1)).isoformat()}, "extension_not_later"),
        ({"kind": "extension", "until": "31/02/2027"}, "no_such_day"),
        ({"kind": "reopening"}, "not_locked"),
        ({"kind": "gift"}, "invalid_choice"),
        ({"kind": "excuse", "reason": "AB123456"}, "identity_number"),
    ):
        response = ours.post(form, {"reason": "سبب مكتوب", **said})
        assert (response.status_code, codes(response)) == (422, {code}), said
        assert said.get("reason", "سبب مكتوب") in response.content.decode()
    assert codes(ours.post(form, {"kind": "excuse", "reason": " "})) == {"required"}
    assert ReleaseRequest.objects.count() == 0


def test_asked_too_late_the_page_offers_the_reopening(party: Party, row: Obligation) -> None:
    past = TODAY - timedelta(days=40)
    Obligation.objects.filter(pk=row.pk).update(
        period_start=past - timedelta(days=30), period_end=past, due_on=past, overdue_from=past + timedelta(days=1),
        locks_on=past + timedelta(days=10),
    )  # fmt: skip
    ours, form = enter(holder(unit=row.unit)), reverse("releases:ask", args=[row.pk])
    late = ours.post(form, {"kind": "extension", "until": (TODAY + timedelta(days=9)).isoformat(), "reason": "سبب"})
    assert codes(late) == {"extension_too_late_reopen"}
    for page in (ours.get(form), late):
        assert [kind for kind, _ in page.context["form"].fields["kind"].widget.choices] == ["reopening", "excuse"]
    assert "Ask for a reopening instead" in late.content.decode()
    assert ours.post(form, {"kind": "reopening", "reason": "سبب"}).status_code == 302


def test_a_decision_needs_an_answer_and_a_reason(party: Party, row: Obligation) -> None:
    request, theirs = asked(row), cell(party)
    decision = reverse("releases:decide", args=[request.pk])
    assert codes(theirs.post(decision, {"reason": "سبب"})) == {"required"}
    assert codes(theirs.post(decision, {"answer": "refuse", "reason": "  "})) == {"required"}
    short = theirs.post(decision, {"answer": "grant", "until": row.due_on.isoformat(), "reason": "سبب محفوظ"})
    assert (short.status_code, codes(short)) == (422, {"extension_not_later"})
    assert "سبب محفوظ" in short.content.decode()
    assert ReleaseDecision.objects.count() == 0


def test_who_does_not_decide_is_told_who_can_and_a_stranger_sees_nothing(party: Party, row: Obligation) -> None:
    request = asked(row)
    region, outsider, other = (
        enter(holder(unit=party.regions[0])), enter(holder(unit=party.provinces[1][0])), cell(party, 1),
    )  # fmt: skip
    said = {"answer": "grant", "kind": "excuse", "reason": "x"}
    for address in (reverse("releases:decide", args=[request.pk]), reverse("releases:give", args=[row.pk])):
        refused = region.get(address)
        assert refused.status_code == 403
        assert "this act is in the hands of" in refused.content.decode()
        assert outsider.get(address).status_code == 404
        assert other.post(address, said).status_code == 403
    stranger = enter(holder(unit=party.branches[0][0][0]))
    assert stranger.get(reverse("releases:ask", args=[row.pk])).status_code == 404
    assert stranger.post(reverse("releases:withdraw", args=[request.pk])).status_code == 404
    assert stranger.get(reverse("releases:decide", args=[0])).status_code == 404
    assert ReleaseDecision.objects.count() == 0


def test_a_unit_takes_its_request_back(party: Party, row: Obligation) -> None:
    secretary = holder(unit=row.unit)
    request = asked(row, secretary)
    ours, address = enter(secretary), reverse("releases:withdraw", args=[request.pk])
    assert address in ours.get(reverse("obligations:detail", args=[row.pk])).content.decode()
    assert ours.post(address).status_code == 302
    assert ours.post(address).status_code == 409
    assert "Taken back" in ours.get(reverse("releases:index")).content.decode()


def test_the_level_releases_on_its_own_initiative(party: Party, row: Obligation) -> None:
    theirs, address = cell(party), reverse("releases:give", args=[row.pk])
    assert address in theirs.get(reverse("obligations:detail", args=[row.pk])).content.decode()
    assert codes(theirs.post(address, {"kind": "extension", "reason": "سبب"})) == {"until_required"}
    given = theirs.post(address, {"kind": "excuse", "reason": "فيضانات في الإقليم"})
    assert given.status_code == 302
    assert Obligation.objects.get(pk=row.pk).excused_on == TODAY
    assert "فيضانات في الإقليم" in theirs.get(given["Location"]).content.decode()
    assert theirs.get(address).status_code == 200
    assert codes(theirs.post(address, {"kind": "excuse", "reason": "سبب"})) == {"already_settled"}


def test_what_the_unit_asked_is_decided_rather_than_given_and_settles_when_it_reports(
    party: Party, row: Obligation
) -> None:
    secretary = holder(unit=row.unit)
    request, theirs = asked(row, secretary), cell(party)
    waiting = theirs.get(reverse("releases:give", args=[row.pk]))
    assert waiting["Location"] == reverse("releases:decide", args=[request.pk])
    report(row, held_on=row.period_end, filed_on=TODAY)
    page = enter(secretary).get(reverse("obligations:detail", args=[row.pk])).content.decode()
    assert "Settled since" in page
    assert waiting["Location"] not in page
    assert theirs.get(reverse("releases:index")).context["page"].total == 0


def test_the_decider_meets_the_count_on_the_first_page_and_the_unit_its_notice(party: Party) -> None:
    branch = running(party.branches[0][0][0])
    branch.directive.released_by = "above"
    branch.directive.save()
    province, secretary = enter(holder(unit=party.provinces[0][0])), holder(unit=branch.unit)
    asked(branch, secretary)
    assert province.get(reverse("home")).context["waiting"] == 1
    assert "1 request to decide" in province.get(reverse("home")).content.decode()
    chief = enter(holder(unit=party.national, body="secretariat", post="secretary_general"))
    general = chief.get(reverse("releases:index"))
    assert (
        general.context["page"].total,
        chief.get(general.request["PATH_INFO"], {"all": "1"}).context["page"].total,
    ) == (0, 1)


def test_whoever_opens_the_dashboard_is_told_what_waits(party: Party, row: Obligation) -> None:
    row.directive.released_by = "secretary_general"
    row.directive.standing, row.directive.issued_at = "issued", at_noon(TODAY)
    row.directive.save()
    asked(row)
    chief = holder(unit=party.national, body="secretariat", post="secretary_general")
    Account.objects.filter(pk=chief.pk).update(last_seen_at=at_noon(TODAY) - timedelta(days=3))
    page = enter(chief).get(reverse("compliance:dashboard"))
    assert page.context["waiting"] == [{"text": "1 request to decide", "url": reverse("releases:index")}]


def test_the_list_costs_the_same_at_any_size(
    party: Party, row: Obligation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asked(row)
    theirs, url = cell(party), reverse("releases:index")
    theirs.get(url)
    with django_assert_num_queries(INDEX):
        theirs.get(url)
    for unit in (party.provinces[0][1], *party.branches[0][0]):
        asked(running(unit))
    with django_assert_num_queries(INDEX):
        assert theirs.get(url).context["page"].total == 4


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_pages_speak_each_language(party: Party, row: Obligation, language: str) -> None:
    secretary = holder(unit=row.unit)
    request = asked(row, secretary)
    theirs = enter(holder(unit=party.national, body="cell", post="responsible", area=party.regions[0]), language)
    pages = [(theirs, reverse("releases:index")), (theirs, reverse("releases:decide", args=[request.pk]))]
    pages += [
        (theirs, reverse("releases:give", args=[running(party.provinces[0][1]).pk])),
        (theirs, reverse("obligations:detail", args=[row.pk])),
    ]
    pages += [(enter(secretary, language), reverse("releases:ask", args=[row.pk]))]
    for client, url in pages:
        assert f'<html lang="{language}"' in client.get(url).content.decode()
