"""For any day: what will go, to whom, by which channel; and what went."""

from argparse import ArgumentParser
from collections import Counter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from tajadur.duties.obligations.operations.foreseeing import standing_on
from tajadur.duties.obligations.queries.ladders import going, words_on
from tajadur.foundation import clock
from tajadur.registry.notices.queries import notices_decided_on


class Command(BaseCommand):
    """``preview_deliveries`` for today, ``preview_deliveries --on 2027-06-29`` for any day."""

    help = "Print what will be told on a day if nothing is done until then, and what was told."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day."""
        parser.add_argument("--on", type=date.fromisoformat, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each notice: codes of units and posts, never a name of a person; then the tally."""
        today = clock.today()
        day = options["on"] or today
        tally: Counter[str] = Counter()
        with standing_on(day, on=today, at=clock.now()):
            coming = going(words_on(day, on=today), day=day)
        for reminder in coming:
            vacant = reminder.passed_from
            passed = f" (passed on from {vacant.post_type.code} of {vacant.unit.code})" if vacant else ""
            self.stdout.write(
                f"will go  {reminder.unit.code:<12} {reminder.directive.code} {reminder.period_key} {reminder.step} -> "
                f"{reminder.post.post_type.code} of {reminder.post.unit.code} "
                f"by {', '.join(reminder.channels) or 'no one'}{passed}"
            )
            tally["will go"] += 1
        for notice in notices_decided_on(day):
            self.stdout.write(
                f"{notice.fate:<8} {notice.unit.code:<12} {notice.params.get('directive', notice.kind)} "
                f"{notice.params.get('period', '')} {notice.step} -> {notice.post.post_type.code} of "
                f"{notice.post.unit.code}"
            )
            tally[notice.fate] += 1
        self.stdout.write(f"{day}: " + (", ".join(f"{count} {what}" for what, count in tally.items()) or "nothing"))
