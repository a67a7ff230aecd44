"""The oracle: is everything as it must be?"""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tajadur.compliance.oracle import INVARIANTS, Moment, verify
from tajadur.foundation import clock


class Command(BaseCommand):
    """``verify_invariants``: exit 0, or one line for each thing that is broken and exit 1."""

    help = "Check every invariant of the data; needs only to read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--lenient for a stopped system; --most findings of each invariant; --on another day."""
        parser.add_argument(
            "--lenient", action="store_true", help="The passes do not run: what only waits is no fault."
        )
        parser.add_argument("--most", type=int, default=20)
        parser.add_argument("--on", type=date.fromisoformat, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask everything and print what is broken."""
        moment = Moment(on=options["on"] or clock.today(), at=clock.now(), passes_run=not options["lenient"])
        found = verify(moment, most=options["most"])
        for finding in found:
            self.stdout.write(str(finding))
        if found:
            raise CommandError(f"{len(found)} findings")
        self.stdout.write(f"{len(INVARIANTS)} invariants hold")
