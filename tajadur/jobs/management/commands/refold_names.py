"""Write anew, wherever it differs, what is stored of names for search and order."""

from typing import Any

from django.core.management.base import BaseCommand

from tajadur.organisation.people.nightly import refold_names


class Command(BaseCommand):
    """``refold_names``: looks at every name, whatever folding it is known to be of; safe to run again."""

    help = "Write anew what search and order compare, where it differs from the names."

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at everything, say how many rows changed."""
        self.stdout.write(f"{refold_names(everything=True)} rows written anew")
