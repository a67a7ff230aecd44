"""The course of a pack: made three days before, made again, written, commented, sent, on the agenda; who may."""

from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tajadur.activity.meetings.models import Meeting, Point
from tajadur.activity.packs.models import Pack, PackComment, PackDecision, PackSheet
from tajadur.activity.packs.nightly import follow_packs
from tajadur.activity.packs.operations.making import make_pack
from tajadur.activity.packs.operations.sending import send_pack
from tajadur.activity.packs.operations.writing import WrittenDecision, comment_pack, write_decisions
from tajadur.compliance.pack.changes import change_rows
from tajadur.compliance.pack.facts import pack_facts
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.jobs.monthly import prepare_pack
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Body, Unit
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.templatetags.help_words import help_sentence
from tajadur.rules.dysfunctions import CaseKind, Severity
from tests.factories.cases import make_case
from tests.factories.duties import at_noon, opened
from tests.factories.packs import coordinator, drafted, pole_meeting, sent
from tests.factories.party import Party, acting, holder

pytestmark = pytest.mark.django_db
MEETS, ON = date(2026, 11, 28), date(2026, 11, 25)


@pytest.fixture
def leader(party: Party) -> Account:
    opened(on=ON)
    return coordinator(party)


def cases(party: Party) -> list[int]:
    """Four: a whole region, a province, two branches of high severity."""
    region, province = party.regions[0], party.provinces[1][0]
    rows: list[tuple[Unit, Severity]] = [(region, Severity.LOW), (province, Severity.MEDIUM)]
    rows += [(branch, Severity.HIGH) for branch in party.branches[0][0]]
    return [make_case(unit, kind=CaseKind.ACTIONS, on=ON, severity=severity).pk for unit, severity in rows]


def written(pack: Pack, by: Actor, *texts: tuple[str, str]) -> Pack:
    ids = list(pack.decisions.values_list("pk", flat=True))
    rows = [WrittenDecision(ids[at] if at < len(ids) else None, *pair) for at, pair in enumerate(texts)]
    return write_decisions(pack_id=pack.pk, version=pack.version, decisions=rows, by=by, at=at_noon(ON))


