"""The day of a congress, corrupted."""

from .planting import FOREIGN, INSIDE_HALL, VOTED, changed, refused

_IN, _CODE, _TEXT, _VOTE = (f"congresses.{name}" for name in ("CheckIn", "DelegateCode", "Resolution", "PostVote"))

CONGRESS_DAY = [
    changed("more delegates than were filed", _IN, "count = 900", INSIDE_HALL,
            "code_id IS NULL AND taken_back_at IS NULL"),
    changed("counted in by others", _IN, f"mandate_id = {FOREIGN}", INSIDE_HALL),
    changed("counted in on a day to come", _IN, "at = at + interval '900 days'", INSIDE_HALL),
    changed("code of another province", _CODE, "share_id = (SELECT min(id) FROM congresses_seatshare)", INSIDE_HALL,
            "share_id <> (SELECT min(id) FROM congresses_seatshare)"
            " AND id IN (SELECT code_id FROM congresses_checkin)"),
    changed("code with a letter", _CODE, "number = 'x' || id", INSIDE_HALL),
    changed("text voted by nobody", _TEXT, "votes_for = 0, votes_against = 0, abstained = 0", VOTED),
    changed("text written by others", _TEXT, f"mandate_id = {FOREIGN}", VOTED),
    changed("vote for a post elsewhere", _VOTE, "post_id = (SELECT max(p.id) FROM people_post p JOIN units_unit u"
            " ON u.id = p.unit_id WHERE u.depth = 0)", VOTED),
    changed("vote written on a day to come", _VOTE, "noted_at = noted_at + interval '900 days'", VOTED),
]  # fmt: skip

REFUSED_CONGRESS_DAY = [
    refused("code counted twice", _IN,
            "INSERT INTO congresses_checkin (share_id, code_id, count, at, mandate_id) SELECT share_id, code_id, 1, at,"
            " mandate_id FROM congresses_checkin WHERE code_id IS NOT NULL AND taken_back_at IS NULL",
            "check_in_once_per_code"),
    refused("nobody counted in", _IN, "UPDATE congresses_checkin SET count = 0", "check_in_counts"),
    refused("text without words", _TEXT, "UPDATE congresses_resolution SET text = ''", "resolution_says_something"),
    refused("more spoiled than cast", _VOTE, "UPDATE congresses_postvote SET spoiled = \"cast\" + 1",
            "post_vote_adds_up"),
]  # fmt: skip
