"""How a circular is shown: its texts with what an amendment changed, its state, its figures with their lists."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tajadur.activity.circulars.queries.files import VersionFiles
from tajadur.activity.circulars.queries.rates import CircularFigures
from tajadur.activity.circulars.vocabulary import LANGUAGE_WORDS, STATE_WORDS
from tajadur.foundation.formats import language
from tajadur.foundation.installation import scripts
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.rules.circulars import AddresseeState, WordChange, changed_words
from tajadur.web.components.states import badge
from tajadur.web.files.serving import FileLink, links_to

_LOOKS = {
    AddresseeState.CONFIRMED: ("ok", "circle-check"),
    AddresseeState.READ: ("info", "eye"),
    AddresseeState.UNREAD: ("idle", "mail"),
    AddresseeState.NO_ACCOUNT: ("idle", "user-x"),
    AddresseeState.VACANT: ("idle", "circle-dashed"),
}
_STANDINGS = {"draft": ("idle", "pencil"), "issued": ("ok", "circle-check"), "withdrawn": ("idle", "ban")}
_TAGS = {WordChange.ADDED: "ins", WordChange.REMOVED: "del", WordChange.SAME: "span"}
# The figures of a circular that open a list each, in their order: (word of the list, its name).
FIGURES: tuple[tuple[str, Promise], ...] = (
    ("read", pgettext_lazy("circular", "Read")),
    ("not_read", gettext_lazy("Not read")),
    ("confirmed", pgettext_lazy("circular", "Confirmed")),
    ("not_confirmed", gettext_lazy("Not confirmed")),
    ("late", gettext_lazy("Overdue")),
    ("no_account", gettext_lazy("Holder without an account")),
    ("vacant", gettext_lazy("Post without a holder")),
)


@dataclass(frozen=True, slots=True)
class ShownText:
    """One language of a version: what it says, and what changed since the version before (empty: nothing to show)."""

    code: str
    name: str | Promise
    subject: str
    text: str
    changes: SafeString | str
    subject_changes: SafeString | str

    @property
    def direction(self) -> str:
        """The direction its letters run in."""
        return "rtl" if self.code == "ar" else "ltr"


def texts_of(version: Any, before: Any) -> list[ShownText]:
    """The languages of a version, that of the page first; one that waits has no text."""
    own = "ar" if language() == "ar" else "fr"
    return [_shown(version, before, code) for code in sorted(scripts(), key=lambda code: code != own)]


def files_shown(circular: Any, files: VersionFiles) -> dict[str, list[FileLink]]:
    """The files of a version with their addresses, those added since the version before, and those removed from it."""
    parts = {"all": files.files, "added": files.added, "removed": files.removed}
    return {name: links_to(rows, "circulars:file", circular.pk) for name, rows in parts.items()}


def in_own_language(arabic: str, french: str) -> str:
    """The one of the page's language, else the other."""
    return (arabic or french) if language() == "ar" else (french or arabic)


def changes_shown(before: str, after: str) -> SafeString:
    """The new text with what was added (ins) and removed (del), word by word."""
    passages = changed_words(before, after)
    return format_html_join("", "<{0}>{1}</{0}>", ((_TAGS[passage.change], passage.text) for passage in passages))


def state_of_addressee(row: Any) -> SafeString:
    """The badge of a post: confirmed, read, not read, or why nobody there can be asked; late beside it."""
    state = AddresseeState(row.state)
    tone, icon = _LOOKS[state]
    if row.is_late:
        return badge("late", "triangle-alert", _("%(state)s, overdue") % {"state": STATE_WORDS[state]})
    return badge(tone, icon, str(STATE_WORDS[state]))


def standing_badge(circular: Any) -> SafeString:
    """The badge of a draft, of what is in force, of what was withdrawn."""
    return badge(*_STANDINGS[circular.standing], circular.get_standing_display())


def own_badge(obligation: Any, on: date) -> SafeString:
    """Where one's own confirmation stands."""
    if obligation.filed_on is not None:
        return badge("ok", "circle-check", _("Confirmed"))
    if obligation.cancelled_on is not None:
        return badge("idle", "ban", _("No longer asked"))
    late = obligation.overdue_from <= on
    return badge("late" if late else "warn", "triangle-alert" if late else "clock-3", _("To confirm"))


def figure_rows(figures: CircularFigures, url: str) -> list[dict[str, Any]]:
    """The figures as tiles: number, of how many, the list behind it."""
    rows = []
    for name, label in FIGURES:
        whole = figures.posts if name in {"no_account", "vacant"} else figures.asked
        rows.append({
            "label": label, "part": getattr(figures, name), "whole": whole, "url": f"{url}?state={name}",
            "late": name == "late" and figures.late > 0,
        })  # fmt: skip
    return rows


def audience_words(circular: Any) -> list[tuple[str, str]]:
    """(what, which) of the audience that is narrowed; nothing when it goes to all."""
    tree = dict(Tree.choices).get(circular.tree, "")
    rows = [(_("Which tree"), str(tree)), (_("Only within"), circular.subtree.name if circular.subtree else "")]
    return [(name, text) for name, text in rows if text]


def _shown(version: Any, before: Any, code: str) -> ShownText:
    subject, text = getattr(version, f"subject_{code}"), getattr(version, f"text_{code}")
    changes: SafeString | str = ""
    subject_changes: SafeString | str = ""
    if before is not None and text:
        old_subject, old_text = getattr(before, f"subject_{code}"), getattr(before, f"text_{code}")
        if old_text and old_text != text:
            changes = changes_shown(old_text, text)
        if old_subject and old_subject != subject:
            subject_changes = changes_shown(old_subject, subject)
    return ShownText(code, LANGUAGE_WORDS[code], subject, text, changes, subject_changes)
