"""Premises and proximity activities, corrupted."""

from .planting import ACTIVITIES, HOUSED, changed, gone, refused

_PREMISES, _NONE, _HOURS = "premises.Premises", "premises.NoPremises", "premises.OpeningHours"
_ACTIVITY = "proximity.ProximityActivity"
_ANOTHER = "unit_id = (SELECT min(id) FROM units_unit)"
_REPLACED, _CORRECTING = "NOT is_current", "corrects_id IS NOT NULL"

PREMISES = [
    changed("premises of another unit", _PREMISES, f"{_ANOTHER}, shared_with_id = NULL, sharing = 'alone'", HOUSED),
    changed("premises said on another day", _PREMISES, "said_on = said_on + 1", HOUSED),
    changed("premises before their unit", _PREMISES, "from_on = '1990-01-01'", HOUSED),
    changed("premises that count twice", _PREMISES, "is_current = true", HOUSED, _REPLACED),
    changed("premises that count no longer", _PREMISES, "is_current = false", HOUSED, "is_current"),
    changed("premises corrected before they were said", _PREMISES,
            "said_at = said_at - interval '90 days', said_on = said_on - 90, from_on = said_on - 90", HOUSED,
            _CORRECTING),
    changed("premises with a link elsewhere", _PREMISES, "map_link = 'https://example.org/maps/'", HOUSED),
    changed("none said for another unit", _NONE, _ANOTHER, HOUSED),
    changed("none said on another day", _NONE, "said_on = said_on + 1", HOUSED),
    changed("none before the unit", _NONE, "from_on = '1990-01-01'", HOUSED),
    changed("none that counts twice", _NONE, "is_current = true", HOUSED, _REPLACED),
    changed("none that counts no longer", _NONE, "is_current = false", HOUSED, "is_current"),
    changed("none corrected before it was said", _NONE,
            "said_at = said_at - interval '90 days', said_on = said_on - 90, from_on = said_on - 90", HOUSED,
            _CORRECTING),
    changed("open twice at once", _HOURS, "weekday = 0, opens = '10:00', closes = '16:00'", HOUSED),
    changed("activity of another unit", _ACTIVITY, _ANOTHER, ACTIVITIES),
    changed("activity said on another day", _ACTIVITY, "said_on = said_on + 1", ACTIVITIES),
    changed("activity before its unit", _ACTIVITY, "held_on = '1990-01-01'", ACTIVITIES),
    changed("activity counted elsewhere", _ACTIVITY, "path = '1.'", ACTIVITIES),
    changed("activity that counts twice", _ACTIVITY, "is_current = true", ACTIVITIES, _REPLACED),
    changed("activity that counts no longer", _ACTIVITY, "is_current = false", ACTIVITIES, "is_current"),
    changed("activity corrected before it was said", _ACTIVITY,
            "said_at = said_at - interval '90 days', said_on = said_on - 90, held_on = said_on - 90", ACTIVITIES,
            _CORRECTING),
    gone("correction that is gone", _ACTIVITY, ACTIVITIES, _CORRECTING),
]  # fmt: skip

REFUSED_PREMISES = [
    refused("premises that end before they begin", _PREMISES, "UPDATE premises_premises SET to_on = from_on - 1",
            "premises_end_after"),
    refused("premises to come", _PREMISES, "UPDATE premises_premises SET from_on = said_on + 1, to_on = NULL",
            "premises_have_begun"),
    refused("premises nowhere", _PREMISES, "UPDATE premises_premises SET address = ''", "premises_have_an_address"),
    refused("premises in a state nobody knows", _PREMISES, "UPDATE premises_premises SET condition = 'ruined'",
            "premises_condition_known"),
    refused("premises shared with no unit", _PREMISES,
            "UPDATE premises_premises SET sharing = 'unit', shared_with_id = NULL", "premises_shared_with_a_unit"),
    refused("premises shared with oneself", _PREMISES,
            "UPDATE premises_premises SET sharing = 'unit', shared_with_id = unit_id", "premises_shared_with_another"),
    refused("link that is not https", _PREMISES, "UPDATE premises_premises SET map_link = 'http://osm.org/'",
            "premises_link_is_https"),
    refused("hours of no weekday", _HOURS, "UPDATE premises_openinghours SET weekday = 7",
            "opening_hours_of_a_weekday"),
    refused("hours that close before they open", _HOURS, "UPDATE premises_openinghours SET closes = opens",
            "opening_hours_in_order"),
    refused("none to come", _NONE, "UPDATE premises_nopremises SET from_on = said_on + 1", "no_premises_has_begun"),
    refused("activity of no kind", _ACTIVITY, "UPDATE proximity_proximityactivity SET kind = 'feast'",
            "proximity_kind_known"),
    refused("activity to come", _ACTIVITY, "UPDATE proximity_proximityactivity SET held_on = said_on + 1",
            "proximity_took_place"),
    refused("activity that reached nobody", _ACTIVITY, "UPDATE proximity_proximityactivity SET reached = 0",
            "proximity_reached_in_bounds"),
    refused("activity nowhere", _ACTIVITY, "UPDATE proximity_proximityactivity SET place = ''",
            "proximity_says_where_and_what"),
]  # fmt: skip
