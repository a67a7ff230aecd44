"""The dead-man's switch: needs the database and a mail server, neither Celery nor Redis."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tajadur.jobs.monitoring import look

FIRST_AFTER = 3  # in passes


class Command(BaseCommand):
    """``watch``: exit 0, or one line for each alarm and exit 1; ``watch --loop`` looks each minute for ever.

    In a loop the first look comes after three passes: started together with the worker, it finds none that ended.
    """

    help = "Raise an alarm when passes stop, when a reminder is past its time, or when a ladder is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The loop, and whether administrators are written to."""
        parser.add_argument("--loop", action="store_true")
        parser.add_argument("--no-mail", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Alarms on stderr; administrators get a letter, at most one a day."""
        if options["loop"]:
            time.sleep(FIRST_AFTER * settings.PASS_SECONDS)
        while True:
            lines = look(mail=not options["no_mail"])
            for line in lines:
                self.stderr.write(line)
            if not options["loop"]:
                if lines:
                    raise CommandError(f"{len(lines)} alarms")
                self.stdout.write("all is well")
                return
            time.sleep(settings.PASS_SECONDS)
