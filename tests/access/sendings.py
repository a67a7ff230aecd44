"""One valid sending of every form: who sends what where, so that it does something. For the walk that sends twice."""

from collections.abc import Mapping

from tajadur.foundation import clock
from tajadur.organisation.people.models import Account, FeedToken
from tajadur.organisation.units.models import Alias, Unit
from tajadur.registry.notices.models import PushSetup
from tests.access import payloads as say
from tests.access.laid import (
    CONFIRMED,
    Sending,
    a_holiday,
    amended,
    amending,
    amendment_seen,
    at_branch,
    channel,
    congress_held,
    correction,
    declared,
    directive_typed,
    door,
    drafted,
    elected_body,
    excepted,
    excepting,
    handing_over,
    in_congress,
    in_office,
    interim,
    issuing,
    letter,
    listed,
    nothing_waits,
    of,
    on,
    own,
    pushing,
    reminded,
    roster_sent,
    sheet,
    sheet_checked,
    shown,
    somebody,
    stage_done,
    stage_of,
    to_come,
)
from tests.access.sendings_of_census import SENDINGS_OF_CENSUS
from tests.access.sendings_of_circulars import SENDINGS_OF_CIRCULARS
from tests.access.sendings_of_congress_day import SENDINGS_OF_CONGRESS_DAY
from tests.access.sendings_of_councils import SENDINGS_OF_COUNCILS
from tests.access.sendings_of_files import SENDINGS_OF_FILES
from tests.access.sendings_of_filings import SENDINGS_OF_FILINGS
from tests.access.sendings_of_help import OF_HELP
from tests.access.sendings_of_packs import SENDINGS_OF_PACKS
from tests.access.sendings_of_plans import SENDINGS_OF_PLANS
from tests.access.sendings_of_premises import SENDINGS_OF_PREMISES
from tests.access.sendings_of_resources import SENDINGS_OF_RESOURCES
from tests.access.sendings_of_situations import SENDINGS_OF_SITUATIONS
from tests.access.sendings_of_training import SENDINGS_OF_TRAINING
from tests.factories.push_service import push_on

