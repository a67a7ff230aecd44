"""The branches of each region or province by status: a map of one share, with the counts of all in its table."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from tajadur.activity.situations.queries.facts import BranchSituation
from tajadur.activity.situations.vocabulary import STATUS_WORDS
from tajadur.organisation.units.queries.tree import codes_and_names
from tajadur.rules.situation import SituationStatus
from tajadur.web.access import ActorRequest
from tajadur.web.components.choropleth import MapArea, share_map
from tajadur.web.paging import same_list

_REGION, _PROVINCE = 1, 2


def by_place(request: ActorRequest, branches: Sequence[BranchSituation], status: str) -> dict[str, Any]:
    """What ``components/choropleth.html`` takes: the share of ``status`` (of the active when there is none) of the
    branches that stand, by region, by province where it is asked or they are of one region. One query.

    Empty where there is one place, or no place of the census.
    """
    shared = next((each for each in SituationStatus if each == status), SituationStatus.ACTIVE)
    ways = {branch.id: [int(step) for step in branch.path.split(".") if step] for branch in branches}
    regions = {way[_REGION] for way in ways.values()}
    is_country = len(regions) > 1
    in_provinces = not is_country or request.GET.get("level") == "province"
    level = _PROVINCE if in_provinces else _REGION
    counts = Counter((ways[branch.id][level], branch.status) for branch in branches)
    named = codes_and_names({place for place, _status in counts} | regions)
    places = sorted({place for place, _status in counts}, key=lambda place: named[place][1])
    if len(places) < 2:
        return {}
    shown = [each for each in SituationStatus if any(branch.status is each for branch in branches)]
    counted = [each for each in shown if each is shared or each is not SituationStatus.DISSOLVED]
    areas = [
        MapArea(
            *named[place],
            part=counts[place, shared],
            whole=sum(counts[place, each] for each in counted),
            url=same_list(request, region=str(place)),
            counts=[counts[place, each] for each in shown],
        )
        for place in places
    ]
    words = str(STATUS_WORDS[shared])
    heading = _("Branches by place: %(status)s") % {"status": words}
    drawn = share_map(areas, label=heading, within="" if is_country else named[min(regions)][0])
    return {
        "picture": drawn,
        "heading": heading,
        "heads": [STATUS_WORDS[each] for each in shown],
        "share": _("Share: %(status)s") % {"status": words},
        "chips": [
            {"label": _("Regions"), "url": same_list(request, level=""), "current": not in_provinces},
            {"label": _("Provinces"), "url": same_list(request, level="province"), "current": in_provinces},
        ]
        if is_country
        else [],
    }
