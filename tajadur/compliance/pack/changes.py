"""What changed since the pack before, in sentences."""

from typing import Any

from django.utils.translation import gettext as _

from tajadur.foundation.shares import percent_text
from tajadur.rules import packs as rule
from tajadur.rules.rates import percent

from .sayings import Facts, Naming
from .sheets import attention_line


def change_rows(pack: Any) -> list[str]:
    """What changed since the pack before, in sentences; none without one."""
    if pack.previous is None:
        return []
    facts, before = pack.facts, pack.previous.facts
    naming = Naming({**before["names"], **facts["names"]})
    changes = rule.changes_between(
        _lines(facts), _lines(before), _held(facts), _held(before), _shares(facts), _shares(before)
    )
    now = {(row["unit"], row["line"]): attention_line(row, naming)["text"] for row in facts["attention"]}
    return [
        *(_("%(unit)s: congress held") % {"unit": naming.of(unit)} for unit in changes.held),
        *(_("New: %(unit)s · %(text)s") % {"unit": naming.of(line[0]), "text": now[line]} for line in changes.new),
        *(
            _("For another reason: %(unit)s · %(text)s") % {"unit": naming.of(line[0]), "text": now[line]}
            for line in changes.other
        ),
        *(
            _("No longer among those that need attention most: %(unit)s") % {"unit": naming.of(unit)}
            for unit in changes.gone
        ),
        *(
            _("%(unit)s: %(now)s, before %(was)s")
            % {"unit": naming.of(unit), "now": percent_text(share), "was": percent_text(earlier)}
            for unit, earlier, share in changes.moved
        ),
    ]


def _lines(facts: Facts) -> list[tuple[int, str]]:
    return [(row["unit"], row["line"]) for row in facts["attention"]]


def _held(facts: Facts) -> list[int]:
    return [row["unit"] for row in facts["regions"] if row["congress"] and row["congress"]["verdict"] == "held"]


def _shares(facts: Facts) -> dict[int, int | None]:
    return {row["unit"]: percent(row["part"], row["whole"]) for row in facts["regions"]}
