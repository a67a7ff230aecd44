"""The accounts of the demonstration, as a table."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from tajadur.foundation import clock
from tajadur.organisation.people.queries.accounts import sample_accounts
from tajadur.organisation.people.vocabulary import title_of

PASSWORD = "tajadur-demo-2026"  # noqa: S105  printed on purpose: it opens invented accounts only


class Command(BaseCommand):
    """User name, office and place, password."""

    help = "Print the accounts of the demonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line per account; French, which every terminal shows in the right order."""
        accounts = sample_accounts(on=clock.today())
        if not accounts:
            self.stdout.write("No sample account: run seed_demo first.")
            return
        with translation.override("fr"):
            rows = [
                (account.username, title_of(account.term) + ("" if account.running else " (mandat terminé)"), PASSWORD)
                for account in accounts
            ]
        rows.insert(0, ("user name", "office", "password"))
        widths = [max(len(row[column]) for row in rows) for column in range(2)]
        for name, office, password in rows:
            self.stdout.write(f"  {name:<{widths[0]}}  {office:<{widths[1]}}  {password}")
