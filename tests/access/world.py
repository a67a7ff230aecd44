"""The small party with one holder of every role, and one thing of every kind in each target unit."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import uuid4

from django.test import Client

from tajadur.activity.congresses.models import Congress, Elected, StageChange, StageTemplate
from tajadur.activity.declarations.models import Declaration
from tajadur.activity.meetings.models import ActionItem, Report, Series
from tajadur.activity.meetings.operations.proposals import send_proposal
from tajadur.activity.releases.models import ReleaseRequest
from tajadur.duties.directives.models import Directive, DirectiveException
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation import clock
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Account, Mandate, PendingAct
from tajadur.organisation.units.models import Body, Unit
from tests.access.roles import TARGETS
from tests.access.world_of_census import lay_campaign
from tests.access.world_of_circulars import lay_circulars
from tests.access.world_of_congress_day import lay_day
from tests.access.world_of_councils import lay_preparation
from tests.access.world_of_elections import lay_elections
from tests.access.world_of_files import lay_file
from tests.access.world_of_filings import lay_filing
from tests.access.world_of_packs import lay_pack
from tests.access.world_of_plans import follow_plan, lay_plan
from tests.access.world_of_premises import lay_premises, lay_word_of_none
from tests.access.world_of_resources import lay_requests
from tests.access.world_of_situations import lay_word
from tests.access.world_of_training import LaidTraining, hang_material, lay_training
from tests.factories.cases import case_with_remedy
from tests.factories.congresses import give_seats, make_congress
from tests.factories.holding import lay_rule
from tests.factories.party import Party, acting, holder, make_person, make_unit, small_party
from tests.factories.reports import ZONE, make_meeting, make_obligation, submitted
from tests.factories.support import advised, made, planned, promised


@dataclass
class World:
    """Ids by target: of the unit, its body, secretary (person, mandate) and things. ``sessions``: cookie by role."""

    today: date
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    units: dict[str, int] = field(default_factory=dict)
    bodys: dict[str, int] = field(default_factory=dict)
    body_types: dict[str, int] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)
    mandates: dict[str, int] = field(default_factory=dict)
    meetings: dict[str, int] = field(default_factory=dict)
    pasts: dict[str, int] = field(default_factory=dict)
    helds: dict[str, int] = field(default_factory=dict)
    reports: dict[str, int] = field(default_factory=dict)
    proposals: dict[str, int] = field(default_factory=dict)
    actions: dict[str, int] = field(default_factory=dict)
    series: dict[str, int] = field(default_factory=dict)
    obligations: dict[str, int] = field(default_factory=dict)
    declarations: dict[str, int] = field(default_factory=dict)
    requests: dict[str, int] = field(default_factory=dict)
    askables: dict[str, int] = field(default_factory=dict)
    directives: dict[str, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    exceptions: dict[str, int] = field(default_factory=dict)
    congresses: dict[str, int] = field(default_factory=dict)
    roads: dict[str, int] = field(default_factory=dict)
    shared: dict[str, int] = field(default_factory=dict)
    elected: dict[str, int] = field(default_factory=dict)
    elections: dict[str, int] = field(default_factory=dict)
    acts: dict[str, int] = field(default_factory=dict)
    advices: dict[str, int] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    mades: dict[str, int] = field(default_factory=dict)
    promises: dict[str, int] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    resources: dict[str, int] = field(default_factory=dict)
    grants: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    filings: dict[str, int] = field(default_factory=dict)
    campaigns: dict[str, int] = field(default_factory=dict)
    censuses: dict[str, int] = field(default_factory=dict)
    circulars: dict[str, int] = field(default_factory=dict)
    drafts: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    steps: dict[str, int] = field(default_factory=dict)
    rules: dict[str, int] = field(default_factory=dict)
    check_ins: dict[str, int] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)
    premises: dict[str, int] = field(default_factory=dict)
    activities: dict[str, int] = field(default_factory=dict)
    words_of_none: dict[str, int] = field(default_factory=dict)
    followed: dict[str, dict[str, int]] = field(default_factory=dict)
    plan: tuple[int, int, int] = (0, 0, 0)
    packs: dict[str, int] = field(default_factory=dict)
    training: dict[str, LaidTraining] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    own_units: dict[str, frozenset[int]] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)

    def later(self, days: int) -> str:
        """A day ahead, as a form sends it."""
        return (self.today + timedelta(days=days)).isoformat()


def build() -> World:
    """Everything the walk needs, today."""
    today = clock.today()
    party, world = small_party(), World(today)
    accounts = _holders(party, today)
    world.plan = lay_plan(accounts["admin"], accounts["general"], today)
    targets = {"own": party.provinces[0][0], "below": party.branches[0][0][0], "other": party.provinces[1][0]}
    secretaries = {
        "own": accounts["secretary"],
        "below": holder(unit=targets["below"], username="below"),
        "other": holder(unit=targets["other"], username="other"),
    }
    for target in TARGETS:
        _things(world, target, targets[target], secretaries[target])
        _help(world, target, targets[target], accounts["responsible_other" if target == "other" else "responsible"])
    world.rules = dict.fromkeys(TARGETS, lay_rule(today))
    world.words = dict.fromkeys(TARGETS, lay_word(targets["below"], world.mandates["below"], today))
    world.elections = lay_elections(targets, world.mandates["own"], today)
    stage = StageTemplate.objects.get(code="documents")
    wish = {"template": stage, "version": stage.version, "values": {"up": True}}
    change = StageChange.objects.create(**wish, asked_by=make_person(), asked_at=instant(today, time(9)))
    world.changes = dict.fromkeys(TARGETS, change.pk)
    world.packs = dict.fromkeys(TARGETS, lay_pack(accounts["general"], today))
    for role, account in [*accounts.items(), ("below", secretaries["below"])]:
        client = Client()
        client.force_login(account)
        world.sessions[role] = client.cookies["sessionid"].value
        world.own_units[role] = frozenset(grant.unit_id for grant in acting(account, today).grants)
    return world


def _holders(party: Party, today: date) -> dict[str, Account]:
    national, region, other_region, province = party.national, *party.regions, party.provinces[0][0]
    sector = make_unit(kind="sector", parent=make_unit(kind="sectors"))
    yesterday = today - timedelta(days=1)
    return {
        "secretary": holder(unit=province, username="secretary"),
        "member": holder(unit=province, post="member"),
        "superior": holder(unit=region),
        "responsible": holder(unit=national, body="cell", post="responsible", area=region),
        "responsible_other": holder(unit=national, body="cell", post="responsible", area=other_region),
        "assistant": holder(unit=national, body="cell", post="assistant", area=region),
        "pole": holder(unit=national, body="pole", post="member"),
        "bureau": holder(unit=national, body="bureau", post="member"),
        "admin": holder(unit=national, body="headquarters", post="administrator"),
        "general": holder(unit=national, body="secretariat", post="secretary_general"),
        "ended": holder(unit=province, post="member", to_on=yesterday),
        "other_tree": holder(unit=sector),
    }


def _things(world: World, target: str, unit: Unit, secretary: Account) -> None:
    today, actor = world.today, acting(secretary, world.today)
    body = Body.objects.get(unit=unit, body_type__code="office")
    world.units[target], world.bodys[target], world.body_types[target] = unit.pk, body.pk, body.body_type_id
    world.persons[target] = secretary.person_id or 0
    world.mandates[target] = Mandate.objects.get(person_id=secretary.person_id).pk
    world.acts[target] = PendingAct.objects.create(
        act="change_days",
        about_id=secretary.person_id,
        unit=unit,
        mandate_id=world.mandates[target],
        values={"from_on": today.isoformat(), "to_on": None},
        asked_by=make_person(),
        asked_at=instant(today, time(9)),
    ).pk
    world.followed[target] = follow_plan(unit, actor)
    world.premises[target], world.activities[target] = lay_premises(unit, world.mandates[target], today)
    world.words_of_none[target] = lay_word_of_none(unit, world.mandates[target], today)
    first = today.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    owed = make_obligation(
        unit=unit,
        period_start=first,
        period_end=last,
        due_on=last + timedelta(days=7),
        overdue_from=last + timedelta(days=15),
    )
    world.obligations[target] = owed.pk
    Directive.objects.filter(pk=owed.directive_id).update(standing="issued", issued_at=instant(first, time(9)))
    world.directives[target], world.codes[target] = owed.directive_id, owed.directive.code
    world.exceptions[target] = DirectiveException.objects.create(
        directive=owed.directive,
        unit=unit,
        from_on=last,
        to_on=last + timedelta(days=90),
        reason="سبب",
        authority="سلطة",
    ).pk
    before = first - timedelta(days=1)
    missed = make_obligation(
        unit=unit,
        period_start=before.replace(day=1),
        period_end=before,
        due_on=before + timedelta(days=7),
        overdue_from=before + timedelta(days=15),
    )
    missed.not_held_on = today
    missed.save()
    world.declarations[target] = Declaration.objects.create(
        unit=unit,
        obligation=missed,
        kind="not_held",
        reason="other",
        client_key=uuid4(),
        content_digest="x",
        receipt=f"N-{unit.pk}",
        submitted_at=instant(today, time(9)),
        submitted_on=today,
        mandate_id=world.mandates[target],
    ).pk
    world.requests[target] = _request(world, target, missed, today)
    earlier = missed.period_start - timedelta(days=1)
    world.askables[target] = make_obligation(
        unit=unit,
        period_start=earlier.replace(day=1),
        period_end=earlier,
        due_on=earlier + timedelta(days=7),
        overdue_from=earlier + timedelta(days=15),
    ).pk
    world.steps[target] = lay_preparation(body)
    world.meetings[target] = make_meeting(unit=unit, planned_on=today + timedelta(days=10)).pk
    world.pasts[target] = make_meeting(unit=unit, planned_on=today - timedelta(days=2)).pk
    held = make_meeting(unit=unit, planned_on=today - timedelta(days=3))
    world.helds[target] = held.pk
    submitted(held, actor, at=instant(today - timedelta(days=1), time(12)), decisions=["قرار", "قرار ثان"])
    world.reports[target] = Report.objects.get(meeting=held).pk
    sent_at = instant(today, time(1))
    world.proposals[target] = send_proposal(report_id=world.reports[target], number=1, by=actor, at=sent_at)
    world.actions[target] = ActionItem.objects.create(
        unit=unit, body=body, meeting=held, position=90, text="إجراء", opened_on=today - timedelta(days=3)
    ).pk
    world.series[target] = Series.objects.create(
        unit=unit,
        body=body,
        rule="FREQ=MONTHLY;BYDAY=1SA",
        starts_on=today,
        wall_time=time(18, 30),
        zone=ZONE,
        place="المقر",
        objectives=["هدف"],
        agenda=["نقطة"],
        created_at=instant(today, time(9)),
    ).pk
    edition = {"opens_on": today - timedelta(days=60), "by_on": today + timedelta(days=90)}
    congress = make_congress(unit=unit, **edition)
    world.congresses[target], world.roads[target] = congress.pk, congress.obligation_id
    world.check_ins[target], world.texts[target] = lay_day(congress, unit, world.mandates[target], today)
    assert unit.parent is not None
    above = Congress.objects.filter(unit=unit.parent).first() or make_congress(unit=unit.parent, **edition)
    give_seats(above, unit)
    world.shared[target] = above.pk
    world.filings[target] = lay_filing(unit, world.mandates[target], today, actor)
    world.circulars[target], world.drafts[target] = lay_circulars(unit, secretary, today)
    made = lay_requests(unit, world.mandates[target], today)
    world.resources[target], world.grants[target], world.parts[target] = made
    things = {
        "report": world.reports[target], "declaration": world.declarations[target], "request": made[0],
        "circular": world.circulars[target], "filing": world.filings[target],
    }  # fmt: skip
    world.files[target] = lay_file(unit, today, **things)
    world.training[target] = lay_training(unit, Mandate.objects.get(pk=world.mandates[target]), today)
    hang_material(world.training[target].counted, world.files[target])
    world.campaigns[target], world.censuses[target] = lay_campaign(unit, today)
    post = Mandate.objects.get(pk=world.mandates[target]).post
    world.cases[target] = case_with_remedy(unit, post, today).pk
    world.elected[target] = Elected.objects.create(congress=congress, post=post, person_id=world.persons[target]).pk


def _help(world: World, target: str, unit: Unit, follower: Account) -> None:
    """Advice that waits, a visit ahead and one made, a promise; by whoever is responsible for the region."""
    by = acting(follower, world.today)
    world.advices[target] = advised(unit, by).pk
    world.visits[target] = planned(unit, by).pk
    visit = planned(unit, by, world.today)
    made(visit, by)
    world.mades[target] = visit.pk
    world.promises[target] = promised(unit, by, world.today + timedelta(days=30)).pk


def _request(world: World, target: str, missed: Obligation, today: date) -> int:
    """An excuse the unit asks for, undecided."""
    return ReleaseRequest.objects.create(
        unit_id=missed.unit_id,
        obligation=missed,
        number=1,
        kind="excuse",
        reason="سبب",
        asked_on=today,
        asked_at=instant(today, time(9)),
        mandate_id=world.mandates[target],
    ).pk
