"""Which of the three trees a page shows: chosen in the address, kept by its filters, pages and exports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tajadur.organisation.profile.vocabulary import Tree
from tajadur.permissions.check import trees_reached
from tajadur.permissions.matrix import Permission

from .access import ActorRequest
from .paging import same_list

# What of an address names things of one tree only: they go when another tree is chosen.
OF_ONE_TREE = ("region", "unit", "body", "directive", "period", "show")
# How a tree is called in the switch, what stands right below its root (one, all of them).
_SHORT = {Tree.TERRITORY: _("Territory"), Tree.SECTORS: _("Sectors"), Tree.PARALLEL: _("Organisations")}
_REGION = {Tree.TERRITORY: _("Region"), Tree.SECTORS: _("Sector"), Tree.PARALLEL: _("Organisation")}
_REGIONS = {
    Tree.TERRITORY: _("All regions"),
    Tree.SECTORS: _("All sectors"),
    Tree.PARALLEL: _("All organisations"),
}

_CONGRESS = {
    Tree.TERRITORY: _("Regional congress"),
    Tree.SECTORS: _("Congress of the sector"),
    Tree.PARALLEL: _("Congress of the organisation"),
}
_CONGRESSES = {
    Tree.TERRITORY: _("Regional congresses"),
    Tree.SECTORS: _("Congresses of the sectors"),
    Tree.PARALLEL: _("Congresses of the organisations"),
}


@dataclass(frozen=True, slots=True)
class TreeChoice:
    """The tree shown. ``chips`` is the switch: empty for whoever reads one tree only.

    ``is_unknown``: the address names another than the reader's trees; ``is_named``: it names something of one tree.
    ``is_whole``: all trees are shown, with the words of ``tree``.
    """

    tree: Tree
    chips: list[dict[str, Any]]
    is_unknown: bool
    is_named: bool = False
    is_whole: bool = False

    @property
    def kept(self) -> str:
        """What the address says: nothing for the tree that is shown without a word."""
        return self.tree.value if self.chips and not self.chips[0]["current"] else ""

    @property
    def shown(self) -> str:
        """The tree to which a page is narrowed; empty where the reader's reach holds one tree only, and for all."""
        return self.tree.value if self.chips and not self.is_whole else ""

    @property
    def narrows(self) -> str:
        """The same for a list: empty too where the address names a unit or a directive, which stands in one tree."""
        return "" if self.is_named else self.shown

    @property
    def begun(self) -> str:
        """What follows a bare address, so that the tree stays: «?tree=sectors», or nothing."""
        return f"?tree={self.kept}" if self.kept else ""

    @property
    def added(self) -> str:
        """What follows an address that asks for something already: «&tree=sectors», or nothing."""
        return f"&tree={self.kept}" if self.kept else ""

    @property
    def is_territory(self) -> bool:
        """Is it the tree whose words the party speaks most: regions, the country?"""
        return self.tree is Tree.TERRITORY

    @property
    def congresses_word(self) -> str | Promise:
        """The congresses of what stands right below the root."""
        return _CONGRESSES[self.tree]

    @property
    def below_word(self) -> str | Promise:
        """What stands right below the root, as a heading."""
        return _("The regions") if self.is_territory else _SHORT[self.tree]

    @property
    def heading(self) -> str | Promise:
        """The title of the dashboard."""
        return _("National dashboard") if self.is_territory else self.tree.label

    @property
    def region_word(self) -> str | Promise:
        """What a unit right below the root is called."""
        return _REGION[self.tree]

    @property
    def regions_word(self) -> str | Promise:
        """The choice of all units right below the root."""
        return _("All") if self.is_whole else _REGIONS[self.tree]


def congress_word(tree: str) -> str | Promise:
    """What the congress of a unit of this tree is called."""
    return _CONGRESS[Tree(tree)]


def congresses_word(tree: str) -> str | Promise:
    """All of them, as the list of the tree is headed."""
    return _CONGRESSES[Tree(tree)]


def tree_of(
    request: ActorRequest, permission: Permission, *, is_queue: bool = False, names: Sequence[str] = ()
) -> TreeChoice:
    """The tree named by ``?tree=`` among those in which the actor may do ``permission``; else the first of them.

    ``names``: what else of its address names things of one tree, and goes when another is chosen.
    ``is_queue``: a list of what waits for somebody is shown whole without a word, that nothing waits unseen.
    No query. Templates find it as ``trees``.
    """
    open_to = _open_to(request, permission)
    asked = request.GET.get("tree", "")
    named_tree = next((tree for tree in open_to if tree.value == asked), None)
    shown, is_whole = named_tree or open_to[0], is_queue and named_tree is None
    unsaid = "" if is_queue else open_to[0].value
    gone = dict.fromkeys((*OF_ONE_TREE, *names), "")
    chips = [
        {
            "label": _SHORT[tree],
            "url": same_list(request, **gone, tree="" if tree.value == unsaid else tree.value),
            "current": tree is shown and not is_whole,
        }
        for tree in open_to
    ]
    if is_queue and len(chips) > 1:
        chips.insert(0, {"label": _("All"), "url": same_list(request, **gone, tree=""), "current": is_whole})
    named = any(request.GET.get(name) for name in ("unit", "region", "directive"))
    one_unit = bool(request.GET.get("unit"))
    is_unknown = bool(asked) and asked != shown.value
    choice = TreeChoice(shown, chips if len(chips) > 1 and not one_unit else [], is_unknown, named, is_whole)
    request.trees = choice
    return choice


def reads_other_trees(request: ActorRequest, permission: Permission) -> bool:
    """Does ``permission`` reach beyond the territory? Then a list of the territory alone says that it is. No query."""
    return _open_to(request, permission) != [Tree.TERRITORY]


def _open_to(request: ActorRequest, permission: Permission) -> list[Tree]:
    reached = trees_reached(request.actor, permission)
    return [tree for tree in Tree if reached is None or tree.value in reached] or [Tree.TERRITORY]
