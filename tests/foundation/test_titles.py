"""Titles of women are titles, and no two posts of one body are taken for each other."""

from itertools import combinations

import pytest

from tajadur.foundation.titles import begins_title, title_key
from tajadur.organisation.profile.operations.posts import POST_TYPES

SAME = [
    ("كاتبة الفرع", "كاتب الفرع"), ("عضوة مكتب الفرع", "عضو مكتب الفرع"), ("الكاتبة الجهوية", "الكاتب الجهوي"),
    ("مسؤولة إدارية بالمقر", "مسؤول إداري بالمقر"), ("منسقة قطب التنظيم", "منسق قطب التنظيم"),
    ("Secrétaire provinciale", "Secrétaire provincial"), ("Coordinatrice du Pôle", "Coordinateur du Pôle"),
    ("Chargée du suivi de la région", "Chargé du suivi de la région"), ("SECRETAIRE REGIONALE", "Secrétaire régional"),
    ("Bureau de la section", "Bureau de section"), ("Trésorière adjointe", "Trésorier adjoint"),
    ("Vice-présidente", "Vice-président"), ("Administratrice au siège", "Administrateur au siège"),
]  # fmt: skip


@pytest.mark.parametrize(("woman", "man"), SAME)
def test_a_title_is_the_same_for_women(woman: str, man: str) -> None:
    assert title_key(woman) == title_key(man)


def test_posts_of_one_body_stay_apart() -> None:
    by_body: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for kind, body, _code, _role, _single, names in POST_TYPES:
        by_body.setdefault((kind, body), []).append(names)
    for posts in by_body.values():
        for names, others in combinations(posts, 2):
            assert not {title_key(name) for name in names} & {title_key(name) for name in others}


def test_a_title_may_be_begun_only() -> None:
    assert begins_title("كاتبة", "كاتب الفرع")
    assert not begins_title("نائب كاتب الفرع", "كاتب الفرع")
    assert not begins_title("", "كاتب الفرع")
