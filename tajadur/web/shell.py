"""What every page shows around its content: menu, tabs, who acts, what is unread."""

from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tajadur.compliance.unit_summaries import own_units
from tajadur.foundation import clock
from tajadur.foundation.installation import closed_rooms, offered
from tajadur.organisation.profile.queries import language_known
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.permissions.actors import Actor, nobody
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import MATRIX, Permission, Role
from tajadur.registry.heartbeat.queries import alarms_shown
from tajadur.registry.notices.queries import unread_count

from .access import room_of
from .offices import title_of_actor


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the menu; shown to whoever holds ``act`` for some unit, in the tab bar too when ``tab``.

    ``at_headquarters``: only to whoever holds an office at the root of the territory.
    """

    label: Any
    route: str
    icon: str
    act: Permission
    tab: bool = False
    at_headquarters: bool = False


MENU: tuple[tuple[Any, tuple[MenuEntry, ...]], ...] = (
    (
        "",
        (
            MenuEntry(_("Home"), "home", "house", Permission.SEE_UNIT, tab=True),
            MenuEntry(_("Dashboard"), "compliance:dashboard", "layout-dashboard", Permission.READ_FIGURES),
            MenuEntry(_("Meetings"), "meetings:index", "calendar-days", Permission.READ_RECORD, tab=True),
            MenuEntry(_("Obligations"), "obligations:index", "clock-3", Permission.READ_FIGURES, tab=True),
            MenuEntry(_("Circulars"), "circulars:index", "megaphone", Permission.ACKNOWLEDGE),
            MenuEntry(_("Regional congresses"), "congresses:index", "flag", Permission.READ_FIGURES),
            MenuEntry(
                pgettext_lazy("menu", "Pack of the meeting"),
                "packs:index",
                "file-text",
                Permission.READ_PACK,
                at_headquarters=True,
            ),
            MenuEntry(pgettext_lazy("menu", "The plan"), "plans:index", "trending-up", Permission.READ_FIGURES),
            MenuEntry(pgettext_lazy("menu", "Census"), "census:index", "list-checks", Permission.READ_FIGURES),
            MenuEntry(_("Electoral readiness"), "elections:index", "check-check", Permission.READ_FIGURES),
            MenuEntry(pgettext_lazy("menu", "Help"), "support:index", "heart-handshake", Permission.READ_SUPPORT),
        ),
    ),
    (
        _("Organisation"),
        (
            MenuEntry(_("Units"), "units:index", "landmark", Permission.SEE_UNIT),
            MenuEntry(_("Situation of branches"), "situations:index", "clipboard-check", Permission.READ_FIGURES),
            MenuEntry(_("Declarations to the authority"), "filings:index", "shield-check", Permission.READ_RECORD),
            MenuEntry(pgettext_lazy("menu", "Premises"), "premises:index", "building-2", Permission.READ_FIGURES),
            MenuEntry(
                pgettext_lazy("menu", "Proximity activities"), "proximity:index", "users-round", Permission.READ_FIGURES
            ),
            MenuEntry(pgettext_lazy("menu", "Training"), "training:index", "graduation-cap", Permission.READ_FIGURES),
            MenuEntry(_("People and mandates"), "people:index", "users", Permission.READ_PEOPLE),
        ),
    ),
    (
        _("Follow-up"),
        (
            MenuEntry(_("Proposals"), "proposals:index", "send", Permission.READ_RECORD),
            MenuEntry(_("Actions"), "actions:index", "list-checks", Permission.READ_RECORD),
            MenuEntry(_("Reports to note"), "reports:to_note", "file-check", Permission.NOTE_RECEIPT),
            MenuEntry(_("Dysfunctions"), "dysfunctions:index", "activity", Permission.READ_CASES),
            MenuEntry(_("Requests"), "releases:index", "message-square-text", Permission.EXTEND),
            MenuEntry(_("Resources"), "resources:index", "hand-helping", Permission.READ_RESOURCES),
            MenuEntry(_("Directives"), "directives:index", "scroll-text", Permission.READ_DIRECTIVES),
            MenuEntry(_("Deliveries"), "notices:ledger", "mail", Permission.READ_LEDGER),
            MenuEntry(_("What goes"), "notices:forecast", "calendar-days", Permission.READ_FORECAST),
            MenuEntry(_("Islamic holidays"), "meetings:holidays", "moon", Permission.CONFIRM_DAYS),
        ),
    ),
)


WARNED_ON = {"compliance:dashboard", "notices:ledger", "notices:forecast"}


def menu_for(actor: Actor, path: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(groups of the menu, items of the tab bar) open to ``actor``; the longest matching address is current.

    Whoever has no unit of their own is at home on the dashboard: it stands once, and first.
    """
    groups, tabs = [], []
    leads = is_at_headquarters(actor)
    first = "home" if own_units(actor) or not actor.grants else "compliance:dashboard"
    for title, entries in _open_to(actor.roles, closed_rooms()):
        items = []
        for entry, url in entries:
            if (entry.route == "home" and first != "home") or (entry.at_headquarters and not leads):
                continue
            current = path == url if url == "/" else path.startswith(url)
            item = {"label": entry.label, "url": url, "icon": entry.icon, "current": current}
            items.append(item)
            if entry.tab or entry.route == first:
                tabs.append(item)
        if items:
            groups.append({"label": title, "items": items})
    matching = [item for group in groups for item in group["items"] if item["current"]]
    longest = max((len(item["url"]) for item in matching), default=0)
    for item in matching:
        item["current"] = len(item["url"]) == longest
    return groups, tabs


