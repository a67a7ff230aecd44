"""Translations are compiled once, and again when their source changed."""

import gettext
import os

from deploy.local.languages import compile_translations

SOURCE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Report"
msgstr "{}"
"""


def test_a_catalogue_is_written_when_missing_or_changed_and_only_then(tmp_path):
    source = tmp_path / "tajadur/locale/ar/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE.format("تقرير"), encoding="utf-8")
    target = source.with_suffix(".mo")
    assert compile_translations(tmp_path) == [target]
    assert compile_translations(tmp_path) == []
    source.write_text(SOURCE.format("المحضر"), encoding="utf-8")
    os.utime(source, (source.stat().st_mtime + 5,) * 2)
    assert compile_translations(tmp_path) == [target]
    with target.open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Report") == "المحضر"
    assert [path.name for path in source.parent.iterdir() if path.suffix not in {".po", ".mo"}] == []


def test_french_signs_never_start_a_line(tmp_path):
    source = tmp_path / "tajadur/locale/fr/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE.format("Jour : « tenu » ?"), encoding="utf-8")
    [target] = compile_translations(tmp_path)
    with target.open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Report") == "Jour\u00a0: «\u00a0tenu\u00a0»\u00a0?"
