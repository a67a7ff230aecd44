"""What a notice says of an act that touches who writes as a unit. No name of a person: posts and days."""

from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tajadur.foundation.formats import day_month_year
from tajadur.permissions.powers import PowerAct

_WORDS: dict[str, Promise] = {
    PowerAct.LINK: gettext_lazy("%(post)s: headquarters made a first link to enter."),
    PowerAct.NEW_LINK: gettext_lazy("%(post)s: headquarters made a link to choose a new password."),
    PowerAct.LINK_OPENED: gettext_lazy("%(post)s: a link was opened and a password chosen with it."),
    PowerAct.ADDRESS: gettext_lazy(
        "%(post)s: headquarters changed the e-mail address by which a forgotten password is replaced."
    ),
    PowerAct.GIVEN: gettext_lazy("%(post)s: the post is given from %(from_on)s."),
    PowerAct.GIVE_POWER: gettext_lazy("%(post)s: the post is given from %(from_on)s."),
    PowerAct.INTERIM: gettext_lazy("%(post)s: the post is lent from %(from_on)s to %(to_on)s."),
    PowerAct.RENEWED: gettext_lazy("%(post)s: those elected take office on %(from_on)s; the former mandates end."),
    PowerAct.ENDED: gettext_lazy("%(post)s: a mandate ends on %(to_on)s."),
    PowerAct.END_BEFORE_TODAY: gettext_lazy("%(post)s: a mandate is ended as of %(to_on)s, a day that was past."),
    PowerAct.SHORTENED: gettext_lazy("%(post)s: the days of a mandate are corrected."),
    PowerAct.CHANGE_DAYS: gettext_lazy("%(post)s: the days of a mandate are corrected."),
    PowerAct.COMMITTEE: gettext_lazy("Headquarters opened the posts of a committee in this unit."),
    PowerAct.DISSOLVED: gettext_lazy("A committee of this unit has done its work: its mandates end on %(to_on)s."),
    PowerAct.UNIT_CLOSED: gettext_lazy("This unit is closed from %(to_on)s: its mandates end the day before."),
    PowerAct.CLOSING_WITHDRAWN: gettext_lazy("This unit does not close after all: its mandates last as they did."),
    PowerAct.MEMBERS: gettext_lazy("Headquarters changed the number of members of a body of this unit."),
    PowerAct.BODY_SETTINGS: gettext_lazy(
        "%(post)s: headquarters changed the quorum, the shares or the term, from %(from_on)s."
    ),
    PowerAct.MERGE: gettext_lazy("%(post)s: two records of one person are one from now on."),
    PowerAct.HAND_OVER: gettext_lazy("%(post)s: the post is handed over on %(from_on)s."),
}
_ASKED: dict[str, Promise] = {
    PowerAct.GIVE_POWER: gettext_lazy("%(post)s: an administrator asks to give the post from %(from_on)s."),
    PowerAct.INTERIM: gettext_lazy(
        "%(post)s: an administrator asks to lend the post from %(from_on)s to %(to_on)s. The Secretary General decides."
    ),
    PowerAct.END_BEFORE_TODAY: gettext_lazy(
        "%(post)s: an administrator asks to end a mandate as of %(to_on)s, a day that is past."
    ),
    PowerAct.CHANGE_DAYS: gettext_lazy("%(post)s: an administrator asks to change the days of a mandate."),
    PowerAct.MERGE: gettext_lazy("%(post)s: an administrator asks to make one of two records of a person."),
    PowerAct.HAND_OVER: gettext_lazy("%(post)s: an administrator asks to hand the post over on %(from_on)s."),
}
_UNASKED_FOR = frozenset({PowerAct.LINK, PowerAct.NEW_LINK, PowerAct.LINK_OPENED, PowerAct.ADDRESS})


def power_sentence(params: dict[str, Any]) -> str:
    """The sentence of a notice whose ``params`` name an act of the table of powers."""
    act, asked, refused = params["act"], params.get("asked"), params.get("refused")
    names = params.get("post") or {}
    shown = {"post": names.get((get_language() or "ar")[:2]) or names.get("ar") or ""}
    shown |= {name: _day(params.get(name)) for name in ("from_on", "to_on")}
    words = _ASKED.get(act, _WORDS[act]) if asked or refused else _WORDS[act]
    sentences = [str(words) % shown]
    if params.get("count"):
        count = params["count"]
        many = ngettext("%(count)s such act at once.", "%(count)s such acts at once.", count)
        sentences.append(many % {"count": count})
    if refused:
        sentences.append(_("It was refused: nothing changes."))
    elif asked and act != PowerAct.INTERIM:
        sentences.append(_("Nothing changes before a second person confirms it."))
    elif act in _UNASKED_FOR:
        sentences.append(_("If nobody of you asked for it, tell the Secretary General."))
    return " ".join(sentences)


def _day(value: str | None) -> str:
    return day_month_year(date.fromisoformat(value)) if value else ""
