"""Invented persons in the posts of the units: most filled, some vacant, and ten with an account each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from tajadur.organisation.people.models import Account, Mandate, Person, Post, derived_names
from tajadur.organisation.units.models import Unit

from .copying import copy_rows, reserve_ids
from .names import invent

PASSWORD = "tajadur-demo-2026"  # noqa: S105  (shown on the demo's log-in page; no other installation has these accounts)
VACANT = {"region": 0.0, "province": 0.04, "branch": 0.09}
REGION, PROVINCE, BRANCH, SHAKEN_PROVINCE = "04", "04.441", "04.441.01.09", "08.401"
# What guides walk through, beside the branch and the province of the demonstration: a branch of that province that was
# silent for some months, was helped and came back; and one that sends the same report on purpose.
SILENT_ONCE, REPEATING = "04.441.01.07", "04.441.01.05"
STORIES = frozenset({BRANCH, SILENT_ONCE, REPEATING})
# Two branches of that province renewed their office so many days ago; the first did not declare it in time.
UNDECLARED = "04.441.01.03"
RENEWED = {UNDECLARED: 33, "04.441.01.13": 12}


@dataclass(slots=True)
class Seat:
    """A post to fill, from a day to a day."""

    post_id: int
    exclusive: bool
    from_on: date
    to_on: date | None = None
    email: bool = True


def posts_of(body: str, post: str, kinds: Iterable[str]) -> dict[str, Post]:
    """The posts of one type in units of these kinds, by the code of their unit."""
    posts = Post.objects.filter(
        post_type__code=post, post_type__body_type__code=body, unit__kind__code__in=list(kinds), area=None
    ).select_related("unit", "post_type")
    return {row.unit.code: row for row in posts}


def fill(seats: list[Seat], *, seed: int, on: date) -> dict[int, int]:
    """Invent a person for each seat; returns person id by post id (the last seat of a post wins)."""
    random = Random(f"{seed}/people")
    ids = reserve_ids(Person, len(seats))
    persons, mandates, holders = [], [], {}
    for seat in seats:
        person_id = next(ids)
        invented = invent(random, year=on.year)
        email = f"p{person_id}@tajadur.example" if seat.email else ""
        phone = f"+2126{random.randint(10_000_000, 99_999_999)}"
        consented = seat.from_on
        persons.append(
            (
                person_id,
                invented.name_ar,
                invented.name_latin,
                *derived_names(invented.name_ar, invented.name_latin).values(),
                invented.sex,
                invented.birth_year,
                phone,
                email,
                consented,
            )
        )
        mandates.append((person_id, seat.post_id, seat.from_on, seat.to_on, seat.exclusive))
        holders[seat.post_id] = person_id
    copy_rows(
        Person,
        ("id", "name_ar", "name_latin", *derived_names("", ""), "sex", "birth_year", "phone", "email", "consented_on"),
        persons,
    )
    copy_rows(Mandate, ("person", "post", "from_on", "to_on", "exclusive"), mandates)
    return holders


def secretaries(*, seed: int, start: date, on: date) -> dict[int, int]:
    """A secretary in each regional, provincial and branch office, but for vacant ones; some changed once.

    Returns person id by post id.
    """
    seats: list[Seat] = []
    for kind in ("region", "province", "branch", "sector", "sector_section", "parallel", "parallel_section"):
        for code, post in sorted(posts_of("office", "secretary", [kind]).items()):
            random = Random(f"{seed}/{code}/secretary")
            opened_on, last = post.unit.opened_on, _last_day(post.unit)
            began = opened_on if opened_on > start else max(opened_on, start - timedelta(days=random.randint(30, 900)))
            protected = code in {REGION, PROVINCE, *STORIES}
            email = kind != "branch" or protected or random.random() < 0.6
            if not protected and random.random() < VACANT.get(kind, 0):
                ended = min(on - timedelta(days=random.randint(20, 200)), last or on)
                if ended > began:
                    seats.append(Seat(post.pk, True, began, ended, email))
                continue
            if not protected and random.random() < 0.12:
                turn = start + timedelta(days=random.randint(60, max(61, (on - start).days - 30)))
                if began < turn <= (last or turn):
                    seats.append(Seat(post.pk, True, began, turn - timedelta(days=1), email))
                    began = turn
            lately = _renewed_lately(seed, code, kind, on)
            if lately and not protected and began < lately <= (last or lately):
                seats.append(Seat(post.pk, True, began, lately - timedelta(days=1), email))
                began = lately
            seats.append(Seat(post.pk, True, began, last, email))
    for code, post in sorted(posts_of("office", "member", ["region", "province"]).items()):
        random = Random(f"{seed}/{code}/members")
        seats += [Seat(post.pk, False, start - timedelta(days=random.randint(10, 700))) for _ in range(2)]
    return fill(seats, seed=seed, on=on)


def _renewed_lately(seed: int, code: str, kind: str, on: date) -> date | None:
    """The day on which a new secretary began in the last weeks, of a few offices."""
    if code in RENEWED:
        return on - timedelta(days=RENEWED[code])
    random = Random(f"{seed}/{code}/renewal")
    share = {"province": 0.05, "branch": 0.03}.get(kind, 0)
    ago = random.randint(*random.choice(((3, 29), (31, 34))))
    return on - timedelta(days=ago) if random.random() < share else None


def _last_day(unit: Unit) -> date | None:
    return unit.closed_on - timedelta(days=1) if unit.closed_on else None


def headquarters(*, seed: int, start: date, on: date) -> dict[str, int]:
    """Secretary General, bureau, pole, administrators, the cell over the twelve regions: person id by account name."""
    began = start - timedelta(days=400)
    single = {
        "sg": posts_of("secretariat", "secretary_general", ["national"])["MA"],
        "bureau": posts_of("bureau", "member", ["national"])["MA"],
        "pole": posts_of("pole", "secretary", ["national"])["MA"],
        "admin": posts_of("headquarters", "administrator", ["national"])["MA"],
    }
    seats = [Seat(post.pk, post.post_type.single_holder, began) for post in single.values()]
    seats.append(Seat(posts_of("pole", "member", ["national"])["MA"].pk, False, began))
    holders = fill(seats, seed=seed + 1, on=on)
    people = {name: holders[post.pk] for name, post in single.items()}
    regions = list(Unit.objects.filter(kind__code="region").order_by("code"))
    posts = {
        (row.post_type.office, row.area.code): row
        for row in Post.objects.filter(body__body_type__code="cell").select_related("post_type", "area")
        if row.area
    }
    ours = [REGION, "02", "08"]
    teams = [ours] + [[region.code for region in regions if region.code not in ours][i::3] for i in range(3)]
    # The teams of the cell that nobody enters as follow the sectors and the organisations too.
    others = sorted(code for _kind, code in posts if code[:2] in ("S.", "P."))
    for place, code in enumerate(dict.fromkeys(others)):
        teams[1 + place % 3].append(code)
    rows = []
    for number, team in enumerate(teams):
        for code in ("responsible", "assistant"):
            person_id = fill(
                [Seat(posts[code, team[0]].pk, code == "responsible", began)],
                seed=seed + 10 + number * 2 + (code == "assistant"),
                on=on,
            )[posts[code, team[0]].pk]
            rows += [(person_id, posts[code, region].pk, began, None, code == "responsible") for region in team[1:]]
            if number == 0:
                people["cell" if code == "responsible" else "assistant"] = person_id
    copy_rows(Mandate, ("person", "post", "from_on", "to_on", "exclusive"), rows)
    return people


def accounts(*, people: dict[str, int], holders: dict[int, int], seed: int, on: date, at: datetime) -> None:
    """The ten accounts of the demonstration, one password; «former» held a province until the day before."""
    for name, code, kind in (
        ("region", REGION, "region"),
        ("province", PROVINCE, "province"),
        ("branch", BRANCH, "branch"),
    ):
        people[name] = holders[posts_of("office", "secretary", [kind])[code].pk]
    member = posts_of("office", "member", ["province"])[SHAKEN_PROVINCE]
    people["former"] = fill(
        [Seat(member.pk, False, on - timedelta(days=700), on - timedelta(days=1))], seed=seed + 99, on=on
    )[member.pk]
    persons = [Person(pk=person_id, email=_address(name)) for name, person_id in people.items()]
    Person.objects.bulk_update(persons, ["email"])
    password = make_password(PASSWORD)
    Account.objects.bulk_create(
        [
            Account(
                username=name,
                email=_address(name),
                password=password,
                person_id=person_id,
                created_at=at,
                is_sample=True,
            )
            for name, person_id in people.items()
        ]
    )


def _address(name: str) -> str:
    """The address of whoever has an account of this name: the person's and the account's are one."""
    return f"{name}@tajadur.example"