SENDINGS: Mapping[str, Sending] = {
    **SENDINGS_OF_FILES,
    **SENDINGS_OF_RESOURCES,
    **SENDINGS_OF_CENSUS,
    **SENDINGS_OF_CIRCULARS,
    **SENDINGS_OF_SITUATIONS,
    **SENDINGS_OF_FILINGS,
    **SENDINGS_OF_COUNCILS,
    **SENDINGS_OF_PACKS,
    **dict(SENDINGS_OF_PREMISES, **SENDINGS_OF_TRAINING, **SENDINGS_OF_CONGRESS_DAY, **SENDINGS_OF_PLANS),
    "accounts:invite": Sending("admin", lambda world: {"person_id": in_office(world)}),
    "accounts:preferences": Sending("secretary", {"language": "fr", "theme": "dark"}),
    "accounts:telling": Sending(
        "secretary", {"digest_hour": "9", "quiet_from": "20", "by_email": "on", "weekly": "on"}
    ),
    "actions:detail": Sending("secretary", of(say.news), own("action")),
    "calendar:new": Sending("secretary", of(say.unit)),
    "calendar:revoke": Sending(
        "secretary",
        at=lambda world: {
            "feed_id": FeedToken.objects.create(
                account=Account.objects.get(username="secretary"), token_digest="0" * 64, created_at="2026-01-01T00:00Z"
            ).pk
        },
    ),
    "congresses:comment": Sending("superior", of(say.advice), stage_of),
    "congresses:date": Sending(
        "secretary", lambda world: on("planned_on", 40, place="قاعة")(world) | CONFIRMED, in_congress, stage_done
    ),
    "congresses:delegates": Sending(
        "secretary",
        of(say.delegates),
        lambda world: {"congress_id": world.shared["own"], "unit_id": world.units["own"]},
    ),
    "congresses:seats": Sending("secretary", of(say.seats), in_congress),
    "congresses:stage": Sending("secretary", of(say.stage), stage_of),
    "congresses:withdraw": Sending(
        "secretary", at=lambda world: in_congress(world) | {"elected_id": world.elected["own"]}
    ),
    "declarations:withdraw": Sending("secretary", at=own("declaration")),
    "exports:ask": Sending("secretary", {"address": "/obligations/?state=all", "kind": "csv"}),
    "directives:exception_issue": Sending("general", at=own("exception")),
    "directives:exception_withdraw": Sending("general", at=own("exception")),
    "directives:new": Sending("admin", directive_typed),
    "directives:standard": Sending("admin", lambda world: {"from_on": "2027-01-01"}),
    "directives:withdraw": Sending("general", at=own("directive")),
    "directives:exception_new": Sending("admin", excepting, own("directive"), query="?unit={own}"),
    "directives:amend": Sending("admin", amending, own("directive")),
    "meetings:cancel": Sending("secretary", of(say.cancel), own("meeting")),
    "meetings:move": Sending("secretary", of(say.move), own("meeting")),
    "meetings:points": Sending("secretary", of(say.points), own("meeting")),
    "meetings:programme": Sending("secretary", lambda world: say.programme(world, "own") | CONFIRMED, own("unit")),
    "meetings:programme_regular": Sending(
        "secretary",
        lambda world: say.monthly(world, "own") | CONFIRMED,
        own("unit"),
    ),
    "meetings:stop": Sending("secretary", on("from_on", 0, because="إيقاع آخر", cancel_meetings="on"), own("series")),
    "meetings:usual": Sending(
        "secretary",
        {"wall_time": "17:00", "place": "قاعة", "minutes": "90", "objectives": "هدف", "agenda": "نقطة"},
        own("series"),
    ),
    "notices:read": Sending("secretary"),
    "obligations:snooze": Sending("secretary", of(say.later), own("obligation"), reminded),
    "people:add": Sending("admin", {"name_ar": "سعاد العلمي", "name_latin": "Souad El Alami"} | CONFIRMED),
    "people:edit": Sending(
        "admin", {"name_ar": "سعاد العلمي", "name_latin": "Souad El Alami"} | CONFIRMED, own("person")
    ),
    "people:mandate": Sending("admin", lambda world: on("from_on", 0)(world) | somebody(world)),
    "people:mandate_end": Sending("admin", on("to_on", 3), own("mandate")),
    "people:mandate_correct": Sending("admin", on("from_on", -20), own("mandate"), nothing_waits),
    "releases:ask": Sending("secretary", of(say.release), own("askable", "obligation_id")),
    "releases:decide": Sending("responsible", of(say.decision), own("request")),
    "releases:give": Sending("responsible", of(say.release), own("askable", "obligation_id")),
    "releases:withdraw": Sending("secretary", at=own("request")),
    "reports:reopen_action": Sending(
        "secretary",
        at=own("action"),
        first=lambda world: door(world, "secretary", "reports:close_action", action_id=world.actions["own"]),
    ),
    "proposals:send": Sending("secretary", at=lambda world: {"report_id": world.reports["own"], "number": 2}),
    "proposals:withdraw": Sending("secretary", at=own("proposal")),
    "reports:close_action": Sending("secretary", at=own("action")),
    "reports:correct": Sending("secretary", correction, own("report")),
    "reports:draft": Sending("secretary", of(say.draft), own("past", "meeting_id")),
    "reports:form": Sending("secretary", of(say.report), own("past", "meeting_id")),
    "reports:note": Sending("superior", at=own("report")),
    "reports:to_note": Sending("superior", lambda world: {"report": [world.reports["own"]]}),
    "dysfunctions:open": Sending("superior", of(say.case), own("unit")),
    "dysfunctions:remedy": Sending("superior", of(say.remedy), own("case")),
    "dysfunctions:done": Sending("secretary", of(say.remedy_done), own("case")),
    "dysfunctions:settle": Sending("secretary", of(say.advice), own("case")),
    "dysfunctions:answer": Sending("secretary", of(say.advice), own("case")),
    "dysfunctions:dismiss": Sending("responsible", of(say.dismissal), own("case")),
    "dysfunctions:rule": Sending("general", of(say.thresholds), lambda world: {"kind": "quorum_never"}),
    "units:close": Sending("admin", on("closed_on", 30, sure="on"), at_branch),
    "units:close_withdraw": Sending(
        "admin",
        at=at_branch,
        first=lambda world: door(
            world, "admin", "units:close", on("closed_on", 30, sure="on")(world), **at_branch(world)
        ),
    ),
    "units:move_withdraw": Sending(
        "admin",
        at=own("unit"),
        first=lambda world: door(
            world,
            "admin",
            "units:move",
            on("from_on", 3)(world) | {"parent": Unit.objects.get(pk=world.units["other"]).parent_id},
            unit_id=world.units["own"],
        ),
    ),
    "units:body_type": Sending("admin", on("from_on", 1, quorum_percent="67"), own("body_type")),
    "units:declare": Sending("admin", on("declared_on", -20, receipt="R-1"), own("unit")),
    "units:edit": Sending("admin", {"name_ar": "سلا", "name_latin": "Salé"}, own("unit")),
    "units:members": Sending(
        "admin", {"members": "11"}, lambda world: {"unit_id": world.units["own"], "body_id": world.bodys["own"]}
    ),
    "units:move": Sending(
        "admin",
        lambda world: on("from_on", 3)(world) | {"parent": Unit.objects.get(pk=world.units["other"]).parent_id},
        own("unit"),
    ),
    "units:open": Sending("admin", on("opened_on", 0, kind="branch", name_ar="فرع", name_latin="Branche"), own("unit")),
    "units:spelling": Sending("admin", {"text": "سلا المدينة"}, own("unit")),
    "units:spelling_remove": Sending(
        "admin",
        at=lambda world: {
            "unit_id": world.units["own"],
            "alias_id": Alias.objects.create(unit_id=world.units["own"], text="كازا", folded="كازا").pk,
        },
    ),
    "accounts:channel_leave": Sending("secretary"),
    "congresses:roster": Sending("secretary", listed, in_congress),
    "congresses:elected": Sending(
        "secretary",
        lambda world: {
            "post": shown(world, "secretary", "congresses:elected", **in_congress(world))["form"]
            .fields["post"]
            .choices[-1][0],
            "name_ar": "مريم العلوي",
            "name_latin": "Meryem Alaoui",
            "sex": "f",
        },
        in_congress,
        congress_held,
    ),
    "congresses:confirm": Sending("admin", at=in_congress, first=roster_sent),
    "congresses:stage_change": Sending(
        "admin",
        lambda world: (
            {
                name: "" if value is None else value
                for name, value in shown(world, "admin", "congresses:stage_change", code="committee")[
                    "form"
                ].initial.items()
            }
            | {"name_ar": "لجنة"}
        ),
        lambda world: {"code": "committee"},
    ),
    "congresses:stage_move": Sending("admin", {"to": "up"}, lambda world: {"code": "held"}),
    "congresses:stage_issue": Sending("general", at=own("change")),
    "congresses:stage_drop": Sending("admin", at=own("change")),
    "congresses:undo": Sending("secretary", at=stage_of, first=stage_done),
    "declarations:not_held": Sending("secretary", of(say.not_held), own("askable", "obligation_id")),
    "directives:amendment_discard": Sending("admin", at=own("directive"), first=amended),
    "directives:amendment_issue": Sending("general", amendment_seen, own("directive"), amended),
    "directives:discard": Sending("admin", at=drafted),
    "directives:edit": Sending("admin", directive_typed, drafted),
    "directives:exception_edit": Sending("admin", excepting, excepted),
    "directives:issue": Sending("general", issuing, drafted),
    "notices:again": Sending("admin", at=letter("dead")),
    "notices:channel_off": Sending(
        "admin", at=lambda world: channel(world, test_answer="taken", enabled_at=clock.now())
    ),
    "notices:channel_on": Sending("admin", at=lambda world: channel(world, test_answer="taken")),
    "notices:channel_test": Sending("admin", {"address": "0612345678"}, channel),
    "notices:channel_url": Sending("admin", {"url": "json://sms.example.org/other?:to={to}"}, channel),
    "notices:channels": Sending(
        "admin",
        {"kind": "sms", "name": "رسائل", "url": "json://sms.example.org/?:to={to}", "hour_from": 8, "hour_to": 20},
    ),
    "notices:leave": Sending("admin", {"reason": "سبب"}, letter("dead")),
    "notices:push_off": Sending("admin", first=pushing),
    "notices:push_setup": Sending("admin", {"contact": "it@example.org"}),
    "people:import": Sending("admin", sheet),
    "people:import_confirm": Sending("admin", sheet_checked),
    "people:invitations": Sending("admin", first=in_office),
    "accounts:channel": Sending(
        "secretary",
        {"address": "0612345678", "agreed": "on"},
        lambda world: channel(world, test_answer="taken", enabled_at=clock.now()),
    ),
    "declarations:done": Sending("secretary", of(say.happened), own("obligation"), declared),
    "meetings:holidays": Sending("admin", a_holiday),
    "notices:push_renew": Sending("admin", first=pushing),
    "units:open_root": Sending(
        "admin", on("opened_on", 0, kind="parallels", name_ar="منظمات", name_latin="Organisations")
    ),
    "notices:push_on": Sending(
        "admin", first=lambda world: PushSetup.objects.filter(pk=push_on(clock.now()).pk).update(enabled_at=None)
    ),
    "congresses:withdraw_body": Sending("secretary", at=elected_body),
    "congresses:committee": Sending("admin", at=own("shared", "congress_id", "other")),
    "meetings:ramadan": Sending("admin", {"ramadan_from": "10", "ramadan_to": "19"}),
    "people:acts": Sending("general", lambda world: {"act": world.acts["own"]}),
    "people:act_refuse": Sending("general", {"reason": "سبب"}, own("act")),
    "party": Sending("admin", dict.fromkeys(("name_ar", "name_fr", "name_en"), "حزب")),
    "people:take_back": Sending("admin", at=to_come),
    "people:hand_over": Sending("admin", handing_over),
    "people:mandate_approve": Sending("general", at=interim),
    "people:mandate_refuse": Sending("general", {"reason": "سبب"}, interim),
    **OF_HELP,
}
# Not sent by the walk, each for its reason. The mechanism is the same.
NOT_SENT: Mapping[str, str] = {
    **dict.fromkeys(
        ("account_login", "account_reset_password", "account_reset_password_from_key", "accounts:demo_enter",
         "accounts:invitation", "accounts:language"),
        "nobody is known yet: who enters twice has entered",
    ),
    **dict.fromkeys(("account_logout", "account_change_password"), "the session itself changes; nothing of the party"),
    **dict.fromkeys(("accounts:device_add", "accounts:device_remove"), "needs a browser of a push service"),
    "accounts:own_data_take": "gives out what is kept; twice is twice noted",
    "support:decision_promise": "needs a decision of the organisation pole that its coordinator reads",
    "people:import_flaws": "writes nothing: gives the rows that were refused back as a file",
    **dict.fromkeys(("people:merge", "people:merge_undo"), "needs two records of one person"),
    "people:erase": "needs a person out of office; who is erased is not there a second time",
    "people:renew": "hands over several posts at once, by the act of people:hand_over",
    "units:census": "needs the places of the census; opens branches as units:open does",
    "home:forward": "only in the demonstration",
}  # fmt: skip
