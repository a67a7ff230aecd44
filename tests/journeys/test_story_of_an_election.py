"""An election from the standard checklist to a gap that its province closes."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tajadur.activity.elections.models import ChecklistItem, Constituency, Election
from tajadur.foundation import clock
from tajadur.organisation.people.models import Post
from tests.factories.party import Party, holder, small_party
from tests.factories.sheets import csv_file

from .stage import Player, Stage, named

TITLES = ["رمز الدائرة", "اسم الدائرة", "رمز الجماعة", "عدد المقاعد", "quota", "مكاتب التصويت"]
CIRCLE = "دائرة تابريكت"


@dataclass
class Cast:
    """The party, and those who act."""

    party: Party
    desk: Player
    chief: Player
    secretary: Player
    pole: Player


@pytest.fixture
def cast(stage: Stage) -> Cast:
    party = named(small_party(regions=1, provinces=1, branches=2))
    branch, province = party.branches[0][0][0], party.provinces[0][0]
    holder(unit=branch)
    accounts = (
        holder(unit=party.national, body="headquarters", post="administrator"),
        holder(unit=party.national, body="secretariat", post="secretary_general"),
        holder(unit=province),
        holder(unit=party.national, body="pole", post="member"),
    )
    return Cast(party, *(stage.enter(account) for account in accounts))


@pytest.mark.parametrize("language, device", [("fr", "desk")])
def test_an_election_is_prepared_and_a_gap_is_closed(stage: Stage, cast: Cast, tmp_path: Path) -> None:
    say, desk, chief, ours, pole = stage.words, cast.desk, cast.chief, cast.secretary, cast.pole
    first, second = cast.party.branches[0][0]

    desk.opens("/elections/")
    desk.follows("/elections/new/")
    desk.picks("kind", "communal")
    voting = clock.today() + timedelta(days=325)  # the coordinator is due since five days
    desk.types(voting_on=voting.isoformat())
    desk.looks()
    desk.sends()
    item = ChecklistItem.objects.filter(scope="constituencies").earliest("-days_before")
    desk.reads(stage.told(lambda: item.name), say("No constituency is loaded yet"))
    desk.follows("/import/")
    rows = [["C1", CIRCLE, first.code, "9", "3", "12"]]
    sheet = tmp_path / "دوائر.csv"
    sheet.write_bytes(csv_file(*rows, titles=TITLES))
    desk.page.set_input_files("input[type=file]", str(sheet))
    desk.looks()
    desk.sends()
    left_out = stage.told(lambda: second.name)
    desk.page.locator("main details summary").first.click()
    desk.reads(CIRCLE, left_out)  # by its name
    desk.sends()
    desk.page.locator("main details summary").first.click()
    desk.reads(left_out)

    election = Election.objects.get()
    chief.opens("/elections/")
    chief.follows(f"/elections/{election.pk}/")
    chief.sends()
    chief.page.check("#id_confirm_left_out")
    chief.sends()
    chief.reads(say("Readiness"), CIRCLE)

    circle = Constituency.objects.get()
    pole.opens(f"/elections/{election.pk}/gaps/")
    pole.reads(stage.told(lambda: item.name), CIRCLE)
    pole.opens(f"/elections/{election.pk}/?only=uncoordinated")
    pole.reads(CIRCLE, say("No coordinator"))

    ours.opens(f"/elections/{election.pk}/gaps/")
    ours.follows(f"/elections/constituencies/{circle.pk}/")
    ours.follows("/coordinator/")
    ours.picks("post", Post.objects.get(unit=first, post_type__office="secretary", body__body_type__code="office").pk)
    ours.looks()
    ours.sends()
    ours.reads(say("Coordinated"))
    ours.follows(f"/items/{item.pk}/")
    ours.sends()  # what is its proof?
    ours.reads(say("Write what is asked for: it is the proof that it is done."))
    ours.types(evidence="مقرر 4/2026")
    ours.sends()
    ours.reads("مقرر 4/2026", say("Done late", "item"))
    ours.follows("/counts/")
    for field in ours.page.locator("main input[inputmode=numeric]").all():
        field.fill("2")
    ours.looks()
    ours.sends()
    ours.reads(stage.told(lambda: circle.name))

    pole.opens(f"/elections/{election.pk}/gaps/")
    pole.does_not_read(CIRCLE)
    pole.opens(f"/elections/{election.pk}/")
    pole.reads("100 %", say("Coordinated"))
    assert [said for said in stage.heard if "422" not in said] == []
