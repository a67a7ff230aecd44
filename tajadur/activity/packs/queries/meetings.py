"""The body that meets over packs, and its next meeting."""

from datetime import date

from tajadur.activity.meetings.models import Meeting
from tajadur.activity.meetings.vocabulary import MeetingState
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.organisation.units.models import Body
from tajadur.organisation.units.queries.tree import existing


def pole_body(on: date) -> Body | None:
    """The body of headquarters that meets over the pack, with its unit; None where the party has none. One query."""
    rows = Body.objects.filter(existing(on), body_type__code=LeadingBody.POLE, opened_on__lte=on)
    return rows.select_related("unit").order_by("unit__depth", "pk").first()


def next_meeting(body: Body, on: date) -> Meeting | None:
    """Its next programmed meeting, of today at the earliest. One query."""
    ahead = Meeting.objects.filter(body=body, state=MeetingState.PROGRAMMED, planned_on__gte=on)
    return ahead.order_by("planned_on", "starts_at", "pk").first()
