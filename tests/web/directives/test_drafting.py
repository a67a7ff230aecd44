"""Directives drafted, edited, shown before they are put in force, amended and withdrawn, through the door."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.duties.directives.models import Directive, DirectiveException
from tajadur.duties.directives.operations.exceptions import draft_exception
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.foundation import clock
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.profile.models import BodyType, UnitKind
from tajadur.registry.audit.models import AuditEntry
from tests.factories.duties import administrator as acting_administrator
from tests.factories.duties import at_noon
from tests.factories.party import Party, holder, make_post, make_unit

TODAY = clock.today()
FORM, CONSEQUENCES = 10, 45


def said(**changes: Any) -> dict[str, Any]:
    """A monthly declaration of branches, told two days before and a week after."""
    ladder = {
        "step0_days": "2", "step0_side": "before", "step0_anchor": "due", "step0_to": "post",
        "step1_days": "7", "step1_side": "after", "step1_anchor": "overdue", "step1_to": "above",
        "step2_days": "", "step2_side": "before", "step2_anchor": "due", "step2_to": "",
    }  # fmt: skip
    return {
        "name_ar": "تصريح شهري", "name_fr": "Déclaration mensuelle", "name_en": "Monthly note",
        "unit_kind": UnitKind.objects.get(code="branch").pk, "subtree": "", "fulfilment": "declaration",
        "body_type": "", "period_type": "monthly", "report_days": "5", "grace_days": "5", "lock_days": "",
        "in_force_from": TODAY.replace(day=1).isoformat(), "in_force_to": "", "released_by": "above",
        **ladder, **changes,
    }  # fmt: skip


def codes(response: Any) -> set[str]:
    return {error.code for errors in response.context["form"].errors.as_data().values() for error in errors}


def test_drafted_edited_shown_and_put_in_force_by_two_persons(
    party: Party, headquarters: Client, chief: Client
) -> None:
    url = reverse("directives:new")
    assert "name_ar" in headquarters.get(url).content.decode()
    assert headquarters.post(url, said()).status_code == 302
    directive = Directive.objects.get()
    assert (directive.code, directive.standing, directive.ladder.count()) == ("monthly-note", "draft", 2)
    edit = reverse("directives:edit", args=[directive.pk])
    assert headquarters.get(edit).context["form"]["name_fr"].value() == "Déclaration mensuelle"
    assert headquarters.post(edit, said(report_days="9", step1_to="")).status_code == 302
    directive.refresh_from_db()
    assert (directive.report_days, list(directive.ladder.values_list("offset", flat=True))) == (9, [-2])
    preview = headquarters.get(reverse("directives:preview", args=[directive.pk]))
    assert preview.context["may_act"] is False
    shown = chief.get(reverse("directives:issue", args=[directive.pk])).context["shown"]["lines"]
    assert Obligation.objects.count() == 0
    assert len(shown) == 1
    assert headquarters.get(reverse("directives:issue", args=[directive.pk])).status_code == 403
    issue = reverse("directives:issue", args=[directive.pk])
    read = {"seen": chief.get(issue).context["mark"]}
    headquarters.post(edit, said(report_days="8", step1_to=""))
    anew = chief.post(issue, read)
    assert (anew.status_code, anew.context["may_act"], Obligation.objects.count()) == (409, True, 0)
    assert chief.post(issue, {"seen": anew.context["mark"]}).status_code == 302
    assert Obligation.objects.filter(directive=directive).values("unit").distinct().count() == 8
    assert headquarters.get(edit).status_code == 409


def test_a_draft_is_discarded_after_a_question_and_what_is_in_force_is_not(
    party: Party, directive: Directive, headquarters: Client, chief: Client
) -> None:
    headquarters.post(reverse("directives:new"), said())
    draft = Directive.objects.get(code="monthly-note")
    draft_exception(
        directive_id=draft.pk, unit_id=party.regions[0].pk, whole_subtree=True, period_type="", from_on=TODAY,
        to_on=TODAY + timedelta(days=60), reason="سبب", authority="المكتب", by=acting_administrator(party, TODAY),
        at=at_noon(TODAY),
    )  # fmt: skip
    url = reverse("directives:discard", args=[draft.pk])
    assert url in headquarters.get(reverse("directives:detail", args=[draft.pk])).content.decode()
    assert (headquarters.get(url).status_code, chief.post(url).status_code) == (200, 403)
    assert Directive.objects.filter(pk=draft.pk).exists()
    assert headquarters.post(url).url == reverse("directives:index")
    assert not Directive.objects.filter(pk=draft.pk).exists()
    kept = AuditEntry.objects.get(act="directive.discarded")
    assert (kept.subject_id, kept.detail) == (draft.pk, {"code": "monthly-note", "exceptions": 1})
    assert not DirectiveException.objects.exists()
    assert headquarters.post(url).status_code == 404
    issued = reverse("directives:discard", args=[directive.pk])
    assert (headquarters.get(issued).status_code, headquarters.post(issued).status_code) == (409, 409)
    assert Directive.objects.filter(pk=directive.pk).exists()


def test_who_drafted_it_does_not_put_it_in_force(
    party: Party, headquarters: Client, chief: Client, client: Client
) -> None:
    both = holder(unit=party.national, body="headquarters", post="administrator")
    post = make_post(unit=party.national, body="secretariat", post="secretary_general")
    Mandate.objects.filter(post=post).update(to_on=TODAY - timedelta(days=1))
    Mandate.objects.create(person=both.person, post=post, from_on=TODAY, exclusive=True)
    client.force_login(both)
    assert client.post(reverse("directives:new"), said()).status_code == 302
    issue = reverse("directives:issue", args=[Directive.objects.get().pk])
    refused = client.post(issue)
    assert (refused.status_code, bool(refused.context["problem"])) == (409, True)
    assert Directive.objects.get().standing == "draft"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"in_force_to": "2020-01-01"}, "dates_contradict"),
        ({"period_type": "dated"}, "dated_needs_days"),
        ({"period_type": "dated", "opens": "01/01", "by": "31/06"}, "day_of_no_year"),
        ({"period_type": "dated", "opens": "first", "by": "30/06"}, "not_a_day"),
        ({"period_type": "once"}, "once_needs_dates"),
        ({"period_type": "once", "once_opens_on": "2026-06-30", "once_by_on": "2026-06-01"}, "dates_contradict"),
        ({"fulfilment": "meeting"}, "body_required"),
        ({"report_days": "400"}, "out_of_range"),
        ({"grace_days": "-1"}, "negative"),
        ({"name_ar": " "}, "required"),
        ({"unit_kind": "999999"}, "invalid_choice"),
        ({"step0_days": "60"}, "ladder_before_opening"),
        ({"step2_days": "2", "step2_to": "post"}, "ladder_twice"),
        ({"step2_days": "", "step2_to": "post"}, "required"),
    ],
)
def test_what_contradicts_is_said_and_what_was_typed_is_kept(
    party: Party, headquarters: Client, changes: dict[str, str], code: str
) -> None:
    response = headquarters.post(reverse("directives:new"), said(**changes))
    assert (response.status_code, codes(response)) == (422, {code})
    assert "Déclaration mensuelle" in response.content.decode()
    assert Directive.objects.count() == 0


def test_a_body_of_another_kind_of_unit_is_refused(party: Party, headquarters: Client) -> None:
    body = BodyType.objects.get(unit_kind__code="region", code="congress").pk
    response = headquarters.post(reverse("directives:new"), said(fulfilment="meeting", body_type=body))
    assert codes(response) == {"body_of_another_kind"}


def test_a_withdrawal_is_shown_then_done(directive: Directive, chief: Client, headquarters: Client) -> None:
    url = reverse("directives:withdraw", args=[directive.pk])
    assert headquarters.get(url).status_code == 403
    assert chief.get(url).context["shown"]["is_empty"] is False
    assert Directive.objects.get(pk=directive.pk).standing == "issued"
    assert chief.post(url).status_code == 302
    assert chief.post(url).status_code == 409
    assert Obligation.objects.filter(directive=directive, cancelled_because="withdrawn").exists()


def test_an_exception_is_edited_and_shown_before_it_is_in_force_and_before_it_ends(
    party: Party, directive: Directive, chief: Client, headquarters: Client
) -> None:
    pk = draft_exception(
        directive_id=directive.pk, unit_id=party.provinces[0][0].pk, whole_subtree=True, period_type="",
        from_on=TODAY, to_on=TODAY + timedelta(days=90), reason="سبب", authority="سلطة",
        by=acting_administrator(party, TODAY), at=at_noon(TODAY),
    )  # fmt: skip
    edit = reverse("directives:exception_edit", args=[pk])
    assert headquarters.get(edit).context["form"]["authority"].value() == "سلطة"
    days = {"from_on": TODAY.isoformat(), "to_on": (TODAY + timedelta(days=120)).isoformat()}
    said = {"whole_subtree": "on", "frequency": "suspended", "reason": "ثلوج", "authority": "المكتب", **days}
    wrong = headquarters.post(edit, said | {"to_on": "2020-01-01"})
    assert (wrong.status_code, codes(wrong)) == (422, {"dates_contradict"})
    assert headquarters.post(edit, said).status_code == 302
    assert DirectiveException.objects.get().reason == "ثلوج"
    assert headquarters.get(reverse("directives:exception_preview", args=[pk])).context["shown"]["is_empty"] is False
    issue = reverse("directives:exception_issue", args=[pk])
    read = chief.get(issue).context
    assert read["shown"]["is_empty"] is False
    assert Obligation.objects.filter(cancelled_because="suspended").count() == 0
    assert chief.post(issue).status_code == 409
    assert chief.post(issue, {"seen": read["mark"]}).status_code == 302
    assert Obligation.objects.filter(cancelled_because="suspended").exists()
    assert headquarters.get(edit).status_code == 409
    end = reverse("directives:exception_withdraw", args=[pk])
    assert chief.get(end).status_code == 200
    assert DirectiveException.objects.get().standing == "issued"


def test_the_form_and_the_preview_cost_the_same_at_any_size(
    party: Party, directive: Directive, chief: Client, headquarters: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    headquarters.get(reverse("directives:new"))
    with django_assert_max_num_queries(FORM):
        headquarters.get(reverse("directives:new"))
    url = reverse("directives:withdraw", args=[directive.pk])
    with django_assert_max_num_queries(CONSEQUENCES):
        chief.get(url)
    for parent in party.provinces[1]:
        make_unit(kind="branch", parent=parent, opened_on=date(2020, 1, 1))
    open_periods(on=TODAY, at=at_noon(TODAY))
    with django_assert_max_num_queries(CONSEQUENCES):
        assert chief.get(url).context["shown"]["is_empty"] is False


@pytest.mark.parametrize("post", [("cell", "responsible"), ("pole", "member")])
def test_others_of_the_country_read_and_are_told_who_can(
    party: Party, directive: Directive, client: Client, post: tuple[str, str]
) -> None:
    area = party.regions[0] if post[0] == "cell" else None
    client.force_login(holder(unit=party.national, body=post[0], post=post[1], area=area))
    for name in ("edit", "preview", "issue", "amend", "withdraw"):
        refused = client.get(reverse(f"directives:{name}", args=[directive.pk]))
        assert refused.status_code == 403, name
    assert client.post(reverse("directives:new"), said()).status_code == 403
    assert client.get(reverse("directives:edit", args=[0])).status_code == 403
