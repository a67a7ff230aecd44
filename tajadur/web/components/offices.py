"""Who can do something, for the sentence of a refusal."""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

WORDS = {
    "secretary": _("the secretary of the unit"),
    "member": _("a member of the office of the unit"),
    "council": _("a member of the regional council"),
    "responsible": _("whoever follows the unit for the cell"),
    "assistant": _("whoever assists in following it for the cell"),
    "pole": _("the organisation pole"),
    "bureau": _("the Political Bureau"),
    "administrator": _("the administrator"),
    "secretary_general": _("the Secretary General"),
}


def who_can(offices: Iterable[str]) -> str:
    """«the secretary of the unit or the organisation pole»; empty when no office is named."""
    return get_text_list([str(WORDS.get(office, office)) for office in offices], gettext("or"))
