"""The whole timetable: beat only says «now», each minute; what is due is computed from the database."""

from typing import Any

from celery import Celery
from django.conf import settings

from tajadur.celery import app

from .passes import PASSES


@app.on_after_finalize.connect
def set_timetable(sender: Celery, **_: Any) -> None:
    """One interval for each pass. No wake-up expires: the clocks of two hosts may differ."""
    from .tasks import run_pass_now  # the task registers itself on the finished application

    every = float(settings.PASS_SECONDS)
    for name in PASSES:
        sender.add_periodic_task(every, run_pass_now.s(name=name), name=name, ignore_result=True)
