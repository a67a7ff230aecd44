"""What workers do when woken: read the clock, make one call."""

import logging
from datetime import date
from typing import Any

from celery import shared_task

from tajadur.foundation import clock

from .passes import run_pass_if_needed

log = logging.getLogger(__name__)


@shared_task(name="tajadur.run_pass")
def run_pass_now(*, name: str, on: str | None = None, **_later: Any) -> None:
    """Run one pass for today, or for the ISO day ``on`` to rehearse it. Arguments of tomorrow's callers are ignored."""
    tally = run_pass_if_needed(name, on=date.fromisoformat(on) if on else clock.today(), at=clock.now())
    if any(tally.values()) if isinstance(tally, dict) else tally:
        log.info("pass %s: %s", name, tally)