def refused(act: Callable[[], Any]) -> set[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        act()
    return {(problem.field, problem.code) for problem in caught.value.problems}


def test_the_pass_makes_it_three_days_before_the_meeting_and_once(party: Party, leader: Account) -> None:
    assert prepare_pack(on=ON, at=at_noon(ON)) == 0  # no meeting ahead
    meeting = pole_meeting(party, MEETS)
    early = ON - timedelta(days=1)
    assert prepare_pack(on=early, at=at_noon(early)) == 0
    assert [prepare_pack(on=ON, at=at_noon(ON)) for _time in range(2)] == [1, 0]
    pack = Pack.objects.get()
    assert (pack.meeting_id, pack.for_on, pack.facts_on, pack.mandate_id) == (meeting.pk, MEETS, ON, None)
    assert AuditEntry.objects.get(act="pack.made").account_id is None and not Notice.objects.filter(kind="pack")


def test_it_proposes_the_three_that_weigh_most(party: Party, leader: Account) -> None:
    region, province, *_branches = cases(party)
    pack = drafted(None, ON)
    assert [row.subject_id for row in pack.decisions.all()][:2] == [region, province]  # 7 units × 1, 3 × 2, 1 × 3
    assert pack.decisions.count() == 3 and [row["touched"] for row in pack.facts["to_decide"]] == [7, 3, 1]


def test_made_again_it_has_the_figures_of_the_day_and_keeps_what_was_written(party: Party, leader: Account) -> None:
    cases(party)
    by = acting(leader, ON)
    pack = drafted(by, ON)
    pack = written(pack, by, ("قرار أول", "Première décision"))
    assert pack.decisions.count() == 1
    again = drafted(by, ON)
    assert again.pk == pack.pk and again.version == pack.version + 1
    assert [row.text_fr for row in again.decisions.all()] == ["Première décision", "", ""]
    assert [row.position for row in again.decisions.all()] == [1, 2, 3]


def test_the_draft_of_a_meeting_that_is_cancelled_goes_to_the_next(party: Party, leader: Account) -> None:
    first = pole_meeting(party, MEETS)
    pack = drafted(None, ON)
    Meeting.objects.filter(pk=first.pk).update(state="cancelled")
    later = pole_meeting(party, MEETS + timedelta(days=7))
    again = drafted(acting(leader, ON), ON)
    assert (again.pk, again.meeting_id, again.for_on) == (pack.pk, later.pk, later.planned_on)


def test_a_decision_is_in_both_languages_and_there_are_three(party: Party, leader: Account) -> None:
    by = acting(leader, ON)
    pack = drafted(by, ON)
    assert refused(lambda: written(pack, by, ("قرار", ""))) == {("text_fr_1", "both_languages")}
    assert refused(lambda: written(pack, by, ("قرار", "Décision"), ("x" * 300, ""))) == {("text_ar_2", "text_too_long")}
    assert refused(lambda: written(pack, by, *[("قرار", "Décision")] * 4)) == {("", "too_many_decisions")}
    assert not PackDecision.objects.exists()
    kept = written(pack, by, ("  قرار ", "Décision"), ("", ""))
    entries = AuditEntry.objects.count()
    row = kept.decisions.get()
    same = [WrittenDecision(row.pk, row.text_ar, row.text_fr)]
    write_decisions(pack_id=pack.pk, version=kept.version, decisions=same, by=by, at=at_noon(ON))
    assert AuditEntry.objects.count() == entries and row.text_ar == "قرار" and row.source == "written"


def test_what_somebody_else_changed_is_not_written_over(party: Party, leader: Account) -> None:
    by = acting(leader, ON)
    pack = drafted(by, ON)
    stale = Pack.objects.get(pk=pack.pk)
    written(pack, by, ("قرار", "Décision"))
    with pytest.raises(Conflict, match="pack_changed"):
        written(stale, by, ("آخر", "Autre"))
    with pytest.raises(Conflict, match="pack_changed"):
        send_pack(pack_id=pack.pk, version=stale.version, words={}, sheets=[], by=by, at=at_noon(ON))


def test_sent_it_is_kept_its_readers_hear_once_and_nothing_of_it_changes(party: Party, leader: Account) -> None:
    cases(party)
    member = holder(unit=party.national, body="pole", post="member")
    pole_meeting(party, MEETS)
    pack = sent(leader, ON)
    assert (pack.standing, pack.sent_on, pack.for_on) == ("sent", ON, MEETS)
    told = Notice.objects.filter(kind="pack")
    own, theirs = acting(leader, ON).post_ids[0], acting(member, ON).post_ids[0]
    assert theirs in told.values_list("post_id", flat=True) and own not in told.values_list("post_id", flat=True)
    assert "28" in help_sentence(told.first()) and told.first().params == {"event": "sent", "for_on": "2026-11-28"}
    by, count = acting(leader, ON), told.count()
    for act in (
        lambda: written(pack, by, ("قرار", "Décision")),
        lambda: send_pack(pack_id=pack.pk, version=pack.version, words={}, sheets=[], by=by, at=at_noon(ON)),
        lambda: make_pack(facts=pack_facts(ON), on=ON, by=by, at=at_noon(ON)),
    ):
        with pytest.raises(Conflict):
            act()
    assert told.count() == count and PackSheet.objects.count() == 2
    assert all(row.text_ar and row.text_fr for row in pack.decisions.all())


def test_what_was_sent_comes_out_the_same_a_year_later_whatever_changed_since(party: Party, leader: Account) -> None:
    cases(party)
    sent(leader, ON)
    Unit.objects.update(name_ar="اسم آخر", name_latin="Autre nom")
    said = StringIO()
    call_command("remake_pack", stdout=said)
    assert said.getvalue().count("same bytes") == 2 and "now" not in said.getvalue()
    sheet = PackSheet.objects.get(language="fr")
    assert sha256(bytes(sheet.pdf)).hexdigest() == sheet.digest
    PackSheet.objects.filter(pk=sheet.pk).update(content={**sheet.content, "foot": "autre"}, typesetter="typst 0.1")
    said = StringIO()
    with pytest.raises(CommandError, match="1 of 2"):
        call_command("remake_pack", str(sheet.pack_id), stdout=said)
    assert "differs; sent with typst 0.1" in said.getvalue()


def test_no_pack_sent_is_said(party: Party) -> None:
    with pytest.raises(CommandError, match="no pack"):
        call_command("remake_pack")


def test_its_decisions_stand_on_the_agenda_once_and_whoever_takes_them_off_has_done_so(
    party: Party, leader: Account
) -> None:
    cases(party)
    meeting = pole_meeting(party, MEETS)
    before = Point.objects.filter(meeting=meeting, kind="item").count()
    drafted(None, ON)
    assert follow_packs(on=ON, at=at_noon(ON)) == 0  # a draft is on no agenda
    pack = sent(leader, ON)
    assert [follow_packs(on=ON, at=at_noon(ON)) for _time in range(2)] == [3, 0]
    lines = Point.objects.filter(meeting=meeting, kind="item").order_by("position")
    assert [point.text for point in lines][before:] == [row.text_ar for row in pack.decisions.all()]
    assert AuditEntry.objects.get(act="pack.placed").detail["points"] == 3
    lines.last().delete()
    assert follow_packs(on=ON, at=at_noon(ON)) == 0


def test_of_a_pack_made_on_demand_without_a_meeting_nothing_goes_anywhere(party: Party, leader: Account) -> None:
    cases(party)
    pack = sent(leader, ON)
    assert (pack.meeting, pack.for_on) == (None, ON) and follow_packs(on=ON, at=at_noon(ON)) == 0


def test_the_next_one_is_compared_with_it(party: Party, leader: Account) -> None:
    first = sent(leader, ON - timedelta(days=30))
    cases(party)
    second = drafted(acting(leader, ON), ON)
    assert second.previous_id == first.pk
    assert all(isinstance(row, str) for row in change_rows(second)) and change_rows(first) == []


def test_a_comment_is_kept_with_its_post_before_and_after_it_is_sent(party: Party, leader: Account) -> None:
    pack = sent(leader, ON)
    bureau = acting(holder(unit=party.national, body="bureau", post="member"), ON)
    comment_pack(pack_id=pack.pk, text=" ملاحظة \n", by=bureau, at=at_noon(ON))
    comment = PackComment.objects.get()
    assert (comment.text, comment.post_id, comment.said_on) == ("ملاحظة", bureau.post_ids[0], ON)
    blank = lambda: comment_pack(pack_id=pack.pk, text=" \u200b", by=bureau, at=at_noon(ON))  # noqa: E731
    assert refused(blank) == {("text", "comment_required")}
    with pytest.raises(NotVisible):
        comment_pack(pack_id=0, text="x", by=bureau, at=at_noon(ON))


def test_whoever_is_not_of_headquarters_does_not_see_it_and_not_all_of_headquarters_may(
    party: Party, leader: Account
) -> None:
    pack = drafted(None, ON)
    province = acting(holder(unit=party.provinces[0][0]), ON)
    admin = acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)
    cell = acting(holder(unit=party.national, body="cell", post="responsible", area=party.regions[0]), ON)
    bureau = acting(holder(unit=party.national, body="bureau", post="member"), ON)
    for by, error in ((province, NotVisible), (admin, PermissionDenied), (bureau, PermissionDenied)):
        with pytest.raises(error):
            written(pack, by, ("قرار", "Décision"))
    pack = written(pack, cell, ("قرار", "Décision"))
    with pytest.raises(PermissionDenied):
        send_pack(pack_id=pack.pk, version=pack.version, words={}, sheets=[], by=cell, at=at_noon(ON))


def test_a_party_without_a_pole_has_no_pack(party: Party, leader: Account) -> None:
    Body.objects.filter(body_type__code="pole").update(closed_on=ON)
    assert prepare_pack(on=ON, at=at_noon(ON)) == 0
    assert refused(lambda: drafted(acting(leader, ON), ON)) == {("", "no_pole")}
