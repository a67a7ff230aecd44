"""Elections and what units say of their readiness, corrupted."""

from .planting import ISSUED_WHOLE as WHOLE
from .planting import READINESS as OWN
from .planting import Plant, changed, refused

_ELECTION, _ITEM, _TICK = "elections.Election", "elections.ChecklistItem", "elections.ItemTick"
_PLACE, _PART = "elections.Constituency", "elections.ConstituencyPart"
_COUNT, _COORDINATOR = "elections.ConstituencyCount", "elections.Coordinator"
_OTHER = "(SELECT max(id) FROM elections_constituency c WHERE c.id <> constituency_id)"

ELECTIONS = [
    changed("election that was not issued", _ELECTION, "standing = 'draft', issued_on = NULL, issued_at = NULL", OWN),
    changed("issued after it was spoken of", _ELECTION, "issued_on = '2026-05-30'", OWN),
    changed("item for each region seen to by a province", _ITEM, "scope = 'regions'", WHOLE, "scope = 'provinces'"),
    changed("constituency of the nation", _PLACE, "owner_id = (SELECT min(id) FROM units_unit)", WHOLE),
    Plant("constituency without a place", _PART,
          "DELETE FROM elections_constituencypart WHERE constituency_id = (SELECT max(id) FROM elections_constituency)",
          WHOLE),
    changed("place in two constituencies", _PART, "constituency_id = (SELECT min(id) FROM elections_constituency)",
            WHOLE),
    changed("tick of another constituency", _TICK, f"constituency_id = {_OTHER}", OWN, "constituency_id IS NOT NULL"),
    changed("tick without its constituency", _TICK, "constituency_id = NULL", OWN, "constituency_id IS NOT NULL"),
    changed("tick said by another", _TICK, "mandate_id = (SELECT min(id) FROM people_mandate)", OWN),
    changed("tick corrected and counted", _TICK, "is_current = false", OWN, "is_current"),
    changed("counts of another day", _COUNT, "said_on = said_on - 1", OWN),
    changed("counts of another province's constituency", _COUNT, f"constituency_id = {_OTHER}", OWN),
    changed("coordinator of another unit", _COORDINATOR,
            "post_id = (SELECT min(p.id) FROM people_post p JOIN units_unit u ON u.id = p.unit_id WHERE u.depth = 0)",
            OWN),
]  # fmt: skip

REFUSED_ELECTIONS = [
    refused("election of no kind", _ELECTION, "UPDATE elections_election SET kind = 'king'", "election_kind_known"),
    refused("voting day of another month", _ELECTION, "UPDATE elections_election SET voting_on = '2026-11-02'",
            "election_day_in_its_month"),
    refused("month by its second day", _ELECTION, "UPDATE elections_election SET month_on = '2026-09-02'",
            "election_month_by_its_first_day"),
    refused("issued by half", _ELECTION, "UPDATE elections_election SET issued_at = NULL", "election_issued_whole"),
    refused("item of no weight", _ITEM, "UPDATE elections_checklistitem SET weight = 0", "checklist_item_in_range"),
    refused("item after the election", _ITEM, "UPDATE elections_checklistitem SET days_before = -1", "days_before"),
    refused("item of no scope", _ITEM, "UPDATE elections_checklistitem SET scope = 'street'", "checklist_item_known"),
    refused("more reserved than seats", _PLACE, "UPDATE elections_constituency SET quota = seats + 1",
            "constituency_quota_in_seats"),
    refused("constituency twice", _PLACE, "UPDATE elections_constituency SET code = 'C1'", "constituency_once"),
    refused("done after it was said", _TICK, "UPDATE elections_itemtick SET done_on = said_on + 1",
            "item_tick_done_before_said"),
    refused("two ticks that count", _TICK, "UPDATE elections_itemtick SET is_current = true", "item_tick_one_current"),
    refused("more trained than found", _COUNT, "UPDATE elections_constituencycount SET trained = representatives + 1",
            "constituency_count_trained_found"),
]  # fmt: skip
