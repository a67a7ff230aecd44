"""What can be done for many units at once: what is typed, who is left out and why, and the act itself."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tajadur.activity.dysfunctions.operations.opening_many import open_cases, units_to_open
from tajadur.activity.support.operations.advising_many import advise_many
from tajadur.activity.support.operations.visiting_many import days_taken, plan_visits, units_to_visit
from tajadur.activity.support.queries.choices import posts_above_all
from tajadur.duties.follow_ups.queries import due_day
from tajadur.duties.obligations.operations.reminding import remind_many
from tajadur.duties.obligations.queries.remindable import late_by_unit, remindable
from tajadur.foundation import clock
from tajadur.foundation.formats import day_month_year
from tajadur.organisation.profile.queries import days_off
from tajadur.organisation.units.queries.many import LeftOut, units_at_once
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.rules.follow_ups import FollowUpKind
from tajadur.rules.support import visit_days
from tajadur.web.dysfunctions.forms import OpenForm
from tajadur.web.forms import PlainForm

from .labels import post_choices
from .many_forms import AdviceForm, RemindForm, VisitsForm, why_left_out
from .selecting import Picked, Selection


@dataclass(frozen=True, slots=True)
class Examined:
    """Whom the act is for, in order, and whom it leaves out with why in words; ``days`` of visits by unit."""

    able: list[Picked]
    left_out: list[tuple[Picked, str]]
    days: dict[int, date] = field(default_factory=dict)


class ManyAct(ABC):
    """One act for many units; each subclass is one."""

    permission: Permission
    icon: str
    title: Promise
    lead: Promise
    again: Promise

    @abstractmethod
    def form(self, data: Any, actor: Actor, chosen: Selection) -> PlainForm:
        """What is typed, once for all."""

    @abstractmethod
    def examine(self, actor: Actor, rows: Sequence[Picked], typed: Mapping[str, Any]) -> Examined:
        """Whom it is for. Raises NotVisible, PermissionDenied, BadInput."""

    @abstractmethod
    def act(self, actor: Actor, rows: Sequence[Picked], typed: Mapping[str, Any], days: Mapping[int, Any]) -> int:
        """Do it; returns for how many. Raises as ``examine``."""

    @abstractmethod
    def done(self, count: int) -> str:
        """What is said then."""

    @abstractmethod
    def button(self, count: int) -> str:
        """The words of the button that does it."""

    @abstractmethod
    def leads_to(self) -> str:
        """The page shown then."""


class AdviseMany(ManyAct):
    """The same advice to each."""

    permission, icon = Permission.ADVISE, "message-square-text"
    title, lead = gettext_lazy("Advise these units"), gettext_lazy("One text, which each unit reads as its own.")

    def form(self, data: Any, actor: Actor, chosen: Selection) -> PlainForm:
        """The advice."""
        form = AdviceForm(data)
        due = day_month_year(due_day(FollowUpKind.ADVICE, actor.on))
        form.fields["wants_answer"].label = _("I ask the unit for an answer by %(day)s") % {"day": due}
        return form

    def examine(self, actor: Actor, rows: Sequence[Picked], typed: Mapping[str, Any]) -> Examined:
        """Every unit that is open, about the first of what it owes."""
        firsts = _first_of_each(rows)
        chosen = units_at_once(actor, firsts, self.permission, actor.on)
        return _examined(firsts, chosen.left_out)

    def act(self, actor: Actor, rows: Sequence[Picked], typed: Mapping[str, Any], days: Mapping[int, Any]) -> int:
        """Advise them."""
        about = {unit_id: row.obligation_id for unit_id, row in _first_of_each(rows).items()}
        words = {"text": typed["text"], "wants_answer": typed["wants_answer"]}
        return advise_many(about=about, **words, by=actor, at=clock.now())

    def done(self, count: int) -> str:
        """How many."""
        sentence = ngettext("%(n)s unit is advised and told.", "%(n)s units are advised and told.", count)
        return sentence % {"n": count}

    def button(self, count: int) -> str:
        """With their number."""
        return ngettext("Give this advice to %(n)s unit", "Give this advice to %(n)s units", count) % {"n": count}

    def leads_to(self) -> str:
        """The advice given by oneself."""
        return f"{reverse('support:index')}?side=mine"


class VisitMany(ManyAct):
    """A visit to each, one a day."""

    permission, icon = Permission.VISIT, "map-pin"
    title, lead = gettext_lazy("Plan visits"), gettext_lazy("One member, one aim, one visit a working day.")

    def form(self, data: Any, actor: Actor, chosen: Selection) -> PlainForm:
        """The aim, the first day, and who comes: oneself, or a post that stands above all of them."""
        form = VisitsForm(data, initial={"first_on": visit_days(actor.on, 2)[1]})
        units = [row.unit for row in chosen.every()]
        others = [post for post in posts_above_all(units, actor.on) if post.pk not in actor.post_ids]
        visitor = form.fields["visitor"]
        visitor.choices = [("", _("Myself")), *post_choices(others)]  # type: ignore[attr-defined]
        return form

    def examine(self, actor: Actor, rows: Sequence[Picked], typed: Mapping[str, Any]) -> Examined:
        """Every unit without a visit to come, each with its day; holidays and days the member has taken are left."""
        firsts, first_on, visitor = _first_of_each(rows), typed["first_on"], typed["visitor"]
        chosen = units_to_visit(actor, list(firsts), actor.on)
        off = days_off(first_on.year, first_on.year + 1)
        off |= days_taken([visitor] if visitor else actor.post_ids, actor.on)
        days = dict(zip(chosen.units, visit_days(first_on, len(chosen.units), off=off), strict=True))
        return _examined(firsts, chosen.left_out, days)

    def act(self, actor: Actor, rows: Sequence[Picked], typed: Mapping[str, Any], days: Mapping[int, Any]) -> int:
        """Plan them, each on the day confirmed."""
        planned = {unit_id: days.get(unit_id) for unit_id in _first_of_each(rows)}
        return plan_visits(days=planned, aim=typed["aim"], visitor_id=typed["visitor"], by=actor, at=clock.now())

    def done(self, count: int) -> str:
        """How many."""
        sentence = ngettext(
            "%(n)s visit is planned and its unit told.", "%(n)s visits are planned and their units told.", count
        )
        return sentence % {"n": count}

    def button(self, count: int) -> str:
        """With their number."""
        return ngettext("Plan %(n)s visit", "Plan %(n)s visits", count) % {"n": count}

    def leads_to(self) -> str:
        """The visits planned by oneself."""
        return f"{reverse('support:index')}?what=visits&side=mine"


class OpenMany(ManyAct):
    """A case of one kind of each."""

    permission, icon = Permission.OPEN_CASE, "life-buoy"
    title = gettext_lazy("Open a case of each")
    lead = gettext_lazy("One observation, of one kind, of each unit. A unit whose case of the kind is open keeps it.")

    def form(self, data: Any, actor: Actor, chosen: Selection) -> PlainForm:
        """What is observed."""
        return OpenForm(data)

    def examine(self, actor: Actor, rows: Sequence[Picked], typed: Mapping[str, Any]) -> Examined:
        """Every unit without an open case of the kind."""
        firsts = _first_of_each(rows)
        chosen = units_to_open(actor, list(firsts), typed["kind"], actor.on)
        return _examined(firsts, chosen.left_out)

    def act(self, actor: Actor, rows: Sequence[Picked], typed: Mapping[str, Any], days: Mapping[int, Any]) -> int:
        """Open them."""
        observed = {name: typed[name] for name in ("kind", "severity", "text")}
        return open_cases(unit_ids=list(_first_of_each(rows)), **observed, by=actor, at=clock.now())

    def done(self, count: int) -> str:
        """How many."""
        sentence = ngettext(
            "%(n)s case is open and its unit told.", "%(n)s cases are open and their units told.", count
        )
        return sentence % {"n": count}

    def button(self, count: int) -> str:
        """With their number."""
        return ngettext("Open %(n)s case", "Open %(n)s cases", count) % {"n": count}

    def leads_to(self) -> str:
        """The register."""
        return reverse("dysfunctions:index")


class RemindMany(ManyAct):
    """A reminder of what each owes."""

    permission, icon = Permission.REMIND, "clock-3"
    title = gettext_lazy("Remind these units")
    lead = gettext_lazy(
        "The secretary of each is told what is owed and by which day, beside the reminders that go by themselves."
    )

    def form(self, data: Any, actor: Actor, chosen: Selection) -> PlainForm:
        """Nothing is typed."""
        return RemindForm(data)

    def examine(self, actor: Actor, rows: Sequence[Picked], typed: Mapping[str, Any]) -> Examined:
        """Each thing owed now; a unit picked as a whole is reminded of what it is late with, the last one due."""
        units = units_at_once(actor, [row.unit_id for row in rows], self.permission, actor.on).units
        late = late_by_unit([row.unit_id for row in rows if row.obligation_id is None], actor.on)
        idle = {row.unit_id for row in rows if row.obligation_id is None and row.unit_id not in late}
        owed = {row.obligation_id or late[row.unit_id]: row for row in rows if row.unit_id not in idle}
        left_out = [
            (row, why_left_out(LeftOut("nothing_late"))) for row in rows if row.unit_id in idle and row.unit_id in units
        ]
        if not owed:
            return Examined([], left_out)
        able, others = remindable(actor, owed, actor.on)
        kept = {asked.row.pk for asked in able}
        left_out += [(row, why_left_out(others[pk])) for pk, row in owed.items() if pk in others]
        return Examined([Picked(row.unit, pk, row.about) for pk, row in owed.items() if pk in kept], left_out)

    def act(self, actor: Actor, rows: Sequence[Picked], typed: Mapping[str, Any], days: Mapping[int, Any]) -> int:
        """Remind them of what was confirmed."""
        ids = [row.obligation_id for row in rows if row.obligation_id is not None]
        return remind_many(obligation_ids=ids, by=actor, at=clock.now())

    def done(self, count: int) -> str:
        """How many."""
        return ngettext("%(n)s reminder is sent.", "%(n)s reminders are sent.", count) % {"n": count}

    def button(self, count: int) -> str:
        """With their number."""
        return ngettext("Send %(n)s reminder", "Send %(n)s reminders", count) % {"n": count}

    def leads_to(self) -> str:
        """What is owed within reach."""
        return f"{reverse('obligations:index')}?reach=1"


def _first_of_each(rows: Sequence[Picked]) -> dict[int, Picked]:
    """Unit -> its first row: a unit with several things owed is helped once."""
    firsts: dict[int, Picked] = {}
    for row in rows:
        firsts.setdefault(row.unit_id, row)
    return firsts


def _examined(
    firsts: Mapping[int, Picked], left_out: Mapping[int, LeftOut], days: Mapping[int, date] | None = None
) -> Examined:
    able = [row for unit_id, row in firsts.items() if unit_id not in left_out]
    return Examined(able, [(firsts[pk], why_left_out(because)) for pk, because in left_out.items()], dict(days or {}))
