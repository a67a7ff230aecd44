"""The gallery, the bare pages and the icons: rendered whole, with a variable missing nowhere."""

import pathlib
import re

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils import translation

from tajadur.web.components.gallery import samples

TEMPLATES = pathlib.Path(settings.ROOT) / "templates"
ICONS = set(re.findall(r'<symbol id="i-([\w-]+)"', (TEMPLATES.parent / "static/icons.svg").read_text(encoding="utf-8")))


def gallery(rf, language: str) -> str:
    with translation.override(language):
        return render_to_string("gallery/gallery.html", samples(), request=rf.get("/gallery/"))


@pytest.mark.parametrize("language, way", [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
def test_page_reads_in_the_direction_of_its_language(rf, language, way):
    assert re.search(rf'<html lang="{language}"\s+dir="{way}"\s*>', gallery(rf, language))


def test_page_has_one_first_heading_and_one_main(rf):
    html = gallery(rf, "ar")
    assert len(re.findall(r"<h1\b", html)) == 1
    assert len(re.findall(r"<main\b", html)) == 1


def test_page_has_no_code_of_its_own(rf):
    html = gallery(rf, "ar")
    assert re.findall(r'<style|\sstyle="|\son[a-z]+="|<script(?![^>]*src=)', html) == []


def test_identifiers_on_the_page_are_unique(rf):
    found = re.findall(r'\sid="([^"]+)"', gallery(rf, "ar").replace("__prefix__", "0"))
    assert sorted(found) == sorted(set(found))


@pytest.mark.parametrize("theme, mark", [("dark", 'data-theme="dark"'), ("light", 'data-theme="light"'), ("x", "")])
def test_theme_is_drawn_by_the_server_from_the_cookie(rf, theme, mark):
    rf.cookies["theme"] = theme
    html = gallery(rf, "ar")
    assert len(re.findall(rf'<html lang="ar"\s+dir="rtl"\s*{mark}>', html)) == 1


@pytest.mark.parametrize("name", ["400", "403", "404", "409", "500", "503"])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_error_page_stands_without_any_context(name, language):
    with translation.override(language):
        html = get_template(f"{name}.html").render({"base": "_bare.html"})
    assert len(re.findall(r"<h1>[^<]+</h1>", html)) == 1


def test_refusal_says_who_can():
    with translation.override("en"):
        html = get_template("403.html").render(
            {"base": "_bare.html", "refused": {"who": ("secretary",), "reads": True, "is_page": False}}
        )
    assert "this act is in the hands of the secretary of the unit." in html


def test_field_ties_its_hint_and_its_error_to_the_input():
    with translation.override("en"):
        form = samples()["form"]
        html = str(form["young"].as_field_group())
        hinted = str(form["place"].as_field_group())
    assert re.search(r'<div id="id_young_error">\s*<p class="err">', html)
    assert 'aria-describedby="id_young_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<span class="hint" id="id_place_helptext">' in hinted
    assert 'aria-describedby="id_place_helptext"' in hinted


def test_every_icon_named_in_a_template_is_in_the_sprite():
    named = {
        name
        for page in TEMPLATES.rglob("*.html")
        for name in re.findall(r'\{% icon "([^"]+)"', page.read_text(encoding="utf-8"))
    }
    assert named - ICONS == set()
    assert len(named) > 20
