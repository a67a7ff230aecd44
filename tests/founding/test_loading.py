"""The file of a party: read whole, its mistakes told at once with their lines, laid down once."""

import io
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tajadur.duties.directives.models import Directive
from tajadur.foundation.installation import default_language, offered
from tajadur.founding.reading import PartyFileWrong, read_party
from tajadur.organisation.people.models import Account, Post
from tajadur.organisation.profile.models import Profile, UnitKind
from tajadur.organisation.units.models import Unit
from tajadur.registry.audit.models import AuditEntry
from tests.factories.party import small_party

PARTIES = Path(__file__).parents[2] / "tajadur" / "sample" / "parties"
UNION, ASSOCIATION = PARTIES / "union.toml", PARTIES / "association.toml"


@pytest.fixture
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRST_ADMIN_PASSWORD", "a long enough word")


def load(file: Path, **options: Any) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("load_party", str(file), stdout=out, **options)
    return out.getvalue()


def changed(tmp_path: Path, *changes: tuple[str, str], file: Path = ASSOCIATION) -> Path:
    """A copy of a file with other words in it."""
    text = file.read_text()
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    copy = tmp_path / file.name
    copy.write_text(text)
    return copy


def mistakes(file: Path) -> list[str]:
    with pytest.raises(PartyFileWrong) as wrong:
        read_party(file)
    return [str(mistake) for mistake in wrong.value.mistakes]


def line_of(file: Path, words: str) -> int:
    return next(number for number, line in enumerate(file.read_text().splitlines(), 1) if words in line)


@pytest.mark.django_db
@pytest.mark.usefixtures("_password", "spoken_again")
def test_a_union_of_six_levels_and_400_units_is_set_up_by_one_command() -> None:
    said = load(UNION)
    assert "400 units" in said
    assert "4 directives" in said
    assert UnitKind.objects.count() == 6
    assert Unit.objects.count() == 400
    assert offered() == ("fr",)
    assert default_language() == "fr"
    account = Account.objects.get()
    assert (account.username, account.language) == ("admin", "fr")
    assert Profile.objects.get().name_ar == Profile.objects.get().name_fr == "Confédération des métiers unis"
    assert Post.objects.filter(post_type__office="responsible").count() == 6  # one for each federation
    assert set(Directive.objects.values_list("period_type", flat=True)) == {"weekly", "monthly", "four_monthly"}
    assert AuditEntry.objects.filter(act="lay_down_party").count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_password", "spoken_again")
def test_the_second_run_says_that_it_is_there_and_changes_nothing() -> None:
    load(ASSOCIATION)
    Unit.objects.filter(code="A1").update(name_ar="Renamed since", name_latin="Renamed since")
    assert "there already" in load(ASSOCIATION)
    assert Unit.objects.get(code="A1").name == "Renamed since"
    with pytest.raises(CommandError, match="Another party"):
        load(UNION)


@pytest.mark.django_db
@pytest.mark.usefixtures("_password")
def test_a_database_with_a_party_is_refused_and_left_alone() -> None:
    small_party()
    before = Unit.objects.count()
    with pytest.raises(CommandError, match="Another party"):
        load(ASSOCIATION)
    assert Unit.objects.count() == before


@pytest.mark.django_db
@pytest.mark.usefixtures("spoken_again")
def test_a_weak_password_leaves_nothing_half_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRST_ADMIN_PASSWORD", "short")
    with pytest.raises(CommandError):
        load(ASSOCIATION)
    assert not Profile.objects.exists()
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_checking_writes_nothing() -> None:
    assert "400 units" in load(UNION, check=True)
    assert not Profile.objects.exists()


def test_all_mistakes_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    file = changed(
        tmp_path,
        ('under = "association"\nname = "Chapter"', 'under = "assocation"\nname = "Chapter"'),
        ("quorum_percent = 50", "quorum_percent = 150"),
        ('role = "secretary_general"', 'role = "king"'),
        ('every = "four_monthly"', 'every = "fortnightly"'),
        ('name = "Heron Brook"', 'nane = "Heron Brook"'),
        ('email = "admin@river-keepers.example"', 'email = "admin"'),
    )
    told = mistakes(file)
    for words, line in (
        ("«assocation», which is no level", line_of(file, "assocation")),
        ("whole number from 0 to 100", line_of(file, "= 150")),
        ("«role» cannot be «king»", line_of(file, "king")),
        ("«every» cannot be «fortnightly»", line_of(file, "fortnightly")),
        ("«nane» is not known", line_of(file, "nane")),
        ("is no e-mail address", line_of(file, 'email = "admin"')),
    ):
        assert any(one.startswith(f"line {line}: ") and words in one for one in told), (words, line, told)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('languages = ["en"]', 'languages = ["en", "fr"]', "«name» must be given by language"),
        ('name = "Upper Willow"', 'name = { en = "Upper Willow", ar = "صفصاف" }', "Arabic, a language that is not off"),
        ('languages = ["en"]', 'languages = ["de"]', "knows no «de»"),
        ('code = "A2"', 'code = "A1"', "«A1» is there twice"),
        ('under = "A"\nname = "Heron', 'under = "B"\nname = "Heron', "No unit has the code «B»"),
        ('under = "A"\nname = "Heron', 'under = "A1"\nname = "Heron', "is of the level «chapter»"),
        ("leads = true", "leads = 1", "must be true or false"),
        ('role = "administrator"', 'role = "bureau"', "No post carries the role administrator"),
        ('level = "chapter"\nbody = "committee"\ncode = "convenor"\nrole = "secretary"', (
            'level = "chapter"\nbody = "committee"\ncode = "convenor"\nrole = "member"'
        ), "no post in it carries secretary"),
        ("[administrator]", "[admin]", "No [administrator] is given"),
        ('every = "four_monthly"', 'every = "dated"', "«opens» is missing"),
        ('rooms = ["plans",', 'rooms = ["plan",', "knows no «plan»"),
        ("name = ", "name == ", "not TOML"),
    ],
)  # fmt: skip
def test_each_mistake_has_its_sentence(tmp_path: Path, before: str, after: str, sentence: str) -> None:
    assert any(sentence in one for one in mistakes(changed(tmp_path, (before, after))))


def test_units_of_a_csv_name_its_lines(tmp_path: Path) -> None:
    shutil.copy(UNION, tmp_path)
    lines = UNION.with_suffix(".csv").read_text().splitlines()
    lines[9] = lines[9].replace("union,", "onion,", 1)
    (tmp_path / "union.csv").write_text("\n".join(lines))
    assert any(one.startswith("union.csv, line 10: «level» cannot be") for one in mistakes(tmp_path / "union.toml"))


def test_a_file_that_is_not_there_or_points_elsewhere_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in mistakes(tmp_path / "none.toml")[0]
    outside = changed(tmp_path, ('union.csv"', '../union.csv"'), file=UNION)
    assert any("same folder" in one for one in mistakes(outside))


def test_the_days_of_the_association_are_periods_of_four_months() -> None:
    file = read_party(ASSOCIATION)
    assert {directive.period_type for directive in file.directives} == {"four_monthly"}
    assert date(2026, 5, 1) - timedelta(days=1) == date(2026, 4, 30)
