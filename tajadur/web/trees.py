"""Which of the three trees a page shows: chosen in the address, kept by its filters, pages and exports."""

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
OF_ONE_TREE = ("region", "unit", "kind", "body", "directive", "period", "show")
# How a tree is called in the switch, what stands right below its root (one, all of them).
_SHORT = {Tree.TERRITORY: _("Territory"), Tree.SECTORS: _("Sectors"), Tree.PARALLEL: _("Organisations")}
_REGION = {Tree.TERRITORY: _("Region"), Tree.SECTORS: _("Sector"), Tree.PARALLEL: _("Organisation")}
_REGIONS = {
    Tree.TERRITORY: _("All regions"),
    Tree.SECTORS: _("All sectors"),
    Tree.PARALLEL: _("All organisations"),
}


@dataclass(frozen=True, slots=True)
class TreeChoice:
    """The tree shown. ``chips`` is the switch: empty for whoever reads one tree only.

    ``is_unknown``: the address names another than the reader's trees.
    """

    tree: Tree
    chips: list[dict[str, Any]]
    is_unknown: bool

    @property
    def kept(self) -> str:
        """What the address says: nothing for the tree that is shown without a word."""
        return self.tree.value if self.chips and not self.chips[0]["current"] else ""

    @property
    def narrows(self) -> str:
        """The tree to which a list is narrowed; empty where the reader's reach holds one tree only."""
        return self.tree.value if self.chips else ""

    @property
    def region_word(self) -> str | Promise:
        """What a unit right below the root is called."""
        return _REGION[self.tree]

    @property
    def regions_word(self) -> str | Promise:
        """The choice of all units right below the root."""
        return _REGIONS[self.tree]


def tree_of(request: ActorRequest, permission: Permission) -> TreeChoice:
    """The tree named by ``?tree=`` among those in which the actor may do ``permission``; else the first of them.

    No query. Templates find it as ``trees``.
    """
    reached = trees_reached(request.actor, permission)
    open_to = [tree for tree in Tree if reached is None or tree.value in reached] or [Tree.TERRITORY]
    asked = request.GET.get("tree", "")
    shown = next((tree for tree in open_to if tree.value == asked), open_to[0])
    gone = dict.fromkeys(OF_ONE_TREE, "")
    chips = [
        {
            "label": _SHORT[tree],
            "url": same_list(request, **gone, tree="" if tree is open_to[0] else tree.value),
            "current": tree is shown,
        }
        for tree in open_to
    ]
    choice = TreeChoice(shown, chips if len(chips) > 1 else [], bool(asked) and asked != shown.value)
    request.trees = choice
    return choice
