"""Write the invented party, or move it forward: safe to run again."""

from argparse import ArgumentParser
from datetime import date, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tajadur.foundation import clock
from tajadur.foundation.calendar import instant
from tajadur.sample import building


class Command(BaseCommand):
    """``seed_demo --size full --seed 1 --as-of 2026-11-23``: deterministic data; nothing when there are some."""

    help = "Write the sample data of the demonstration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Size, seed, day, months of history, and --forward."""
        parser.add_argument("--size", choices=("demo", "full"), default="demo")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--as-of", type=date.fromisoformat, default=None)
        parser.add_argument("--months", type=int, default=18, choices=range(3, 61), metavar="3-60")
        parser.add_argument(
            "--forward", action="store_true", help="Add what happened since the last day of the sample."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed an empty installation; offer to move a stale sample forward; never touch real data."""
        on = options["as_of"] or clock.today()
        at = clock.now() if on == clock.today() else instant(on, time(12))
        if building.holds_real_data():
            raise CommandError("There are real accounts here: no sample is written among them.")
        if not building.is_seeded():
            building.seed_party(
                seed=options["seed"], full=options["size"] == "full", months=options["months"], on=on, at=at
            )
            self.stdout.write(f"Sample written up to {on}.")
        elif options["forward"]:
            moved = building.move_forward(seed=options["seed"], on=on, at=at)
            self.stdout.write(f"Sample moved forward to {on}." if moved else "The sample is up to date.")
        elif since := building.stale_since(on):
            self.stdout.write(f'The sample ends on {since}. To move it forward: make manage ARGS="seed_demo --forward"')
