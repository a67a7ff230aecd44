"""A sentence and its values, and one that counts."""

import pytest
from django.utils.translation import gettext_lazy, override

from tajadur.foundation.sentences import filled
from tajadur.organisation.people.vocabulary import INVITATION_PROBLEMS


def test_a_sentence_takes_its_values_and_none_stays_as_it_is() -> None:
    assert filled("%(a)s of %(b)s", {"a": 1, "b": 2}) == "1 of 2"
    assert filled("100%", {}) == "100%"
    with override("fr"):
        assert filled(gettext_lazy("Kind"), {}) == "Type"


@pytest.mark.parametrize(
    ("count", "begins"),
    [(1967, "1967 شخصا دفعة"), (401, "401 شخص دفعة"), (405, "405 أشخاص دفعة"), (2000, "2000 شخص دفعة")],
)
def test_a_sentence_that_counts_takes_the_form_of_its_number(count: int, begins: str) -> None:
    counted = INVITATION_PROBLEMS["too_many_to_invite"]
    with override("ar"):
        assert filled(counted, {"count": count, "most": 400}).startswith(begins)
