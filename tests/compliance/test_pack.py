"""What a pack says is what the dashboard says; its file has one page and one for each region, in each language."""

import re
import zlib
from datetime import date, timedelta
from hashlib import sha256
from time import process_time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tajadur.compliance.congresses import congress_page
from tajadur.compliance.national import national
from tajadur.compliance.pack.facts import pack_facts
from tajadur.compliance.pack.sheets import content_in, pdf_of, sheets_of_pack
from tajadur.foundation.errors import NotVisible
from tajadur.foundation.typesetting import TEMPLATES
from tajadur.organisation.units.models import Unit
from tajadur.rules.forecast import Verdict
from tests.factories.cases import make_case
from tests.factories.duties import opened
from tests.factories.packs import coordinator, drafted
from tests.factories.party import Party, acting, holder
from tests.factories.stories import tell_stories

ON = date(2026, 11, 25)
RELEASED = "ca6b9614b285a73aad6eda55d756ea29498ab5eb059871bca7ba5e76fd299b18"


def pages(pdf: bytes) -> int:
    """How many pages a file has: its page objects stand in compressed streams."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    inside = [pdf]
    for stream in streams:
        try:
            inside.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return sum(len(re.findall(rb"/Type\s*/Page(?![a-zA-Z])", part)) for part in inside)


def with_shapes(party: Party) -> None:
    """The provinces of the small party are places of the map."""
    codes = ("01.051", "01.151", "04.421", "04.441")
    for unit, code in zip([unit for row in party.provinces for unit in row], codes, strict=True):
        Unit.objects.filter(pk=unit.pk).update(code=code)


def figures(facts: dict[str, Any]) -> dict[str, tuple[int, int | None]]:
    return {row["code"]: (row["part"], row["whole"]) for row in facts["figures"]}


@pytest.mark.parametrize("seed", range(3))
def test_its_figures_are_those_of_the_dashboard_of_that_day(party: Party, seed: int) -> None:
    opened(on=ON)
    tell_stories(seed)
    facts, reader = pack_facts(ON), acting(coordinator(party), ON)
    page = national(reader, on=ON)
    assert page.chosen is not None
    now, known = page.chosen.now, figures(facts)
    assert known["reporting"] == (now.reported, now.expected)
    assert known["on_time"] == (now.on_time, now.expected)
    assert known["answered"] == (now.answered_due, now.expected)
    assert known["programmed"] == (now.programmed, now.programmable)
    statuses = congress_page(reader, on=ON).statuses
    assert known["congresses"] == (sum(each.verdict is Verdict.HELD for each in statuses), len(statuses))
    rows = {row["unit"]: row for row in facts["regions"]}
    for row in page.regions:
        kept = rows[row.unit.id]
        assert (kept["part"], kept["whole"], kept["need"]) == (row.count.reported, row.count.expected, row.need)
        provinces = kept["provinces"]
        assert (sum(each["part"] for each in provinces), sum(each["recent_whole"] for each in provinces)) == (
            row.count.reported, row.recent.expected,
        )  # fmt: skip
    assert [line["unit"] for line in facts["attention"]] == [line.unit.id for line in page.attention]


def test_the_facts_take_as_many_queries_whatever_the_size(party: Party) -> None:
    opened(on=ON)
    for unit in party.regions:
        make_case(unit, on=ON)
    with CaptureQueriesContext(connection) as small:
        pack_facts(ON)
    for row in party.branches:
        for branches in row:
            for unit in branches:
                make_case(unit, on=ON)
    with CaptureQueriesContext(connection) as larger:
        pack_facts(ON)
    assert len(small) == len(larger) <= 17


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_one_page_and_one_for_each_region_however_long_its_words(party: Party, language: str) -> None:
    opened(on=ON)
    with_shapes(party)
    account = coordinator(party)
    for at, unit in enumerate(party.provinces[0]):
        make_case(unit, on=ON - timedelta(days=at))
    pack = drafted(acting(account, ON), ON)
    content = content_in(pack, language)
    assert content["map"] is not None and len(content["sentences"]) == 3 and len(content["figures"]) == 7
    assert pages(pdf_of(content, 1)) == 1 + len(party.regions)
    long = "تدبير عاجل يتطلب موافقة الاجتماع " if language == "ar" else "Une mesure urgente à prendre en réunion "
    rows = [{"name": "الرباط-سلا-القنيطرة", "text": (long * 12)[:260]}] * 7
    for part in ("attention", "promises", "decisions", "congresses"):
        content[part]["rows"] = rows[: 3 if part == "decisions" else 7]
    content["annex"][0]["rows"] = [["وحدة", "1", "2", "3", "4"]] * 40
    assert pages(pdf_of(content, 1)) == 1 + len(party.regions)


def test_the_same_content_gives_the_same_bytes_and_quickly(party: Party) -> None:
    opened(on=ON)
    account = coordinator(party)
    pack = drafted(acting(account, ON), ON)
    began = process_time()
    first, second = sheets_of_pack(pack), sheets_of_pack(pack)
    assert process_time() - began < 10
    assert [sheet.pdf for sheet in first] == [sheet.pdf for sheet in second]
    assert [sheet.language for sheet in first] == ["ar", "fr"] and first[0].pdf.startswith(b"%PDF")


def test_a_letter_that_no_face_has_stops_nothing(party: Party) -> None:
    content = content_in(drafted(None, ON), "fr")
    content["decisions"]["rows"] = [{"name": "", "text": "قرار 🌱 決定"}]
    assert pdf_of(content, 1).startswith(b"%PDF") and pdf_of(content, 1) == pdf_of(content, 1)


def test_without_shapes_there_is_no_map_and_the_page_is_whole(party: Party) -> None:
    opened(on=ON)
    content = content_in(drafted(None, ON), "fr")
    assert content["map"] is None and pages(pdf_of(content, 1)) == 1 + len(party.regions)


def test_where_nothing_is_asked_the_page_says_so(party: Party) -> None:
    content = content_in(drafted(None, ON), "en")
    assert content["sentences"][0] == "No report was due yet." and content["figures"][0]["value"] == "—"
    assert pages(pdf_of(content, 1)) == 1


def test_without_a_country_there_is_nothing_to_say(db: None) -> None:
    with pytest.raises(NotVisible):
        pack_facts(ON)


def test_promises_of_the_cell_that_are_overdue_stand_on_it(party: Party) -> None:
    from tests.factories.support import promised

    opened(on=ON)
    region = party.regions[0]
    cell = acting(holder(unit=party.national, body="cell", post="responsible", area=region), ON - timedelta(days=9))
    promised(party.provinces[0][0], cell, ON - timedelta(days=2))
    facts = pack_facts(ON)
    assert facts["overdue"] == 1 and facts["promises"][0]["area"] == region.pk and facts["promises"][0]["late"] == 2
    content = content_in(drafted(None, ON), "fr")
    assert "23 novembre 2026" in content["promises"]["rows"][0]["text"]


def test_the_template_packs_were_sent_with_never_changes() -> None:
    folder = TEMPLATES / "packs/1"
    files = sorted(path for path in folder.iterdir() if path.suffix in {".typ", ".json"})
    digest = sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    assert digest == RELEASED, "another look is another folder: see docs/decisions/0110"
