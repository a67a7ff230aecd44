"""Lay down the six directives every party starts with. Safe to run again."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.foundation import clock
from tajadur.organisation.profile.queries import installed_on


class Command(BaseCommand):
    """From which day the party asks is its own decision, hence a step of its own after ``load_territory``."""

    help = "Put the six standard directives in force, with their ladders. Those already there are left as they are."

    def add_arguments(self, parser: CommandParser) -> None:
        """The first day: a period is asked when it lies wholly after it."""
        parser.add_argument("--from", dest="from_on", type=date.fromisoformat, help="YYYY-MM-DD, today unless given")

    def handle(self, *args: Any, **options: Any) -> None:
        """Install what is missing; the next pass opens the periods."""
        if installed_on() is None:
            raise CommandError("Load the territory first: manage.py load_territory")
        directives = install_directives(from_on=options["from_on"] or clock.today())
        for directive in directives:
            self.stdout.write(f"{directive.code}: {directive.standing}, from {directive.in_force_from}")
