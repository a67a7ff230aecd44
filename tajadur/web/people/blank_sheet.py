"""The empty sheet to fill in: with the words of bodies and posts, and the codes of the units."""

from django.utils.translation import gettext as _

from tajadur.organisation.profile.queries import post_types_by_body
from tajadur.organisation.units.queries.tree import unit_list
from tajadur.permissions.actors import Actor
from tajadur.web.sheets.writing import Page, csv_of, xlsx_of
from tajadur.web.units.codes import unit_rows, unit_titles

from .columns import NEEDED, TITLES, asked


def csv_sheet() -> bytes:
    """The titles alone."""
    return csv_of([str(TITLES[key]) for key in asked()])


def xlsx_sheet(actor: Actor) -> bytes:
    """The titles, the needed ones coloured; a second sheet has the words of bodies and posts, a third the units."""
    titles = [str(TITLES[key]) for key in asked()]
    words = [(post.body_type.unit_kind.name, post.body_type.name, post.name) for post in post_types_by_body()]
    return xlsx_of(
        Page(_("People and mandates"), titles, needed=frozenset(asked().index(key) for key in NEEDED)),
        Page(_("Bodies and posts"), [_("Kind of unit"), str(TITLES["body"]), str(TITLES["post"])], words),
        Page(_("Units"), unit_titles(), unit_rows(unit_list(actor, on=actor.on))),
    )
