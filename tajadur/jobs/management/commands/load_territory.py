"""Lay down the party's words and the sections of Morocco's regions and provinces. Safe to run again."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from tajadur.foundation import clock
from tajadur.organisation.people.operations.posts import open_posts
from tajadur.organisation.profile.operations.installing import install_profile
from tajadur.organisation.units.operations.installing import install_territory
from tajadur.organisation.units.queries.places import territory_places

# The first whole year of the twelve regions: a meeting of last year can be told, whenever this runs for the first time.
SINCE = date(2016, 1, 1)


class Command(BaseCommand):
    """One transaction; the second run changes nothing."""

    help = "National unit, 12 regions, 75 provinces and prefectures of the 2024 census, with bodies and posts."

    def add_arguments(self, parser: CommandParser) -> None:
        """The day from which the sections are held to exist."""
        parser.add_argument(
            "--opened-on", type=date.fromisoformat, default=SINCE, help="YYYY-MM-DD, 2016-01-01 unless given"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Install what is missing and say how much it was."""
        at, today = clock.now(), clock.today()
        install_profile(installed_on=today)
        tally = install_territory(places=territory_places(), on=options["opened_on"], at=at)
        posts = open_posts(on=today)
        self.stdout.write(
            f"Territory: {tally.units} units, {tally.bodies} bodies, {tally.aliases} spellings, {posts} posts added."
        )
