"""Make the first administrator of a fresh installation."""

import getpass
import os
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.foundation.mail_address import clean_address
from tajadur.organisation.people.operations.first import make_first_administrator
from tajadur.organisation.people.vocabulary import PROBLEMS

_NO_TERRITORY = "Load the territory first: manage.py load_territory"


class Command(BaseCommand):
    """A person, an account and a mandate on the national unit. The password comes from a prompt or the environment."""

    help = "Make the first administrator. The password is asked, or taken from FIRST_ADMIN_PASSWORD."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who it is."""
        parser.add_argument("--username", required=True)
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", default="", help="Shown in the application; the user name unless given")
        parser.add_argument("--force", action="store_true", help="Even when an administrator is in office")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check what was typed, then make all of it or nothing."""
        password = os.environ.get("FIRST_ADMIN_PASSWORD") or asked_password()
        try:
            email = clean_address(options["email"])
            validate_email(email)
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        try:
            account = make_first_administrator(
                username=options["username"].strip().lower(),
                email=email,
                password=password,
                name=options["name"] or options["username"],
                once_more=options["force"],
                on=clock.today(),
                at=clock.now(),
            )
        except BadInput as error:
            sentence = _NO_TERRITORY if error.code == "post_unknown" else str(PROBLEMS[error.code])
            raise CommandError(sentence) from None
        self.stdout.write(f"Administrator «{account.username}» can log in.")


def asked_password() -> str:
    """The password typed at the prompt. Raises CommandError where nobody types."""
    try:
        return getpass.getpass("Password (12 characters at least): ")
    except EOFError:
        raise CommandError("Nobody is there to type a password: set FIRST_ADMIN_PASSWORD.") from None
