"""A whole season, 1 March to 10 July: what was told equals, to the last message, what the oracle works out."""

import os
from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection

from tajadur.delivery.digests import gather_digests
from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.nightly.reminding import decide_reminders
from tajadur.duties.obligations.operations.fulfilling import record_fulfilment
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.duties.obligations.operations.releasing import extend
from tajadur.duties.obligations.operations.sync_obligations import cancel_and_rewrite
from tajadur.foundation.calendar import civil_day, instant
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.verification import verify
from tajadur.organisation.people.models import Mandate, Post
from tajadur.organisation.profile.models import Profile
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.nightly import apply_moves
from tajadur.organisation.units.operations.moving import move_unit
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Role
from tajadur.registry.notices.models import DeliveryItem, Notice
from tests.duties.ladders.season import BEGAN, FIRST, FOR_EVER, LAST, Happenings, drawn
from tests.duties.ladders.season_oracle import Owed, told
from tests.factories.duties import administrator
from tests.factories.party import Party, make_mandate, make_person, make_post, make_unit, small_party

SEEDS = [int(seed) for seed in os.environ.get("SEASONS", "1").split(",")]
CODES = ("provincial-office", "provincial-council", "regional-congress")


class World:
    """The database of a season: names of units and posts to rows, and the happenings of one day done for real."""

    def __init__(self, happenings: Happenings) -> None:
        self.happenings, season = happenings, happenings.season
        self.party: Party = small_party(installed_on=BEGAN, regions=12, provinces=0, branches=0)
        self.units = {f"R{number}": unit for number, unit in enumerate(self.party.regions)}
        for name, ((_, region), *_later) in season.parents.items():
            self.units[name] = make_unit(kind="province", parent=self.units[region], name=name)
        national = self.party.national
        self.posts: dict[str, Post] = {"chief": make_post(unit=national, body="secretariat", post="secretary_general")}
        for (office, unit), name in season.posts.items():
            place: dict[str, Any] = {"unit": self.units[unit]}
            if office == "responsible":
                place = {"unit": national, "body": "cell", "post": "responsible", "area": self.units[unit]}
            self.posts[name] = make_post(**place)
        self.names = {post.pk: name for name, post in self.posts.items()}
        for name, terms in season.terms.items():
            for from_on, to_on in terms:
                person = make_person(email=f"{name.replace(' ', '.')}.{from_on}@example.org")
                until = None if to_on == FOR_EVER else to_on
                make_mandate(person=person, post=self.posts[name], from_on=from_on, to_on=until)
        install_directives(from_on=BEGAN)
        Directive.objects.exclude(code__in=CODES).update(standing="withdrawn", withdrawn_on=BEGAN)
        day = FIRST - timedelta(days=1)
        Profile.objects.update(installed_on=BEGAN)
        open_periods(on=day, at=instant(day, time(12)))
        self.admin = administrator(self.party, FIRST)
        grant = Grant(Role.SECRETARY_GENERAL, 1, 1, 1, 1, False, national.pk, national.path)
        self.general = Actor(None, None, FIRST, (grant,))

    def row(self, one: Owed) -> Obligation:
        """The row of what is owed."""
        return Obligation.objects.select_related("directive").get(
            unit=self.units[one.unit], directive__code=one.directive, period_key=one.period
        )

    def live(self, on: date) -> None:
        """What happens on ``on``, before the passes of eight o'clock."""
        at = instant(on, time(7))
        for name, region in self.happenings.moves.get(on, ()):
            parent = self.units[region].pk
            move_unit(unit_id=self.units[name].pk, parent_id=parent, from_on=on, by=replace(self.admin, on=on), at=at)
        for name in self.happenings.closures.get(on, ()):
            Unit.objects.filter(pk=self.units[name].pk).update(closed_on=on)
        for one in self.happenings.extensions.get(on, ()):
            until = one.extension[1] if one.extension else on
            by = replace(self.general, on=on)
            extend(obligation_id=self.row(one).pk, until=until, reason="سبب", on=on, by=by, at=at)
        for one, held in self.happenings.reports.get(on, ()):
            row = self.row(one)
            source = ("declaration", row.pk) if one.dated else ("report", row.pk)
            which: dict[str, Any] = (
                {"obligation_id": row.pk} if one.dated else {"body_type_id": row.directive.body_type_id}
            )
            record_fulfilment(
                source=source, unit_id=row.unit_id, held_on=held, filed_on=on, submitted_at=at, at=at, **which
            )

    def pass_of(self, on: date) -> None:
        """The passes of one day; those that follow changes run when something changed or a month begins."""
        at = instant(on, time(8, 1))
        if on.day == 1 or on in self.happenings.moves or on in self.happenings.closures:
            apply_moves(on=on, at=at)
            cancel_and_rewrite(on=on, at=at)
            open_periods(on=on, at=at)
        decide_reminders(on=on, at=at)
        gather_digests(on=on, at=at)

    def told(self) -> list[tuple[date, str, str, str, str, str, str]]:
        """Every notice as the oracle writes them."""
        units = {unit.pk: name for name, unit in self.units.items()}
        rows = Notice.objects.filter(subject_kind="obligation").order_by("decided_at", "pk")
        return [
            (civil_day(one.decided_at), units[one.unit_id], one.params["directive"], one.params["period"], one.step,
             self.names[one.post_id], self.names.get(one.passed_from_id or 0, ""))
            for one in rows
        ]  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_recipients_of_a_season_equal_those_of_the_oracle_to_the_last_message(db: None, seed: int) -> None:
    happenings = drawn(seed)
    world = World(happenings)
    for number in range((LAST - FIRST).days + 1):
        on = FIRST + timedelta(days=number)
        world.live(on)
        if number % 30 == 0:
            with connection.cursor() as cursor:  # no autovacuum sees the rows of a test: the planner must be told
                cursor.execute("ANALYZE")
        if on not in happenings.season.down:
            world.pass_of(on)
    expected, found = Counter(told(happenings.season, FIRST, LAST)), Counter(world.told())
    assert sum(expected.values()) > 500
    assert sorted((expected - found).elements()) == [], "missed"
    assert sorted((found - expected).elements()) == [], "told without reason"
    assert sorted(found.elements()) == sorted(expected.elements())
    _carried_once_to_whoever_held_the_post()
    laid = [one for one in verify(AsOf(LAST, instant(LAST, time(12)))) if "ladder" in one.invariant]
    assert laid == []


def _carried_once_to_whoever_held_the_post() -> None:
    """Each notice lies in the inbox of exactly the persons who held its post, in a unit not closed, on its day."""
    carried = Counter(DeliveryItem.objects.filter(channel="in_app").values_list("notice_id", "person_id"))
    wanted: Counter[tuple[int, int]] = Counter()
    terms = list(Mandate.objects.values_list("post_id", "person_id", "from_on", "to_on", "post__unit__closed_on"))
    for pk, post_id, decided_at in Notice.objects.values_list("pk", "post_id", "decided_at"):
        day = civil_day(decided_at)
        for post, person_id, from_on, to_on, closed_on in terms:
            is_open = closed_on is None or day < closed_on
            if post == post_id and is_open and from_on <= day and (to_on is None or day <= to_on):
                wanted[pk, person_id] += 1
    assert carried == wanted
