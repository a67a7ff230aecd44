"""A small party in which something stands in every table, written by the acts themselves: what plants are put into."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from tajadur.activity.congresses.models import Congress, StageTemplate
from tajadur.activity.congresses.nightly import open_congresses
from tajadur.activity.congresses.operations.commenting import comment_stage
from tajadur.activity.congresses.operations.delegates import file_delegates, share_seats
from tajadur.activity.congresses.operations.redating import StageFields, change_stage, issue_stage
from tajadur.activity.congresses.operations.results import propose_elected
from tajadur.activity.congresses.operations.rosters import propose_roster
from tajadur.activity.declarations.operations import declare_done, declare_not_held, withdraw_declaration
from tajadur.activity.meetings.models import ActionItem, Draft
from tajadur.activity.meetings.nightly import place_proposals
from tajadur.activity.meetings.operations.actions import close_action, note_receipt, tell_news
from tajadur.activity.meetings.operations.changes import cancel_meeting, move_meeting
from tajadur.activity.meetings.operations.corrections import correct_report
from tajadur.activity.meetings.operations.proposals import send_proposal
from tajadur.activity.meetings.operations.validation import ActionData, PointAnswer
from tajadur.activity.releases.operations import ask_release, decide_release
from tajadur.delivery.digests import gather_digests
from tajadur.duties.directives.models import Amendment, Directive, DirectiveException
from tajadur.duties.follow_ups.operations import set_terms
from tajadur.duties.obligations.nightly.reminding import decide_reminders
from tajadur.duties.obligations.operations.snoozing import snooze
from tajadur.organisation.people.models import (
    Account,
    FeedToken,
    FormerAddress,
    Invitation,
    Mandate,
    Merge,
    NotificationPreferences,
    PendingAct,
    Person,
    PersonChannel,
)
from tajadur.organisation.people.operations.posts import close_unit
from tajadur.organisation.profile.models import ObservedDay, PostType
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.operations.changing import add_alias
from tajadur.permissions.matrix import Permission
from tajadur.registry.answers.models import Answer
from tajadur.registry.audit.models import Reading
from tajadur.registry.audit.operations import log_consultation
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.registry.heartbeat.models import PassRun
from tajadur.registry.notices.models import ChannelConfig, Delivery
from tajadur.rules.follow_ups import FollowUpLevel, Rung
from tests.factories.congresses import fix, mark
from tests.factories.duties import administrator, at_noon, opened, owed, responsible, secretary_general
from tests.factories.files import staged
from tests.factories.party import Party, acting, holder, make_person, make_post
from tests.factories.programme import meeting_on, series_from
from tests.factories.push_service import Browser, device_of, push_on
from tests.factories.reports import report_data, submitted

from .world_of_cases import cases_of_every_fate
from .world_of_census import census
from .world_of_circulars import circulars
from .world_of_congress_day import day_of_congress
from .world_of_councils import councils
from .world_of_help import helped
from .world_of_organisation import organised
from .world_of_resources import resources

ON, HELD_ON = date(2026, 6, 7), date(2026, 5, 30)
AT = at_noon(ON)


def living(party: Party) -> Party:
    """Everything the product does, done at least once up to ``ON`` at noon, and nothing of it wrong."""
    opened(on=ON)
    office = holder(unit=party.branches[0][0][0], username="office")
    for unit in (*party.provinces[0], *party.branches[0][0][1:], *party.branches[0][1], party.regions[0]):
        holder(unit=unit, username=_name_of(unit))
    councils(party)
    _meetings(party, office)
    for write in (_answers, _releases, _congress, helped, organised):
        write(party)
    for of_branch in (circulars, resources):
        of_branch(party, Account.objects.get(username=_name_of(party.branches[0][0][1])))
    census(party, _name_of)
    _headquarters(party, office)
    cases_of_every_fate(party, _name_of)
    decide_reminders(on=ON, at=AT)
    gather_digests(on=ON, at=AT)
    Delivery.objects.filter(state="pending").update(not_before=AT + timedelta(hours=1))
    letter = Delivery.objects.filter(channel="email").order_by("pk")[0].pk
    sent = {"state": "sent", "attempts": 1, "started_at": AT, "sent_at": AT + timedelta(seconds=2)}
    Delivery.objects.filter(pk=letter).update(message_id="<1@example.org>", **sent)
    return party


def _meetings(party: Party, office: Account) -> None:
    """Programmed, moved, cancelled; reported with decisions and actions, corrected, noted from above; a series."""
    unit = party.branches[0][0][0]
    secretary = make_post(unit=unit)
    may = acting(office, date(2026, 5, 4))
    meeting = meeting_on(date(2026, 5, 12), unit=unit, by=may)
    following = meeting_on(date(2026, 6, 13), unit=unit, by=acting(office, date(2026, 5, 13)))
    objective = meeting.points.get(kind="objective").pk
    unfinished: dict[str, Any] = {
        "outcomes": {
            point: PointAnswer("partly" if point == objective else "reached")
            for point in meeting.points.values_list("pk", flat=True)
        }
    }
    actions = [ActionData(text, secretary.pk, date(2026, 6, 1), decision=2) for text in ("افعل", "اكتب", "اترك")]
    unfinished["files"] = [str(staged(may).key)]
    said: dict[str, Any] = {"actions": actions, "decisions": ["قرار", "آخر"], **unfinished}
    first = submitted(meeting, acting(office, date(2026, 5, 14)), **said)
    by = acting(office, date(2026, 5, 20))
    close_action(action_id=ActionItem.objects.order_by("position")[0].pk, by=by, at=at_noon(by.on))
    told = ActionItem.objects.order_by("position")[1]
    again = ActionData(told.text, secretary.pk, date(2026, 6, 2), told.pk, 1)
    tell_news(action_id=told.pk, told_on=date(2026, 5, 19), text="تم الاتصال", by=by, at=at_noon(by.on))
    correct_report(
        report_id=first.submission_id,
        data=report_data(meeting, present=9, decisions=["آخر", "جديد"], actions=[again], **unfinished),
        base_version=1,
        client_key=uuid4(),
        by=acting(office, date(2026, 5, 21)),
        at=at_noon(date(2026, 5, 21)),
    )
    above = acting(Account.objects.get(username=_name_of(party.provinces[0][0])), date(2026, 5, 22))
    sender = acting(office, date(2026, 5, 22))
    send_proposal(report_id=first.submission_id, number=2, by=sender, at=at_noon(sender.on))
    meeting_on(date(2026, 6, 20), unit=party.provinces[0][0], by=above)
    place_proposals(on=sender.on, at=at_noon(sender.on))
    note_receipt(report_id=first.submission_id, by=above, at=at_noon(date(2026, 5, 22)))
    late = meeting_on(date(2026, 4, 11), unit=unit, by=acting(office, date(2026, 4, 2)))
    submitted(late, acting(office, date(2026, 5, 20)), at=at_noon(date(2026, 5, 20)))
    meeting_on(date(2026, 3, 14), unit=unit, by=acting(office, date(2026, 3, 2)))
    cancelled = meeting_on(date(2026, 6, 27), unit=unit, by=may)
    cancel_meeting(meeting_id=cancelled.pk, because="العطلة", by=may, at=at_noon(may.on))
    moved = meeting_on(date(2026, 6, 25), unit=unit, by=may)
    move_meeting(
        meeting_id=moved.pk, planned_on=date(2026, 6, 26), wall_time=moved.wall_time, by=may, at=at_noon(may.on)
    )
    series_from(date(2026, 7, 4), unit=unit, by=acting(office, ON))
    Draft.objects.create(meeting=following, payload={"text": "…"}, saved_at=AT, saved_by=office)


def _name_of(unit: Unit) -> str:
    return f"of-{unit.code.lower().rstrip('.')}"


def _answers(party: Party) -> None:
    """Declared done and corrected, declared not held, and taken back."""
    other = party.branches[0][0][1]
    by = acting(Account.objects.get(username=_name_of(other)), date(2026, 5, 25))
    row = owed(other, "branch-situation", "2026")
    files = [str(staged(by).key)]
    said: dict[str, Any] = {"obligation_id": row.pk, "note": "", "evidence": "وصل", "files": files, "by": by}
    first = declare_done(happened_on=date(2026, 5, 20), client_key=uuid4(), at=at_noon(by.on), **said)
    declare_done(
        happened_on=date(2026, 5, 22),
        client_key=uuid4(),
        corrects=first.submission_id,
        at=at_noon(date(2026, 5, 26)),
        **said,
    )
    for month in ("2026-03", "2026-04"):
        silent = owed(other, "branch-office", month)
        receipt = declare_not_held(
            obligation_id=silent.pk, reason="quorum", note="", client_key=uuid4(), by=by, at=at_noon(by.on)
        )
    withdraw_declaration(declaration_id=receipt.submission_id, by=by, at=at_noon(date(2026, 5, 27)))


def _releases(party: Party) -> None:
    """Asked and granted, asked and refused, asked and waiting; of two offices."""
    unit, other = party.provinces[0]
    row = owed(unit, "provincial-office", "2026-05")
    above = responsible(party, ON)
    by = acting(Account.objects.get(username=_name_of(unit)), date(2026, 6, 4))
    for granted in (False, True):
        asked = ask_release(
            obligation_id=row.pk, kind="extension", until=date(2026, 6, 25), reason="فيضانات", on=by.on, by=by,
            at=at_noon(by.on),
        )  # fmt: skip
        decide_release(
            request_id=asked, granted=granted, reason="نظرا", on=date(2026, 6, 5), by=above,
            at=at_noon(date(2026, 6, 5)) + timedelta(minutes=int(granted)),
        )  # fmt: skip
    theirs = acting(Account.objects.get(username=_name_of(other)), date(2026, 6, 4))
    asked = ask_release(
        obligation_id=owed(other, "provincial-office", "2026-05").pk, kind="excuse", until=None, reason="فيضانات",
        on=theirs.on, by=theirs, at=at_noon(theirs.on),
    )  # fmt: skip
    decide_release(
        request_id=asked, granted=True, reason="نظرا", on=date(2026, 6, 6), by=above, at=at_noon(date(2026, 6, 6))
    )
    ask_release(
        obligation_id=owed(other, "provincial-council", "2026S1").pk, kind="extension", until=date(2026, 7, 30),
        reason="فيضانات", on=ON, by=acting(Account.objects.get(username=_name_of(other)), ON), at=AT,
    )  # fmt: skip


def _congress(party: Party) -> None:
    """One region held its congress and proposed who was elected; the other one has not begun."""
    open_congresses(on=ON, at=AT)
    account = Account.objects.get(username=_name_of(party.regions[0]))
    congress = Congress.objects.get(unit=party.regions[0], obligation__period_key="2026")
    region = {day: acting(account, day) for day in (date(2026, 1, 20), date(2026, 2, 10), date(2026, 3, 21))}
    mark(congress, "committee", date(2026, 1, 20), region[date(2026, 1, 20)])
    fix(congress, HELD_ON, region[date(2026, 2, 10)])
    call = region[date(2026, 3, 21)]
    mark(congress, "situation", date(2026, 3, 10), call)
    mark(congress, "call", date(2026, 3, 20), call)
    share_seats(congress_id=congress.pk, seats=21, floor=2, basis="branches", by=call, at=at_noon(call.on))
    for unit in party.provinces[0]:
        by = acting(Account.objects.get(username=_name_of(unit)), date(2026, 4, 15))
        for day in (by.on, by.on + timedelta(days=3)):
            file_delegates(
                congress_id=congress.pk, unit_id=unit.pk, elected=8, women=3, youth=2, names="مريم\nسعيد", by=by,
                at=at_noon(day),
            )  # fmt: skip
    mark(congress, "delegates", date(2026, 4, 25), acting(account, date(2026, 4, 25)))
    mark(congress, "documents", date(2026, 5, 10), acting(account, date(2026, 5, 10)))
    day_of_congress(congress, party.provinces[0], account, HELD_ON)
    after, secretary = acting(account, date(2026, 6, 2)), make_post(unit=party.regions[0])
    propose_elected(
        congress_id=congress.pk, post_id=secretary.pk, name_ar="ليلى", sex="f", by=after, at=at_noon(after.on)
    )
    council = PostType.objects.get(body_type__unit_kind__code="region", body_type__code="council")
    names = "مريم العلوي، امرأة، 1991\nسعيد بنعلي، رجل\nفاطمة الزهراء، Fatima, f"
    propose_roster(
        congress_id=congress.pk, post_type_id=council.pk, names=names, women=2, youth=1, by=after, at=at_noon(after.on)
    )
    _redate(party)
    waiting = Congress.objects.get(unit=party.regions[1], obligation__period_key="2026")
    comment_stage(congress_id=waiting.pk, code="committee", text="متى؟", by=responsible(party, ON, region=1), at=AT)


def _redate(party: Party) -> None:
    """An administrator asked that the documents take longer, and the Secretary General issued it."""
    stage = StageTemplate.objects.get(code="documents")
    values = {name: getattr(stage, name) for name in StageFields.__dataclass_fields__} | {"usual_days": 12}
    asked = change_stage(
        code=stage.code, fields=StageFields(**values | {"after": tuple(stage.after)}), version=stage.version,
        by=administrator(party, ON), at=AT - timedelta(days=3),
    )  # fmt: skip
    issue_stage(change_id=asked.pk, by=secretary_general(party, ON), at=AT - timedelta(days=2))


def _headquarters(party: Party, office: Account) -> None:
    """What only headquarters, the passes or a person alone write."""
    admin = administrator(party, ON)
    add_alias(unit_id=party.branches[0][0][0].pk, text="الفرع الأول", by=admin, at=AT)
    chief = secretary_general(party, ON)
    closing = party.branches[1][1][1]
    holder(unit=closing)
    close_unit(unit_id=closing.pk, closed_on=date(2026, 12, 31), by=admin, at=AT)
    set_terms(kind="advice", days=10, ladder=[Rung(0, FollowUpLevel.OWNER)], by=chief, at=AT)
    holder(unit=party.provinces[0][0], post="member", from_on=date(2026, 1, 1), to_on=date(2026, 12, 31))
    directive = Directive.objects.get(code="branch-office")
    Amendment.objects.create(directive=directive, version=directive.version, changes={"report_days": 9}, drafted_at=AT)
    DirectiveException.objects.create(
        directive=Directive.objects.get(code="provincial-office"), unit=party.provinces[1][1], period_type="",
        from_on=date(2026, 9, 1), to_on=date(2026, 9, 30), reason="سبب", authority="مقرر", standing="issued",
        decided_on=ON,
    )  # fmt: skip
    ObservedDay.objects.create(estimated_on=date(2026, 5, 27), observed_on=date(2026, 5, 28), decided_at=AT)
    PassRun.objects.create(name="open_periods", started_at=AT, ended_at=AT)
    person = office.person
    assert person is not None
    Invitation.objects.create(
        person=person, token_digest="a" * 64, created_at=AT - timedelta(days=9), expires_at=AT,
        used_at=AT - timedelta(days=8),
    )  # fmt: skip
    FeedToken.objects.create(account=office, token_digest="b" * 64, created_at=AT, fetched_at=AT)
    NotificationPreferences.objects.create(person=person, by_email=True, changed_at=AT)
    config = ChannelConfig.objects.create(
        name="رسائل", kind="sms", url="json://example.org/send?to={to}", created_at=AT, test_answer="taken",
        tested_at=AT, enabled_at=AT,
    )  # fmt: skip
    PersonChannel.objects.create(person=person, config=config, address="+212600000000", consented_at=AT)
    member = Mandate.objects.get(post__unit=party.provinces[0][0], post__post_type__code="member")
    persons = [admin.person_id or 0, Account.objects.get(username="chief").person_id or 0]
    PendingAct.objects.create(
        act="end_mandate", about_id=member.person_id, unit=party.provinces[0][0], mandate=member,
        asked_by_id=persons[0],
        asked_at=AT, standing="confirmed", decided_by_id=persons[1], decided_at=AT + timedelta(minutes=9),
    )  # fmt: skip
    FormerAddress.objects.create(person=person, email="before@example.org", replaced_at=AT - timedelta(days=3))
    gone = make_person(name="سجل مكرر")
    Merge.objects.create(stays=person, goes=gone, merged_at=AT)
    Person.objects.filter(pk=gone.pk).update(merged_into=person)
    Reading.objects.create(at=AT, page="people", shown=3)
    branch = party.branches[0][0][0]
    log_consultation(unit=branch, part=RecordPart.REPORTS, permission=Permission.READ_FIGURES, by=admin)
    Answer.objects.create(act="c" * 64, form="d" * 64, answer=b"x", shown_once=True, given_at=AT)
    push_on(AT)
    device_of(person, Browser(), endpoint="https://push.example.org/x", at=AT)
    row = owed(party.branches[0][0][0], "branch-office", "2026-06")
    snooze(obligation_id=row.pk, until=date(2026, 7, 3), reason="سفر", on=ON, by=acting(office, ON), at=AT)
