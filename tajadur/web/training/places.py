"""The provinces reached and not reached, by region or each, as a map with its table."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.training.queries.coverage import ProvinceCoverage
from tajadur.organisation.units.queries.tree import codes_and_names
from tajadur.web.access import ActorRequest
from tajadur.web.components.choropleth import MapArea, share_map
from tajadur.web.paging import same_list


def by_place(request: ActorRequest, provinces: Sequence[ProvinceCoverage]) -> dict[str, Any]:
    """What ``components/choropleth.html`` takes: the share of provinces reached in each region; or each province where
    it is asked, or they are of one region. One query. Empty where there is one place.
    """
    regions = {province.region_id for province in provinces}
    is_country = len(regions) > 1
    in_provinces = not is_country or request.GET.get("level") == "province"
    places = [province.id if in_provinces else province.region_id for province in provinces]
    if len(set(places)) < 2:
        return {}
    whole = Counter(places)
    part = Counter(place for place, province in zip(places, provinces, strict=True) if province.is_covered)
    named = codes_and_names({*places, *regions})
    areas = [
        MapArea(
            *named[place],
            part=part[place],
            whole=whole[place],
            url=reverse("units:detail", args=[place]) if in_provinces else same_list(request, region=str(place)),
            counts=[part[place], whole[place] - part[place]],
        )
        for place in sorted(whole, key=lambda place: named[place][1])
    ]
    heading = _("Provinces with a session this year")
    drawn = share_map(areas, label=heading, within="" if is_country else named[min(regions)][0])
    return {
        "picture": drawn,
        "heading": heading,
        "heads": [_("With a session"), _("Without any")],
        "share": _("Share with a session"),
        "chips": [
            {"label": _("Regions"), "url": same_list(request, level=""), "current": not in_provinces},
            {"label": _("Provinces"), "url": same_list(request, level="province"), "current": in_provinces},
        ]
        if is_country
        else [],
    }
