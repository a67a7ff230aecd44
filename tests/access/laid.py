"""What must stand there, and what is typed, so that each form of the site does something when it is sent."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tajadur.activity.congresses.models import Congress, Elected
from tajadur.activity.meetings.models import Report
from tajadur.duties.directives.models import Directive, DirectiveException
from tajadur.duties.obligations.models import LadderRow
from tajadur.foundation import clock
from tajadur.organisation.people.models import Mandate, PendingAct
from tajadur.organisation.profile.models import UnitKind
from tajadur.organisation.units.models import Unit
from tajadur.registry.notices.models import ChannelConfig
from tajadur.web.people.handing_over import CONFIRM
from tests.access import payloads as say
from tests.access.world import World
from tests.factories.congresses import hold
from tests.factories.letters import letter_in
from tests.factories.party import make_mandate, make_person, make_post
from tests.factories.push_service import push_on
from tests.factories.sheets import cells, csv_file

Arguments = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Sending:
    """``data`` is what is typed; ``at`` the arguments of the address; ``first`` lays down what must be there."""

    role: str
    data: Arguments | dict[str, Any] | None = None
    at: Arguments | None = None
    first: Callable[[World], Any] | None = None
    query: str = ""

    def typed(self, world: World) -> dict[str, Any]:
        """What is sent."""
        return self.data(world) if callable(self.data) else self.data or {}


def own(kind: str, argument: str = "", target: str = "own") -> Arguments:
    """The thing of the secretary's own unit."""
    things = kind if kind.endswith("s") else f"{kind}s"
    things = {"shareds": "shared"}.get(things, things)
    return lambda world: {argument or f"{kind}_id": getattr(world, things)[target]}


def of(payload: Callable[[World, str], Any], target: str = "own") -> Arguments:
    """A payload of the table of access."""
    return lambda world: payload(world, target)


def on(field: str, ahead: int, **more: Any) -> Arguments:
    """A day ``ahead`` in ``field``, and more."""
    return lambda world: {field: (world.today + timedelta(days=ahead)).isoformat(), **more}


CONFIRMED = {f"confirm_{code}": "on" for code in ("leaves_period", "on_holiday", "ramadan_evening", "series_running",
                                                  "same_day_meeting", "same_name", "numbers_odd")}  # fmt: skip


def at_branch(world: World) -> dict[str, Any]:
    return {"unit_id": world.units["below"]}


def in_congress(world: World) -> dict[str, Any]:
    return {"congress_id": world.congresses["own"]}


def door(world: World, role: str, name: str, typed: dict[str, Any] | None = None, **kwargs: Any) -> Any:
    """What somebody did before, through the same door."""
    client = Client()
    client.cookies["sessionid"] = world.sessions[role]
    answer = client.post(reverse(name, kwargs=kwargs), typed or {})
    assert answer.status_code < 400, f"{name}: {answer.status_code}"
    return answer


def shown(world: World, role: str, name: str, **kwargs: Any) -> Any:
    """What a page shows to somebody."""
    client = Client()
    client.cookies["sessionid"] = world.sessions[role]
    return client.get(reverse(name, kwargs=kwargs)).context


def ruling(world: World) -> dict[str, Any]:
    """A rule about holding posts."""
    posts = shown(world, "admin", "people:rule_add")["form"].fields["subject"].choices
    (first, _name), (second, _other) = posts[1][1][1], posts[2][1][1]
    return {"kind": "excludes", "subject": first, "other": second, "scope": "line", "effect": "asks",
            "source": "المادة 7", "from_on": world.today.isoformat()}  # fmt: skip


def stage_of(world: World) -> dict[str, Any]:
    return in_congress(world) | {"code": "committee"}


def stage_done(world: World) -> None:
    door(world, "secretary", "congresses:stage", say.stage(world, "own"), **stage_of(world))


def congress_held(world: World) -> None:
    hold(Congress.objects.get(pk=world.congresses["own"]), world.today)


def listed(world: World) -> dict[str, Any]:
    congress_held(world)
    posts = shown(world, "secretary", "congresses:roster", **in_congress(world))["form"].fields["post"].choices
    return {"post": posts[0][0], "names": "مريم العلوي، امرأة\nسعيد بنعلي، رجل", "women": "", "youth": ""}


def roster_sent(world: World) -> None:
    door(world, "secretary", "congresses:roster", listed(world), **in_congress(world))


def drafted(world: World) -> dict[str, Any]:
    """A directive drafted by the administrator."""
    known = set(Directive.objects.values_list("pk", flat=True))
    door(world, "admin", "directives:new", directive_typed(world))
    return {"directive_id": Directive.objects.exclude(pk__in=known).get().pk}


def issuing(world: World) -> dict[str, Any]:
    directive = Directive.objects.get(standing="draft")
    return {"seen": shown(world, "general", "directives:issue", directive_id=directive.pk)["mark"]}


def amended(world: World) -> None:
    door(world, "admin", "directives:amend", amending(world), directive_id=world.directives["own"])


def amendment_seen(world: World) -> dict[str, Any]:
    return {"seen": shown(world, "general", "directives:amendment_issue", directive_id=world.directives["own"])["mark"]}


def excepted(world: World) -> dict[str, Any]:
    known = set(DirectiveException.objects.values_list("pk", flat=True))
    url = reverse("directives:exception_new", kwargs={"directive_id": world.directives["own"]})
    client = Client()
    client.cookies["sessionid"] = world.sessions["admin"]
    client.post(f"{url}?unit={world.units['own']}", excepting(world))
    return {"exception_id": DirectiveException.objects.exclude(pk__in=known).get().pk}


