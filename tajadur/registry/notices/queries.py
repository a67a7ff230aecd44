"""Reading notices and deliveries."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.utils.translation import get_language

from tajadur.foundation.calendar import instant
from tajadur.foundation.sql import quoted
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission

from .models import Delivery, DeliveryItem, Notice
from .vocabulary import IN_TROUBLE, Channel, DeliveryState, Fate

_IN_TROUBLE = "in_trouble"
_MARK_SQL = """
SELECT n.newest, count(e.id)
FROM (SELECT coalesce(max(id), 0) AS newest FROM notices_notice) n
LEFT JOIN notices_notice e ON e.id > n.newest - 1000
GROUP BY n.newest
"""


@dataclass(frozen=True, slots=True)
class FateCount:
    """How many notices of the ledger met each fate."""

    fate: str
    count: int


def last_mark() -> tuple[int, int]:
    """The newest notice and how many of the last thousand there are. Two equal marks: none was committed between.

    As of the audit log: what takes long draws its number early and is entered late, below the newest.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MARK_SQL)
        newest, there = cursor.fetchone()
    return newest, there


def unread_sql(person: str) -> str:
    """A subquery: how many notices of the inbox of ``person``, a column, are unread and not cleared."""
    return f"""
        SELECT count(*) FROM notices_deliveryitem i JOIN notices_notice n ON n.id = i.notice_id
        WHERE i.person_id = {person} AND i.channel = {quoted(Channel.IN_APP)}
          AND i.read_at IS NULL AND n.cleared_at IS NULL
    """  # noqa: S608  a column of ours


def unread_count(actor: Actor) -> int:
    """How many notices of the actor's own inbox are unread and not cleared: one query."""
    with connection.cursor() as cursor:
        cursor.execute(unread_sql("%s"), [actor.person_id])
        return int(cursor.fetchone()[0])


def inbox_of(actor: Actor) -> QuerySet[DeliveryItem]:
    """The lines of the actor's own inbox, live ones first, newest first; with the notice, its unit and its posts."""
    return (
        DeliveryItem.objects.filter(person=actor.person_id, channel=Channel.IN_APP)
        .select_related("notice__unit", "notice__passed_from__post_type")
        .order_by(F("notice__cleared_at").desc(nulls_first=True), "-notice__decided_at", "-pk")
    )


def ledger_for(actor: Actor, *, first: date, last: date, fate: str = "", kind: str = "") -> QuerySet[Notice]:
    """The notices whose step fell in ``first … last``, each with its ``fate`` and its letter's instants and errors.

    Needs READ_LEDGER. ``sent_at``, ``attempts`` and ``last_error`` are of the last e-mail, else of another channel;
    ``outside`` are its lines in the messages of each channel that left or will leave the application.
    """
    require_anywhere(actor, Permission.READ_LEDGER)
    rows = _with_fate(Notice.objects.filter(step_on__range=(first, last)))
    if fate:
        rows = rows.filter(fate=fate)
    if kind:
        rows = rows.filter(kind=kind)
    outside = DeliveryItem.objects.exclude(channel=Channel.IN_APP).select_related("delivery__config")
    rows = rows.select_related("unit", "post__post_type", "post__unit", "passed_from__post_type")
    carried = Prefetch("items", outside.order_by("channel", "again", "pk"), to_attr="outside")
    return rows.prefetch_related(carried).order_by("-step_on", "-pk")


def ledger_tally(actor: Actor, *, first: date, last: date, kind: str = "") -> tuple[list[FateCount], int]:
    """How many notices of the days, of one kind or of all, met each fate; and the letters in trouble: one query."""
    rows = _with_fate(Notice.objects.filter(step_on__range=(first, last), **({"kind": kind} if kind else {})))
    fates = rows.order_by().values_list("fate").annotate(count=Count("pk"))
    trouble = letters_in_trouble(actor).order_by().values_list(Value(_IN_TROUBLE)).annotate(count=Count("pk"))
    counted = dict(fates.union(trouble, all=True))
    return [FateCount(fate, counted.get(fate, 0)) for fate in Fate.values], counted.get(_IN_TROUBLE, 0)


def notices_decided_on(day: date, *, reach: Q | None = None) -> QuerySet[Any]:
    """What was decided on the civil day ``day``, each with its ``fate``; ``reach`` narrows it to units, if given."""
    last = instant(day + timedelta(days=1), time(0))
    rows = Notice.objects.filter(decided_at__gte=instant(day, time(0)), decided_at__lt=last)
    if reach is not None:
        rows = rows.filter(reach)
    return (
        _with_fate(rows)
        .select_related("unit", "post__post_type", "post__unit", "passed_from__post_type")
        .order_by("unit__path", "pk")
    )


def notices_about(subject: tuple[str, int]) -> QuerySet[Notice]:
    """Every notice about one subject, with the posts it was told and meant to, newest first."""
    rows = Notice.objects.filter(subject_kind=subject[0], subject_id=subject[1])
    wanted = ("post__post_type", "post__unit", "post__area", "passed_from__post_type", "passed_from__unit")
    return rows.select_related(*wanted).order_by("-step_on", "-pk")


def letters_in_trouble(actor: Actor, *, decided: bool = False) -> QuerySet[Delivery]:
    """Letters that failed or whose answer was lost, newest day first, with the posts they were for; needs READ_LEDGER.

    Those nobody decided about yet, or the ``decided`` ones. No address is read.
    """
    require_anywhere(actor, Permission.READ_LEDGER)
    wanted = DeliveryItem.objects.select_related("notice__post__post_type", "notice__post__unit").order_by("pk")
    rows = Delivery.objects.filter(state__in=IN_TROUBLE)
    rows = rows.exclude(decision="") if decided else rows.filter(decision="")
    return rows.select_related("config").prefetch_related(Prefetch("items", wanted)).order_by("-digest_on", "-pk")


def name_in(notice: Notice) -> str:
    """The name of the directive a reminder is about, in the language of the page; empty for other notices."""
    names = notice.params.get("name") or {}
    return str(names.get((get_language() or "ar")[:2]) or names.get("ar") or "")


def _with_fate(rows: QuerySet[Notice]) -> QuerySet[Any]:
    outside = Delivery.objects.filter(items__notice=OuterRef("pk")).exclude(channel=Channel.IN_APP)
    letters = outside.order_by("channel", "-again", "-created_at")  # the e-mail, if any; of several, the last try
    return rows.annotate(
        letter_state=Subquery(letters.values("state")[:1]),
        sent_at=Subquery(letters.values("sent_at")[:1]),
        attempts=Subquery(letters.values("attempts")[:1]),
        last_error=Subquery(letters.values("last_error")[:1]),
        is_in_inbox=Subquery(
            DeliveryItem.objects.filter(notice=OuterRef("pk"), channel=Channel.IN_APP).values("pk")[:1]
        ),
    ).annotate(
        fate=Case(
            When(letter_state=DeliveryState.SENT, then=Value(Fate.SENT)),
            When(letter_state=DeliveryState.UNKNOWN, then=Value(Fate.UNKNOWN)),
            When(letter_state=DeliveryState.DEAD, then=Value(Fate.FAILED)),
            When(Q(cleared_at__isnull=False), then=Value(Fate.CLEARED)),
            When(letter_state__in=(DeliveryState.PENDING, DeliveryState.SENDING), then=Value(Fate.WAITING)),
            When(is_in_inbox__isnull=False, then=Value(Fate.SENT)),
            default=Value(Fate.DECIDED),
            output_field=CharField(),
        )
    )
