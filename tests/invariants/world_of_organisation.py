"""What stands in the tables of the organisation itself: a chapter that moved, posts against a rule, a file asked."""

from datetime import date

from tajadur.organisation.units.operations.siting import place_chapter
from tajadur.registry.exports.operations import WantedFile, ask_export
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder, make_unit

from .world_of_holding import holding


def organised(party: Party) -> None:
    """Rules about posts and those who stand against them; a section that sat on one province, then on another."""
    holding(party)
    section = make_unit(kind="sector_section", parent=make_unit(kind="sector", parent=make_unit(kind="sectors")))
    account = holder(unit=party.national, body="headquarters", post="administrator")
    for place, day in ((party.provinces[0][0], date(2026, 3, 1)), (party.provinces[0][1], date(2026, 5, 1))):
        place_chapter(unit_id=section.pk, place_id=place.pk, from_on=day, by=acting(account, day), at=at_noon(day))
    asked = WantedFile(
        list_name="obligations", title="ما هو مستحق", kind="csv", path="/obligations/", query="state=all",
        language="ar", on=date(2026, 5, 1),
    )  # fmt: skip
    ask_export(asked=asked, by=acting(account, asked.on), at=at_noon(asked.on))
