"""The whole invented party, from a seed and a day; and moving it forward to a later day."""

from datetime import date, datetime, timedelta
from random import Random

from django.db import connection, transaction

from tajadur.activity.circulars.nightly import follow_circulars
from tajadur.activity.filings.nightly import follow_filings
from tajadur.activity.plans.nightly import measure_plan
from tajadur.duties.directives.models import Directive, DirectiveException
from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.duties.obligations.models import Obligation, Release
from tajadur.duties.obligations.operations.ladders import write_ladders
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Account, Mandate
from tajadur.organisation.people.operations.posts import open_posts
from tajadur.organisation.profile.models import Profile
from tajadur.organisation.units.models import Unit
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.operations.requests import clear

from . import words
from .cases import declare_changes, one_night, told_nights, write_cases
from .census import plant_campaigns, write_census
from .circulars import CircularDays, draft_one, open_accounts
from .congress_days import write_congress_days
from .congresses import write_roads
from .consulted import write_consultations
from .declared import write_congresses, write_not_held, write_situations
from .elected import write_elected
from .elections import write_elections
from .filings import AuthorityDays, renew_region
from .helping import help_since
from .logged import write_log
from .minutes import write_minutes
from .other_trees import issue_directives, seat_sections
from .packs import write_packs
from .people import BRANCH, PROVINCE, REPEATING, SILENT_ONCE, accounts, headquarters, posts_of, secretaries
from .plans import write_plan
from .posts import write_holding_rules
from .premises import write_activities, write_premises
from .proposed import write_proposals
from .record import write_meetings
from .regular import plant_series
from .release_requests import write_requests
from .reminded import carry_as_sent, write_reminders
from .resources import write_resources
from .rhythm import Character, Manner, character
from .situations import write_words_of_branches
from .support import write_support
from .territory import plant_branches, plant_other_trees
from .training import write_training

WIDE_PROVINCE, FLOODED_PROVINCE = "12.391", "09.541"
# Every unit of the invented party is older than its history: the day of the regional and communal elections of 2015.
FOUNDED_ON = date(2015, 9, 4)
STALE_AFTER_DAYS = 7
HISTORY_DAYS = 35


def is_seeded() -> bool:
    """Is there sample data here?"""
    return Profile.objects.filter(sample_until__isnull=False).exists()


def holds_real_data() -> bool:
    """Are there accounts of people here that are not samples? Then no sample is ever written."""
    return Account.objects.filter(is_sample=False).exists() and not is_seeded()


def stale_since(on: date) -> date | None:
    """The last day the sample covers when it is more than a week old on ``on``; else None."""
    until = Profile.objects.values_list("sample_until", flat=True).first()
    return until if until and (on - until).days >= STALE_AFTER_DAYS else None


