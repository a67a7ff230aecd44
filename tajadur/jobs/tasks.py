"""What workers do when woken: read the clock, make one call."""

import logging
from datetime import date
from typing import Any

from celery import shared_task
from django.conf import settings

from tajadur.foundation import clock

from .passes import run_pass_if_needed
from .wakeups import is_one_of_a_crowd

log = logging.getLogger(__name__)


@shared_task(name="tajadur.run_pass")
def run_pass_now(*, name: str, on: str | None = None, **_later: Any) -> None:
    """Run one pass for today, or for the ISO day ``on`` to rehearse it. Arguments of tomorrow's callers are ignored."""
    if on is None and is_one_of_a_crowd(name, every=settings.PASS_SECONDS):
        return
    tally = run_pass_if_needed(name, on=date.fromisoformat(on) if on else clock.today(), at=clock.now())
    if any(tally.values()) if isinstance(tally, dict) else tally:
        log.info("pass %s: %s", name, tally)
