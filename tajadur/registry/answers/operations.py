"""Looking up how a form was answered, under a lock, and keeping the answer; both inside the transaction of the act."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q

from .models import Answer

KEPT_FOR = timedelta(days=1)
# A page that shows a link once is answered again for as long as somebody presses twice or a network sends again.
SECRET_KEPT_FOR = timedelta(minutes=10)
EMPTIED = b""
# A second act that found the first being done has waited for it; the first cannot be older than this.
LONGEST_WAIT = timedelta(minutes=2)


def earlier_answer(*, act: str, form: str, arrived: datetime) -> bytes | None:
    """Wait for an equal act that is being done, and hold its lock until the transaction ends; how it was answered.

    None when this is the first, ``EMPTIED`` when what it showed is not kept any more. An equal act counts when it came
    from the same page (``form``), or was still being done when this one ``arrived``. Two queries where nobody waits.
    """
    number = int(act[:15], 16)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        waited = not cursor.fetchone()[0]
        if waited:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
    since = arrived - LONGEST_WAIT if waited else arrived
    same = Q(act=act, given_at__gt=since) | (Q(form=form) if form else Q())
    known = Answer.objects.filter(same).order_by("-pk").first()
    if known is None:
        return None
    return EMPTIED if known.shown_once and known.given_at < arrived - SECRET_KEPT_FOR else bytes(known.answer)


def keep_answer(*, act: str, form: str, answer: bytes, shown_once: bool, at: datetime) -> None:
    """Keep the answer, with the act it is the answer to. The caller holds the lock of ``earlier_answer``.

    ``shown_once``: it shows a secret, and is emptied after minutes.
    """
    Answer.objects.create(act=act, form=form, answer=answer, shown_once=shown_once, given_at=at)


def forget_answers(*, at: datetime) -> int:
    """Empty those that showed a secret some minutes ago, delete those a day old; returns how many of both."""
    past = Answer.objects.filter(shown_once=True, given_at__lt=at - SECRET_KEPT_FOR).exclude(answer=EMPTIED)
    emptied = past.update(answer=EMPTIED)
    deleted, _ = Answer.objects.filter(given_at__lt=at - KEPT_FOR).delete()
    return emptied + deleted