@transaction.atomic
def seed_party(*, seed: int, full: bool, months: int, on: date, at: datetime) -> None:
    """Write the invented party on the loaded territory: ``months`` of history up to ``on``.

    The invented party was installed ``HISTORY_DAYS`` before ``on``; the reminders of those days are written as sent,
    so that nothing of the invented past is ever mailed.
    """
    _without_time_limit()
    start = _months_before(on, months)
    profile = Profile.objects.get(id=1)
    Unit.objects.filter(opened_on__gt=FOUNDED_ON).update(opened_on=FOUNDED_ON)
    _earlier_foundation()
    plant_branches(seed=seed, full=full, founded_on=FOUNDED_ON, start=start, on=on)
    plant_other_trees(opened_on=FOUNDED_ON)
    seat_sections(since=FOUNDED_ON)
    open_posts(on=on)
    holders = secretaries(seed=seed, start=start, on=on)
    people = headquarters(seed=seed, start=start, on=on)
    accounts(people=people, holders=holders, seed=seed, on=on, at=at)
    write_holding_rules(start=start, on=on)
    install_directives(from_on=start)
    issue_directives(from_on=start)
    _one_past_edition(on=on)
    _exceptions(start=start, on=on)
    plant_campaigns(start=start, on=on)
    open_periods(on=on, at=at)
    profile.installed_on, profile.sample_until = on - timedelta(days=HISTORY_DAYS), on
    profile.save(update_fields=["installed_on", "sample_until"])
    _write(seed=seed, after=None, on=on, at=at)
    _excuse(on=on, at=at)
    _tell_the_planner()
    write_premises(seed=seed, on=on)
    write_training(seed=seed, on=on)
    write_census(natures=_natures(seed=seed), seed=seed, after=None, on=on, at=at)
    write_ladders(at=at)
    write_requests(on=on, at=at)
    write_resources(seed=seed, start=start, on=on, at=at)
    _tell_the_planner()
    plant_series(seed=seed, on=on, at=at)
    write_support(seed=seed, start=start, on=on)
    write_words_of_branches(seed=seed, on=on)
    write_elections(seed=seed, on=on)
    declare_changes(on=on)
    write_proposals(seed=seed, on=on, at=at)
    write_minutes(seed=seed, on=on, at=at)
    write_cases(on=on)
    _tell_the_planner()
    open_accounts(at=at)
    renew_region(on=on)
    circulars, filings, looked_at = CircularDays(seed, on), AuthorityDays(seed), told_nights(on)
    circulars.before(HISTORY_DAYS, start=start)

    def night(day: date) -> None:
        if day in looked_at:
            one_night(day)
        circulars(day)
        filings(day)

    days = (on - timedelta(days=ago) for ago in range(1, HISTORY_DAYS + 1))
    write_reminders(days=HISTORY_DAYS, on=on, nights=dict.fromkeys(days, night))
    draft_one(on=on, at=at)
    write_packs(on=on, at=at)
    follow_circulars(on=on, at=at)
    follow_filings(on=on, at=at)
    write_plan(seed=seed, on=on, at=at)
    write_consultations(seed=seed, on=on)
    write_log(began=start, on=on, at=at)


@transaction.atomic
def move_forward(*, seed: int, on: date, at: datetime) -> bool:
    """Add what the invented party did since the sample's last day. False when there was nothing to add."""
    profile = Profile.objects.select_for_update().get(id=1)
    if profile.sample_until is None or profile.sample_until >= on:
        return False
    _without_time_limit()
    open_periods(on=on, at=at)
    _write(seed=seed, after=profile.sample_until, on=on, at=at)
    write_census(natures=_natures(seed=seed), seed=seed, after=profile.sample_until, on=on, at=at)
    _clear_settled(at=at)
    write_ladders(at=at)
    carry_as_sent(help_since(seed=seed, after=profile.sample_until, on=on))
    measure_plan(on=on, at=at)
    profile.sample_until = on
    profile.save(update_fields=["sample_until"])
    return True


def _clear_settled(*, at: datetime) -> None:
    """What was told about a period that is reported by now waits no longer."""
    live = Notice.objects.filter(subject_kind="obligation", cleared_at=None)
    settled = Obligation.objects.filter(pk__in=live.values("subject_id")).exclude(filed_on=None)
    clear(subject_kind="obligation", subject_ids=list(settled.values_list("pk", flat=True)), because="settled", at=at)


def _tell_the_planner() -> None:
    """Thousands of rows are new: what is asked of them next is planned for their number and not for empty tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _without_time_limit() -> None:
    """Until the transaction ends: the limit protects pages, and a busy machine may take longer to write a party."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")


def _write(*, seed: int, after: date | None, on: date, at: datetime) -> None:
    natures = _natures(seed=seed)
    owners = {post.unit_id: post.pk for post in posts_of("office", "secretary", ["province", "branch"]).values()}
    declared = write_meetings(natures=natures, seed=seed, after=after, on=on, at=at, owners=owners)
    write_not_held(declared)
    write_congresses(seed=seed, after=after, on=on, at=at)
    write_roads(seed=seed, on=on, at=at)
    write_elected(seed=seed, on=on)
    write_congress_days(seed=seed, on=on)
    write_situations(natures=natures, seed=seed, after=after, on=on, at=at)
    write_activities(seed=seed, after=after, on=on)


