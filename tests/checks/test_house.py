"""Every house rule finds what it forbids, and leaves the clean neighbour alone."""

import pathlib

import pytest

from deploy.checks import house

# rule, file, text that breaks it, text that keeps it
CASES = [
    ("no_long_file", "tajadur/rules/periods.py", "x = 1\n" * 301, "x = 1\n" * 300),
    ("no_long_file", "templates/a.html", "<p>\n" * 301, "<p>\n" * 300),
    ("no_long_file", "static/css/a.css", "a{}\n" * 301, "a{}\n" * 300),
    ("no_long_file", "tests/test_a.py", "x = 1\n" * 301, "x = 1\n" * 300),
    ("no_physical_side", "static/css/a.css", "a { margin-left: 1px }", "a { margin-inline-start: 1px }"),
    ("no_physical_side", "static/css/a.css", "a { top: 0 }", ".top :focus { inset-block-start: 0 }"),
    ("no_physical_side", "static/css/a.css", "a{text-align:right}", "a{text-align:end}"),
    ("no_physical_side", "static/css/a.css", "a{left:0}", "a{left:0} /* house: the map is drawn west to east */"),
    ("no_inline_code", "templates/a.html", '<p style="color: red">', '<p class="red" data-style="x">'),
    ("no_inline_code", "templates/a.html", "<style>a{}</style>", '<link rel="stylesheet" href="a.css">'),
    ("no_inline_code", "templates/a.html", "<script>go()</script>", '<script src="a.js"></script>'),
    ("no_inline_code", "templates/a.html", '<a onclick="go()">', '<a class="on" hx-get="x">'),
    ("no_inline_code", "templates/a.html", '<a hx-on:click="go()">', '<a hx-confirm="x">'),
    ("no_inline_code", "templates/a.html", '<a href="javascript:go()">', '<a href="/go">'),
    (
        "no_outside_host",
        "templates/a.html",
        '<img src="https://elsewhere.example/a">',
        '<a href="https://wa.me/?text=a">',
    ),
    ("no_outside_host", "static/css/a.css", "a{background:url(//elsewhere.example/a)}", "a{background:url(a.svg)}"),
    ("no_unescaped_value", "templates/a.html", "{{ text|safe }}", "{{ text }} safe"),
    ("no_leftover", "tajadur/rules/a.py", "# TO" + "DO later", "# to do nothing is a choice"),
    ("no_leftover", "templates/a.html", "FIX" + "ME", "fix me not"),
    ("every_room_has_a_plaque", "tajadur/rules/__init__.py", "x = 1", '"""Questions about days."""'),
    ("no_swallowed_error", "tajadur/rules/a.py", "try: x\nexcept Exception: pass", "try: x\nexcept KeyError: pass"),
    ("no_swallowed_error", "tajadur/rules/a.py", "try: x\nexcept: ...", "try: x\nexcept Exception: raise"),
    ("no_swallowed_error", "deploy/a.py", "with suppress(Exception): x", "with suppress(OSError): x"),
    (
        "no_copied_word_in_sql",
        "tajadur/rules/a.py",
        'class S(StrEnum):\n    LATE = "late"\nSQL = "SELECT 1 FROM a WHERE state = \'late\'"',
        'class S(StrEnum):\n    LATE = "late"\nSQL = f"SELECT 1 FROM a WHERE state = {quoted(S.LATE)}"',
    ),
    (
        "no_copied_word_in_sql",
        "tajadur/rules/a.py",
        'class S(TextChoices):\n    LATE = "late", _("Late")\nSQL = f"""\nSELECT 1\nWHERE a IN (\'late\', \'x\')"""',
        'class S(TextChoices):\n    LATE = "late", _("Late")\nSQL = "SELECT 1 WHERE state = \'late\'  -- house: why"',
    ),
    ("no_model_form", "tajadur/web/a/forms.py", "class A(forms.ModelForm): ...", "class A(forms.Form): ..."),
    ("no_test_without_a_claim", "tests/test_a.py", "def test_a(): go()", "def test_a(): assert go()"),
    ("no_test_without_a_claim", "tests/test_a.py", "def test_a(): go()", "def test_a(): expect(go()).to_be(1)"),
    ("locks_name_no_host", "requirements.txt", "--index-url https://elsewhere.example", "a==1 --hash=sha256:0"),
    ("locks_name_no_host", "requirements.txt", "a @ file:///a", "a==1"),
]


def broken_by(tmp_path: pathlib.Path, name: str, files: dict[str, str]) -> list[str]:
    for path, text in files.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return list(house.RULES[name](tmp_path))


@pytest.mark.parametrize(("name", "path", "bad", "good"), CASES)
def test_a_rule_finds_what_it_forbids_and_nothing_else(tmp_path, name, path, bad, good):
    assert len(broken_by(tmp_path, name, {path: bad})) == 1
    assert broken_by(tmp_path, name, {path: good}) == []


@pytest.mark.parametrize("name", sorted(house.JUNK))
def test_a_junk_drawer_is_found_as_file_and_as_folder(tmp_path, name):
    assert len(broken_by(tmp_path, "no_junk_drawer", {f"tajadur/rules/{name}.py": ""})) == 1
    assert len(broken_by(tmp_path, "no_junk_drawer", {f"tajadur/{name}/periods.py": ""})) == 2


def test_a_migration_without_a_name_is_found(tmp_path):
    files = {"tajadur/a/migrations/0002_auto_20260101.py": "", "tajadur/a/migrations/0001_first_tables.py": ""}
    assert broken_by(tmp_path, "migrations_have_names", files) == [
        "tajadur/a/migrations/0002_auto_20260101.py:1 name the migration for its change"
    ]


def test_a_folder_without_a_package_file_is_found(tmp_path):
    files = {"tajadur/__init__.py": "", "tajadur/rules/periods.py": ""}
    assert broken_by(tmp_path, "every_room_is_a_package", files) == ["tajadur/rules:1 has no __init__.py"]


def test_a_lock_for_tests_with_another_version_than_the_one_that_runs_is_found(tmp_path):
    files = {"requirements.txt": "a==1\nb==2\n", "requirements-dev.txt": "a==1\nb==3\nc==1\n"}
    assert broken_by(tmp_path, "locks_agree", files) == ["requirements-dev.txt:1 b is not the 2 that runs"]


def test_a_mail_in_plain_text_need_not_be_escaped(tmp_path):
    assert broken_by(tmp_path, "no_unescaped_value", {"templates/mail/digest.txt": "{% autoescape off %}"}) == []


def test_a_migration_may_be_long(tmp_path):
    assert broken_by(tmp_path, "no_long_file", {"tajadur/a/migrations/0001_first.py": "x = 1\n" * 400}) == []


def test_every_rule_has_a_test_that_breaks_it():
    here = pathlib.Path(__file__).read_text()
    assert [name for name in house.RULES if f'"{name}"' not in here] == []