def is_at_headquarters(actor: Actor) -> bool:
    """Does the actor hold an office at the root of the territory?"""
    return any(grant.is_national and grant.tree in ("", Tree.TERRITORY) for grant in actor.grants)


def reads_packs(actor: Actor) -> bool:
    """Does the actor read the packs of the pole's meetings, where the party has any?"""
    return "packs" not in closed_rooms() and is_at_headquarters(actor) and may_anywhere(actor, Permission.READ_PACK)


@lru_cache(maxsize=64)
def _open_to(roles: frozenset[Role], closed: frozenset[str]) -> list[tuple[Any, list[tuple[MenuEntry, str]]]]:
    """The menu open to these roles, with its addresses, less the rooms the party does not use; kept for every page."""
    groups = []
    for title, entries in MENU:
        items = []
        for entry in entries:
            if roles.isdisjoint(MATRIX[entry.act]) or room_of(entry.route) in closed:
                continue
            with suppress(NoReverseMatch):
                items.append((entry, reverse(entry.route)))
        if items:
            groups.append((title, items))
    return groups


def shell(request: HttpRequest) -> dict[str, Any]:
    """The variables of ``_base.html``. Makes no query for what was read with the account."""
    actor: Actor | None = getattr(request, "actor", None)
    known = actor is not None and actor.is_known
    groups, tabs = menu_for(actor, request.path) if actor else ([], [])
    return {
        "actor": actor or nobody_today(),
        "menu": groups,
        "tabs": tabs,
        "is_demo": settings.DEMO,
        "theme": request.COOKIES.get("theme", ""),
        "party": party_of(request) if known else "",
        "actor_label": label_of(request) if known else "",
        "actor_office": title_of_actor(actor) if actor else "",
        "actor_key": actor.account_id if known and actor else "",
        "draft_secret": draft_secret(actor) if known and actor else "",
        "unread_count": unread_of(request, actor) if known and actor else 0,
        "alarms": alarms_for(request, actor) if known and actor else [],
        "trees": getattr(request, "trees", None),
        "languages": offered(),
    }


def alarms_for(request: HttpRequest, actor: Actor) -> list[dict[str, Any]]:
    """The alarms of the monitoring, for administrators on the pages where they look after reminders: one query."""
    route = request.resolver_match.view_name if request.resolver_match else ""
    if route not in WARNED_ON or not may_anywhere(actor, Permission.MANAGE_UNITS):
        return []
    return alarms_shown(clock.now())


def unread_of(request: HttpRequest, actor: Actor) -> int:
    """How many lines of the inbox are unread, as read with the account; asked when the account came another way."""
    read: int | None = getattr(request.user, "unread", None)
    return unread_count(actor) if read is None else read


def party_of(request: HttpRequest) -> str:
    """The name of the party in the language of the page, as read with the account, no query; else empty."""
    names: dict[str, str] = getattr(request.user, "party", None) or {}
    return names.get(language_known(get_language() or ""), "")


def label_of(request: HttpRequest) -> str:
    """The person's name, or the user name of an account without person; read with the account, no query."""
    person = getattr(request.user, "person", None)
    return str(person.name if person else request.user)


def draft_secret(actor: Actor) -> str:
    """The key (base64, 256 bits) that makes the drafts on a phone readable on this person's own pages only."""
    return b64encode(salted_hmac("tajadur.drafts", str(actor.account_id), algorithm="sha256").digest()).decode()


def nobody_today() -> Actor:
    """Pages of errors met before access is checked have no actor."""
    return nobody(clock.today())
