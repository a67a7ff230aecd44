"""The documents say what the product does: commands, accounts, variables, links; and nothing of anybody's machine."""

import pathlib
import re
import tomllib
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from django.core.management import get_commands
from django.utils import translation

from tajadur.jobs.passes import PASSES
from tajadur.registry.notices.vocabulary import Outside
from tajadur.rules.receipt import is_valid_receipt
from tests.factories.documents import README, ROOT, first_cells, section

DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("deploy/**/*.md"), ROOT / "static/README.md"]
)
OF_A_MACHINE = re.compile(
    r"(?<![\w.])/(work|root|home|Users|mnt)/|\b(10|192\.168|172\.(1[6-9]|2\d|3[01]))(\.\d+){2,3}\b"
)


def make_commands(text: str) -> set[str]:
    """The targets named after «make», in code only."""
    code = re.findall(r"`([^`]+)`", text) + re.findall(r"^    (.+)$", text, re.M)
    return {target for one in code for target in re.findall(r"^make ([a-z-]+)", one)}


def links(document: pathlib.Path) -> Iterator[str]:
    """The links and pictures of a document that point inside the repository."""
    text = document.read_text()
    for target in re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:href|src)="([^"]+)"', text):
        if not re.match(r"[a-z]+:", target):
            yield target


