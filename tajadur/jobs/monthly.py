"""The pack of the pole's next meeting, three days before it: made of the figures of the day."""

from datetime import date, datetime

from tajadur.activity.packs.operations.making import make_pack
from tajadur.activity.packs.queries.reading import due_meeting
from tajadur.compliance.pack.facts import pack_facts
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.installation import closed_rooms
from tajadur.rules.packs import ready_from


def prepare_pack(*, on: date, at: datetime) -> int:
    """Make the draft of the next meeting of the pole from three days before it on; returns how many. Again: 0.

    Nothing where the pole has no meeting ahead, or the meeting has its pack: somebody may have made it sooner.
    """
    if "packs" in closed_rooms():
        return 0
    meeting = due_meeting(on)
    if meeting is None or on < ready_from(meeting.planned_on):
        return 0
    try:
        make_pack(facts=pack_facts(on), on=on, by=None, at=at)
    except (BadInput, Conflict, NotVisible):  # made, sent or closed by somebody in this very moment
        return 0
    return 1
