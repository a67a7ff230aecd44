"""Is every pack that was sent still made, byte for byte, of what was kept of it?"""

from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tajadur.activity.packs.queries.reading import sent_sheets
from tajadur.compliance.pack.sheets import pdf_of
from tajadur.foundation.typesetting import typesetter


class Command(BaseCommand):
    """``remake_pack [ID]``: makes the sheets again and compares them with the files as sent; exit 1 where one differs.

    A line for each sheet. Where the program or its faces are of another version since, the line says so.
    """

    help = "Make the sheets of packs again from what was kept, and compare them with the files as sent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The pack (all of them without); --into a folder that takes what was made."""
        parser.add_argument("pack", type=int, nargs="?")
        parser.add_argument("--into", type=Path, default=None, help="A folder for the files made again.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make each again and print how it compares."""
        sheets = list(sent_sheets(options["pack"]))
        if not sheets:
            raise CommandError("no pack was sent")
        differing = 0
        for sheet in sheets:
            made = pdf_of(sheet.content, sheet.template)
            name = f"pack-{sheet.pack.for_on}-{sheet.language}.pdf"
            same = sha256(made).hexdigest() == sheet.digest == sha256(bytes(sheet.pdf)).hexdigest()
            since = "" if sheet.typesetter == typesetter() else f"; sent with {sheet.typesetter}, now {typesetter()}"
            self.stdout.write(f"{name} (pack {sheet.pack_id}): {'same bytes' if same else 'differs'}{since}")
            differing += not same
            if options["into"]:
                (options["into"] / name).write_bytes(made)
        if differing:
            raise CommandError(f"{differing} of {len(sheets)} sheets differ")
