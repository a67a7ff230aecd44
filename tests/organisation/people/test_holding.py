"""Rules about holding posts where they bite, and the list of what stands against them."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from tajadur.foundation.errors import BadInput, NeedsConfirmation, NotVisible, PermissionDenied
from tajadur.organisation.people.models import HeldAgainstRule, Mandate, PendingAct
from tajadur.organisation.people.operations.confirming import confirm_act
from tajadur.organisation.people.operations.hand_over_plan import HandOver
from tajadur.organisation.people.operations.hand_overs import hand_over_posts
from tajadur.organisation.people.operations.import_plan import plan_import
from tajadur.organisation.people.operations.import_rows import ImportRow
from tajadur.organisation.people.operations.importing import import_people
from tajadur.organisation.people.operations.mandates import correct_mandate, give_mandate
from tajadur.organisation.people.operations.merging import merge_persons
from tajadur.organisation.people.operations.persons import Details
from tajadur.organisation.people.operations.posts import open_posts
from tajadur.organisation.people.operations.renewals import confirm_renewal, propose_mandate
from tajadur.organisation.people.queries.against_rules import against_rules_on
from tajadur.organisation.profile.models import HoldingRule, PostType
from tajadur.organisation.profile.operations.holding import RuleFields, add_holding_rule, end_holding_rule
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.rules.holding import HeldPost, HoldingEffect, HoldingKind, HoldingScope, PostsMeant, judged
from tests.factories.holding import lay_rule, post_type
from tests.factories.party import Party, acting, holder, make_mandate, make_person, make_post

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)
YEARS = date(2024, 1, 1)


@pytest.fixture
def administrator(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)


@pytest.fixture
def general(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="secretariat", post="secretary_general"), ON)


def said(**changed: object) -> RuleFields:
    known: dict[str, object] = {
        "kind": HoldingKind.EXCLUDES,
        "subject": PostsMeant(post_type_id=post_type("province").pk),
        "other": PostsMeant(post_type_id=post_type("branch").pk),
        "scope": HoldingScope.LINE,
        "effect": HoldingEffect.REFUSES,
        "source": "المادة 4",
        "from_on": YEARS,
    }
    return RuleFields(**known | changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"other": PostsMeant()}, "posts_unknown"),
        ({"subject": PostsMeant(post_type_id=999_999)}, "posts_unknown"),
        ({"kind": HoldingKind.TERMS, "most": 0}, "most_out_of_range"),
        ({"kind": HoldingKind.MANDATES, "most": None}, "most_out_of_range"),
        ({"source": " "}, "source_required"),
        ({"to_on": YEARS - timedelta(days=1)}, "holding_days_crossed"),
    ],
)
def test_what_no_rule_can_say_is_refused(administrator: Actor, changed: dict[str, object], code: str) -> None:
    with pytest.raises(BadInput) as refused:
        add_holding_rule(fields=said(**changed), by=administrator, at=AT)
    assert refused.value.code == code
    assert not HoldingRule.objects.exists()


def test_a_post_never_excludes_itself_nor_the_body_it_sits_in(administrator: Actor) -> None:
    member = post_type("province")
    for other in (PostsMeant(post_type_id=member.pk), PostsMeant(body_type_id=member.body_type_id)):
        with pytest.raises(BadInput, match="posts_exclude_themselves"):
            add_holding_rule(fields=said(other=other), by=administrator, at=AT)


def test_a_rule_is_said_once_at_a_time_either_way_round_and_ends(administrator: Actor, party: Party) -> None:
    first = add_holding_rule(fields=said(), by=administrator, at=AT)
    turned = said(subject=said().other, other=said().subject, from_on=ON, effect=HoldingEffect.ASKS)
    with pytest.raises(BadInput, match="holding_said_already"):
        add_holding_rule(fields=turned, by=administrator, at=AT)
    with pytest.raises(BadInput, match="holding_ends_in_past"):
        end_holding_rule(rule_id=first.pk, to_on=ON - timedelta(days=1), by=administrator, at=AT)
    assert end_holding_rule(rule_id=first.pk, to_on=ON, by=administrator, at=AT).to_on == ON
    with pytest.raises(BadInput, match="holding_ended"):
        end_holding_rule(rule_id=first.pk, to_on=ON + timedelta(days=9), by=administrator, at=AT)
    later = said(subject=said().other, other=said().subject, from_on=ON + timedelta(days=1))
    assert add_holding_rule(fields=later, by=administrator, at=AT).pk != first.pk
    assert list(AuditEntry.objects.filter(act__startswith="holding_rule").values_list("act", flat=True)) == [
        "holding_rule.added",
        "holding_rule.ended",
        "holding_rule.added",
    ]
    with pytest.raises(NotVisible):
        end_holding_rule(rule_id=0, to_on=ON, by=administrator, at=AT)
    with pytest.raises(PermissionDenied):
        add_holding_rule(fields=said(), by=acting(holder(unit=party.provinces[0][0]), ON), at=AT)


def test_giving_against_a_rule_is_refused_by_name_and_source(administrator: Actor, party: Party) -> None:
    add_holding_rule(fields=said(), by=administrator, at=AT)
    person = make_person()
    make_mandate(person=person, post=make_post(unit=party.branches[0][0][0], post="member"))
    post, elsewhere = (make_post(unit=province, post="member") for province in party.provinces[0])
    with pytest.raises(BadInput) as refused:
        give_mandate(person_id=person.pk, post_id=post.pk, from_on=ON, rule_reason="سبب", by=administrator, at=AT)
    assert (refused.value.code, refused.value.params["source"]) == ("holding_refuses", "المادة 4")
    assert "عضو المكتب الإقليمي" in refused.value.params["rule"]
    assert Mandate.objects.filter(person=person).count() == 1
    give_mandate(person_id=person.pk, post_id=elsewhere.pk, from_on=ON, by=administrator, at=AT)


def test_a_rule_that_asks_is_gone_against_with_a_reason_that_is_kept(administrator: Actor, party: Party) -> None:
    rule = lay_rule(YEARS)
    person, (first, second) = make_person(), party.branches[0][0]
    make_mandate(person=person, post=make_post(unit=first, post="member"), to_on=ON + timedelta(days=9))
    post = make_post(unit=second, post="member")
    given = {"person_id": person.pk, "post_id": post.pk, "from_on": ON, "by": administrator, "at": AT}
    for reason in ("", " ", "AB123456"):
        with pytest.raises(BadInput) as asked:
            give_mandate(**given, rule_reason=reason)  # type: ignore[arg-type]
        assert asked.value.code in {"holding_asks", "identity_number"}
    mandate = give_mandate(**given, rule_reason=" لا مرشح غيره ")  # type: ignore[arg-type]
    note = HeldAgainstRule.objects.get()
    assert (note.mandate_id, note.rule_id, note.reason, note.noted_at) == (mandate.pk, rule, "لا مرشح غيره", AT)
    entry = AuditEntry.objects.get(act="hold_against_rule")
    assert (entry.subject_id, entry.detail, entry.person_id) == (mandate.pk, {"rule": rule}, administrator.person_id)
    both = sorted(Mandate.objects.filter(person=person).values_list("pk", flat=True))
    assert against_rules_on(ON) == [(rule, person.pk, both, "لا مرشح غيره")]
    assert against_rules_on(ON + timedelta(days=10)) == []


def test_after_the_first_ends_nothing_is_asked_and_more_days_are_asked_again(
    administrator: Actor, party: Party
) -> None:
    lay_rule(YEARS)
    person, (first, second) = make_person(), party.branches[0][0]
    make_mandate(person=person, post=make_post(unit=first, post="member"), to_on=ON)
    later = ON + timedelta(days=1)
    post = make_post(unit=second, post="member")
    mandate = give_mandate(person_id=person.pk, post_id=post.pk, from_on=later, by=administrator, at=AT)
    with pytest.raises(NeedsConfirmation):
        correct_mandate(mandate_id=mandate.pk, from_on=ON, to_on=None, by=administrator, at=AT)
    correct_mandate(mandate_id=mandate.pk, from_on=ON, to_on=None, rule_reason="سبب", by=administrator, at=AT)
    assert HeldAgainstRule.objects.count() == 1


def test_power_is_asked_for_and_confirmed_against_the_rule(administrator: Actor, general: Actor, party: Party) -> None:
    secretary = post_type("branch", code="secretary")
    rule = lay_rule(YEARS, post_type=secretary)
    person, (first, second) = make_person(), party.branches[0][0]
    post = make_post(unit=second)
    give_mandate(person_id=person.pk, post_id=post.pk, from_on=ON, by=administrator, at=AT)
    make_mandate(person=person, post=make_post(unit=first))
    pending = PendingAct.objects.get()
    with pytest.raises(NeedsConfirmation):
        confirm_act(act_id=pending.pk, by=general, at=AT)
    HoldingRule.objects.filter(pk=rule).update(effect="refuses")
    with pytest.raises(BadInput, match="holding_refuses"):
        confirm_act(act_id=pending.pk, rule_reason="سبب", by=general, at=AT)
    HoldingRule.objects.filter(pk=rule).update(effect="asks")
    confirm_act(act_id=pending.pk, rule_reason="سبب", by=general, at=AT)
    assert HeldAgainstRule.objects.get().mandate.post_id == post.pk


def test_who_hands_over_counts_as_ended_and_a_term_more_is_asked(administrator: Actor, party: Party) -> None:
    rule = lay_rule(YEARS, kind="terms", scope="unit")
    person, unit = make_person(), party.branches[0][0][0]
    post = make_post(unit=unit, post="member")
    held = make_mandate(person=person, post=post)
    asked = [HandOver(post.pk, person.pk, ON + timedelta(days=1), ends=frozenset({held.pk}))]
    with pytest.raises(NeedsConfirmation):
        hand_over_posts(hand_overs=asked, by=administrator, at=AT)
    hand_over_posts(hand_overs=asked, rule_reason="تجديد الثقة", by=administrator, at=AT)
    assert HeldAgainstRule.objects.get().rule_id == rule
    assert [len(row.mandates) for row in against_rules_on(ON + timedelta(days=1))] == [2]


def test_the_elected_are_asked_when_proposed_and_when_confirmed(administrator: Actor, party: Party) -> None:
    lay_rule(YEARS, post_type=post_type("region"))
    region, other = party.regions
    by = acting(holder(unit=region), ON)
    person = make_person()
    same, elsewhere = (make_post(unit=unit, post="member") for unit in (region, other))
    make_mandate(person=person, post=same)
    again = {"post_id": same.pk, "person_id": person.pk, "details": None, "from_on": ON, "by": by, "at": AT}
    propose_mandate(**again).delete()  # type: ignore[arg-type]
    make_mandate(person=person, post=elsewhere)
    with pytest.raises(NeedsConfirmation):
        propose_mandate(**again)  # type: ignore[arg-type]
    mandate = propose_mandate(**again, rule_reason="سبب")  # type: ignore[arg-type]
    confirmed = {"mandate_ids": [mandate.pk], "elected_on": ON - timedelta(days=1), "by": administrator, "at": AT}
    with pytest.raises(NeedsConfirmation):
        confirm_renewal(**confirmed)  # type: ignore[arg-type]
    assert confirm_renewal(**confirmed, rule_reason="سبب آخر") == 2  # type: ignore[arg-type]
    assert list(HeldAgainstRule.objects.order_by("pk").values_list("reason", flat=True)) == ["سبب", "سبب آخر"]


def test_a_sheet_against_a_rule_is_flawed_or_asked_even_for_somebody_new(administrator: Actor, party: Party) -> None:
    rule = lay_rule(YEARS)
    open_posts(on=ON)
    rows = [
        ImportRow(
            number=number,
            unit=unit.code,
            body="office",
            post="member",
            details=Details(name_ar="نادية العلمي", email="n@example.org"),
            from_on=ON,
        )
        for number, unit in enumerate(party.branches[0][0], start=2)
    ]
    plan = plan_import(rows=rows, by=administrator)
    assert [(note.row, note.code) for note in plan.notes] == [(2, "holding_asks")]
    with pytest.raises(NeedsConfirmation):
        import_people(rows=rows, by=administrator, at=AT)
    HoldingRule.objects.filter(pk=rule).update(effect="refuses")
    assert [flaw.code for flaw in plan_import(rows=rows, by=administrator).flaws] == ["holding_refuses"]
    HoldingRule.objects.filter(pk=rule).update(effect="asks")
    assert import_people(rows=rows, rule_reason="سبب", by=administrator, at=AT).mandates == 2
    assert HeldAgainstRule.objects.count() == 1


def test_two_records_made_one_are_asked_whatever_the_rule_does(
    administrator: Actor, general: Actor, party: Party
) -> None:
    rule = lay_rule(YEARS, effect="refuses")
    persons = [make_person(), make_person()]
    for person, unit in zip(persons, party.branches[0][0], strict=True):
        make_mandate(person=person, post=make_post(unit=unit, post="member"))
    stays, goes = persons
    both = {"stays_id": stays.pk, "goes_id": goes.pk, "by": administrator, "at": AT}
    with pytest.raises(NeedsConfirmation):
        merge_persons(**both)  # type: ignore[arg-type]
    merge_persons(**both, rule_reason="سجل واحد")  # type: ignore[arg-type]
    confirm_act(act_id=PendingAct.objects.get().pk, rule_reason="سجل واحد", by=general, at=AT)
    assert [row[:2] for row in against_rules_on(ON)] == [(rule, stays.pk)]


def test_the_list_says_what_the_pure_rule_says_person_by_person(party: Party) -> None:
    chance = random.Random(7)
    members = [post_type(kind) for kind in ("region", "province", "branch")]
    body = PostType.objects.get(pk=members[0].pk).body_type_id
    for scope in HoldingScope:
        lay_rule(YEARS, scope=scope, post_type=members[1])
        lay_rule(YEARS, scope=scope, kind="terms", post_type=members[2])
        about = {"post_type": members[2], "other_body_type_id": body, "most": None}
        lay_rule(YEARS, scope=scope, kind="excludes", effect="refuses", **about)
    units = [*party.regions, *(unit for row in party.provinces for unit in row), *party.branches[0][0]]
    for person in [make_person() for _ in range(24)]:
        for unit in chance.sample(units, 5):
            first = YEARS + timedelta(days=chance.randrange(400))
            half = first + timedelta(days=chance.randrange(30, 500))
            post = make_post(unit=unit, post="member")
            make_mandate(person=person, post=post, from_on=first, to_on=half)
            if chance.random() < 0.7:
                make_mandate(person=person, post=post, from_on=half + timedelta(days=chance.randrange(1, 120)))
    rules = [rule.terms for rule in HoldingRule.objects.all()]
    held: dict[int, list[HeldPost]] = {}
    for mandate in Mandate.objects.select_related("post__post_type", "post__unit"):
        post_type_row = mandate.post.post_type
        held.setdefault(mandate.person_id, []).append(
            HeldPost(
                key=mandate.pk,
                post_type_id=post_type_row.pk,
                body_type_id=post_type_row.body_type_id,
                path=mandate.post.unit.path,
                from_on=mandate.from_on,
                to_on=mandate.to_on,
            )
        )
    for day in (date(2024, 12, 1), date(2025, 7, 1), ON):
        expected = {
            (breach.rule, person, frozenset(breach.held))
            for person, own in held.items()
            for breach in judged(rules, own, day)
        }
        assert len(expected) > 10
        assert {(row.rule_id, row.person_id, frozenset(row.mandates)) for row in against_rules_on(day)} == expected
