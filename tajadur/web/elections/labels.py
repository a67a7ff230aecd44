"""How an election looks: its name, the badges of items and constituencies, gaps in rows."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.elections.queries.drafting import Coverage
from tajadur.activity.elections.queries.readiness import ElectionPlace, ElectionReadiness, Gap
from tajadur.activity.elections.queries.reading import ConstituencyFacts, ItemStatus
from tajadur.activity.elections.vocabulary import AGE_WORDS, MEN, SCOPE_WORDS, STATE_WORDS, WOMEN
from tajadur.foundation.formats import day_month_year, month_year
from tajadur.permissions.actors import Actor, InBody
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.rules.elections import AgeGroup, ItemScope
from tajadur.rules.status import State
from tajadur.web.components.states import badge, look_of

NAMES_SHOWN = 200


def election_day(election: Any) -> str:
    """Its voting day, or its month while that is all that is known."""
    return day_month_year(election.voting_on) if election.voting_on else month_year(election.month_on)


def election_name(election: Any) -> str:
    """What is elected, and when."""
    return _("%(kind)s, %(day)s") % {"kind": election.get_kind_display(), "day": election_day(election)}


def state_badge(state: State) -> SafeString:
    """The badge of an item, in its own words."""
    look = look_of(state)
    return badge(look.tone, look.icon, str(STATE_WORDS[state]))


def coordinator_badge(is_coordinated: bool) -> SafeString:
    """Has the constituency a coordinator in office?"""
    if is_coordinated:
        return badge("ok", "user-check", _("Coordinated"))
    return badge("late", "user-x", _("No coordinator"))


def tiles(election_id: int, ready: Any, week: int, uncoordinated: int) -> list[dict[str, Any]]:
    """What is done, what is missing, what ends this week, constituencies without a coordinator; each to its list."""
    shown = [
        ("ok", "circle-check", _("Done of what is due"), ready.done, reverse("elections:detail", args=[election_id])),
        ("late", "triangle-alert", _("Gaps"), ready.missing, reverse("elections:gaps", args=[election_id])),
        ("warn", "calendar-clock", _("To do this week"), week, reverse("elections:week", args=[election_id])),
        ("late", "user-x", _("No coordinator"), uncoordinated,
         f"{reverse('elections:detail', args=[election_id])}?only=uncoordinated"),
    ]  # fmt: skip
    return [{"badge": badge(tone, icon, words), "count": count, "url": url} for tone, icon, words, count, url in shown]


def place_url(actor: Actor, readiness: ElectionReadiness, place: ElectionPlace) -> str:
    """The page of a constituency or of a unit's own items; empty for whoever reads its figures alone."""
    if not may(actor, Permission.READ_RECORD, InBody(place.unit_id, place.path, None)):
        return ""
    if place.scope is ItemScope.CONSTITUENCY:
        return reverse("elections:constituency", args=[place.key])
    return reverse("elections:unit", args=[readiness.election.pk, place.unit_id])


def gap_rows(actor: Actor, readiness: ElectionReadiness, gaps: Iterable[Gap]) -> list[dict[str, Any]]:
    """What is not done where, with who sees to it."""
    return [
        {
            "item": gap.dated.item,
            "due_on": gap.dated.due_on,
            "late": _late_badge(gap.days_late),
            "days_late": gap.days_late,
            "scope": SCOPE_WORDS[gap.dated.scope],
            "place": gap.place.name,
            "within": _within(readiness, gap.place),
            "url": place_url(actor, readiness, gap.place),
        }
        for gap in gaps
    ]


def constituency_row(
    actor: Actor, readiness: ElectionReadiness, place: ElectionPlace, facts: ConstituencyFacts
) -> dict[str, Any]:
    """A constituency of the list: readiness, representatives against stations, coordinator."""
    return {
        "place": place,
        "within": _within(readiness, place),
        "url": place_url(actor, readiness, place),
        "ready": readiness.readiness([place]),
        "facts": facts,
        "coordinator": coordinator_badge(facts.is_coordinated),
    }


def checklist_rows(items: Sequence[ItemStatus]) -> list[dict[str, Any]]:
    """The items of one place with their badges."""
    return [{"status": status, "badge": state_badge(status.state)} for status in items]


def candidacy_rows(count: Any | None) -> list[tuple[str, int, int]]:
    """(age group, women, men) of what was counted; nothing before."""
    if count is None:
        return []
    groups = zip(AgeGroup, WOMEN, MEN, strict=True)
    return [(str(AGE_WORDS[group]), getattr(count, women), getattr(count, men)) for group, women, men in groups]


def coverage_words(coverage: Coverage) -> dict[str, Any]:
    """Places in two constituencies and in none, by name; how many more there are than are shown."""
    separator = _(", ")
    return {
        "overlapping": [(name, separator.join(held)) for name, held in coverage.overlapping[:NAMES_SHOWN]],
        "overlap_count": len(coverage.overlapping),
        "missing": coverage.missing[:NAMES_SHOWN],
        "missing_count": len(coverage.missing),
        "missing_more": max(0, len(coverage.missing) - NAMES_SHOWN),
    }


def _late_badge(days: int) -> SafeString:
    """How late a gap is; nothing for what is not."""
    if not days:
        return SafeString("")
    return badge("late", "triangle-alert", ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days})


def _within(readiness: ElectionReadiness, place: ElectionPlace) -> str:
    """The unit a constituency belongs to; empty for a unit."""
    return readiness.units[place.unit_id].name if place.scope is ItemScope.CONSTITUENCY else ""
