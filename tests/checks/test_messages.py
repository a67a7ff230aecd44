"""Translations: found as Django looks them up, and every way of being wrong is told."""

import json
import time

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.utils.translation import override

from deploy.checks import catalogues, messages
from deploy.checks.extraction import extract

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext, npgettext_lazy

A = _("One sentence "
      "in two pieces")
B = gettext_lazy("Hello %(name)s")
C = ngettext("%(n)s branch", "%(n)s branches", n)
D = pgettext("month", "May")
E = npgettext_lazy("seat", "a seat", "%(n)s seats", "n")
F = _(variable)
for _ in range(3): pass
"""
PAGE = """{% load i18n %}
    <p title="{% translate "It's 100% sure" %}">{% include "x.html" with label=_("Send") only %}</p>
  {% blocktranslate trimmed with name=unit.name %}
    Report of <bdi>{{ name }}</bdi>,
    50% done
  {% endblocktranslate %}
 {# Translators: a remark #}
{% blocktranslate trimmed count n=rows|length %}
    One "row"
{% plural %}
    {{ n }} 'rows'
{% endblocktranslate %}
{% translate "May" context "month" as month %}{{ month }}
{% comment %}{% translate "never" %}{% endcomment %}
"""


@pytest.fixture
def house(tmp_path):
    """A small source tree with sentences in Python and in a template."""
    (tmp_path / "tajadur" / "room" / "migrations").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    (tmp_path / "tajadur" / "room" / "vocabulary.py").write_text(PYTHON, "utf-8")
    (tmp_path / "tajadur" / "room" / "migrations" / "0001.py").write_text(
        'from x import gettext as _\n_("old")', "utf-8"
    )
    (tmp_path / "templates" / "page.html").write_text(PAGE, "utf-8")
    return tmp_path


def asked(house) -> dict:
    """What the source asks: (context, sentence) → its plural or None."""
    found = catalogues.sentences(extract(house))
    return {(one.context, catalogues.singular(one)): one.id[1] if one.pluralizable else None for one in found}


def kept(house, language) -> dict:
    """What is on disk: (context, sentence) → its forms."""
    catalogue = catalogues.read(catalogues.path_of(house, language), language)
    found = catalogues.sentences(catalogue)
    return {(one.context, catalogues.singular(one)): catalogues.forms(one) for one in found}


def echo(house) -> dict:
    """A faithful «translation» of everything the house asks."""
    given = {}
    for (context, text), plural in asked(house).items():
        name = text if context is None else f"{context}\u0004{text}"
        many = text if plural is None else plural
        given[name] = {
            language: f"{language} {text}" if plural is None else [f"{language}{i} {many}" for i in range(forms)]
            for language, forms in catalogues.FORMS.items()
        }
    return given


@pytest.fixture
def translated(house):
    """The same tree, wholly translated."""
    assert messages.put(house, echo(house)) == (9, [], [])
    return house


def edit(house, language, old, new):
    path = catalogues.path_of(house, language)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_every_form_of_asking_is_found(house):
    assert asked(house) == {
        (None, "One sentence in two pieces"): None,
        (None, "Hello %(name)s"): None,
        (None, "%(n)s branch"): "%(n)s branches",
        ("month", "May"): None,
        ("seat", "a seat"): "%(n)s seats",
        (None, "It's 100%% sure"): None,
        (None, "Send"): None,
        (None, "Report of <bdi>%(name)s</bdi>, 50%% done"): None,
        (None, 'One "row"'): "%(n)s 'rows'",
    }


def test_template_finds_at_run_time_what_was_extracted(translated):
    with override_settings(LOCALE_PATHS=[translated / "tajadur" / "locale"]), override("fr"):
        source = PAGE.replace('{% include "x.html" with label=_("Send") only %}', '{{ _("Send") }}')
        shown = Template(source).render(Context({"unit": {"name": "Fès"}, "rows": [1, 2]}))
        alone = Template(source).render(Context({"unit": {"name": "Fès"}, "rows": [1]}))
    assert 'title="fr It’s 100% sure">fr Send<' in shown
    assert "fr Report of <bdi>Fès</bdi>, 50% done" in shown
    assert "fr1 2 'rows'" in shown
    assert "fr0 1 'rows'" in alone
    assert "fr May" in shown


@pytest.mark.parametrize(
    ("n", "form"), [(0, 0), (1, 1), (2, 2), (3, 3), (110, 3), (11, 4), (199, 4), (100, 5), (302, 5)]
)
def test_arabic_number_takes_its_own_form(translated, n, form):
    source = "{% blocktranslate count n=n %}One \"row\"{% plural %}{{ n }} 'rows'{% endblocktranslate %}"
    with override_settings(LOCALE_PATHS=[translated / "tajadur" / "locale"]), override("ar"):
        assert Template(source).render(Context({"n": n})) == f"ar{form} {n} 'rows'"


def test_whole_translation_passes_and_update_changes_nothing(translated):
    before = [catalogues.path_of(translated, language).read_bytes() for language in ("ar", "fr")]
    assert messages.check(translated) == []
    assert messages.missing(translated) == {}
    messages.update(translated)
    assert [catalogues.path_of(translated, language).read_bytes() for language in ("ar", "fr")] == before


@pytest.mark.parametrize(
    ("language", "old", "new", "told"),
    [
        ("ar", 'msgstr "ar Send"', 'msgstr ""', "ar: 'Send' is not translated"),
        ("fr", 'msgid "Send"', '#, fuzzy\nmsgid "Send"', "fr: 'Send' is marked fuzzy"),
        ("fr", 'msgid "Send"', 'msgid "Sent"', "fr: 'Sent' is not used any more: run «update»"),
        ("ar", 'msgid "Send"', 'msgid "Sent"', "ar: 'Send' is missing: run «update»"),
        ("ar", "ar Hello %(name)s", "ar Hello %(nam)s", "ar: 'Hello %(name)s' has other placeholders"),
        ("fr", "fr Hello %(name)s", "fr Hello", "fr: 'Hello %(name)s' has other placeholders"),
        ("fr", "fr Report of <bdi>", "fr Report of <b>", "has other tags"),
        ("ar", '"ar3 %(n)s branches"', '"ar3 branches"', "ar: '%(n)s branch' has other placeholders"),
        ("ar", '"ar4 %(n)s branches"', '""', "ar: '%(n)s branch' has an empty form"),
        ("fr", '"fr1 %(n)s branches"', '"fr1 branches"', "fr: '%(n)s branch' has other placeholders"),
        ("fr", "Language: fr", "Language: fr_MA", "fr: is not in its fixed form"),
        ("ar", 'msgid "Send"', '<<<<<<< HEAD\nmsgid "Send"', "ar: django.po cannot be read"),
    ],
)
def test_fault_in_a_catalogue_is_told(translated, capsys, language, old, new, told):
    edit(translated, language, old, new)
    assert messages.main(["check"], translated) == 1
    assert told in capsys.readouterr().out


def test_arabic_plural_without_its_six_forms_is_told(translated):
    edit(translated, "ar", 'msgstr[5] "ar5 %(n)s branches"\n', "")
    assert [line for line in messages.check(translated) if "branch'" in line]


def test_arabic_none_one_and_two_may_be_said_in_words(translated):
    forms = ["لا فروع", "فرع واحد", "فرعان", "%(n)s فروع", "%(n)s فرعا", "%(n)s فرع"]
    assert messages.put(translated, {"%(n)s branch": {"ar": forms}}) == (1, [], [])
    assert messages.check(translated) == []


def test_french_one_may_follow_the_english_singular(translated):
    assert messages.put(translated, {"seat\u0004a seat": {"fr": ["un siège", "%(n)s sièges"]}}) == (1, [], [])
    assert messages.check(translated) == []


def test_translation_that_does_not_match_is_refused_and_the_old_one_stays(translated):
    taken = messages.put(translated, {"Hello %(name)s": {"ar": "مرحبا"}, "%(n)s branch": {"ar": ["x"], "fr": "y"}})
    assert len(taken[2]) == 3
    assert messages.check(translated) == []
    assert kept(translated, "ar")[None, "Hello %(name)s"] == ("ar Hello %(name)s",)


def test_sentence_not_asked_yet_is_told_and_taken_up_once_it_is(translated):
    assert messages.put(translated, {"Later": {"ar": "لاحقا", "fr": "Plus tard"}}) == (0, ["Later"], [])
    (translated / "templates" / "later.html").write_text('{% translate "Later" %}', "utf-8")
    assert messages.check(translated) == [
        "ar: 'Later' is missing: run «update»",
        "fr: 'Later' is missing: run «update»",
    ]
    messages.update(translated)
    assert messages.check(translated) == []
    assert kept(translated, "fr")[None, "Later"] == ("Plus tard",)


def test_sentence_taken_away_is_dropped_and_its_translation_comes_back_with_it(translated):
    page = translated / "templates" / "page.html"
    page.write_text("", "utf-8")
    messages.update(translated)
    assert (None, "Send") not in kept(translated, "ar")
    page.write_text(PAGE, "utf-8")
    messages.update(translated)
    assert messages.check(translated) == []


def test_setting_never_drops_what_another_hand_is_still_writing(translated):
    (translated / "templates" / "page.html").write_text("", "utf-8")
    messages.put(translated, {"Hello %(name)s": {"fr": "Bonjour %(name)s"}})
    assert (None, "Send") in kept(translated, "fr")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("tajadur/broken.py", "from x import gettext\ndef (", "tajadur/broken.py:2 does not parse"),
        ("tajadur/f.py", "from x import gettext as _\n_(f'{a} b')", "tajadur/f.py:2 an f-string cannot be translated"),
        (
            "templates/b.html",
            "{% blocktranslate %}{% if a %}{% endblocktranslate %}",
            "templates/b.html does not parse: Translation blocks",
        ),
        (
            "tajadur/g.py",
            "from x import gettext as _\nf'<b>{_(\"Send\")}</b>'",
            "tajadur/g.py:2 a sentence inside an f-string",
        ),
        (
            "tajadur/h.py",
            "from x import ngettext\nngettext('%(n)s branch', '%(n)s twigs', 2)",
            "'%(n)s branch' has two plurals",
        ),
    ],
)
def test_source_that_cannot_be_read_is_told_and_nothing_is_dropped(translated, capsys, name, text, told):
    before = catalogues.path_of(translated, "ar").read_bytes()
    (translated / name).write_text(text, "utf-8")
    for command in ("check", "update"):
        assert messages.main([command], translated) == 1
        assert told in capsys.readouterr().out
    assert catalogues.path_of(translated, "ar").read_bytes() == before


def test_missing_gives_a_file_that_can_be_filled_and_set(house, capsys):
    messages.main(["missing"], house)
    skeleton = json.loads(capsys.readouterr().out)
    assert len(skeleton) == 9
    assert skeleton["%(n)s branch"] == {"ar": [""] * 6, "fr": [""] * 2}
    filled = house / "filled.json"
    filled.write_text(json.dumps({**skeleton, **echo(house)}), "utf-8")
    assert messages.main(["set", str(filled)], house) == 0
    assert messages.check(house) == []


def test_unknown_command_shows_how_to_use_it(house, capsys):
    assert messages.main(["translate"], house) == 2
    assert "messages.py set FILE.json" in capsys.readouterr().out


def test_check_of_the_whole_house_is_quick():
    began = time.process_time()
    messages.check(messages.HERE)
    assert time.process_time() - began < 3
