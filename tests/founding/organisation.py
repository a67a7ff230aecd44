"""An organisation laid down from its file, with a holder of every post on one line of units and some of its life."""

from datetime import timedelta

from tajadur.foundation import clock
from tajadur.founding.party_file import PartyFile
from tajadur.organisation.units.models import Unit
from tajadur.permissions.matrix import Role

SINCE = timedelta(days=70)
HEADS = (Role.ADMINISTRATOR,)


class Organisation:
    """``accounts``: one of each post on the line from the root to the first of the deepest units, by its code."""

    def __init__(self, file: PartyFile) -> None:
        self.file, self.today = file, clock.today()
        self.root = Unit.objects.get(parent=None)
        self.deepest = Unit.objects.filter(kind__children=None).order_by("code")[0]
