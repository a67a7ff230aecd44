"""An amendment is drafted by one person, shown with what it would change, and put in force by another."""

from datetime import date

from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.duties.directives.models import Amendment, Directive
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.foundation import clock
from tajadur.registry.audit.models import AuditEntry
from tests.factories.duties import amended, at_noon, read
from tests.factories.party import Party, holder, make_mandate, make_post, make_unit

TODAY = clock.today()
PREVIEW = 43


def _at(name: str, directive: Directive) -> str:
    return reverse("directives:amend" if name == "edit" else f"directives:amendment_{name}", args=[directive.pk])


def _seen(directive: Directive) -> dict[str, str]:
    return {"seen": read(directive.pk)}


def _days_owed(directive: Directive) -> set[int]:
    rows = Obligation.objects.filter(directive=directive, period_start__gt=TODAY)
    return {(row.due_on - row.period_end).days for row in rows}


def test_one_person_drafts_it_and_another_puts_it_in_force(
    directive: Directive, headquarters: Client, chief: Client
) -> None:
    last = date(TODAY.year + 3, 12, 31)
    said = amended(directive, report_days="9", in_force_to=last.isoformat())
    assert headquarters.post(_at("edit", directive), said).url == _at("preview", directive)
    assert Amendment.objects.get().changes == {"report_days": 9, "in_force_to": last.isoformat()}
    assert _days_owed(directive) == {7}
    shown = headquarters.get(_at("preview", directive)).context
    assert (shown["terms"][0]["becomes"][0], shown["may_act"]) == ("9", False)
    assert shown["shown"]["is_empty"] is False
    assert headquarters.post(_at("issue", directive)).status_code == 403
    page = chief.get(reverse("directives:detail", args=[directive.pk])).content.decode()
    assert _at("issue", directive) in page
    shown = chief.get(_at("issue", directive)).context
    assert (shown["may_act"], shown["mark"]) == (True, _seen(directive)["seen"])
    assert chief.post(_at("issue", directive), _seen(directive)).url == reverse(
        "directives:detail", args=[directive.pk]
    )
    directive.refresh_from_db()
    assert (directive.report_days, directive.in_force_to, directive.version) == (9, last, 2)
    assert _days_owed(directive) == {9}
    running = Obligation.objects.filter(directive=directive, period_start__lte=TODAY, period_end__gte=TODAY).first()
    assert running is not None
    history = chief.get(reverse("obligations:detail", args=[running.pk])).context["history"]
    assert "9" in history[0]["note"]
    assert not Amendment.objects.exists()
    acts = AuditEntry.objects.filter(subject_kind="directive", subject_id=directive.pk, act__contains="amend")
    assert list(acts.order_by("pk").values_list("act", flat=True)) == [
        "directive.amendment_drafted",
        "directive.amended",
    ]
    assert chief.post(_at("issue", directive)).status_code == 409


def test_it_is_drafted_anew_from_what_was_drafted_and_its_reminders_are_shown(
    directive: Directive, headquarters: Client
) -> None:
    headquarters.post(_at("edit", directive), amended(directive, grace_days="3", step0_days="5"))
    form = headquarters.get(_at("edit", directive)).context["form"]
    assert (form["grace_days"].value(), form.steps[0]["days"].value()) != (directive.grace_days, 7)
    said = amended(directive, grace_days="4", step0_days="5")
    assert headquarters.post(_at("edit", directive), said).status_code == 302
    row = Amendment.objects.get()
    assert (row.changes, len(row.ladder)) == ({"grace_days": 4}, directive.ladder.count())
    assert len(headquarters.get(_at("preview", directive)).context["ladder"]) > 1


def test_nothing_changed_or_terms_that_contradict_are_refused_and_kept_on_the_page(
    directive: Directive, headquarters: Client
) -> None:
    for changes, code in (({}, "nothing_changed"), ({"in_force_to": "2001-01-01"}, "dates_contradict")):
        response = headquarters.post(_at("edit", directive), amended(directive, **changes))
        errors = response.context["form"].errors.as_data()
        assert response.status_code == 422
        assert {error.code for found in errors.values() for error in found} == {code}
    assert not Amendment.objects.exists()


def test_a_directive_amended_since_leaves_the_draft_stale(
    directive: Directive, headquarters: Client, chief: Client
) -> None:
    headquarters.post(_at("edit", directive), amended(directive, report_days="9"))
    Directive.objects.filter(pk=directive.pk).update(version=5, grace_days=11)
    response = chief.post(_at("issue", directive), _seen(directive))
    assert (response.status_code, response.context["may_act"], response.context["shown"]) == (409, False, None)
    directive.refresh_from_db()
    assert (directive.report_days, Amendment.objects.count()) == (7, 1)


def test_what_was_drafted_anew_since_it_was_read_is_read_again_first(
    directive: Directive, headquarters: Client, chief: Client
) -> None:
    headquarters.post(_at("edit", directive), amended(directive, report_days="9"))
    old = _seen(directive)
    headquarters.post(_at("edit", directive), amended(directive, report_days="30"))
    response = chief.post(_at("issue", directive), old)
    assert (response.status_code, response.context["may_act"]) == (409, True)
    assert response.context["terms"][0]["becomes"].startswith("30")
    directive.refresh_from_db()
    assert directive.report_days == 7
    assert chief.post(_at("issue", directive), {"seen": response.context["mark"]}).status_code == 302


def test_it_is_discarded_by_who_drafts_only(directive: Directive, headquarters: Client, chief: Client) -> None:
    headquarters.post(_at("edit", directive), amended(directive, report_days="9"))
    assert chief.post(_at("discard", directive)).status_code == 403
    assert Amendment.objects.count() == 1
    assert headquarters.get(_at("discard", directive)).context["is_amendment"] is True
    assert Amendment.objects.count() == 1
    assert headquarters.post(_at("discard", directive)).status_code == 302
    assert not Amendment.objects.exists()
    assert headquarters.get(_at("preview", directive)).status_code == 409
    assert headquarters.post(_at("discard", directive)).status_code == 409


def test_a_withdrawn_directive_leaves_no_draft_behind(
    directive: Directive, headquarters: Client, chief: Client
) -> None:
    headquarters.post(_at("edit", directive), amended(directive, report_days="9"))
    chief.post(reverse("directives:withdraw", args=[directive.pk]))
    assert Amendment.objects.count() == 0
    assert headquarters.get(_at("edit", directive)).status_code == 409


def test_who_drafted_it_does_not_put_it_in_force(party: Party, directive: Directive, client: Client) -> None:
    account = holder(unit=party.national, body="headquarters", post="administrator")
    general = make_post(unit=party.national, body="secretariat", post="secretary_general")
    make_mandate(person=account.person, post=general)
    client.force_login(account)
    client.post(_at("edit", directive), amended(directive, report_days="9"))
    response = client.post(_at("issue", directive), _seen(directive))
    assert (response.status_code, Amendment.objects.count()) == (409, 1)
    assert response.context["problem"]


def test_the_page_of_a_draft_costs_the_same_at_any_number_of_units(
    party: Party, directive: Directive, headquarters: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    headquarters.post(_at("edit", directive), amended(directive, lock_days="30"))
    with django_assert_num_queries(PREVIEW):
        assert headquarters.get(_at("preview", directive)).status_code == 200
    for _ in range(7):
        make_unit(kind="branch", parent=party.provinces[0][0])
    open_periods(on=TODAY, at=at_noon(TODAY))
    with django_assert_num_queries(PREVIEW):
        assert headquarters.get(_at("preview", directive)).status_code == 200
