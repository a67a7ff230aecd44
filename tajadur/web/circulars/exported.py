"""The columns of circulars and of the posts they are addressed to, as a file."""

from django.utils.translation import gettext_lazy as _

from tajadur.web.exports.columns import ExportedList, day, text

from . import presenters

CIRCULARS = ExportedList(
    "circulars",
    _("Circulars"),
    (
        text(_("Subject"), lambda row: presenters.in_own_language(row.subject_ar, row.subject_fr)),
        text(_("Number"), "label"),
        text(_("Sent by"), "unit.name"),
        day(_("Sent on"), "issued_on"),
        text(_("State"), presenters.standing_badge),
    ),
)
ADDRESSEES = ExportedList(
    "circular-posts",
    _("Posts of a circular"),
    (
        text(_("Post"), "post.post_type.name"),
        text(_("Unit"), "post.unit.name"),
        text(_("Level"), "post.unit.kind.name"),
        text(_("State"), presenters.state_of_addressee),
        day(_("Confirmed on"), "obligation.filed_on"),
    ),
)
