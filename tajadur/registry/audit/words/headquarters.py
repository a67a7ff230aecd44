"""The acts on what holds for the whole party, and those of the passes of the night."""

from django.utils.translation import gettext_lazy as _

from .kinds import ActFamily, acts

_SETTINGS = acts(
    ActFamily.HEADQUARTERS,
    {
        "install_territory": _("The territory was laid down"),
        "name_party": _("The party's name was written"),
        "confirm_day": _("A holiday was confirmed"),
        "set_ramadan_hours": _("The hours of Ramadan were set"),
        "set_body_settings": _("Quorum, shares and terms of a type of body were set"),
        "preparation_step.added": _("A step was added to the preparation of meetings"),
        "preparation_step.changed": _("A step of the preparation of meetings was changed"),
        "preparation_step.moved": _("The steps of the preparation of meetings were put in another order"),
        "import_people": _("People were brought in from a sheet"),
        "congress.stage_changed": _("A stage of every congress was changed"),
        "congress.stage_change_asked": _("A change to a stage of every congress was asked"),
        "congress.stage_change_dropped": _("A change to a stage of every congress was dropped"),
        "follow_up.terms": _("The days and reminders of a follow-up were set"),
        "case.thresholds": _("The thresholds of a dysfunction were set"),
        "situation.limits": _("The limits of the situation of branches were set"),
        "census.form_added": _("A census campaign was given a form"),
        "census.exported": _("The results of a census campaign were taken as a file"),
        "resources.line_set": _("A budget line was set"),
        "resources.decider_named": _("Somebody was named to decide on resources"),
        "resources.decider_ended": _("Somebody decides on resources no longer"),
        "send_again": _("A failed letter was sent again"),
        "leave_letter": _("A failed letter was left as it is"),
        "add_channel": _("A channel was added"),
        "replace_channel_url": _("The address of a channel was replaced"),
        "test_channel": _("A channel was tried"),
        "switch_channel_on": _("A channel was switched on"),
        "switch_channel_off": _("A channel was switched off"),
        "make_push_keys": _("The keys of device notifications were made"),
        "change_push_contact": _("The contact of device notifications was changed"),
        "renew_push_keys": _("The keys of device notifications were renewed"),
        "switch_push_on": _("Device notifications were switched on"),
        "switch_push_off": _("Device notifications were switched off"),
        "restore_backup": _("A backup was restored"),
        "obligations.opened": _("New periods were opened"),
        "circular.followed": _("Circulars followed who holds a post"),
        "filing.followed": _("Declarations to the authority followed the mandates"),
        "obligations.followed": _("What is owed followed what changed"),
        "place_proposals": _("Proposals were put on the next agenda"),
        "open_occurrences": _("The coming days of regular meetings were opened"),
        "follow_closings": _("Meetings followed a unit that closes"),
        "congresses.opened": _("Congresses were opened"),
        "reminders.planned": _("The reminders of the day were decided"),
        "follow_up.decided": _("The reminders of follow-ups were decided"),
        "week.told": _("The digest of the week was decided"),
        "resources.passed_on": _("Requests for resources were passed on"),
    },
)
_PLAN = acts(
    ActFamily.HEADQUARTERS,
    {
        "plan.drafted": _("An edition of the plan was drafted"),
        "plan.edited": _("The names or days of an edition of the plan were changed"),
        "plan.discarded": _("The draft of an edition of the plan was dropped"),
        "plan.item_added": _("Something was added to the draft of the plan"),
        "plan.item_changed": _("Something in the draft of the plan was changed"),
        "plan.item_removed": _("Something was taken out of the draft of the plan"),
        "plan.issued": _("An edition of the plan was issued"),
    },
)
HEADQUARTERS = {**_SETTINGS, **_PLAN}
