"""The form of a report: opened, filled, refused, sent, kept."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.models import ActionItem, Draft, Meeting, Report
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation import clock
from tajadur.organisation.units.models import Unit
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tests.factories.party import Party, holder, make_post
from tests.factories.reports import make_meeting, make_obligation

HEADERS = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 14) Mobile"}


@pytest.fixture
def meeting(party: Party) -> Meeting:
    return make_meeting(unit=party.branches[0][0][0], planned_on=clock.today() - timedelta(days=3))


def entering(unit: Unit, post: str = "secretary", language: str = "en") -> Client:
    client = Client(**HEADERS)
    client.force_login(holder(unit=unit, post=post))
    client.cookies["language"] = language
    return client


def typed(meeting: Meeting, **changes: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "client_key": str(uuid4()), "held_on": meeting.planned_on.isoformat(), "started": "18:30", "ended": "20:00",
        "place": "المقر", "present": "٨", "women": "3", "youth": "2", "excused": "1", "absent": "", "text": "خلاصة",
        "decisions-TOTAL_FORMS": "1", "decisions-0-text": "قرار", "actions-TOTAL_FORMS": "1",
    }  # fmt: skip
    facts |= {f"outcome-{point}": "reached" for point in meeting.points.values_list("pk", flat=True)}
    return facts | changes


def test_the_form_opens_with_what_the_app_knows(meeting: Meeting) -> None:
    page = entering(meeting.unit).get(reverse("reports:form", args=[meeting.pk]))
    assert page.status_code == 200
    form = page.context["form"]
    assert [str(form[name].value()) for name in ("held_on", "started", "place", "excused")] == [
        meeting.planned_on.isoformat(), "18:30:00", "المقر", "0",
    ]  # fmt: skip
    assert page["Cache-Control"].count("no-store") == 1
    html = page.content.decode()
    assert len(re.findall(r'<summary>\s*<span class="nb">', html)) == 5
    assert (html.count("style="), html.count("<script>"), html.count(" onclick")) == (0, 0, 0)


def test_a_full_form_becomes_a_report_with_arabic_digits_and_shows_its_receipt(meeting: Meeting) -> None:
    client, due = entering(meeting.unit), clock.today() + timedelta(days=9)
    post = make_post(unit=meeting.unit)
    action = {"actions-0-text": "افعل", "actions-0-owner": post.pk, "actions-0-due_on": due.isoformat()}
    answer = client.post(reverse("reports:form", args=[meeting.pk]), typed(meeting, **action), follow=True)
    report = Report.objects.get()
    assert answer.redirect_chain == [(f"{reverse('reports:detail', args=[report.pk])}?sent={report.receipt}", 302)]
    assert (report.present, report.absent, report.by_phone) == (8, 2, True)
    assert (ActionItem.objects.get().owner_id, ActionItem.objects.get().due_on) == (post.pk, due)
    html = answer.content.decode()
    assert html.count(f'data-draft-done="report-{meeting.pk}"') == 1
    assert html.count(report.receipt) >= 2
    assert client.get(reverse("reports:form", args=[meeting.pk])).headers["Location"] == reverse(
        "reports:detail", args=[report.pk]
    )


def test_sending_twice_gives_the_same_page(meeting: Meeting) -> None:
    client, data = entering(meeting.unit), typed(meeting)
    first, second = (client.post(reverse("reports:form", args=[meeting.pk]), data) for _ in range(2))
    assert (first.status_code, second.status_code, first["Location"]) == (302, 302, second["Location"])
    assert Report.objects.count() == 1


def test_the_same_key_with_other_content_shows_both_and_offers_the_correction(meeting: Meeting) -> None:
    client, data = entering(meeting.unit), typed(meeting)
    client.post(reverse("reports:form", args=[meeting.pk]), data)
    answer = client.post(reverse("reports:form", args=[meeting.pk]), data | {"text": "نص مغاير"})
    assert (answer.status_code, answer.context["code"]) == (409, "key_reused")
    assert answer.content.decode().count("نص مغاير") >= 1
    mine = dict(answer.context["mine"])
    mine.pop("client_key")
    correct = reverse("reports:correct", args=[Report.objects.get().pk])
    assert answer.context["correct_url"] == correct
    kept = client.post(correct, {**mine, "base_version": "1", "keep": "mine:0"})
    assert (kept.status_code, kept["Location"]) == (302, correct)
    page = client.get(correct)
    assert page.context["form"]["text"].value() == "نص مغاير"
    sent = client.post(correct, typed(meeting, text="نص مغاير", base_version="1"))
    assert (sent.status_code, Report.objects.count(), Draft.objects.count()) == (302, 2, 0)


def test_a_correction_opens_filled_with_the_latest_version(meeting: Meeting) -> None:
    client = entering(meeting.unit)
    client.post(reverse("reports:form", args=[meeting.pk]), typed(meeting))
    report = Report.objects.get()
    page = client.get(reverse("reports:correct", args=[report.pk]))
    form = page.context["form"]
    shown = [form[name].value() for name in ("present", "women", "text", "decisions-0-text", "base_version")]
    assert (page.status_code, shown) == (200, [8, 3, "خلاصة", "قرار", "1"])
    again = client.post(reverse("reports:correct", args=[report.pk]), typed(meeting, base_version="1"))
    assert (again.status_code, again.context["form"].non_field_errors().as_data()[0].code) == (422, "nothing_changed")


def test_absents_that_were_counted_follow_a_correction_and_a_sum_above_the_body_is_asked(meeting: Meeting) -> None:
    client = entering(meeting.unit)
    client.post(reverse("reports:form", args=[meeting.pk]), typed(meeting))
    here = reverse("reports:correct", args=[Report.objects.get().pk])
    form = client.get(here).context["form"]
    shown = {name: form[name].value() for name in ("excused", "absent")}
    assert shown == {"excused": 1, "absent": ""}
    asked = client.post(here, typed(meeting, base_version="1", present="10", excused="9", absent="6"))
    assert (asked.status_code, [tick.name for tick in asked.context["form"].ticks]) == (
        422, ["confirm_attendance_above_body"],
    )  # fmt: skip
    assert [asked.context["form"][name].value() for name in ("present", "excused", "absent")] == ["10", "9", "6"]
    kept = client.post(here, typed(meeting, base_version="1", present="10", excused="9", absent="6", keep="1"))
    assert (kept.status_code, Draft.objects.get().payload["absent"]) == (302, "6")
    assert client.post(here, typed(meeting, base_version="1", present="9", **shown)).status_code == 302
    counts = Report.objects.order_by("version").values_list("present", "excused", "absent", "convened")
    assert list(counts) == [(8, 1, 2, 11), (9, 1, 1, 11)]


def test_one_tick_answers_the_points_left(party: Party) -> None:
    meeting = make_meeting(
        unit=party.branches[0][0][0], planned_on=clock.today() - timedelta(days=3), objectives=2, items=2
    )
    first, *rest = meeting.points.order_by("kind", "position").values_list("pk", flat=True)
    data = typed(meeting, rest_reached="on", **{f"outcome-{first}": "partly"})
    for point in rest:
        del data[f"outcome-{point}"]
    assert entering(meeting.unit).post(reverse("reports:form", args=[meeting.pk]), data).status_code == 302
    assert sorted(Report.objects.get().outcomes.values_list("outcome", flat=True)) == ["partly", *["reached"] * 3]


def test_without_script_a_row_is_added_and_everything_typed_comes_back(meeting: Meeting) -> None:
    client, here = entering(meeting.unit), reverse("reports:form", args=[meeting.pk])
    added = client.post(here, typed(meeting, present="ثمانية", keep="decisions:0"))
    assert (added.status_code, added["Location"]) == (302, f"{here}#decisions")
    form = client.get(here).context["form"]
    assert [row.place for row in form.decision_rows] == ["1", "2"]
    assert (form["present"].value(), form["decisions-0-text"].value()) == ("ثمانية", "قرار")
    later = client.post(here, typed(meeting, text="بعد", keep="later:1"))
    assert (later.status_code, later["Location"]) == (302, reverse("meetings:detail", args=[meeting.pk]))
    assert (Draft.objects.get().payload["text"], Draft.objects.get().version, Report.objects.count()) == ("بعد", 2, 0)


def test_without_script_two_editors_see_both_texts_and_choose(meeting: Meeting) -> None:
    here = reverse("reports:form", args=[meeting.pk])
    secretary, member = entering(meeting.unit), entering(meeting.unit, post="member")
    member.post(here, typed(meeting, text="نص العضو", keep="later:0"))
    clash = secretary.post(here, typed(meeting, text="نص الكاتبة", keep="later:0"))
    assert (clash.status_code, clash.context["code"], clash.context["version"]) == (409, "draft_changed", 1)
    assert [(pair.mine, pair.theirs) for pair in clash.context["pairs"]] == [("نص الكاتبة", "نص العضو")]
    secretary.post(here, {**dict(clash.context["mine"]), "keep": "mine:1"})
    assert (Draft.objects.get().payload["text"], Draft.objects.get().version) == ("نص الكاتبة", 2)


def test_a_member_of_the_office_drafts_and_is_told_that_the_secretary_sends(meeting: Meeting) -> None:
    member = entering(meeting.unit, post="member")
    here = reverse("reports:form", args=[meeting.pk])
    assert member.get(here).context["sheet"].may_submit is False
    assert (member.post(here, typed(meeting)).status_code, Report.objects.count()) == (403, 0)


@pytest.mark.parametrize(("who", "status"), [("province", 403), ("stranger", 404), ("nobody", 302)])
def test_nobody_else_opens_or_writes_the_form(party: Party, meeting: Meeting, who: str, status: int) -> None:
    client = Client()
    if who != "nobody":
        client.force_login(holder(unit=party.provinces[0][0] if who == "province" else party.branches[1][1][1]))
    here = reverse("reports:form", args=[meeting.pk])
    assert [client.get(here).status_code, client.post(here, typed(meeting)).status_code] == [status, status]
    assert not Report.objects.exists()


@pytest.mark.parametrize("rows", [1, 15])
def test_the_form_takes_the_same_queries_whatever_its_size(
    party: Party, rows: int, django_assert_num_queries: Any
) -> None:
    meeting = make_meeting(
        unit=party.branches[0][0][0], planned_on=clock.today() - timedelta(days=3), objectives=rows, items=rows
    )
    client = entering(meeting.unit)
    with django_assert_num_queries(3):
        client.get(reverse("reports:form", args=[meeting.pk]))


@pytest.mark.parametrize("rows", [1, 15])
def test_sending_a_report_takes_nineteen_queries_with_its_draft_its_reminder_and_what_is_carried(
    party: Party, rows: int, django_assert_num_queries: Any
) -> None:
    today = clock.today()
    unit, day = party.provinces[0][0], today - timedelta(days=3)
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    meeting = make_meeting(unit=unit, planned_on=day, objectives=rows, items=rows)
    following = make_meeting(unit=unit, planned_on=today + timedelta(days=20), objectives=0, items=0)
    owing = make_obligation(
        unit=unit, period_start=first, period_end=last, due_on=last + timedelta(days=7),
        overdue_from=last + timedelta(days=15),
    )  # fmt: skip
    client, post = entering(unit), make_post(unit=unit)
    notify(
        requests=[NotificationRequest("reminder", ("obligation", owing.pk), "due", post.pk, unit.pk, today)],
        at=clock.now(),
    )
    here = reverse("reports:form", args=[meeting.pk])
    data = typed(meeting, **{"actions-TOTAL_FORMS": rows, "decisions-TOTAL_FORMS": rows})
    for row in range(rows):
        data |= {f"actions-{row}-text": "افعل", f"actions-{row}-owner": post.pk, f"decisions-{row}-text": "قرار"}
        data[f"actions-{row}-due_on"] = (today + timedelta(days=9)).isoformat()
    data |= {name: "partly" for name in data if name.startswith("outcome-")}
    client.post(here, {**data, "keep": "later:0"})
    with django_assert_num_queries(19 + 2):  # and the two statements of the transaction of a test
        assert client.post(here, data).status_code == 302
    assert (Report.objects.count(), Draft.objects.count(), following.points.count()) == (1, 0, 2 * rows)
    assert (ActionItem.objects.count(), Notice.objects.filter(cleared_at=None).count()) == (rows, 0)
    assert Obligation.objects.get().source_id == meeting.pk
