"""The whole timetable: beat only says «now», each minute; what is due is computed from the database."""

from typing import Any

from celery import Celery

from tajadur.celery import app

from .passes import PASSES

EVERY_SECONDS = 60.0


@app.on_after_finalize.connect
def set_timetable(sender: Celery, **_: Any) -> None:
    """One interval for each pass. A wake-up that nobody took before the next one expires."""
    from .tasks import run_pass_now  # the task registers itself on the finished application

    for name in PASSES:
        sender.add_periodic_task(
            EVERY_SECONDS, run_pass_now.s(name=name), name=name, expires=EVERY_SECONDS - 5, ignore_result=True
        )