def interim(world: World) -> dict[str, Any]:
    post = make_post(unit=Unit.objects.get(pk=world.units["below"]), post="member")
    known = set(Mandate.objects.values_list("pk", flat=True))
    days = {"from_on": world.today.isoformat(), "to_on": (world.today + timedelta(days=60)).isoformat()}
    door(world, "admin", "people:mandate", {"person": make_person().pk, "post": post.pk, "interim": "on", **days})
    return {"mandate_id": Mandate.objects.exclude(pk__in=known).get().pk}


def sheet(world: World) -> dict[str, Any]:
    unit = Unit.objects.get(pk=world.units["own"])
    row = cells(unit=unit.code, body="office", post="member", name_ar="سعاد", from_on="01/06/2026")
    return {"file": SimpleUploadedFile("people.csv", csv_file(row))}


def sheet_checked(world: World) -> dict[str, Any]:
    page = door(world, "admin", "people:import", sheet(world)).content.decode()
    return {"rows": re.search(r'name="rows" value="([^"]+)"', page)[1]}  # type: ignore[index]


def channel(world: World, **state: Any) -> dict[str, Any]:
    url = "json://sms.example.org/send?:to={to}"
    row = ChannelConfig.objects.create(kind="sms", name="رسائل", url=url, created_at=clock.now(), **state)
    return {"config_id": row.pk}


def pushing(world: World) -> None:
    push_on(clock.now())


def letter(state: str) -> Arguments:
    return lambda world: {"delivery_id": letter_in(state, unit=Unit.objects.get(pk=world.units["own"])).pk}


def reminded(world: World) -> None:
    LadderRow.objects.create(
        obligation_id=world.obligations["own"], step="due-7:post", level="post", planned_at=clock.now(),
        day=world.today + timedelta(days=2),
    )  # fmt: skip


def in_office(world: World) -> int:
    """Somebody in office without an account."""
    post = make_post(unit=Unit.objects.get(pk=world.units["below"]), post="member")
    return make_mandate(person=make_person(email="a@example.org"), post=post).person_id


def declared(world: World) -> None:
    """What the unit owes is fulfilled by a declaration."""
    Directive.objects.filter(pk=world.directives["own"]).update(fulfilment="declaration", body_type=None)


def a_holiday(world: World) -> dict[str, Any]:
    row = shown(world, "admin", "meetings:holidays")["rows"][0][0]
    return {"estimated_on": row.estimated_on.isoformat(), "observed_on": row.estimated_on.isoformat()}


def elected_body(world: World) -> dict[str, Any]:
    roster_sent(world)
    last = Elected.objects.filter(congress=world.congresses["own"]).order_by("-pk")[0]
    return in_congress(world) | {"body_id": last.post.body_id}


def nothing_waits(world: World) -> None:
    """No act of two persons about the secretary waits."""
    PendingAct.objects.filter(mandate=world.mandates["own"]).delete()


def to_come(world: World) -> dict[str, Any]:
    """A mandate that begins later."""
    post = make_post(unit=Unit.objects.get(pk=world.units["below"]), post="member")
    begins = world.today + timedelta(days=10)
    return {"mandate_id": make_mandate(person=make_person(), post=post, from_on=begins).pk}


def handing_over(world: World) -> dict[str, Any]:
    """The secretary of the branch is followed by somebody else."""
    mandate = Mandate.objects.get(pk=world.mandates["below"])
    PendingAct.objects.all().delete()
    day = (world.today + timedelta(days=10)).isoformat()
    return {"person": make_person().pk, "post": mandate.post_id, "from_on": day, "to_on": "", CONFIRM: "1",
            "ends": mandate.pk}  # fmt: skip


def somebody(world: World) -> dict[str, Any]:
    """A person without an office and a post that is vacant."""
    post = make_post(unit=Unit.objects.get(pk=world.units["below"]), post="member")
    return {"person": make_person().pk, "post": post.pk}


def correction(world: World) -> dict[str, Any]:
    report = Report.objects.get(pk=world.reports["own"])
    answers = {f"outcome-{pk}": "reached" for pk in report.outcomes.values_list("point_id", flat=True)}
    return {
        "client_key": str(uuid4()), "base_version": "1", "held_on": report.held_on.isoformat(), "started": "18:30",
        "place": "قاعة", "present": str(report.present), "women": str(report.women), "youth": str(report.youth),
        "excused": str(report.excused), "absent": str(report.absent), "text": "تصحيح", "decisions-TOTAL_FORMS": "1",
        "decisions-0-text": "قرار", "actions-TOTAL_FORMS": "1", **answers,
    }  # fmt: skip


def directive_typed(world: World) -> dict[str, Any]:
    return {
        "name_ar": "تصريح", "name_fr": "Déclaration", "name_en": "Monthly note", "fulfilment": "declaration",
        "unit_kind": UnitKind.objects.get(code="branch").pk, "period_type": "monthly", "report_days": "5",
        "grace_days": "5", "in_force_from": world.today.isoformat(), "released_by": "above",
        "step0_days": "2", "step0_side": "before", "step0_anchor": "due", "step0_to": "post",
    }  # fmt: skip


def amending(world: World) -> dict[str, Any]:
    return {"report_days": "9", "grace_days": "7", "released_by": "cell", "period_type": "monthly",
            "step0_days": "2", "step0_side": "before", "step0_anchor": "due", "step0_to": "post"}  # fmt: skip


def excepting(world: World) -> dict[str, Any]:
    first = (world.today.replace(day=1) + timedelta(days=400)).replace(day=1)
    return {"frequency": "suspended", "from_on": first.isoformat(), "to_on": (first + timedelta(days=80)).isoformat(),
            "reason": "سبب", "authority": "سلطة", "unit": world.units["own"]}  # fmt: skip