def _natures(*, seed: int) -> dict[str, Character]:
    """The character of each unit; whole regions do better or worse. The turning day follows the directives' start."""
    began = Directive.objects.order_by("in_force_from").values_list("in_force_from", flat=True)[0]
    turning = began + timedelta(days=330)
    lifts: dict[str, float] = {}
    natures = {}
    for code, kind in Unit.objects.values_list("code", "kind__code"):
        region = code.split(".")[0]
        lift = lifts.setdefault(region, Random(f"{seed}/{region}/lift").uniform(-0.14, 0.24))
        natures[code] = character(
            seed, code, region_lift=lift + (0.12 if kind == "province" else 0), turning_day=turning
        )
    # The offices whose secretaries have a demo account do well, with a gap here and there to show what it looks like.
    for code in (PROVINCE, BRANCH, REPEATING):
        natures[code] = Character(Manner.STEADY, 0.9, 0.88, 0.8)
    # Silent for some months of the history, and since then it meets each month, August too.
    silent = (began + timedelta(days=150), began + timedelta(days=375))
    natures[SILENT_ONCE] = Character(Manner.STEADY, 4, 1, 0, *silent)
    natures["MA"] = character(seed, "MA", region_lift=1, turning_day=turning)
    return natures


def _earlier_foundation() -> None:
    """The territory was loaded today; the invented party is older than its history."""
    with connection.cursor() as cursor:
        for table in ("units_placement", "units_body"):
            column = "from_on" if table == "units_placement" else "opened_on"
            cursor.execute(f"UPDATE {table} SET {column} = %s", [FOUNDED_ON])  # noqa: S608


def _one_past_edition(*, on: date) -> None:
    """The congress directive is as old as its last edition that is over."""
    row = Directive.objects.get(code="regional-congress")
    year = on.year if (row.by_month, row.by_day) < (on.month, on.day) else on.year - 1
    row.in_force_from = date(year, 1, 1)
    row.save(update_fields=["in_force_from"])


def _exceptions(*, start: date, on: date) -> None:
    """One wide province meets every two months."""
    unit = Unit.objects.filter(code=WIDE_PROVINCE).first()
    if unit:
        DirectiveException.objects.create(
            directive=Directive.objects.get(code="provincial-office"),
            unit=unit,
            whole_subtree=False,
            period_type="two_monthly",
            from_on=date(start.year, 1, 1),
            to_on=date(on.year + 1, 12, 31),
            reason=words.EXCEPTION_REASON,
            authority=words.EXCEPTION_AUTHORITY,
            standing="issued",
            decided_on=start,
        )


def _excuse(*, on: date, at: datetime) -> None:
    """One province was excused for one month of floods, by the follow-up cell."""
    row = (
        Obligation.objects.filter(
            directive__code="provincial-office", unit__code=FLOODED_PROVINCE, filed_on=None, overdue_from__lt=on
        )
        .order_by("-period_end")
        .first()
    )
    mandate = (
        Mandate.objects.filter(post__post_type__office="responsible", post__area__code="09")
        .values_list("pk", flat=True)
        .first()
    )
    if row and mandate:
        decided_on = min(row.overdue_from + timedelta(days=3), on)
        Release.objects.create(
            obligation=row,
            kind="excuse",
            reason=words.EXCUSE_REASON,
            decided_on=decided_on,
            decided_at=min(instant(decided_on, at.time()), at),
            mandate_id=mandate,
        )
        Obligation.objects.filter(pk=row.pk).update(excused_on=decided_on)


def _months_before(on: date, months: int) -> date:
    """The first day of the month ``months`` months before the month of ``on``."""
    index = on.year * 12 + on.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)
