"""Is a typed address the link to a place on a map that everybody may follow?

Sites of maps alone, each with the paths at which it shows maps: nothing is fetched from them, and a link that would
carry its reader elsewhere is refused.
"""

from urllib.parse import urlsplit

LONGEST_LINK = 500
# Host -> how its paths that show maps begin; a path is this one or lies under it.
MAP_SITES: dict[str, tuple[str, ...]] = {
    "www.openstreetmap.org": ("/",),
    "openstreetmap.org": ("/",),
    "osm.org": ("/",),
    "maps.app.goo.gl": ("/",),
    "goo.gl": ("/maps/",),
    "www.google.com": ("/maps/",),
    "google.com": ("/maps/",),
    "www.google.co.ma": ("/maps/",),
    "maps.google.com": ("/maps/",),
    "maps.apple.com": ("/",),
    "www.waze.com": ("/ul/", "/live-map/"),
    "waze.com": ("/ul/", "/live-map/"),
}
NAMED_SITES = ("OpenStreetMap", "Google Maps", "Apple Maps", "Waze")


def problem_of_map_link(link: str) -> str | None:
    """What is wrong with the link, as a code; None for one that may be kept.

    ``map_link_long``, ``map_link_not_https``, ``map_link_broken`` (blanks, controls, letters outside ASCII, an account
    or a port in it, ways up and back), ``map_link_elsewhere`` (no site of maps).
    """
    if len(link) > LONGEST_LINK:
        return "map_link_long"
    if not link.lower().startswith("https://"):
        return "map_link_not_https"
    if not link.isascii() or any(sign <= " " or sign in '\\"<>`{|}^\x7f' for sign in link):
        return "map_link_broken"
    try:
        parts = urlsplit(link)
        has_more = parts.port is not None or "@" in parts.netloc or parts.netloc.endswith(":")
    except ValueError:
        return "map_link_broken"
    if has_more or not parts.hostname or _leads_away(parts.path):
        return "map_link_broken"
    paths = MAP_SITES.get(parts.hostname, ())
    return None if any(f"{parts.path}/".startswith(path) for path in paths) else "map_link_elsewhere"


def _leads_away(path: str) -> bool:
    """Does a path go up and back, or hide dots and slashes behind percent signs?"""
    folded = path.lower()
    return any(step in folded for step in ("..", "//", "%2e", "%2f", "%5c", "%00"))
