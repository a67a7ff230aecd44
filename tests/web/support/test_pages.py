"""Help through the door: advice answered, visits said, promises kept; refusals keep what was typed."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tajadur.activity.support.models import Advice, AdviceAnswer, AdviceRead, Observation, Promise, Visit
from tajadur.activity.support.operations.advising import withdraw_advice
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.reports import make_meeting
from tests.factories.support import advised, planned

TODAY = clock.today()
TEXT = "نص طويل كتب بعناية"


@pytest.fixture
def cell(party: Party) -> Account:
    return holder(unit=party.national, body="cell", post="responsible", area=party.regions[0])


@pytest.fixture
def ours(party: Party) -> Account:
    return holder(unit=party.branches[0][0][0])


def enter(account: Account, language: str = "en") -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(account)
    return client


def codes(response: Any, name: str = "form") -> set[str]:
    return {error.code for errors in response.context[name].errors.as_data().values() for error in errors}


def day(ahead: int) -> str:
    return (TODAY + timedelta(days=ahead)).isoformat()


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_advice_from_the_unit_s_page_to_its_answer(party: Party, cell: Account, ours: Account) -> None:
    unit = party.branches[0][0][0]
    theirs, us = enter(cell), enter(ours)
    page, form = reverse("units:detail", args=[unit.pk]), reverse("support:advise", args=[unit.pk])
    assert form in text_of(theirs.get(page))
    assert form not in text_of(us.get(page))
    meeting = make_meeting(unit=unit, planned_on=TODAY)
    subject = f"meeting:{meeting.pk}"
    assert f'value="{subject}" selected' in text_of(theirs.get(f"{form}?subject={subject}"))
    sent = theirs.post(form, {"text": "اجتمعوا", "subject": subject, "wants_answer": "on"})
    advice = Advice.objects.get()
    address = reverse("support:advice", args=[advice.pk])
    assert (sent.status_code, sent["Location"], advice.subject_id) == (302, address, meeting.pk)
    assert "Not read yet" in text_of(theirs.get(address))
    assert not AdviceRead.objects.exists()
    received = text_of(us.get(reverse("support:index")))
    assert address in received
    assert reverse("meetings:detail", args=[meeting.pk]) in text_of(us.get(address))
    assert AdviceRead.objects.get().read_on == TODAY
    assert "Not read yet" not in text_of(theirs.get(address))
    answered = us.post(reverse("support:answer", args=[advice.pk]), {"kind": "question", "text": "أين؟"})
    assert (answered.status_code, answered["Location"]) == (302, address)
    assert "أين؟" in text_of(theirs.get(address))
    assert theirs.post(reverse("support:reply", args=[advice.pk]), {"text": "في المقر"}).status_code == 302
    assert "في المقر" in text_of(us.get(address))
    assert us.post(reverse("support:used", args=[advice.pk])).status_code == 302
    assert "Marked as used" in text_of(theirs.get(address))


def test_what_was_typed_stays_when_advice_cannot_be_given(party: Party, cell: Account) -> None:
    form = reverse("support:advise", args=[party.branches[0][0][0].pk])
    foreign = make_meeting(unit=party.branches[0][0][1], planned_on=TODAY)
    theirs = enter(cell)
    for said, code in (
        ({"text": " "}, "required"),
        ({"text": "ا" * 10_000}, "text_too_long"),
        ({"text": "AB123456"}, "identity_number"),
        ({"subject": f"meeting:{foreign.pk}"}, "invalid_choice"),
        ({"subject": "meeting:x"}, "invalid_choice"),
    ):
        response = theirs.post(form, {"text": TEXT, **said})
        assert (response.status_code, codes(response)) == (422, {code}), said
        assert said.get("text", TEXT).strip() in text_of(response)
    assert not Advice.objects.exists()


def test_advice_outside_one_s_regions_is_refused(party: Party, cell: Account) -> None:
    outside = party.branches[1][0][0]
    address = reverse("support:advise", args=[outside.pk])
    assert enter(cell).post(address, {"text": TEXT}).status_code == 403
    assert enter(holder(unit=party.provinces[0][0])).post(address, {"text": TEXT}).status_code == 404
    assert enter(cell).get(reverse("support:advise", args=[0])).status_code == 404
    assert not Advice.objects.exists()


def test_an_answer_to_withdrawn_advice_is_refused_with_the_words_kept(
    party: Party, cell: Account, ours: Account
) -> None:
    by = acting(cell, TODAY)
    advice = advised(party.branches[0][0][0], by)
    us, address = enter(ours), reverse("support:answer", args=[advice.pk])
    empty = us.post(address, {"kind": "answer", "text": " "})
    assert (empty.status_code, codes(empty, "answer_form")) == (422, {"required"})
    withdraw_advice(advice_id=advice.pk, by=by, at=clock.now())
    refused = us.post(address, {"kind": "answer", "text": TEXT})
    assert (refused.status_code, codes(refused, "answer_form")) == (422, {"advice_withdrawn"})
    assert TEXT in text_of(refused)
    assert "needs no answer any more" in text_of(refused)
    assert "needs no answer any more" in text_of(us.post(reverse("support:used", args=[advice.pk]), follow=True))
    assert not AdviceAnswer.objects.exists()
    withdrawal = reverse("support:advice_withdraw", args=[advice.pk])
    assert enter(cell).post(withdrawal).status_code == 409


def test_a_visit_is_planned_moved_made_and_its_promise_kept_late(party: Party, cell: Account, ours: Account) -> None:
    unit = party.branches[0][0][0]
    theirs, us = enter(cell), enter(ours)
    own = acting(cell, TODAY).post_ids[0]
    form = reverse("support:plan", args=[unit.pk])
    assert theirs.get(form).context["form"].initial["visitors"] == [own]
    sent = theirs.post(form, {"planned_on": day(9), "aim": "مواكبة", "visitors": [own]})
    visit = Visit.objects.get()
    page = reverse("support:visit", args=[visit.pk])
    assert (sent.status_code, sent["Location"]) == (302, page)
    move = reverse("support:visit_move", args=[visit.pk])
    assert move in text_of(theirs.get(page)) and move not in text_of(us.get(page))
    assert theirs.post(move, {"planned_on": day(0)}).status_code == 302
    made_form = reverse("support:visit_made", args=[visit.pk])
    met = make_post(unit=unit).pk
    said = {"made_on": day(0), "met": [met], "seen": "المكتب يشتغل"}
    for wrong, code in (
        ({"made_on": day(1)}, "made_in_the_future"),
        ({"text0": "قاعة", "due_on0": day(-1)}, "promise_before_visit"),
        ({"text0": "قاعة"}, "promise_due_required"),
        ({"due_on2": day(3)}, "text_required"),
        ({"met": [own]}, "invalid_choice"),
        ({"made_on": "غدا"}, "not_a_day"),
    ):
        refused = theirs.post(made_form, {**said, **wrong})
        assert (refused.status_code, codes(refused)) == (422, {code}), wrong
        assert "المكتب يشتغل" in text_of(refused)
    assert Visit.objects.get().outcome == ""
    noted = theirs.post(made_form, {**said, "text1": "قاعة", "due_on1": day(0), "owner1": own})
    assert noted.status_code == 302
    promise = Promise.objects.get()
    address = reverse("support:promise", args=[promise.pk])
    shown = text_of(us.get(page))
    assert "المكتب يشتغل" in shown and address in shown
    again = theirs.post(made_form, {**said, "seen": TEXT})
    assert again.status_code == 409 and TEXT in text_of(again)
    keep = reverse("support:promise_keep", args=[promise.pk])
    assert keep in text_of(theirs.get(address)) and keep not in text_of(us.get(address))
    for wrong, code in (({"kept_on": day(1)}, "kept_in_the_future"), ({"proof": " "}, "required")):
        refused = theirs.post(keep, {"kept_on": day(0), "proof": TEXT, **wrong})
        assert (refused.status_code, codes(refused)) == (422, {code})
    assert theirs.post(keep, {"kept_on": day(0), "proof": "وصل 12"}).status_code == 302
    assert "وصل 12" in text_of(us.get(address))


def test_a_visit_dropped_says_why(party: Party, cell: Account, ours: Account) -> None:
    visit = planned(party.branches[0][0][0], acting(cell, TODAY))
    form = reverse("support:visit_drop", args=[visit.pk])
    theirs = enter(cell)
    early = theirs.post(form, {"what": "not_made", "because": TEXT})
    assert (early.status_code, codes(early)) == (422, {"not_made_too_early"})
    assert TEXT in text_of(early)
    assert theirs.post(form, {"what": "cancelled", "because": "ثلوج على الطريق"}).status_code == 302
    assert "ثلوج على الطريق" in text_of(enter(ours).get(reverse("support:visit", args=[visit.pk])))


def test_a_promise_is_made_beside_advice_and_withdrawn_with_its_reason(
    party: Party, cell: Account, ours: Account
) -> None:
    advice = advised(party.branches[0][0][0], acting(cell, TODAY))
    theirs, form = enter(cell), reverse("support:advice_promise", args=[advice.pk])
    own = acting(cell, TODAY).post_ids[0]
    said = {"text": TEXT, "due_on": day(9), "owner": own}
    for wrong, code in (
        ({"due_on": day(-1)}, "promise_in_the_past"),
        ({"owner": make_post(unit=party.provinces[1][0]).pk}, "invalid_choice"),
    ):
        refused = theirs.post(form, {**said, **wrong})
        assert (refused.status_code, codes(refused)) == (422, {code})
        assert TEXT in text_of(refused)
    sent = theirs.post(form, said)
    address = reverse("support:promise", args=[Promise.objects.get().pk])
    assert sent["Location"] == address
    withdrawal = reverse("support:promise_withdraw", args=[Promise.objects.get().pk])
    assert theirs.post(withdrawal, {"because": "ميزانية"}).status_code == 302
    assert "ميزانية" in text_of(enter(ours).get(address))
    assert theirs.post(withdrawal, {"because": "ميزانية"}).status_code == 409


def test_an_observation_is_read_by_the_unit(party: Party, cell: Account, ours: Account) -> None:
    form = reverse("support:observe", args=[party.branches[0][0][0].pk])
    theirs = enter(cell)
    refused = theirs.post(form, {"seen_on": day(1), "text": TEXT})
    assert (refused.status_code, codes(refused)) == (422, {"observed_in_the_future"})
    sent = theirs.post(form, {"seen_on": day(0), "text": "المقر مغلق"})
    assert sent.status_code == 302
    assert "المقر مغلق" in text_of(theirs.get(sent["Location"]))
    assert "المقر مغلق" in text_of(enter(ours).get(reverse("support:index"), {"what": "observations"}))
    assert Observation.objects.count() == 1
