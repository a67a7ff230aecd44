"""Units, people, directives and settings, corrupted."""

from .planting import (
    BLANKED,
    BRANCH,
    CLOSING,
    COUNTS,
    DAYS,
    DIRECTIVE,
    DOORS,
    EXCEPTION,
    HOLDER,
    INSIDE,
    KINDS,
    LADDER,
    MANDATE,
    MERGED,
    NAMES,
    OFFICE,
    PLACE,
    PLACES,
    REPORTING,
    SETTINGS,
    SOIL,
    TWO,
    Plant,
    changed,
    gone,
)

ORGANISATION = [
    Plant(
        "unit opened after its rows",
        "units.Unit",
        f"UPDATE units_unit SET opened_on = '2026-04-15' WHERE id = {OFFICE}",
        INSIDE,
    ),
    Plant("unit at another depth", "units.Unit", f"UPDATE units_unit SET depth = depth + 1 WHERE id = {OFFICE}", PLACE),
    Plant(
        "unit on another path", "units.Unit", f"UPDATE units_unit SET path = '9.9.' || path WHERE id = {OFFICE}", PLACE
    ),
    Plant(
        "unit under a wrong kind",
        "units.Unit",
        f"UPDATE units_unit SET kind_id = (SELECT id FROM profile_unitkind WHERE code = 'region') WHERE id = {OFFICE}",
        KINDS,
    ),
    Plant(
        "name changed and not its folding",
        "units.Unit",
        f"UPDATE units_unit SET name_ar = 'اسم آخر' WHERE id = {OFFICE}",
        NAMES,
    ),
    Plant(
        "sorted by another name", "units.Unit", f"UPDATE units_unit SET sort_latin = 'zz' WHERE id = {OFFICE}", NAMES
    ),
    Plant(
        "closed while those below live",
        "units.Unit",
        "UPDATE units_unit SET closed_on = '2026-06-01' WHERE id = (SELECT parent_id FROM units_unit WHERE id ="
        f" {OFFICE})",
        INSIDE,
    ),
    Plant(
        "declared before it was opened",
        "units.Unit",
        f"UPDATE units_unit SET declared_on = '2001-01-01' WHERE id = {OFFICE}",
        INSIDE,
    ),
    Plant(
        "blanked in office",
        "people.Mandate",
        "UPDATE people_person SET blanked_on = '2026-01-01' WHERE id = (SELECT person_id FROM people_mandate "
        "WHERE to_on IS NULL AND standing = 'confirmed' LIMIT 1)",
        BLANKED,
    ),
    changed("spelling folded otherwise", "units.Alias", "folded = 'x'", NAMES),
    gone("spelling taken away", "units.Alias", NAMES),
    Plant(
        "place from another day",
        "units.Placement",
        f"UPDATE units_placement SET from_on = from_on + 9 WHERE unit_id = {OFFICE}",
        PLACES,
    ),
    Plant(
        "place that ended",
        "units.Placement",
        f"UPDATE units_placement SET to_on = '2026-06-01' WHERE unit_id = {OFFICE}",
        PLACES,
    ),
    Plant(
        "place under another parent",
        "units.Placement",
        "UPDATE units_placement SET parent_id = (SELECT max(id) FROM units_unit WHERE depth = 2)"
        f" WHERE unit_id = {OFFICE}",
        PLACE,
    ),
    changed("chapter on itself", "units.ChapterPlace", "place_id = unit_id", SOIL),
    Plant(
        "chapter there before its soil",
        "units.ChapterPlace",
        "UPDATE units_chapterplace SET from_on = '1999-01-01' WHERE to_on IS NOT NULL",
        SOIL,
    ),
    Plant(
        "body of another kind",
        "units.Body",
        "UPDATE units_body SET body_type_id = (SELECT id FROM profile_bodytype WHERE code = 'pole') WHERE id ="
        f" (SELECT max(id) FROM units_body WHERE unit_id = {OFFICE})",
        KINDS,
    ),
    Plant(
        "body opened before its unit",
        "units.Body",
        f"UPDATE units_body SET opened_on = '1999-01-01' WHERE unit_id = {OFFICE}",
        INSIDE,
    ),
    changed(
        "post of another unit", "people.Post", "unit_id = (SELECT min(id) FROM units_unit)", KINDS, "area_id IS NULL"
    ),
    Plant(
        "post that follows without following",
        "people.Post",
        f"UPDATE people_post SET area_id = {OFFICE} WHERE unit_id = {OFFICE}",
        KINDS,
    ),
    Plant(
        "second holder of a single post",
        "people.Mandate",
        "INSERT INTO people_mandate (person_id, post_id, from_on, interim, standing, exclusive) SELECT (SELECT max(id)"
        " FROM people_person), post_id, '2026-01-01', false, 'confirmed', false FROM people_mandate WHERE exclusive"
        " AND to_on IS NULL LIMIT 1",
        HOLDER,
    ),
    Plant(
        "a mandate for one said to be for many",
        "people.Mandate",
        "UPDATE people_mandate SET exclusive = false WHERE id = (SELECT min(id) FROM people_mandate WHERE exclusive)",
        MANDATE,
    ),
    changed("mandate before its unit", "people.Mandate", "from_on = '1999-01-01'", MANDATE, "standing = 'confirmed'"),
    changed("person found by another name", "people.Person", "folded = '| x |'", NAMES),
    changed("person sorted by another name", "people.Person", "sort_latin = 'zz'", NAMES),
    changed("act decided before it was asked", "people.PendingAct", "asked_at = decided_at + interval '1 day'", TWO),
    changed("act about a mandate elsewhere", "people.PendingAct", f"unit_id = {OFFICE}", TWO),
    changed("old address that is the one in use", "people.FormerAddress", "email = 'office@example.org'", TWO),
    changed("address replaced on a day to come", "people.FormerAddress", "replaced_at = '2030-01-01 00:00+00'", TWO),
    changed("person renamed", "people.Person", "name_latin = 'Somebody Else'", NAMES),
    changed("account seen before it was made", "people.Account", "last_seen_at = '2001-01-01 00:00+00'", DOORS),
    changed("invitation used and taken back", "people.Invitation", "revoked_at = created_at", DOORS),
    changed("invitation used too late", "people.Invitation", "used_at = expires_at + interval '1 day'", DOORS),
    changed(
        "calendar address read before it was made",
        "people.FeedToken",
        "fetched_at = created_at - interval '1 day'",
        DOORS,
    ),
    Plant(
        "preferences of a day to come",
        "people.NotificationPreferences",
        "UPDATE people_telling SET changed_at = changed_at + interval '9 days'",
        DOORS,
    ),
    changed("agreed to a channel never tested", "notices.ChannelConfig", "test_answer = '', enabled_at = NULL", DOORS),
    changed(
        "agreement withdrawn before it was given",
        "people.PersonChannel",
        "revoked_at = consented_at - interval '1 day', address = ''",
        DOORS,
    ),
    Plant(
        "directive about a body of others",
        "directives.Directive",
        "UPDATE directives_directive SET body_type_id = (SELECT id FROM profile_bodytype WHERE code = 'pole')"
        " WHERE code ="
        " 'branch-office'",
        DIRECTIVE,
    ),
    Plant(
        "directive with other days",
        "directives.Directive",
        "UPDATE directives_directive SET grace_days = grace_days + 3 WHERE code = 'branch-office'",
        DAYS,
    ),
    Plant(
        "directive withdrawn on no day",
        "directives.Directive",
        "UPDATE directives_directive SET standing = 'withdrawn' WHERE code = 'branch-office'",
        DIRECTIVE,
    ),
    Plant(
        "directive that was drafted asks",
        "directives.Directive",
        "UPDATE directives_directive SET standing = 'draft' WHERE code = 'branch-office'",
        DIRECTIVE,
    ),
    changed("amendment of old terms", "directives.Amendment", "version = version + 1", DIRECTIVE),
    changed(
        "step of another day", "directives.LadderStep", '"offset" = "offset" + 1', LADDER, f"directive_id = {BRANCH}"
    ),
    changed(
        "exception for a unit of another tree",
        "directives.DirectiveException",
        "unit_id = (SELECT id FROM units_unit WHERE depth = 3 LIMIT 1)",
        EXCEPTION,
    ),
    changed(
        "post type for many at the head",
        "profile.PostType",
        "single_holder = false",
        SETTINGS,
        "office = 'secretary_general'",
    ),
    changed("no settings before a day", "profile.BodyTypeSettings", "from_on = '2026-01-01'", SETTINGS),
    Plant(
        "another quorum than the reports were held to",
        "profile.BodyTypeSettings",
        f"UPDATE profile_bodytypesettings SET quorum_percent = quorum_percent + 17 WHERE body_type_id IN {REPORTING}",
        COUNTS,
    ),
    Plant(
        "another quorum from a day with reports",
        "profile.BodyTypeSettings",
        "INSERT INTO profile_bodytypesettings (body_type_id, from_on, quorum_percent, quorum_source, shares_source,"
        f" decided_at) SELECT id, '2026-01-02', 90, '', '', '2026-01-01 12:00+00' FROM {REPORTING} AS t (id)",
        COUNTS,
    ),
    Plant(
        "settings decided on the day they hold",
        "profile.BodyTypeSettings",
        "INSERT INTO profile_bodytypesettings (body_type_id, from_on, quorum_source, shares_source, decided_at)"
        " SELECT id, '2026-01-02', '', '', '2026-01-02 12:00+00' FROM profile_bodytype WHERE code = 'cell'",
        SETTINGS,
    ),
    gone("settings taken away", "profile.BodyTypeSettings", SETTINGS),
    changed("kind at another depth", "profile.UnitKind", "rank = rank + 3", KINDS, "parent_id IS NOT NULL"),
    changed("holiday kept weeks later", "profile.ObservedDay", "observed_on = observed_on + 20", SETTINGS),
    changed(
        "installed later than it told",
        "profile.Profile",
        "installed_on = '2026-06-30'",
        "nothing older than the installation is told",
    ),
    changed(
        "act about the mandate of another",
        "people.PendingAct",
        "about_id = (SELECT min(id) FROM people_person)",
        TWO,
        "mandate_id IS NOT NULL",
    ),
    changed(
        "merged, and does not say so", "people.Person", "merged_into_id = NULL", MERGED, "merged_into_id IS NOT NULL"
    ),
    changed("merge undone by halves", "people.Merge", "undone_at = merged_at + interval '1 day'", MERGED),
    changed(
        "merged into another",
        "people.Merge",
        "stays_id = (SELECT max(p.id) FROM people_person p WHERE p.id NOT IN (stays_id, goes_id))",
        MERGED,
    ),
    changed("account with another address than its person", "people.Account", "email = 'else@example.org'", MERGED),
    changed("shortened until another day", "people.ShortenedMandate", "ends_on = ends_on + 1", CLOSING),
    changed("lengthened by a closing", "people.ShortenedMandate", "to_on = ends_on - 9", CLOSING),
    Plant(
        "amended more often than it has versions",
        "directives.Directive",
        'UPDATE directives_directive SET former_terms = \'[{"replaced_on": "2025-12-01", "report_days": 7,'
        ' "grace_days": 7, "lock_days": null, "period_type": "", "ended_on": null}]\' WHERE id = '
        f"{BRANCH}",
        DIRECTIVE,
    ),
    changed("exception beyond its own days", "directives.DirectiveException", "reaches_to = to_on + 30", EXCEPTION),
]
