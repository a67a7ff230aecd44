"""Which posts one person may hold together, how many, how many terms in a row."""

from datetime import date, timedelta

import pytest

from tajadur.rules.holding import (
    GAP_DAYS,
    HeldPost,
    HoldingKind,
    HoldingScope,
    HoldingTerms,
    PostsMeant,
    judged,
    judged_new,
)

ON = date(2026, 5, 21)
REGION, PROVINCE, BRANCH, OTHER = "1.2.", "1.2.7.", "1.2.7.9.", "1.3."


def held(key: str, post: int, path: str, from_on: date = date(2024, 1, 1), to_on: date | None = None) -> HeldPost:
    return HeldPost(key=key, post_type_id=post, body_type_id=post // 10, path=path, from_on=from_on, to_on=to_on)


def rule(kind: HoldingKind, scope: HoldingScope = HoldingScope.ANYWHERE, *, most: int = 1) -> HoldingTerms:
    posts = PostsMeant(post_type_id=11), PostsMeant(body_type_id=2)
    subject, other = posts if kind == HoldingKind.EXCLUDES else (PostsMeant(body_type_id=1), PostsMeant())
    return HoldingTerms(
        key=5, kind=kind, subject=subject, other=other, scope=scope, most=most, from_on=date(2026, 1, 1)
    )


@pytest.mark.parametrize(
    ("paths", "scopes"),
    [
        ((PROVINCE, PROVINCE), {HoldingScope.UNIT, HoldingScope.LINE, HoldingScope.ANYWHERE}),
        ((REGION, BRANCH), {HoldingScope.LINE, HoldingScope.ANYWHERE}),
        ((PROVINCE, OTHER), {HoldingScope.ANYWHERE}),
    ],
)
def test_posts_exclude_each_other_in_their_scope(paths: tuple[str, str], scopes: set[HoldingScope]) -> None:
    mandates = [held("a", 11, paths[0]), held("b", 22, paths[1]), held("c", 12, paths[1])]
    seen = {scope for scope in HoldingScope if judged([rule(HoldingKind.EXCLUDES, scope)], mandates, ON)}
    assert seen == scopes
    (breach,) = judged([rule(HoldingKind.EXCLUDES)], mandates, ON)
    assert (breach.rule, breach.on, breach.held) == (5, ON, {"a", "b"})


def test_nothing_is_judged_before_the_rule_nor_after_a_mandate_ended() -> None:
    mandates = [held("a", 11, PROVINCE), held("b", 22, PROVINCE, to_on=ON)]
    excludes = rule(HoldingKind.EXCLUDES)
    assert [bool(judged([excludes], mandates, day)) for day in (date(2025, 12, 31), ON, ON + timedelta(days=1))] == [
        False,
        True,
        False,
    ]


def test_mandates_of_a_kind_are_counted_on_one_way_to_the_root() -> None:
    mandates = [held("a", 11, REGION), held("b", 12, PROVINCE), held("c", 11, "1.2.8."), held("d", 11, OTHER)]
    (breach,) = judged([rule(HoldingKind.MANDATES, HoldingScope.LINE)], mandates, ON)
    assert breach.held == {"a", "b", "c"}
    assert judged([rule(HoldingKind.MANDATES, HoldingScope.LINE, most=2)], mandates, ON) == []
    (breach,) = judged([rule(HoldingKind.MANDATES, most=3)], mandates, ON)
    assert breach.held == {"a", "b", "c", "d"}


def test_terms_in_a_row_follow_within_the_days_of_an_interim() -> None:
    first = held("a", 11, PROVINCE, date(2016, 1, 1), date(2020, 12, 31))
    for days, expected in ((1, True), (GAP_DAYS, True), (GAP_DAYS + 1, False)):
        second = held("b", 11, PROVINCE, date(2020, 12, 31) + timedelta(days=days), date(2026, 1, 31))
        third = held("c", 11, PROVINCE, date(2026, 2, 1))
        assert bool(judged([rule(HoldingKind.TERMS, most=2)], [third, first, second], ON)) is expected
    elsewhere = held("b", 11, OTHER, date(2021, 1, 1), date(2026, 1, 31))
    row = [first, elsewhere, held("c", 11, PROVINCE, date(2026, 2, 1))]
    assert judged([rule(HoldingKind.TERMS, HoldingScope.UNIT)], row, ON) == []
    assert judged([rule(HoldingKind.TERMS, most=2)], row, ON)[0].held == {"a", "b", "c"}


def test_a_new_mandate_is_judged_on_all_its_days_and_for_itself_alone() -> None:
    recorded = [held("a", 11, PROVINCE), held("b", 22, PROVINCE)]
    later = held("d", 22, OTHER, date(2027, 3, 1))
    rules = [rule(HoldingKind.EXCLUDES, HoldingScope.UNIT)]
    assert judged_new(rules, [*recorded, later], ["d"]) == []
    (breach,) = judged_new([rule(HoldingKind.EXCLUDES)], [*recorded, later], ["d"])
    assert (breach.on, breach.held) == (date(2027, 3, 1), {"a", "b", "d"})
    assert judged_new(rules, recorded, []) == []
