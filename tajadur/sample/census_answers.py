"""What an invented branch answers: what the product knows of it, and the rest drawn so that it agrees with itself."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import translation

from tajadur.activity.premises.models import Premises
from tajadur.activity.premises.queries.facts import standing_premises, standing_words
from tajadur.activity.premises.queries.reading import spans_of_premises
from tajadur.activity.premises.vocabulary import PremisesCondition
from tajadur.activity.premises.words import hours_in_words
from tajadur.duties.obligations.models import Fulfilment
from tajadur.foundation.questionnaires.definition import Questionnaire, QuestionSection
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.permissions.matrix import Role

from . import words_of_census as words

YEAR = timedelta(days=365)
_CONDITIONS = PremisesCondition.values


@dataclass(frozen=True, slots=True)
class Housing:
    """Premises as the answers of a census tell them."""

    address: str
    sharing: str
    condition: str
    hours: str


@dataclass(slots=True)
class KnownBranch:
    """What is known of a branch: who led its office and since when, the days on which it met, what it has for premises.

    ``housed``: since which day; ``without``: the days from which it said to have none.
    """

    mandates: list[tuple[date, date | None, int]] = field(default_factory=list)
    meetings: list[date] = field(default_factory=list)
    housed: list[tuple[date, Housing]] = field(default_factory=list)
    without: list[date] = field(default_factory=list)

    def housing(self, day: date) -> Housing | None:
        """The premises it has on a day."""
        return next((housing for since, housing in self.housed if since <= day), None)

    def mandate_on(self, day: date) -> int:
        """Of the secretary of a day; of the last one before where the post is vacant; 0 for a branch without any."""
        began = [mandate for from_on, _to_on, mandate in self.mandates if from_on <= day]
        return began[-1] if began else 0

    def secretary_since(self, day: date) -> date | None:
        """Since when the secretary of a day is in office; None: vacant."""
        return next(
            (from_on for from_on, to_on, _ in self.mandates if from_on <= day and (to_on is None or to_on >= day)), None
        )

    def met(self, day: date) -> list[date]:
        """The days of the meetings of the year before."""
        return self.meetings[bisect_left(self.meetings, day - YEAR) : bisect_right(self.meetings, day)]


def standings() -> Mapping[int, KnownBranch]:
    """Unit -> what is known of it: five queries."""
    known: dict[int, KnownBranch] = defaultdict(KnownBranch)
    held = Mandate.objects.filter(
        post__post_type__office=Role.SECRETARY,
        post__body__body_type__code=LeadingBody.OFFICE,
        post__unit__kind__code="branch",
    )
    columns = held.order_by("from_on", "pk").values_list("post__unit_id", "from_on", "to_on", "pk")
    for unit_id, from_on, to_on, pk in columns:
        known[unit_id].mandates.append((from_on, to_on, pk))
    met = Fulfilment.objects.filter(unit__kind__code="branch", superseded_at=None).exclude(body_type_id=None)
    for unit_id, held_on in met.order_by("held_on").values_list("unit_id", "held_on").iterator(10_000):
        known[unit_id].meetings.append(held_on)
    housed = standing_premises().filter(unit__kind__code="branch", to_on=None).prefetch_related("hours")
    with translation.override("ar"):
        for row in housed.order_by("from_on", "pk"):
            known[row.unit_id].housed.append((row.from_on, _housing(row)))
    for unit_id, from_on in standing_words().filter(unit__kind__code="branch").values_list("unit_id", "from_on"):
        known[unit_id].without.append(from_on)
    return known


def _housing(row: Premises) -> Housing:
    hours = hours_in_words(spans_of_premises(row.hours.all()))
    return Housing(row.address, row.sharing, row.condition, "\n".join(hours))


def drawn_answers(
    form: Questionnaire, standing: KnownBranch, day: date, seed: int, *, corrected: bool = False
) -> dict[str, Any]:
    """The answers of a branch to ``form``, as they are stored. What is ``corrected`` differs by a count of members."""
    random = Random(seed)
    answers: dict[str, Any] = {}
    for draw in (_office, _members, _premises, _council, _around):
        answers |= draw(random, standing, day)
    if corrected:
        answers["members_total"] += 1
    asked = set(form.questions) | {item.name for item in form.items if isinstance(item, QuestionSection)}
    return {name: answer for name, answer in answers.items() if name in asked and answer is not None}


def _office(random: Random, standing: KnownBranch, day: date) -> dict[str, Any]:
    since, met = standing.secretary_since(day), standing.met(day)
    members = random.randint(5, 13)
    return {
        "has_secretary": "yes" if since else "no",
        "secretary_since": since.isoformat() if since else None,
        "office_members": members,
        "office_women": random.randint(0, members // 2) if random.random() < 0.9 else None,
        "last_meeting_on": met[-1].isoformat() if met else None,
        "meetings_held": len(met),
    }


def _members(random: Random, _standing: KnownBranch, _day: date) -> dict[str, Any]:
    ages = [random.randint(*span) for span in ((2, 25), (6, 45), (10, 70), (3, 30))]
    by_age = random.random() < 0.88
    names = ("members_18_24", "members_25_34", "members_35_59", "members_60")
    return {
        "members_total": sum(ages),
        "members_women": round(sum(ages) * random.uniform(0.12, 0.48)),
        **(dict(zip(names, ages, strict=True)) if by_age else {}),
    }


def _premises(random: Random, standing: KnownBranch, day: date) -> dict[str, Any]:
    drawn = random.random() < 0.41 and not any(since <= day for since in standing.without)
    housing = standing.housing(day) or (Housing("", "alone", random.choice(_CONDITIONS), "") if drawn else None)
    has, told = housing is not None, housing or Housing("", "", "", "")
    tenure = random.choices(("own", "rent", "lent"), (2, 6, 3))[0]
    rent, why = str(random.randrange(800, 4000, 50)), random.choice(words.REASONS_WITHOUT_PREMISES)
    says_why = random.random() < 0.35
    return {
        "has_premises": "yes" if has else "no",
        "tenure": tenure if has else None,
        "rent": rent if has and tenure == "rent" else None,
        "premises_address": told.address or None,
        "premises_sharing": told.sharing or None,
        "premises_condition": told.condition or None,
        "premises_hours": told.hours or None,
        "why_none": why if not has and says_why else None,
        "remarks": random.choice(words.REMARKS) if random.random() < 0.3 else None,
    }


def _council(random: Random, _standing: KnownBranch, _day: date) -> dict[str, Any]:
    seats = random.choices((0, 1, 2, 3, 5, 8), (4, 3, 3, 2, 1, 1))[0]
    return {"councillors": seats, "councillors_women": random.randint(0, seats // 2)}


def _around(random: Random, _standing: KnownBranch, _day: date) -> dict[str, Any]:
    parallel = [name for name, share in (("youth", 0.5), ("women", 0.35), ("pupils", 0.12)) if random.random() < share]
    needs = [
        name
        for name, share in (
            ("training", 0.6), ("premises", 0.45), ("equipment", 0.4), ("transport", 0.25), ("communication", 0.3),
        )
        if random.random() < share
    ]  # fmt: skip
    activities = [
        {"activity": random.choice(words.ACTIVITIES), "attendance": random.randint(15, 120)}
        for _ in range(random.choices((0, 1, 2, 3), (4, 3, 2, 1))[0])
    ]
    return {"parallel": parallel or ["none"], "needs": needs or None, "activities": activities or None}
