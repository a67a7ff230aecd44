"""Who holds what: the copies beside a mandate, its days, and the accounts that follow it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q

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
    ShortenedMandate,
)

from .as_of import AsOf

MANDATE = (
    "pk", "post_id", "person_id", "from_on", "to_on", "interim", "standing", "closed_because", "exclusive",
    "post__post_type__single_holder", "post__unit__opened_on", "post__unit__closed_on", "post__unit__code",
)  # fmt: skip


def mandates_consistent(as_of: AsOf) -> Iterator[str]:
    """One holder of a single post, whatever the copy beside the mandate says; days inside those of the unit."""
    for row in Mandate.objects.order_by("pk").values_list(*MANDATE, named=True).iterator(2000):
        if row.exclusive != row.post__post_type__single_holder:
            yield f"mandate {row.pk} says {'one holder' if row.exclusive else 'many'}, its post says otherwise"
        if row.from_on < row.post__unit__opened_on:
            yield f"mandate {row.pk} begins before unit {row.post__unit__code} was opened"
        ends = row.post__unit__closed_on
        if ends is not None and row.standing == "confirmed" and (row.to_on is None or row.to_on >= ends):
            yield f"mandate {row.pk} outlives unit {row.post__unit__code}"
        if row.interim and (row.to_on is None or (row.to_on - row.from_on).days > 90):
            yield f"mandate {row.pk} is interim for more than ninety days"
        if row.standing == "refused" and not row.closed_because:
            yield f"mandate {row.pk} was refused without a reason"


def single_posts_held_once(as_of: AsOf) -> Iterator[str]:
    """No two confirmed holders of a post for one, no two confirmed mandates of one person in one post."""
    by_post: dict[int, list[Any]] = defaultdict(list)
    rows = Mandate.objects.filter(standing="confirmed").order_by("post_id", "from_on", "pk")
    for row in rows.values_list(*MANDATE, named=True).iterator(2000):
        by_post[row.post_id].append(row)
    for post_id, mandates in by_post.items():
        if mandates[0].post__post_type__single_holder:
            yield from (f"post {post_id} has two holders from {day}" for day in _overlaps(mandates))
        by_person: dict[int, list[Any]] = defaultdict(list)
        for row in mandates:
            by_person[row.person_id].append(row)
        for own in by_person.values():
            yield from (f"post {post_id} is held twice by one person from {day}" for day in _overlaps(own))


def _overlaps(rows: list[Any]) -> Iterator[date]:
    """The first day of each mandate that begins before the one before it ended (both days in office)."""
    last: date | None = date.min
    for row in rows:
        if last is None or row.from_on <= last:
            yield row.from_on
        last = None if last is None or row.to_on is None else max(last, row.to_on)


def accounts_consistent(as_of: AsOf) -> Iterator[str]:
    """What opens a door is closed once: links used or taken back, feeds and channels ended after they began."""
    both = Invitation.objects.filter(used_at__isnull=False, revoked_at__isnull=False)
    odd = Invitation.objects.filter(Q(expires_at__lte=F("created_at")) | Q(used_at__lt=F("created_at")))
    for pk in (both | odd).values_list("pk", flat=True).distinct():
        yield f"invitation {pk} was used and taken back, or has days out of order"
    late = Invitation.objects.filter(used_at__gt=F("expires_at"))
    yield from (f"invitation {pk} was used after its last day" for pk in late.values_list("pk", flat=True))
    used = Invitation.objects.filter(used_at__isnull=False, person__account=None)
    yield from (f"invitation {pk} was used and made no account" for pk in used.values_list("pk", flat=True))
    seen = Account.objects.filter(last_seen_at__lt=F("created_at")).values_list("pk", flat=True)
    yield from (f"account {pk} was seen before it was made" for pk in seen)
    feeds = FeedToken.objects.filter(Q(revoked_at__lt=F("created_at")) | Q(fetched_at__lt=F("created_at")))
    yield from (f"calendar address {pk} has days out of order" for pk in feeds.values_list("pk", flat=True))
    channels = PersonChannel.objects.filter(revoked_at__lt=F("consented_at")).values_list("pk", flat=True)
    yield from (f"agreement {pk} was withdrawn before it was given" for pk in channels)
    unused = PersonChannel.objects.filter(revoked_at=None, config__test_answer="").values_list("pk", flat=True)
    yield from (f"agreement {pk} is to a channel that was never tested" for pk in unused)
    future = NotificationPreferences.objects.filter(changed_at__gt=as_of.at).values_list("person_id", flat=True)
    yield from (f"the preferences of person {pk} are of a later day" for pk in future)


def acts_of_two(as_of: AsOf) -> Iterator[str]:
    """What asks for a second person was asked and decided by two, one after the other; an old address is no own one."""
    alone = PendingAct.objects.filter(decided_by_id=F("asked_by_id"), standing="confirmed").values_list("pk", flat=True)
    yield from (f"act {pk} was confirmed by who asked for it" for pk in alone)
    early = PendingAct.objects.filter(decided_at__lt=F("asked_at")).values_list("pk", flat=True)
    yield from (f"act {pk} was decided before it was asked for" for pk in early)
    strange = PendingAct.objects.exclude(mandate=None).exclude(unit=None)
    strange = strange.exclude(unit_id=F("mandate__post__unit_id"))
    yield from (f"act {pk} is about a mandate of another unit" for pk in strange.values_list("pk", flat=True))
    other = PendingAct.objects.exclude(mandate=None).exclude(act="merge").exclude(about_id=F("mandate__person_id"))
    yield from (f"act {pk} is about a mandate of another person" for pk in other.values_list("pk", flat=True))
    kept = FormerAddress.objects.filter(email__iexact=F("person__email")).values_list("pk", flat=True)
    yield from (f"former address {pk} is the one in use" for pk in kept)
    later = FormerAddress.objects.filter(replaced_at__gt=as_of.at).values_list("pk", flat=True)
    yield from (f"former address {pk} was replaced on a day to come" for pk in later)


def records_of_one_person(as_of: AsOf) -> Iterator[str]:
    """A record became another by a merge that stands; an account has the address of its person."""
    into = dict(Merge.objects.filter(undone_at=None).values_list("goes_id", "stays_id"))
    for pk, merged_into_id in Person.objects.exclude(merged_into=None).values_list("pk", "merged_into_id"):
        if into.pop(pk, None) != merged_into_id:
            yield f"person {pk} became {merged_into_id}, no merge that stands says so"
    yield from (f"person {pk} was merged into {stays_id} and does not say so" for pk, stays_id in into.items())
    undone = Merge.objects.filter(undone_at__lt=F("merged_at")).values_list("pk", flat=True)
    yield from (f"merge {pk} was undone before it was made" for pk in undone)
    elsewhere = Account.objects.exclude(person=None).exclude(person__email="").exclude(email=F("person__email"))
    yield from (f"account {pk} has another address than its person" for pk in elsewhere.values_list("pk", flat=True))


def nothing_is_known_of_who_is_blanked(as_of: AsOf) -> Iterator[str]:
    """Who is blanked holds no office since, has no open account, and nothing of them is left."""
    blank = Person.objects.exclude(blanked_on=None)
    left = blank.exclude(phone="", email="", sex="", birth_year=None, consented_on=None).values_list("pk", flat=True)
    yield from (f"person {pk} is blanked and something of them is left" for pk in left)
    open_ones = Account.objects.filter(person__in=blank).exclude(is_active=False, email="").values_list("pk", flat=True)
    yield from (f"account {pk} of a person who is blanked opens" for pk in open_ones)
    since = Q(to_on=None) | Q(to_on__gte=F("person__blanked_on"))
    running = Mandate.objects.filter(since, person__in=blank, standing="confirmed")
    yield from (f"mandate {pk} is of a person who is blanked" for pk in running.values_list("pk", flat=True))
    kept = FormerAddress.objects.filter(person__in=blank).values_list("pk", flat=True)
    yield from (f"former address {pk} is of a person who is blanked" for pk in kept)


def closings_can_be_withdrawn(as_of: AsOf) -> Iterator[str]:
    """What a closing took from a mandate was more than it left; it left it until the eve of the closing."""
    rows = ShortenedMandate.objects.values_list("pk", "to_on", "ends_on", "mandate__post__unit__closed_on", named=True)
    for row in rows:
        if row.to_on is not None and row.to_on < row.ends_on:
            yield f"shortened mandate {row.pk} lasted until {row.to_on}, which was less than {row.ends_on}"
        closed_on = row.mandate__post__unit__closed_on
        if closed_on is None or row.ends_on != closed_on - timedelta(days=1):
            yield f"shortened mandate {row.pk} ends on {row.ends_on}, its unit closes on {closed_on}"
