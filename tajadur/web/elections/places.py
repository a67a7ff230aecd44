"""The readiness of each region or province: a map of what is done of what is due, with the counts in its table."""

from typing import Any

from django.utils.translation import gettext as _

from tajadur.activity.elections.queries.readiness import ElectionReadiness
from tajadur.rules.elections import ItemScope
from tajadur.web.access import ActorRequest
from tajadur.web.components.choropleth import MapArea, share_map
from tajadur.web.paging import same_list


def by_place(request: ActorRequest, readiness: ElectionReadiness) -> dict[str, Any]:
    """What ``components/choropleth.html`` takes: by region, by province where it is asked or there is one region.

    Empty where there is one place. No query.
    """
    regions = readiness.by_unit(ItemScope.REGION)
    is_country = len(regions) > 1
    in_provinces = not is_country or request.GET.get("level") == "province"
    rows = readiness.by_unit(ItemScope.PROVINCE) if in_provinces else regions
    if len(rows) < 2:
        return {}
    areas = [
        MapArea(
            row.code, row.name, part=ready.done, whole=ready.due, url=same_list(request, region=str(row.id)),
            counts=[ready.done, ready.missing],
        )
        for row, ready in rows
    ]  # fmt: skip
    heading = _("Done of what is due, by place")
    within = "" if is_country or not regions else regions[0][0].code
    return {
        "picture": share_map(areas, label=heading, within=within),
        "heading": heading,
        "heads": [_("Done"), _("Gaps")],
        "share": _("Readiness"),
        "chips": [
            {"label": _("Regions"), "url": same_list(request, level=""), "current": not in_provinces},
            {"label": _("Provinces"), "url": same_list(request, level="province"), "current": in_provinces},
        ]
        if is_country
        else [],
    }


def region_choices(readiness: ElectionReadiness) -> list[tuple[str, str]]:
    """The regions within reach, for a filter; none where there is one alone."""
    return [(str(row.id), row.name) for row in readiness.regions] if len(readiness.regions) > 1 else []
