"""Minutes that are circulated are told to the posts of the body, by codes and days."""

from datetime import date

from tajadur.organisation.profile.models import BodyType
from tajadur.organisation.units.models import Body, Unit
from tajadur.registry.notices.models import Notice
from tests.factories.councils import circulated, council_held, council_on
from tests.factories.party import Party, holder, make_post

FIRST, ON = date(2026, 5, 9), date(2026, 5, 12)


def test_the_members_are_told_without_a_name(party: Party) -> None:
    region = party.regions[0]
    account = holder(unit=region)
    region_council = _council_of(region)
    meeting = council_on(FIRST, unit=region, account=account, on=FIRST)
    report = council_held(meeting, account=account, on=ON)
    circulated(report, account=account, on=ON)
    told = Notice.objects.get(kind="minutes")
    assert told.post_id == region_council
    assert told.params == {"event": "circulated", "held_on": "2026-05-09"}


def _council_of(region: Unit) -> int:
    council = BodyType.objects.get(unit_kind=region.kind, code="council")
    Body.objects.create(unit=region, body_type=council, members=45, opened_on=region.opened_on)
    return make_post(unit=region, body="council", post="member").pk
