"""A post that follows an area is named for the tree of that area, wherever posts are named."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from tajadur.foundation import clock
from tajadur.organisation.people.models import Post
from tajadur.organisation.people.operations.posts import open_posts
from tajadur.organisation.profile.models import HoldingRule, PostType
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.models import Unit
from tests.factories.party import Party, holder, make_unit

NAMED = {
    Tree.TERRITORY: ("المكلف بتتبع الجهة", "مساعد المكلف بالجهة"),
    Tree.SECTORS: ("المكلف بتتبع القطاع", "مساعد المكلف بالقطاع"),
    Tree.PARALLEL: ("المكلف بتتبع المنظمة الموازية", "مساعد المكلف بالمنظمة الموازية"),
}


@pytest.fixture
def areas(party: Party) -> dict[Tree, Unit]:
    return {
        Tree.TERRITORY: party.regions[0],
        Tree.SECTORS: make_unit(kind="sector", parent=make_unit(kind="sectors")),
        Tree.PARALLEL: make_unit(kind="parallel", parent=make_unit(kind="parallels")),
    }


def test_one_post_of_each_name_is_opened_for_each_area(areas: dict[Tree, Unit]) -> None:
    open_posts(on=clock.today())
    for tree, area in areas.items():
        names = Post.objects.filter(area=area).order_by("post_type__rank").values_list("post_type__name_ar", flat=True)
        assert tuple(names) == NAMED[tree]
    assert open_posts(on=clock.today()) == 0
    assert {row.area_tree for row in PostType.objects.exclude(office__in=("responsible", "assistant"))} == {"territory"}


@pytest.mark.parametrize("tree", Tree)
def test_pages_name_the_post_for_its_tree(party: Party, areas: dict[Tree, Unit], tree: Tree) -> None:
    account = holder(unit=party.national, body="cell", post="responsible", area=areas[tree])
    chief, own = Client(), Client()
    chief.force_login(holder(unit=party.national, body="secretariat", post="secretary_general"))
    own.force_login(account)
    pages = [
        own.get(reverse("accounts:preferences")),
        chief.get(reverse("people:detail", args=[account.person_id])),
        chief.get(reverse("people:index"), {"office": "responsible"}),
    ]
    for page in pages:
        text = page.content.decode()
        assert NAMED[tree][0] in text
        assert not [NAMED[other][0] for other in Tree if other is not tree and NAMED[other][0] in text]


def test_posts_of_before_are_renamed_with_their_rules(party: Party, areas: dict[Tree, Unit]) -> None:
    made = import_module("tajadur.organisation.profile.migrations.0017_followers_of_sectors_and_organisations")
    moved = import_module("tajadur.organisation.people.migrations.0018_posts_named_for_their_tree")
    PostType.objects.filter(office__in=("responsible", "assistant")).exclude(area_tree="territory").delete()
    before = PostType.objects.get(code="responsible")
    post = Post.objects.create(
        body=party.national.bodies.get(body_type__code="cell"),
        post_type=before, unit=party.national, area=areas[Tree.SECTORS],
    )  # fmt: skip
    HoldingRule.objects.create(
        kind="mandates", scope="anywhere", effect="asks", post_type=before, most=3, source="المادة 5",
        from_on=clock.today(), decided_at=clock.now(),
    )  # fmt: skip
    for _time in range(2):
        made.make_types(apps, None)
        moved.rename_posts(apps, None)
    post.refresh_from_db()
    assert post.post_type.name_ar == NAMED[Tree.SECTORS][0]
    assert HoldingRule.objects.filter(post_type__office="responsible").count() == 3
    assert set(NAMED[Tree.PARALLEL]) < set(PostType.objects.values_list("name_ar", flat=True))
