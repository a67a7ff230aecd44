"""Answers kept for who sends a form twice: none longer than it is of use, a secret for minutes only."""

from collections.abc import Iterator
from datetime import timedelta

from tajadur.registry.answers.models import Answer

from .as_of import AsOf

_SECRET, _ANY = timedelta(minutes=10), timedelta(days=1)
_UNTIL_THE_PASS = timedelta(minutes=5)


def answers_forgotten(as_of: AsOf) -> Iterator[str]:
    """An answer that showed a secret is empty after ten minutes, any is gone after a day."""
    if not as_of.passes_run:
        return
    now = as_of.at - _UNTIL_THE_PASS
    kept = Answer.objects.filter(shown_once=True, given_at__lt=now - _SECRET).exclude(answer=b"")
    yield from (f"answer {pk} keeps a secret it showed" for pk in kept.values_list("pk", flat=True))
    old = Answer.objects.filter(given_at__lt=now - _ANY).values_list("pk", flat=True)
    yield from (f"answer {pk} is kept for more than a day" for pk in old)