def anchors(document: pathlib.Path) -> set[str]:
    """What the headings of a document are called in its address."""
    heads = re.findall(r"^#+ (.+)$", document.read_text(), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_make_command_of_the_documents_is_a_target():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    named = set().union(*(make_commands(document.read_text()) for document in DOCUMENTS))
    assert {"demo", "test", "up", "down", "manage", "check"} <= named
    assert named - targets == set()


def test_every_target_but_the_help_is_in_the_readme():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    assert targets - make_commands(README) - {"help"} == set()


def test_every_management_command_is_told_once_and_exists():
    table = section("Commands").split("| management command |")[1]
    told = [name.split(" ")[0] for name in first_cells(table)]
    ours = {name for name, room in get_commands().items() if room == "tajadur.jobs"}
    assert sorted(told) == sorted(ours)


def test_the_newest_heading_of_the_changes_is_the_version_of_the_product():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    headings = re.findall(r"^## (\d+\.\d+\.\d+):", (ROOT / "CHANGELOG.md").read_text(), re.M)
    assert project["version"] == headings[0]
    assert headings == sorted(headings, key=lambda one: tuple(map(int, one.split("."))), reverse=True)


def test_the_operators_table_of_passes_names_every_pass_in_its_order():
    guide = (ROOT / "docs" / "operators.md").read_text()
    assert first_cells(section("The passes", guide).split("| pass | does |")[1]) == list(PASSES)


def test_the_operators_guide_names_every_kind_of_channel_in_its_order():
    guide = (ROOT / "docs" / "operators.md").read_text()
    named = section("Other channels", guide).strip().split(" are off until ")[0].replace(" and ", ", ").split(", ")
    with translation.override("en"):
        assert [name.replace("gateways", "gateway") for name in named] == [str(kind.label) for kind in Outside]


def _settings():
    """The files that read the environment."""
    return "".join((ROOT / "tajadur" / name).read_text() for name in ("settings.py", "environment.py"))


def test_the_variables_of_the_readme_are_those_of_the_settings():
    settings = _settings()
    read = set(re.findall(r"env_(?:text|switch|number|networks)\(\s*\"([A-Z_]+)\"", settings))
    assert sorted(first_cells(section("Environment"))) == sorted(read)


def test_the_variables_of_the_compose_file_and_of_the_operators_guide_are_read_by_somebody():
    settings = _settings()
    guide = (ROOT / "docs" / "operators.md").read_text()
    given = set(re.findall(r"^    ([A-Z_]+)=", section("Install with systemd", guide), re.M))
    given |= set(re.findall(r"^    ([A-Z_]+):", (ROOT / "docker-compose.yml").read_text(), re.M))
    assert {name for name in given if f'"{name}"' not in settings} == {"PYTHONTZPATH"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_of_a_document_leads_somewhere(document):
    lost = []
    for target in links(document):
        path, _, anchor = target.partition("#")
        aim = (document.parent / path).resolve() if path else document
        if not aim.exists() or (anchor and aim.suffix == ".md" and anchor not in anchors(aim)):
            lost.append(target)
    assert lost == []


def test_every_path_that_contributing_names_exists():
    text = (ROOT / "CONTRIBUTING.md").read_text()
    named = set(re.findall(r"`((?:tajadur|tests|templates|deploy|docs)/[\w./-]+)`", text))
    named |= {path for proof in re.findall(r'TESTS="([^"<]+)"', text) for path in proof.split()}
    assert len(named) > 25
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_document_tells_of_anybody_s_machine(document):
    assert [found.group() for found in OF_A_MACHINE.finditer(document.read_text())] == []


def folded(text: str) -> str:
    """Without what typography adds: apostrophes, hard spaces, the full stop of a sentence."""
    return text.replace("’", "'").replace("\u00a0", " ").strip(" .:")


@pytest.mark.parametrize(("language", "rates"), [("ar", "كيف تحسب النسب"), ("fr", "Comment les taux sont calculés")])
def test_the_guides_name_states_rates_and_buttons_as_the_screen_does(language, rates):
    with (ROOT / f"tajadur/locale/{language}/LC_MESSAGES/django.po").open("rb") as lines:
        catalogue = read_po(lines, locale=language)
    words = {
        folded(one) for said in catalogue for one in ([said.string] if isinstance(said.string, str) else said.string)
    }
    guide = (ROOT / f"docs/guide.{language}.md").read_text()
    states = re.findall(r"^\| \*\*(.+?)\*\*", guide, re.M)
    buttons = [name.strip("* \u00a0") for name in re.findall(r"«(.+?)»", guide.split(f"## {rates}")[0])]
    named = re.findall(r"^\* \*\*(.+?)\*\* =", section(rates, guide), re.M)[1:]  # the first one explains the rest
    assert (len(states), len(named)) == (11, 4)
    assert [name for name in states + buttons + named if folded(name) not in words] == []


def test_every_decision_is_in_the_list_of_decisions():
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\[\d{4}\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text())
    assert listed == sorted(path.name for path in folder.glob("[0-9]*.md"))


def test_pictures_are_small_enough_for_a_slow_network():
    pictures = sorted((ROOT / "docs" / "pictures").glob("*"))
    assert [path.name for path in pictures] == ["dashboard.png", "home.png", "report.png"]
    assert [path.name for path in pictures if path.stat().st_size > 250 * 1024] == []


def test_unit_files_run_the_commands_of_the_demonstration():
    from deploy.local import commands

    wanted = {
        "web": commands.web("127.0.0.1", 8000),
        "worker": commands.worker(),
        "beat": commands.beat("/run/tajadur-beat/schedule"),
    }
    for name, command in wanted.items():
        unit = (ROOT / "deploy" / "systemd" / f"tajadur-{name}.service").read_text()
        started = re.findall(r"^ExecStart=/srv/tajadur/\.venv/bin/(.+)$", unit, re.M)
        assert started == [" ".join(command)]


OF_RECEIPTS = re.compile(r"TJ[-\s]\d{4}[-\s]\d+[-\s]\d", re.ASCII)


def test_every_receipt_number_that_is_shown_passes_its_own_check() -> None:
    texts = [
        *DOCUMENTS,
        *ROOT.glob("templates/**/*.html"),
        *ROOT.glob("tajadur/**/*.py"),
        *ROOT.glob("static/js/**/*.js"),
    ]
    texts += [*ROOT.glob("deploy/**/*.py"), *ROOT.glob("tajadur/locale/**/*.po")]
    shown = {
        (str(path.relative_to(ROOT)), number)
        for path in texts
        if path.is_file()
        for number in OF_RECEIPTS.findall(path.read_text())
    }
    assert len(shown) >= 5
    assert {(path, number) for path, number in shown if not is_valid_receipt(number)} == set()
