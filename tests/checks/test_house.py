"""Every house rule finds what it forbids, and leaves the clean neighbour alone."""

import json
import pathlib
import subprocess
import sys

import pytest

from deploy.checks import house

ROOT = pathlib.Path(__file__).resolve().parents[2]
# rule, file, text that breaks it, text that keeps it
CASES = [
    ("no_long_file", "tajadur/rules/periods.py", "x = 1\n" * 301, "x = 1\n" * 300),
    ("no_long_file", "templates/a.html", "<p>\n" * 301, "<p>\n" * 300),
    ("no_long_file", "static/css/a.css", "a{}\n" * 301, "a{}\n" * 300),
    ("no_long_file", "tests/test_a.py", "x = 1\n" * 301, "x = 1\n" * 300),
    ("no_wide_line", "README.md", "word " * 24 + "w", "word " * 23 + "words"),
    ("no_wide_line", "CONTRIBUTING.md", "* " + "w" * 119, "| " + "w" * 119 + " |"),
    ("no_wide_line", "tajadur/compliance/a.sql", "SELECT " + "a" * 114, "SELECT a"),
    ("no_wide_line", "docs/decisions/0001-a.md", "ض" * 121, "ض" * 120),
    ("no_wide_line", "templates/a.html", "<p>" + "a" * 118, "<p>" + "a" * 117),
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
    ("nothing_suppresses_everything", "deploy/a.py", "with suppress(Exception): x", "with suppress(OSError): x"),
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


CONTRACTS = """
[importlinter:contract:layers]
name = Layers
type = layers
containers = tajadur
layers =
    web | jobs
    (delivery) | duties
    organisation
    registry

[importlinter:contract:apps]
name = Apps
type = layers
containers =
    tajadur.organisation
    tajadur.registry
layers =
    (people) | (notices)
    (units) | (audit)

[importlinter:contract:outer]
name = Outer layers
type = forbidden
source_modules = tajadur.web
forbidden_modules = tajadur.*.*.models
"""
LAYERED = {
    ".importlinter": CONTRACTS,
    "tajadur/organisation/people/models.py": "class Post(models.Model):\n    pass\n",
    "tajadur/organisation/units/models.py": "class Unit(Model):\n    class Meta:\n        db_table = 'old_units'\n",
    "tajadur/registry/notices/apps.py": 'class NoticesConfig(AppConfig):\n    label = "told"\n',
    "tajadur/registry/notices/models.py": "class Notice(models.Model):\n    pass\n",
    "tajadur/registry/audit/models.py": "class Entry(models.Model):\n    pass\n",
    "tajadur/delivery/digests.py": 'SQL = """SELECT 1 FROM told_notice\n    JOIN people_post"""\n',
    "tajadur/registry/notices/templatetags/notices.py": "@register.filter\ndef day_text(value): ...\n",
    "tajadur/web/templatetags/formats.py": "register.filter(period)\n@register.filter(name='size')\ndef b(): ...\n",
    "templates/notices/mail.txt": "{% load notices %}{{ day|day_text }}{{ day|length }} a pipe|period of words",
    "tajadur/delivery/letters.py": 'render_to_string("notices/mail.txt")',
    "templates/page.html": "{% load formats notices %}{{ month|period }}{{ day|day_text }}",
    "tajadur/web/views.py": 'render(request, "page.html")',
}

# the file, what it says, and what the rule says of it
NAMES_FROM_ABOVE = [
    (
        "tajadur/registry/notices/queries.py",
        'SQL = """\nSELECT 1\nFROM people_post"""',
        ":3 «people_post» of tajadur.org",
    ),
    (
        "tajadur/registry/notices/counting.sql",
        "SELECT 1 FROM people_post",
        ":1 «people_post» of tajadur.organisation.p",
    ),
    (
        "tajadur/registry/notices/queries.py",
        'SQL = f"FROM old_units u{more}"',
        ":1 «old_units» of tajadur.organisation.units",
    ),
    (
        "tajadur/registry/audit/queries.py",
        '"SELECT 1 FROM told_notice"',
        ":1 «told_notice» of tajadur.registry.notices",
    ),
    (
        "tajadur/organisation/units/queries.py",
        '"SELECT 1 FROM people_post"',
        ":1 «people_post» of tajadur.organisation.",
    ),
    (
        "tajadur/duties/ladders.py",
        '"tajadur.delivery.digests"',
        ":1 «tajadur.delivery.digests» of tajadur.delivery.dig",
    ),
    (
        "tajadur/registry/notices/more.py",
        'Key("people.Post", CASCADE)',
        ":1 «people.Post» of tajadur.organisation.people",
    ),
    ("tajadur/web/searching.py", '"SELECT 1 FROM people_post"', ":1 «people_post» of tajadur.organisation.people"),
]


@pytest.mark.parametrize(("path", "text", "expected"), NAMES_FROM_ABOVE)
def test_a_name_in_a_string_of_a_lower_layer_is_found(tmp_path, path, text, expected):
    found = broken_by(tmp_path, "no_name_from_above", {**LAYERED, path: text})
    assert len(found) == 1
    assert found[0].startswith(path + expected)


def test_a_name_from_above_may_stand_with_its_reason_or_outside_of_strings(tmp_path):
    files = {
        "tajadur/registry/notices/queries.py": '"people.Post"  # house: kept together\npeople_post = 1  # people_post',
        "tajadur/registry/notices/old.py": 'SQL = """\nFROM people_post -- house: an old one\n"""',
        "tajadur/registry/notices/migrations/0001_first.py": 'Key("people.Post")',
        "tajadur/settings.py": 'AUTH_USER_MODEL = "people.Post"',
        "tajadur/duties/ladders.py": '"FROM people_post JOIN told_notice JOIN people_postage"',
    }
    assert broken_by(tmp_path, "no_name_from_above", {**LAYERED, **files}) == []


# the template, what it says, and what the rule says of it
TAGS_FROM_ABOVE = [
    ("templates/notices/mail.txt", "\n{% load formats %}", ":2 «formats» of tajadur.web.templatetags.formats"),
    ("templates/notices/mail.txt", "{{ month|upper|period }}", ":1 «period» of tajadur.web.templatetags.formats"),
    ("templates/notices/mail.txt", "{% if list|size %}", ":1 «size» of tajadur.web.templatetags.formats, rendered by"),
    ("templates/notices/mail.txt", '{% include "page.html" %}', ":1 «formats» of tajadur.web.templatetags.formats"),
]


@pytest.mark.parametrize(("path", "text", "expected"), TAGS_FROM_ABOVE)
def test_a_tag_of_a_higher_layer_is_found(tmp_path, path, text, expected):
    found = broken_by(tmp_path, "no_tag_from_above", {**LAYERED, path: text})
    place = "templates/page.html" if "include" in text else path
    assert found[0].startswith(place + expected)
    assert found[0].endswith("rendered by tajadur.delivery.letters, goes against «Layers»")


def test_a_tag_of_ones_own_or_a_lower_layer_may_be_used_and_another_with_its_reason(tmp_path):
    assert broken_by(tmp_path, "no_tag_from_above", LAYERED) == []
    reasoned = "{{ month|period }}{# house: moves down with the next step #}"
    assert broken_by(tmp_path, "no_tag_from_above", {**LAYERED, "templates/notices/mail.txt": reasoned}) == []


def test_the_order_of_the_layers_is_that_of_the_contracts(tmp_path):
    turned = CONTRACTS.replace("    organisation\n    registry\n", "    registry\n    organisation\n")
    files = {**LAYERED, "tajadur/registry/notices/queries.py": '"FROM people_post"', ".importlinter": turned}
    assert broken_by(tmp_path, "no_name_from_above", files) == []


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("from deploy.local import second", "from deploy.local import first", False),
        ("from deploy.local import second", "import os", True),
    ],
)
def test_a_circle_of_imports_is_found_in_deploy_too(tmp_path, first, second, kept):
    for path, text in {
        "tajadur/__init__.py": "",
        "tajadur/web/__init__.py": "",
        "tajadur/web/forms.py": "",
        "deploy/__init__.py": "",
        "deploy/local/__init__.py": "",
        "deploy/local/first.py": first,
        "deploy/local/second.py": second,
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    arguments = ["--config", str(ROOT / ".importlinter"), "--contract", "no-circles", "--no-cache"]
    run = "from importlinter.cli import lint_imports_command as run; run()"
    done = subprocess.run([sys.executable, "-c", run, *arguments], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode == 0) is kept, done.stdout + done.stderr
    assert ("No cycles are allowed in deploy.local" in done.stdout) is not kept


@pytest.mark.parametrize("path", ["tajadur/rules/a.py", "deploy/a.py", "tests/rules/test_a.py", "manage.py"])
@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("try:\n    x()\nexcept Exception:\n    pass\n", "BLE001"),
        ("try:\n    x()\nexcept BaseException:\n    ...\n", "BLE001"),
        ("try:\n    x()\nexcept (KeyError, Exception):\n    'a word'\n", "BLE001"),
        ("for x in ():\n    try:\n        x()\n    except Exception:\n        continue\n", "BLE001"),
        ("try:\n    x()\nexcept:\n    pass\n", "E722"),
        (f'SQL = """\nSELECT {"a, " * 40} a\n"""\n', "E501"),
        ("try:\n    x()\nexcept Exception:\n    raise\n", None),
        ("try:\n    x()\nexcept KeyError:\n    y()\n", None),
    ],
)
def test_ruff_as_it_is_set_refuses_a_swallowed_error_and_a_wide_line_everywhere(path, code, told):
    command = [sys.executable, "-m", "ruff", "check", "--output-format", "json", "--stdin-filename", ROOT / path, "-"]
    done = subprocess.run(command, input=code, cwd=ROOT, capture_output=True, text=True)
    codes = {found["code"] for found in json.loads(done.stdout)} & {"BLE001", "E722", "E501"}
    assert codes == ({told} if told else set())


def test_every_rule_has_a_test_that_breaks_it():
    here = "".join(path.read_text() for path in pathlib.Path(__file__).parent.glob("test_*.py"))
    assert [name for name in house.RULES if f'"{name}"' not in here] == []
