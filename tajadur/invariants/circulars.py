"""Circulars: numbered without a gap, asked of each post once for each version, confirmed by who held it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q

from tajadur.activity.circulars.models import Addressee, Circular, CircularReading, CircularVersion, Confirmation
from tajadur.duties.obligations.models import Fulfilment, Obligation
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Account, Mandate

from .as_of import AsOf

CONFIRMED = (
    "pk", "version__circular_id", "version__number", "post_id", "unit_id", "mandate__post_id", "mandate__from_on",
    "mandate__to_on", "confirmed_on", "confirmed_at", "obligation_id", "obligation__addressee",
    "obligation__unit_id", "obligation__period_key", "obligation__directive_id", "version__circular__directive_id",
    "version__issued_at",
)  # fmt: skip


def circulars_numbered(as_of: AsOf) -> Iterator[str]:
    """The numbers of a unit and year are 1, 2, 3 …, in the order of issue; versions follow each other, the last but a
    draft is in force; the directive says the same."""
    numbers: dict[tuple[int, int], list[int]] = defaultdict(list)
    versions: dict[int, list[CircularVersion]] = defaultdict(list)
    for version in CircularVersion.objects.order_by("circular_id", "number"):
        versions[version.circular_id].append(version)
    for row in Circular.objects.select_related("directive").order_by("issued_at", "pk"):
        name = f"circular {row.pk}"
        own = versions[row.pk]
        if [version.number for version in own] != list(range(1, len(own) + 1)):
            yield f"{name} has the versions {[version.number for version in own]}"
        issued = [version for version in own if version.issued_at is not None]
        if len(issued) != row.version or any(version.issued_at is None for version in own[: row.version]):
            yield f"{name} is in version {row.version}, {len(issued)} were issued"
        if row.listed_at != (row.issued_at or row.drafted_at):
            yield f"{name} is listed by another instant than its own"
        if row.directive is None or row.issued_at is None or row.issued_on is None:
            continue
        numbers[row.unit_id, row.year or 0].append(row.number or 0)
        first = issued[0] if issued else None
        if row.issued_on != civil_day(row.issued_at) or row.issued_on.year != row.year:
            yield f"{name} is of {row.issued_on}, its instant and year say otherwise"
        if first is not None and (first.issued_at, first.issued_on) != (row.issued_at, row.issued_on):
            yield f"{name} was issued at another instant than its first version"
        instants = [version.issued_at for version in issued if version.issued_at is not None]
        if [version.issued_on for version in issued] != [civil_day(at) for at in instants]:
            yield f"{name} has a version of another day than its instant"
        if instants != sorted(instants):
            yield f"{name} has versions that were not issued one after the other"
        if row.withdrawn_at is not None and row.withdrawn_on != civil_day(row.withdrawn_at):
            yield f"{name} was withdrawn on {row.withdrawn_on}, its instant says otherwise"
        asked = (row.directive.standing, row.directive.withdrawn_on, row.directive.grace_days, row.directive.fulfilment)
        if asked != (row.standing, row.withdrawn_on, row.grace_days, "acknowledge"):
            yield f"{name} is {row.standing}, its directive says otherwise"
        if row.directive.once_opens_on != row.issued_on or row.directive.once_by_on != row.issued_on + timedelta(
            days=row.days
        ):
            yield f"{name} gives {row.days} days, its directive others"
        if not row.directive.code.endswith(f"-{row.unit_id}-{row.year}-{row.number}"):
            yield f"{name} has the directive of another"
    for (unit_id, year), given in numbers.items():
        if given != list(range(1, len(given) + 1)):
            yield f"the circulars of unit {unit_id} of {year} are numbered {given}"


def acknowledgements_asked(as_of: AsOf) -> Iterator[str]:
    """What is asked of a post is of a circular addressed to it, by its days; of whoever holds it, while passes run."""
    circulars = {row.directive_id: row for row in Circular.objects.exclude(directive=None)}
    by_pk = {row.pk: row for row in circulars.values()}
    addressees = list(Addressee.objects.select_related("post", "mandate").order_by("pk"))
    addressed = {(row.circular_id, row.post_id) for row in addressees}
    owed = {row.pk: row for row in Obligation.objects.filter(addressee__gt=0).exclude(directive__fulfilment="filing")}
    for row in owed.values():
        circular = circulars.get(row.directive_id)
        if circular is None or (circular.pk, row.addressee) not in addressed:
            yield f"obligation {row.pk} is asked of post {row.addressee}, which no circular is addressed to"
            continue
        base = f"{circular.number}/{circular.year} v"
        version = row.period_key.removeprefix(base).split(" ")[0]
        if not row.period_key.startswith(base) or version not in map(str, range(1, circular.version + 1)):
            yield f"obligation {row.pk} has the key {row.period_key}, its circular is {base}{circular.version}"
        days = ((row.due_on - row.period_start).days, (row.overdue_from - row.due_on).days - 1)
        if days != (circular.days, circular.grace_days) or row.period_end != row.due_on:
            yield f"obligation {row.pk} has other days than circular {circular.pk} gives"
        if row.filed_on is None and row.cancelled_on is None and circular.standing != "issued":
            yield f"obligation {row.pk} is owed, its circular is {circular.standing}"
        elif row.filed_on is None and row.cancelled_on is None and version != str(circular.version):
            yield f"obligation {row.pk} is owed for version {version}, {circular.version} is in force"
    live = [pk for pk, row in owed.items() if row.filed_on is None and row.cancelled_on is None]
    pointed = {row.obligation_id for row in addressees}
    yield from (f"obligation {pk} is owed and no addressee points to it" for pk in live if pk not in pointed)
    for addressee in addressees:
        asked = owed.get(addressee.obligation_id or 0)
        if addressee.obligation_id and (asked is None or asked.addressee != addressee.post_id):
            yield f"addressee {addressee.pk} points to what another post owes"
        if addressee.mandate is not None and addressee.mandate.post_id != addressee.post_id:
            yield f"addressee {addressee.pk} was asked under a mandate of another post"
    if as_of.passes_run:
        yield from _asked_of_holders(as_of, by_pk, addressees, owed)


def _asked_of_holders(
    as_of: AsOf, circulars: dict[int, Circular], addressees: list[Addressee], owed: dict[int, Obligation]
) -> Iterator[str]:
    able = set(Account.objects.filter(is_active=True).values_list("person_id", flat=True))
    holders: dict[int, set[int]] = defaultdict(set)
    held = Mandate.objects.filter(standing="confirmed", from_on__lte=as_of.on)
    for post_id, person_id in held.filter(Q(to_on=None) | Q(to_on__gte=as_of.on)).values_list("post_id", "person_id"):
        if person_id in able:
            holders[post_id].add(person_id)
    closed = set(Addressee.objects.exclude(post__unit__closed_on=None).values_list("post_id", flat=True))
    for row in addressees:
        circular = circulars.get(row.circular_id)
        if circular is None or circular.standing != "issued" or row.post_id in closed:
            continue
        asked = owed.get(row.obligation_id or 0)
        is_live = asked is not None and asked.cancelled_on is None
        person = row.mandate.person_id if row.mandate else None
        if holders[row.post_id] and (not is_live or person not in holders[row.post_id]):
            yield f"post {row.post_id} has a holder who was not asked for circular {row.circular_id}"
        if is_live and asked is not None and asked.filed_on is None and person not in holders[row.post_id]:
            yield f"obligation {asked.pk} is owed by somebody who holds post {row.post_id} no more"


def confirmations_recorded(as_of: AsOf) -> Iterator[str]:
    """A confirmation is of the version that was owed, by the holder of the post, and fulfils what it is of, once."""
    recorded: dict[int, list[Any]] = defaultdict(list)
    for record in Fulfilment.objects.filter(source_kind="circular"):
        recorded[record.source_id].append(record)
    for row in Confirmation.objects.order_by("pk").values_list(*CONFIRMED, named=True):
        name = f"confirmation {row.pk}"
        if row.obligation__period_key.split(" ")[1:2] != [f"v{row.version__number}"]:
            yield f"{name} is of version {row.version__number}, what was owed is {row.obligation__period_key}"
        if row.obligation__directive_id != row.version__circular__directive_id:
            yield f"{name} fulfils what another circular asked"
        if (row.post_id, row.unit_id) != (row.obligation__addressee, row.obligation__unit_id):
            yield f"{name} is of another post than owed it"
        if row.mandate__post_id != row.post_id or not (
            row.mandate__from_on <= row.confirmed_on
            and (row.mandate__to_on is None or row.confirmed_on <= row.mandate__to_on)
        ):
            yield f"{name} was given under a mandate that did not hold the post"
        if row.confirmed_on != civil_day(row.confirmed_at) or row.confirmed_at < row.version__issued_at:
            yield f"{name} is of {row.confirmed_on}, its instant or its version say otherwise"
        records = recorded.pop(row.pk, [])
        facts = [(record.obligation_id, record.unit_id, record.held_on, record.submitted_at) for record in records]
        if facts != [(row.obligation_id, row.unit_id, row.confirmed_on, row.confirmed_at)]:
            yield f"{name} is recorded {len(facts)} times, or otherwise than it was given"
    yield from (f"fulfilment by confirmation {pk}, which nobody gave" for pk in recorded)
    wanted = ("version__issued_on", "mandate__post_id", "mandate__from_on", "mandate__to_on", "version__circular_id")
    addressed = set(Addressee.objects.values_list("circular_id", "post_id"))
    rows = CircularReading.objects.order_by("pk").values_list(
        "pk", "post_id", "read_on", "read_at", *wanted, named=True
    )
    for read in rows:
        inside = read.mandate__from_on <= read.read_on and (
            read.mandate__to_on is None or read.read_on <= read.mandate__to_on
        )
        if read.mandate__post_id != read.post_id or not inside or read.read_on != civil_day(read.read_at):
            yield f"reading {read.pk} is by somebody who did not hold the post, or of another day"
        if (read.version__circular_id, read.post_id) not in addressed or read.read_on < read.version__issued_on:
            yield f"reading {read.pk} is of a version that was not issued to the post"
