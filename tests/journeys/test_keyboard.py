"""With the keyboard alone: the skip link first, everything reached and seen, errors announced by focus."""

from typing import Any

import pytest
from django.urls import reverse

from .steps import DESK, SEND, Scene, log_in, set_scene

# What Tab should stop at: everything that can be used, but one stop for each group of radio buttons.
STOPS = """() => {
  const groups = new Set();
  const all = [...document.querySelectorAll("a[href],button,input:not([type=hidden]),select,textarea,summary")];
  return all.filter((e) => {
    const shown = e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true});
    if (e.disabled || e.tabIndex < 0 || !shown) return false;
    if (e.type !== "radio") return true;
    if (groups.has(e.name)) return false;
    return groups.add(e.name);
  }).length;
}"""
PLACE = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), search = e.closest(".searchbox");
  const style = (of) => getComputedStyle(of);
  const ringed = (of) => style(of).outlineStyle !== "none" && parseFloat(style(of).outlineWidth) >= 2;
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
  const bar = over && over.closest(".dock,.top,.tabbar");
  return {
    key: e.dataset.seen ??= String(Math.random()),
    name: e.outerHTML.slice(0, 90),
    skip: e.matches(".skip"),
    body: e === document.body,
    ringed: ringed(e) || (search !== null && ringed(search)),
    covered: Boolean(bar) && !bar.contains(e),
  };
}"""


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    return set_scene()


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, **DESK}


def walk(page: Any) -> tuple[list[dict[str, Any]], int]:
    """Every stop of Tab until the page ends, and how many there should be (or None when a date takes several keys)."""
    expected, stops, seen = page.evaluate(STOPS), [], set()
    for _press in range(300):
        page.keyboard.press("Tab")
        place = page.evaluate(PLACE)
        if place["body"] or (place["key"] in seen and place["key"] != stops[-1]["key"]):
            break
        if place["key"] not in seen:
            stops.append(place)
            seen.add(place["key"])
    return stops, expected


@pytest.mark.parametrize("where", ["dashboard", "report form"])
def test_tab_reaches_everything_and_shows_where_it_is(where, scene, live_server, page):
    log_in(page, live_server.url, "karim" if where == "dashboard" else "amina")
    form = reverse("reports:form", args=[scene.meeting.pk])
    page.goto(live_server.url + ("/compliance/" if where == "dashboard" else form))
    page.wait_for_load_state("networkidle")
    stops, expected = walk(page)
    assert stops[0]["skip"]
    assert len(stops) == expected
    assert [stop["name"] for stop in stops if not stop["ringed"]] == []
    assert [stop["name"] for stop in stops if stop["covered"]] == []


def test_the_skip_link_leads_past_the_menu(scene, live_server, page):
    log_in(page, live_server.url, "karim")
    page.goto(live_server.url + "/compliance/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_report_is_refused_and_sent_without_a_pointer(scene, live_server, page):
    log_in(page, live_server.url, "amina")
    page.goto(live_server.url + reverse("reports:form", args=[scene.meeting.pk]))
    page.wait_for_function("() => !!document.querySelector('.stepper button')")
    page.locator("#id_present").focus()
    page.keyboard.type("8")
    page.locator(SEND).last.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('.esum')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.esum a')")
    target = page.evaluate("document.activeElement.getAttribute('href').slice(1)")
    page.keyboard.press("Enter")
    page.wait_for_function("(id) => document.getElementById(id).contains(document.activeElement)", arg=target)
    assert page.locator("#id_present").input_value() == "8"
