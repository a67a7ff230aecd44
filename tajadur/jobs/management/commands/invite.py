"""A single-use invitation link, from the machine's own console."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.sentences import filled
from tajadur.organisation.people.operations.accounts import invite_person
from tajadur.organisation.people.queries.accounts import person_of_username
from tajadur.organisation.people.vocabulary import INVITATION_PROBLEMS as PROBLEMS


class Command(BaseCommand):
    """For a person who cannot log in and has no administrator at hand."""

    help = "Print a single-use link for a person (by id, or by the user name of their account)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The person, and for how long."""
        parser.add_argument("person", help="the person's id, or a user name")
        parser.add_argument("--hours", type=int, default=settings.INVITATION_HOURS)

    def handle(self, *args: Any, **options: Any) -> None:
        """One line: the link."""
        named = options["person"]
        person_id = int(named) if named.isdecimal() else person_of_username(named)
        try:
            token = invite_person(person_id=person_id or 0, valid_hours=options["hours"], by=None, at=clock.now())
        except NotVisible:
            raise CommandError(f"no such person: {named}") from None
        except BadInput as error:
            raise CommandError(filled(PROBLEMS[error.code], error.params)) from None
        self.stdout.write(settings.BASE_URL + reverse("accounts:invitation", args=[token]))
