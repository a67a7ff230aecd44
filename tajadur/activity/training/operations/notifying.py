"""What is told of a session: to the units invited what concerns them, to the post that organised it what it owes."""

from collections.abc import Collection
from datetime import date, datetime

from tajadur.organisation.people.models import Mandate
from tajadur.organisation.people.queries.posts import leading_secretaries
from tajadur.registry.notices.operations.requests import NotificationRequest, clear, notify
from tajadur.registry.notices.vocabulary import NoticeKind

from ..models import SessionVersion
from ..vocabulary import SUBJECT

UNDECLARED = "undeclared"
# What was not declared for so long is told to nobody any more.
TOLD_FOR = 90


def tell_invited(version: SessionVersion, invited: Collection[int], *, on: date, at: datetime) -> None:
    """The units hear that they are invited, unless the session is over."""
    _tell(version, "invited", invited, on, at)


def tell_changed(
    before: SessionVersion, version: SessionVersion, was: frozenset[int], invited: frozenset[int], *, on: date,
    at: datetime,
) -> None:  # fmt: skip
    """Who is invited now hears so, who no longer is too; the others hear of other days or another place."""
    _tell(version, "invited", invited - was, on, at)
    _tell(before, "left_out", was - invited, on, at, number=version.number)
    columns = ("kind", "from_on", "to_on", "place")
    if any(getattr(before, name) != getattr(version, name) for name in columns):
        _tell(version, "changed", was & invited, on, at)


def tell_cancelled(version: SessionVersion, invited: Collection[int], *, on: date, at: datetime) -> None:
    """What was told is settled; those invited hear that the session does not take place."""
    settle_session(version.session_id, at=at)
    _tell(version, "cancelled", invited, on, at)


def tell_undeclared(versions: Collection[SessionVersion], *, on: date, at: datetime) -> int:
    """The post that organised a session that is over, and of which nobody said who came, hears so once."""
    mandates = {version.mandate_id for version in versions}
    posts = dict(Mandate.objects.filter(pk__in=mandates, post__isnull=False).values_list("pk", "post_id"))
    told = [
        NotificationRequest(
            kind=NoticeKind.TRAINING, subject=(SUBJECT, version.session_id), step=UNDECLARED,
            post_id=posts[version.mandate_id], unit_id=version.session.unit_id, step_on=on,
            params={"event": UNDECLARED, "to_on": version.to_on.isoformat()},
        )
        for version in versions
        if version.mandate_id in posts
    ]  # fmt: skip
    return notify(requests=told, at=at)


def settle_session(session_id: int, *, at: datetime) -> None:
    """It took place and was counted, or it does not: nothing told of it waits any more."""
    clear(subject_kind=SUBJECT, subject_ids=[session_id], because="settled", at=at)


def _tell(
    version: SessionVersion, event: str, units: Collection[int], on: date, at: datetime, *, number: int = 0
) -> None:
    if version.to_on < on:
        return
    posts = leading_secretaries(set(units) - {version.session.unit_id})
    told = [
        NotificationRequest(
            kind=NoticeKind.TRAINING, subject=(SUBJECT, version.session_id),
            step=f"{event}-{number or version.number}", post_id=post_id, unit_id=unit_id, step_on=on,
            params={"event": event, "from_on": version.from_on.isoformat()},
        )
        for unit_id, post_id in posts.items()
    ]  # fmt: skip
    notify(requests=told, at=at)
