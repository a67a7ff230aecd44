"""All passes without Celery or Redis: once, or for ever."""

import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tajadur.foundation import clock
from tajadur.jobs.passes import PASSES, run_pass


class Command(BaseCommand):
    """``run_passes``, ``run_passes --on 2026-06-30`` to rehearse a day, ``run_passes --loop`` each minute for ever."""

    help = "Run every pass once, or each minute with --loop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day, the loop, and which passes."""
        parser.add_argument("--on", type=date.fromisoformat, default=None)
        parser.add_argument("--loop", action="store_true")
        parser.add_argument("--only", choices=sorted(PASSES), action="append")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line per pass with its tally and its milliseconds."""
        while True:
            for name in options["only"] or PASSES:
                began = time.perf_counter()
                tally = run_pass(name, on=options["on"] or clock.today(), at=clock.now())
                self.stdout.write(f"{name}: {tally or 0} ({(time.perf_counter() - began) * 1000:.0f} ms)")
            if not options["loop"]:
                return
            time.sleep(settings.PASS_SECONDS)
