"""Do the tables say what they should?"""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tajadur.foundation import clock
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.verification import INVARIANTS, verify
from tajadur.jobs.passes import never_through


class Command(BaseCommand):
    """``verify_invariants``: exit 0, or one line for each thing that is broken and exit 1.

    Until each pass has been through once, what only waits for it is no fault: the last line says for which.
    """

    help = "Check every invariant of the data; needs only to read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--lenient for a stopped system; --most violations of each invariant; --on another day."""
        parser.add_argument(
            "--lenient", action="store_true", help="The passes do not run: what only waits is no fault."
        )
        parser.add_argument("--most", type=int, default=20)
        parser.add_argument("--on", type=date.fromisoformat, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything and print what is broken."""
        waiting = [] if options["lenient"] else never_through()
        lenient = options["lenient"] or bool(waiting)
        as_of = AsOf(on=options["on"] or clock.today(), at=clock.now(), passes_run=not lenient)
        violations = verify(as_of, most=options["most"])
        for violation in violations:
            self.stdout.write(str(violation))
        if violations:
            raise CommandError(f"{len(violations)} findings")
        self.stdout.write(f"{len(INVARIANTS)} invariants hold")
        if waiting:
            self.stdout.write(
                f"not due yet, what these passes do when they run for the first time: {', '.join(waiting)}"
            )
