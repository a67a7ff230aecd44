"""Since when things are new for the reader: the visit before, kept in a signed cookie while this one lasts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpResponse

from tajadur.compliance.attention import Wanting
from tajadur.organisation.people.operations.visits import VISIT, note_visit
from tajadur.rules.need import Line
from tajadur.web.access import ActorRequest

COOKIE = "visit"
_SALT = "tajadur.visit"
_KEPT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class DashboardVisit:
    """``since`` is the instant of the visit before; ``shown`` the lines of attention it showed; ``lines`` those of
    this visit, once known. ``is_new`` when this request begins a visit."""

    since: datetime | None
    shown: dict[Line, date]
    lines: dict[Line, date]
    is_new: bool


def visit_of(request: ActorRequest, at: datetime) -> DashboardVisit:
    """What is known of the visit before. Reads the cookie and the account, asks no database."""
    seen: datetime | None = getattr(request.user, "last_seen_at", None)
    kept = _kept(request)
    if seen and at - seen < VISIT and kept:
        since = datetime.fromisoformat(kept["since"]) if kept["since"] else None
        return DashboardVisit(since, _lines(kept["shown"]), _lines(kept["lines"]), False)
    return DashboardVisit(seen, _lines(kept["lines"]) if kept else {}, {}, seen is None or at - seen >= VISIT)


def remember(
    request: ActorRequest, response: HttpResponse, visit: DashboardVisit, lines: list[Wanting], at: datetime
) -> HttpResponse:
    """Begin the visit (one write) or keep it; the cookie holds what this visit has shown."""
    account_id = request.actor.account_id
    if visit.is_new and account_id is not None:
        note_visit(account_id=account_id, at=at)
    content = {
        "account": account_id,
        "since": visit.since.isoformat() if visit.since else "",
        "shown": _plain(visit.shown),
        "lines": _plain({**visit.lines, **{(line.unit.id, line.line): line.changed_on for line in lines}}),
    }
    response.set_cookie(
        COOKIE,
        signing.dumps(content, salt=_SALT, compress=True),
        max_age=_KEPT,
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
    )
    return response


def _kept(request: ActorRequest) -> dict[str, Any] | None:
    try:
        content = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_KEPT)
    except signing.BadSignature:
        return None
    return content if content.get("account") == request.actor.account_id else None


def _plain(lines: dict[Line, date]) -> list[list[Any]]:
    return [[unit, line, day.isoformat()] for (unit, line), day in lines.items()]


def _lines(rows: list[list[Any]]) -> dict[Line, date]:
    return {(unit, line): date.fromisoformat(day) for unit, line, day in rows}
