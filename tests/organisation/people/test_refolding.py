"""What is stored folded follows the folding of today, and the folding knows when it changed."""

import hashlib

import pytest
from django.db.models import Value

from tajadur.foundation import arabic
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.names import names_folded
from tajadur.organisation.people.models import Person
from tajadur.organisation.people.nightly import refold_names
from tajadur.organisation.profile.models import Profile
from tajadur.organisation.units.models import Alias, Unit
from tests.factories.duties import at_noon
from tests.factories.party import FOUNDED_ON, Party, make_person

NOW = AsOf(on=FOUNDED_ON, at=at_noon(FOUNDED_ON))
# What each folding answers, as a fingerprint. Another answer is another number: raise FOLDING and add a line.
FOLDINGS = {1: "7d535776d6b5a06a6fd8527ecac70dc29717968b778c82529a1b523a1d531755"}
RANGES = ((0x20, 0x250), (0x600, 0x700), (0xFB50, 0xFDD0), (0xFE70, 0xFF00))
WORDS = ("الدار البيضاء", "دار بيضا", "أصيلة", "أصيلا", "Fès", "L’Œuvre", "فاس 12", "فاس ١٢", "ابن-امسيك", "ال")


def fingerprint() -> str:
    texts = [chr(code) for first, last in RANGES for code in range(first, last)] + list(WORDS)
    answers = [f"{arabic.fold(text)}|{arabic.fold_loose(text)}|{arabic.sort_key_ar(text)}" for text in texts]
    return hashlib.sha256("\n".join([*answers, arabic.searchable(*WORDS)]).encode()).hexdigest()


def test_the_folding_has_a_number_that_rises_with_every_change() -> None:
    assert FOLDINGS[arabic.FOLDING] == fingerprint()
    assert max(FOLDINGS) == arabic.FOLDING


def test_names_of_an_older_folding_are_written_anew_once(party: Party) -> None:
    unit = party.branches[0][0][0]
    person = make_person(name="ليلى")
    Alias.objects.create(unit=unit, text="الفرع الأول", folded="الفرع الأول!")
    Alias.objects.create(unit=unit, text="الفرع الاول", folded="الفرع الاول!")
    Unit.objects.update(folded=Value("| x |"), sort_ar=Value("x"))
    Person.objects.update(folded=Value("| y |"))
    assert refold_names() == 0
    Profile.objects.update(names_folded=0)
    assert len(list(names_folded(NOW))) > Unit.objects.count()
    assert refold_names() == Unit.objects.count() + 1 + 2
    assert list(names_folded(NOW)) == []
    assert (Alias.objects.filter(unit=unit).count(), Profile.objects.get().names_folded) == (1, arabic.FOLDING)
    assert (refold_names(), refold_names(everything=True)) == (0, 0)
    person.refresh_from_db()
    assert person.folded == arabic.searchable(person.name_ar, person.name_latin)


def test_what_was_written_by_an_older_server_meanwhile_is_found_by_looking_at_everything(party: Party) -> None:
    Unit.objects.filter(pk=party.national.pk).update(sort_latin="x")
    assert refold_names() == 0
    assert refold_names(everything=True) == 1


@pytest.mark.parametrize("everything", [False, True])
def test_an_empty_installation_has_nothing_to_fold(db: None, everything: bool) -> None:
    assert refold_names(everything=everything) == 0
