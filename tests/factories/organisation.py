"""An organisation laid down from its file, with a holder of every post on one line of units and some of its life."""

from datetime import date, time, timedelta

from django.test import Client

from tajadur.activity.meetings.models import Point, Report
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.foundation import clock
from tajadur.foundation.calendar import instant
from tajadur.founding.laying import lay_down
from tajadur.founding.party_file import PartyFile
from tajadur.jobs.passes import PASSES
from tajadur.organisation.people.models import Account, Person, Post, derived_names
from tajadur.organisation.units.models import Unit
from tests.factories.party import acting, make_account, make_mandate
from tests.factories.reports import make_meeting, submitted
from tests.factories.support import advised

LAID_BEFORE = timedelta(days=150)  # so that a period of four months is over
NIGHT = ("open_periods", "find_dysfunctions", "follow_cases", "measure_plan", "decide_reminders", "gather_digests")
PASSWORD = "a long enough word"


class Organisation:
    """``accounts``: one for each kind of post, ``level/body/post``, on the line from the root to the deepest unit."""

    def __init__(self, file: PartyFile) -> None:
        """Lay it down some months ago, fill one line of posts, and let what is owed since be opened."""
        self.file, self.today = file, clock.today()
        self.laid_on = self.today - LAID_BEFORE
        noon = instant(self.laid_on, time(12))
        self.laid = lay_down(file, opened_on=self.laid_on, password=PASSWORD, on=self.laid_on, at=noon)
        self.line = self._line()
        self.accounts = {name: _holder(post, self.laid_on) for name, post in self._posts().items()}
        open_periods(on=self.today, at=clock.now())

    def unit(self, level: str) -> Unit:
        """The unit of a level on the line."""
        return next(unit for unit in self.line if unit.kind.code == level)

    def client(self, name: str) -> Client:
        """Somebody who is logged in; nobody for an empty name."""
        client = Client(raise_request_exception=False)
        if name:
            client.force_login(self.accounts[name])
        return client

    def report(self, level: str, body: str, held_on: date) -> Report:
        """A meeting of a body of the line, held and reported by its secretary."""
        unit = self.unit(level)
        meeting = make_meeting(unit=unit, body=body, planned_on=held_on, place="Room 2")
        by = acting(self.secretary(level, body), self.today)
        submitted(
            meeting, by, at=clock.now(), place="Room 2", text="Done", present=1, excused=0, women=1, youth=0,
            decisions=["Go on"],
        )  # fmt: skip
        Point.objects.filter(meeting=meeting).update(text="Accounts")
        return Report.objects.get(meeting=meeting)

    def secretary(self, level: str, body: str) -> Account:
        """The account of the secretary of a body."""
        return next(self.accounts[name] for name in self.accounts if name.startswith(f"{level}/{body}/secretary:"))

    def live(self) -> None:
        """Two meetings of a unit, one of them ahead; a night of the passes; advice where somebody follows."""
        level = self.file.directives[0].level
        unit = self.unit(level)
        self.report(level, "office", self.today - timedelta(days=1))
        make_meeting(unit=unit, planned_on=self.today + timedelta(days=9), place="Room 3")
        Point.objects.filter(meeting__unit=unit).update(text="Accounts")
        for name in NIGHT:
            PASSES[name](self.today, clock.now())
        if follower := next((name for name in self.accounts if "/responsible:" in name), None):
            advised(unit, acting(self.accounts[follower], self.today), text="Meet soon")

    def owed(self, code: str) -> set[str]:
        """The keys of the periods for which the directive is owed by now."""
        rows = Obligation.objects.filter(directive__code=code, cancelled_on=None)
        return set(rows.values_list("period_key", flat=True))

    def _line(self) -> list[Unit]:
        unit: Unit | None = Unit.objects.select_related("kind").order_by("-depth", "code").first()
        line: list[Unit] = []
        while unit is not None:
            line.insert(0, unit)
            unit = Unit.objects.select_related("kind").filter(pk=unit.parent_id).first()
        return line

    def _posts(self) -> dict[str, Post]:
        rows = Post.objects.filter(unit__in=self.line).select_related("unit__kind", "post_type__body_type", "area")
        posts: dict[str, Post] = {}
        for post in rows.order_by("pk"):
            kind = post.post_type
            if post.area is None or post.area in self.line:
                name = f"{post.unit.kind.code}/{kind.body_type.code}/{kind.office}:{kind.code}"
                posts.setdefault(name, post)
        return posts


def _holder(post: Post, since: date) -> Account:
    name, username = f"Dominique {chr(65 + post.pk % 26)}. Lambert", f"holder{post.pk}"
    person = Person.objects.create(
        name_ar=name, name_latin=name, **derived_names(name, name), sex="f", email=f"{username}@example.org"
    )
    make_mandate(person=person, post=post, from_on=since)
    return make_account(person=person, username=username)
