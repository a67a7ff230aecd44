"""The deadline season before it comes: day by day what would be sent. Nothing is kept and nothing is mailed."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tajadur.jobs.rehearsal import rehearse


class Command(BaseCommand):
    """``rehearse --from 2027-03-01 --to 2027-07-10``; ``--seed 7`` lets units report; ``--list`` names each unit."""

    help = "Play a season ahead inside a transaction that is rolled back, and print what each day would tell."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The days, the seed, the list."""
        parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
        parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True)
        parser.add_argument("--seed", type=int, default=None)
        parser.add_argument("--list", action="store_true", help="One line for each notice: codes, no names of persons.")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each day that tells something, then its parts; the sum at the end."""
        first, last = options["first"], options["last"]
        if last < first or (last - first).days > 400:
            raise CommandError("--to must be from the day of --from to 400 days after it")
        total = 0
        for told in rehearse(first=first, last=last, seed=options["seed"]):
            if not told.notices:
                continue
            total += len(told.notices)
            self.stdout.write(f"{told.day}: {len(told.notices)} notices to {told.posts} posts")
            for (directive, step, post), count in sorted(told.counts.items()):
                self.stdout.write(f"  {count:>6}  {directive} {step} -> {post}")
            if options["list"]:
                for notice in told.notices:
                    self.stdout.write(f"          {notice.unit.code} {notice.step} -> {notice.post.unit.code}")
        self.stdout.write(f"{first} to {last}: {total} notices; nothing was kept, nothing was mailed")
