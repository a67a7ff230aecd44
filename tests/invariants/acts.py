"""The random acts of ``tests/compliance/history.py``, and beside them what other figures need: people, congresses.

What is beside is written as rows, not by operations: here only what pages count of it is looked at.
"""

from collections.abc import Callable
from datetime import date, timedelta

from tajadur.activity.congresses.models import Congress, DelegateList, SeatShare, Stage
from tajadur.activity.congresses.nightly import open_congresses
from tajadur.activity.meetings.models import ActionItem, Meeting
from tajadur.duties.obligations.operations.fulfilling import record_fulfilment
from tajadur.duties.obligations.operations.planning import note_planned_day
from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.units.models import Unit
from tests.compliance.history import Acts
from tests.factories.duties import at_noon
from tests.factories.party import Party, make_mandate, make_person, make_post
from tests.factories.reports import make_meeting

LEVELS = ("region", "province", "branch")


class Life(Acts):
    """A party whose secretaries come and go, whose actions are closed or not, and whose congresses are prepared."""

    def __init__(self, party: Party, seed: int) -> None:
        super().__init__(party, seed)
        self.beside: list[tuple[int, Callable[[], None]]] = [
            (6, self.decide_action), (5, self.close_action), (1, self.drop_action), (3, self.appoint), (3, self.leave),
            (9, self.reach_stage), (2, self.fix_day), (1, self.hold), (4, self.elect_delegates), (2, self.meet),
        ]  # fmt: skip
        for unit in Unit.objects.filter(kind__code__in=LEVELS).order_by("pk"):
            if self.chance.random() < 0.7:
                make_mandate(person=make_person(), post=make_post(unit=unit), from_on=self._lately(200))

    def live(self) -> None:
        """A day: two acts of the history, four things beside them, then some days with their passes."""
        self.do()
        self.do()
        open_congresses(on=self.day, at=at_noon(self.day))
        weights, kinds = zip(*self.beside, strict=True)
        for happening in self.chance.choices(kinds, weights, k=4):
            try:
                happening()
            except BadInput:
                continue  # nothing of the kind can happen today
        self.pass_days()

    def meet(self) -> None:
        unit = self._unit(*LEVELS)
        make_meeting(unit=unit, planned_on=self._lately(30))

    def decide_action(self) -> None:
        meetings = list(Meeting.objects.order_by("pk").values_list("pk", "unit_id", "body_id", "planned_on"))
        pk, unit_id, body_id, planned_on = self.chance.choice(meetings or [self._first_meeting()])
        opened_on = min(self.day, planned_on + timedelta(days=2))
        due_on = opened_on + timedelta(days=self.chance.randint(0, 60)) if self.chance.random() < 0.9 else None
        ActionItem.objects.create(
            unit_id=unit_id, body_id=body_id, meeting_id=pk, position=1 + ActionItem.objects.count(), text="افعل",
            due_on=due_on, opened_on=opened_on,
        )  # fmt: skip

    def close_action(self) -> None:
        ActionItem.objects.filter(pk=self._open_action()).update(closed_on=self.day)

    def drop_action(self) -> None:
        ActionItem.objects.filter(pk=self._open_action()).update(dropped_on=self.day, dropped_version=2)

    def appoint(self) -> None:
        post = make_post(unit=self._unit(*LEVELS))
        if not Mandate.objects.filter(post=post, to_on=None).exists():
            last = Mandate.objects.filter(post=post).order_by("-to_on").first()
            first = max(self._lately(20), last.to_on + timedelta(days=1) if last and last.to_on else date.min)
            row = make_mandate(person=make_person(), post=post, from_on=first)
            if self.chance.random() < 0.2:
                Mandate.objects.filter(pk=row.pk).update(standing="proposed")

    def leave(self) -> None:
        running = Mandate.objects.filter(post__post_type__office="secretary", to_on=None, from_on__lt=self.day)
        if not running.exists():
            raise BadInput("", "no_such_row")
        row = self.chance.choice(list(running.order_by("pk")))
        Mandate.objects.filter(pk=row.pk).update(to_on=max(row.from_on, self._lately(15)))

    def reach_stage(self) -> None:
        congress = self._congress()
        rows = {row.template.code: row for row in Stage.objects.filter(congress=congress).select_related("template")}
        free = [
            row
            for code, row in sorted(rows.items())
            if code != "held" and row.done_on is None and all(rows[before].done_on for before in row.template.after)
        ]
        if not free:
            raise BadInput("", "no_such_row")
        row = self.chance.choice(free)
        after = [day for before in row.template.after if (day := rows[before].done_on)]
        done_on = max([congress.obligation.period_start, self._lately(25), *after])
        if done_on > self.day:
            raise BadInput("", "in_future")
        Stage.objects.filter(pk=row.pk).update(done_on=done_on, marked_at=at_noon(self.day), mandate_id=1)

    def fix_day(self) -> None:
        congress = self._congress()
        day = congress.obligation.period_end + timedelta(days=self.chance.randint(-60, 30))
        Congress.objects.filter(pk=congress.pk).update(planned_on=day, place="قاعة")
        note_planned_day(obligation_id=congress.obligation_id, planned_on=day, on=self.day)

    def hold(self) -> None:
        congress = self._congress()
        if self.day < congress.obligation.period_end - timedelta(days=30):
            raise BadInput("", "too_early")
        at, held_on = at_noon(self.day), max(congress.obligation.period_start, self._lately(9))
        Stage.objects.filter(congress=congress, template__code="held").update(
            done_on=held_on, marked_at=at, mandate_id=1
        )
        record_fulfilment(
            source=("congress", congress.pk), unit_id=congress.unit_id, obligation_id=congress.obligation_id,
            held_on=held_on, filed_on=self.day, submitted_at=at, at=at,
        )  # fmt: skip

    def elect_delegates(self) -> None:
        congress = self._congress()
        units = Unit.objects.filter(parent_id=congress.unit_id, closed_on=None).order_by("pk")
        for seats, unit in enumerate(units):
            SeatShare.objects.get_or_create(congress=congress, unit=unit, defaults={"weight": 1, "seats": seats % 3})
        shares = list(SeatShare.objects.filter(congress=congress).order_by("unit_id"))
        if not shares:
            raise BadInput("", "no_such_row")  # all its provinces moved elsewhere
        share = self.chance.choice(shares)
        version = share.lists.count() + 1
        share.lists.update(is_latest=False)
        DelegateList.objects.create(
            share=share, version=version, elected=0, women=0, youth=0, filed_at=at_noon(self.day), filed_on=self.day,
            mandate_id=1,
        )  # fmt: skip

    def _congress(self) -> Congress:
        waiting = Congress.objects.filter(obligation__held_on=None, obligation__period_start__lte=self.day)
        rows = list(waiting.filter(unit__closed_on=None).select_related("obligation"))
        rows.sort(key=lambda row: (row.unit_id, row.obligation.period_end))
        if not rows:
            raise BadInput("", "no_such_row")
        return self.chance.choice(rows)

    def _open_action(self) -> int:
        rows = ActionItem.objects.filter(closed_on=None, dropped_on=None).order_by("pk").values_list("pk", flat=True)
        if not rows:
            raise BadInput("", "no_such_row")
        return self.chance.choice(list(rows))

    def _first_meeting(self) -> tuple[int, int, int, date]:
        row = make_meeting(unit=self._unit(*LEVELS), planned_on=self._lately(30))
        return row.pk, row.unit_id, row.body_id, row.planned_on

    def _lately(self, most: int) -> date:
        return self.day - timedelta(days=self.chance.randint(0, most))
