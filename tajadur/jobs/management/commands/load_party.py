"""Set up a whole party, union or association from one file."""

import os
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.founding.laying import lay_down
from tajadur.founding.reading import PartyFileWrong, read_party

from .first_admin import asked_password

_SENTENCES = {
    "party_exists": "Another party is there already: a party from a file needs an empty database.",
    "account_taken": "An account has the user name of the administrator already.",
    "post_unknown": "No unit has a post of the role administrator.",
}


class Command(BaseCommand):
    """One transaction: all of the file or nothing. The second run says that the party is there."""

    help = "Set up a party from a file: names, levels, bodies, posts, directives, units, first administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and since when its units are held to exist."""
        parser.add_argument("file", type=Path, help="TOML, as described in docs/party-file.md")
        parser.add_argument("--check", action="store_true", help="Read the file and tell its mistakes, write nothing")
        parser.add_argument("--opened-on", type=date.fromisoformat, help="YYYY-MM-DD: first day of the units, today")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell every mistake of the file at once, or lay it down."""
        try:
            party = read_party(options["file"])
        except PartyFileWrong as error:
            lines = "\n".join(f"  {mistake}" for mistake in error.mistakes)
            count = len(error.mistakes)
            raise CommandError(f"{count} mistake{'s' if count > 1 else ''}, nothing was written:\n{lines}") from None
        if options["check"]:
            self.stdout.write(f"«{party.code}» is right: {len(party.levels)} levels, {len(party.units)} units.")
            return
        password = os.environ.get("FIRST_ADMIN_PASSWORD") or asked_password()
        on, at = clock.today(), clock.now()
        try:
            validate_password(password)
            laid = lay_down(party, opened_on=options["opened_on"] or on, password=password, on=on, at=at)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        except BadInput as error:
            raise CommandError(_SENTENCES[error.code]) from None
        if not laid.is_new:
            self.stdout.write(f"«{party.code}» is there already; nothing was changed.")
            return
        self.stdout.write(
            f"«{party.code}»: {laid.units} units, {laid.bodies} bodies, {laid.posts} posts,"
            f" {laid.directives} directives; «{party.administrator['username']}» can log in."
        )
