"""The columns of elections, of constituencies and of what is not done, as a file."""

from django.utils.translation import gettext_lazy as _

from tajadur.web.exports.columns import ExportedList, day, number, share, text

# The lines are those of the pages: ``views`` makes them.
ELECTIONS = ExportedList(
    "elections",
    _("Elections"),
    (
        text(_("Election"), "name"),
        day(_("Voting day"), "election.voting_on"),
        number(_("Constituencies"), "election.number"),
        number(_("Seats"), "election.seat_sum"),
        text(_("State"), "badge"),
    ),
)
CONSTITUENCIES = ExportedList(
    "constituencies",
    _("Constituencies"),
    (
        text(_("Constituency"), "place.name"),
        text(_("Code"), "place.code"),
        text(_("Within"), "within"),
        number(_("Seats"), "place.seats"),
        number(_("Done"), "ready.done"),
        number(_("Due"), "ready.due"),
        share(_("Readiness"), lambda line: line["ready"].done / line["ready"].due if line["ready"].due else None),
        number(_("Representatives"), "facts.representatives"),
        number(_("Polling stations"), "place.stations"),
        text(_("Coordinator"), "coordinator"),
    ),
)
GAPS = ExportedList(
    "election-gaps",
    _("Items of an election to do"),
    (
        text(_("What is to be done"), "item.name"),
        text(_("Where"), "place"),
        text(_("Within"), "within"),
        day(_("Last day"), "due_on"),
        number(_("Days late"), "days_late"),
        text(_("Who sees to it"), "item.owner.name"),
    ),
)
