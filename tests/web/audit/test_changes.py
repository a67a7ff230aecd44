"""What was changed: who reads which act, in words, paged by key; never a name, a draft or another unit."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tajadur.duties.directives.models import Directive
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account, Mandate, Person
from tajadur.organisation.people.operations.mandates import correct_mandate, give_mandate
from tajadur.organisation.people.operations.persons import Details, edit_person
from tajadur.organisation.people.queries.changes import ChangeRow
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.operations.changing import edit_unit, set_declared
from tajadur.organisation.units.operations.moving import move_unit
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.audit.operations import log_action
from tajadur.registry.audit.words.acts import ACTS
from tajadur.web.audit.fields import FIELDS, NOT_SHOWN, OF_ACT
from tajadur.web.audit.showing import shown_changes
from tajadur.web.templatetags.formats import dirhams
from tests.factories.duties import administrator, opened
from tests.factories.party import Party, holder, make_person, make_post

TODAY, NOW = clock.today(), clock.now()
PLANTED, TYPED = "اسم مزروع", "نص حر مزروع"
OF_UNIT, OF_PERSON, OF_DIRECTIVE = 8, 6, 6


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Client:
    return client_of(holder(unit=branch))


def changes(client: Client, unit: Unit, query: str = "") -> str:
    answer = client.get(reverse("units:changes", args=[unit.pk]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(text: str) -> int:
    return text.count('<th scope="row">')


def test_the_unit_reads_what_headquarters_did_before_and_after_and_by_which_post(
    party: Party, branch: Unit, secretary: Client
) -> None:
    former = branch.name_ar
    by = administrator(party, TODAY)
    edit_unit(unit_id=branch.pk, name_ar="فرع جديد", name_latin=branch.name_latin, by=by, at=NOW)
    set_declared(unit_id=branch.pk, declared_on=date(2026, 3, 1), receipt="7/2026", by=by, at=NOW)
    text = changes(secretary, branch)
    assert "صُححت أسماء الوحدة" in text
    assert f"<s><bdi>{former}</bdi></s>" in text
    assert "<bdi>فرع جديد</bdi>" in text
    assert "مسؤول إداري" in text
    assert "فاتح مارس 2026" in text
    assert "2026-03-01" not in re.sub(r'datetime="[^"]*"', "", text)


def test_a_move_says_where_it_stood_and_the_entries_follow_the_unit(party: Party, branch: Unit) -> None:
    old, new = party.provinces[0][0], party.provinces[0][1]
    above, next_above = client_of(holder(unit=old)), client_of(holder(unit=new))
    move_unit(unit_id=branch.pk, parent_id=new.pk, from_on=TODAY, by=administrator(party, TODAY), at=NOW)
    text = changes(next_above, branch)
    assert f"<s><bdi>{old.name_ar}</bdi></s>" in text
    assert f"<bdi>{new.name_ar}</bdi>" in text
    assert above.get(reverse("units:changes", args=[branch.pk])).status_code == 404


def log(
    act: str, unit: Unit | None, subject: tuple[str, int], detail: dict[str, Any] | None = None, *, at: datetime = NOW
) -> None:
    log_action(act=act, by=None, at=at, unit_id=unit.pk if unit else None, subject=subject, detail=detail)


def test_a_case_names_its_matter_and_amounts_are_in_dirhams(branch: Unit, secretary: Client) -> None:
    log("case.opened", branch, ("case", 1), {"kind": "silent_unit", "recurrence": 1})
    log("resources.asked", branch, ("resource_request", 1), {"amount": 1_250_050})
    text = changes(secretary, branch)
    assert "<bdi>وحدة بلا جواب</bdi>" in text
    assert f"<bdi>{dirhams(1_250_050)}</bdi>" in text
    assert "1 250 050" not in text.replace("\u202f", " ").replace("\u00a0", " ")


def test_who_may_read_what_of_a_unit(party: Party, branch: Unit, secretary: Client) -> None:
    """The unit itself, administrators, the cell in and outside its region, the assistant, the Pole."""
    for act in ("edit_unit", "give_mandate", "report.submitted", "exception.issued", "exception.drafted", "add_device"):
        log(act, branch, ("unit", branch.pk))
    log("close_unit", party.branches[0][0][1], ("unit", branch.pk))
    national = party.national
    readers = {
        "unit": secretary,
        "admin": client_of(holder(unit=national, body="headquarters", post="administrator")),
        "cell": client_of(holder(unit=national, body="cell", post="responsible", area=party.regions[0])),
        "outside": client_of(holder(unit=national, body="cell", post="responsible", area=party.regions[1])),
        "assistant": client_of(holder(unit=national, body="cell", post="assistant", area=party.regions[0])),
        "pole": client_of(holder(unit=national, body="pole", post="member")),
    }
    words = {"unit": "صُححت أسماء", "people": "مُنح انتداب", "record": "أُرسل تقرير", "figures": "دخل استثناء"}
    seen = {
        name: {kind for kind, word in words.items() if word in text}
        for name, text in ((name, changes(client, branch)) for name, client in readers.items())
    }
    everything = {"unit", "people", "record", "figures"}
    assert seen == {
        "unit": everything,
        "admin": {"unit", "people", "figures"},
        "cell": everything,
        "outside": {"unit", "figures"},
        "assistant": {"unit", "record", "figures"},
        "pole": {"unit", "figures"},
    }
    for client in readers.values():
        text = changes(client, branch)
        assert "مشروع استثناء" not in text  # drafts never
        assert "جهاز" not in text  # nor what is somebody's own
        assert "إغلاق الوحدة" not in text  # nor another unit


def test_a_name_planted_in_details_never_appears(party: Party, branch: Unit, secretary: Client) -> None:
    person = make_person(name=PLANTED)
    post = make_post(unit=branch, post="member")
    give_mandate(person_id=person.pk, post_id=post.pk, from_on=TODAY, by=administrator(party, TODAY), at=NOW)
    for act in ("give_mandate", "move_meeting", "edit_points", "programme_meeting", "release.asked", "set_members"):
        kept = dict.fromkeys(("person", "name", "note", "from_place", "to", "kind", "members", "was", "x"), TYPED)
        log(act, branch, ("meeting", 1), kept)
    pole = client_of(holder(unit=party.national, body="pole", post="member"))
    for client in (secretary, pole):
        text = changes(client, branch)
        assert rows(text) > 0
        assert PLANTED not in text
        assert TYPED not in text
    link = reverse("people:detail", args=[person.pk])
    assert link in changes(secretary, branch)
    assert link not in changes(pole, branch)


def test_the_list_is_narrowed_by_kind_day_and_subject_and_bad_days_say_so(branch: Unit, secretary: Client) -> None:
    for ago in range(4):
        log("edit_unit", branch, ("unit", branch.pk), at=NOW - timedelta(days=ago))
    log("programme_meeting", branch, ("meeting", 5))
    assert rows(changes(secretary, branch)) == 5
    assert rows(changes(secretary, branch, "?family=meetings")) == 1
    assert rows(changes(secretary, branch, "?about=meeting-5")) == 1
    yesterday = TODAY - timedelta(days=1)
    assert rows(changes(secretary, branch, f"?first={yesterday}&last={yesterday}")) == 1
    assert 'class="err"' in changes(secretary, branch, "?first=2026-99-99")
    for nonsense in ("?family=x", "?about=x", "?about=-", "?before=x", "?before=2026-01-01T00:00:00_1", "?last=x"):
        changes(secretary, branch, nonsense)


def test_the_list_is_paged_by_key_even_within_one_instant(branch: Unit, secretary: Client) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(at=NOW, act="edit_unit", unit_id=branch.pk, subject_kind="unit", subject_id=branch.pk)
        for _ in range(120)
    )
    seen, address = 0, ""
    for _ in range(3):
        text = changes(secretary, branch, address)
        seen += rows(text)
        older = re.search(r'href="[^"?]*(\?[^"]*before=[^"]*)"[^>]*>\s*الأقدم', text) or re.search(
            r'rel="next" href="[^"?]*(\?[^"]*)"', text
        )
        address = older[1].replace("&amp;", "&") if older else ""
    assert (seen, address) == (120, "")


@pytest.mark.parametrize("size", [2, 120])
def test_the_queries_do_not_grow(
    party: Party, branch: Unit, secretary: Client, size: int, django_assert_num_queries: Any
) -> None:
    opened(on=TODAY)
    directive = Directive.objects.get(code="branch-office")
    person = holder(unit=branch, post="member").person
    assert person
    mandate = Mandate.objects.get(person=person)
    body = mandate.post.body_id
    for _ in range(size):
        log("set_members", branch, ("body", body), {"was": 5, "members": 7})
        log("give_mandate", branch, ("mandate", mandate.pk), {"from_on": "2026-01-01"})
        log("move_unit", branch, ("unit", branch.pk), {"from": 1, "to": party.provinces[0][0].pk})
        log("congress.stage", branch, ("obligation", 1), {"stage": "committee", "congress": 1})
        log("exception.issued", branch, ("directive", directive.pk), {"from_on": "2026-01-01"})
    chief = client_of(holder(unit=party.national, body="headquarters", post="administrator"))
    with django_assert_num_queries(OF_UNIT):
        changes(secretary, branch)
    with django_assert_num_queries(OF_PERSON):
        secretary.get(reverse("people:changes", args=[person.pk]))
    with django_assert_num_queries(OF_DIRECTIVE):
        chief.get(reverse("directives:changes", args=[directive.pk]))


def test_a_person_s_changes_say_which_details_and_never_what_they_were(party: Party, branch: Unit) -> None:
    account = holder(unit=branch)
    person = account.person
    assert person
    details = Details(name_ar=person.name_ar, phone="0661234567", email="new@example.org")
    edit_person(person_id=person.pk, details=details, by=administrator(party, TODAY), at=NOW)
    log("choose_telling", None, ("person", person.pk), {"by_email": True})
    address = reverse("people:changes", args=[person.pk])
    own = client_of(account).get(address).content.decode()
    above = client_of(holder(unit=party.provinces[0][0])).get(address).content.decode()
    for text in (own, above):
        assert "الهاتف" in text
        assert "234567" not in text
        assert "new@example.org" not in text
    assert "غُيّر اختيار الرسائل" in own
    assert "غُيّر اختيار الرسائل" not in above


def test_a_mandate_of_another_unit_stays_out_of_a_person_s_changes(party: Party, branch: Unit) -> None:
    person = make_person()
    ours, elsewhere = make_post(unit=branch, post="member"), make_post(unit=party.branches[1][0][0], post="member")
    by = administrator(party, TODAY)
    for post in (ours, elsewhere):
        give_mandate(person_id=person.pk, post_id=post.pk, from_on=TODAY + timedelta(days=9), by=by, at=NOW)
    mandate = Mandate.objects.get(post=ours)
    correct_mandate(mandate_id=mandate.pk, from_on=TODAY + timedelta(days=5), to_on=None, by=by, at=NOW)
    address = reverse("people:changes", args=[person.pk])
    above = client_of(holder(unit=party.provinces[0][0]))
    text = above.get(address).content.decode()
    assert rows(text) == 2
    assert party.branches[1][0][0].name_ar not in text
    assert "<s>" in text
    only = above.get(address, {"about": f"mandate-{mandate.pk}"})
    assert rows(only.content.decode()) == 2


def test_drafts_of_a_directive_are_read_by_those_who_draft_or_issue(party: Party) -> None:
    opened(on=TODAY)
    directive = Directive.objects.get(code="branch-office")
    AuditEntry.objects.create(
        at=NOW, act="exception.drafted", account_id=1, subject_kind="directive", subject_id=directive.pk
    )
    log("directive.amended", None, ("directive", directive.pk), {"report_days": "9", "was": {"report_days": "7"}})
    address = reverse("directives:changes", args=[directive.pk])
    chief = client_of(holder(unit=party.national, body="headquarters", post="administrator")).get(address)
    pole = client_of(holder(unit=party.national, body="pole", post="member")).get(address)
    assert "مشروع استثناء" in chief.content.decode()
    assert "مشروع استثناء" not in pole.content.decode()
    assert "<s><bdi>7</bdi></s>" in pole.content.decode()


def row_of(act: str, detail: dict[str, Any]) -> ChangeRow:
    return ChangeRow(
        id=1, at=datetime(2026, 1, 1, tzinfo=clock.ZONE), act=act, unit_id=None, subject=("", None), detail=detail,
        by=None, is_system=True,
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("act", "detail", "expected"),
    [
        ("correct_mandate", {"before": {"to_on": "2026-01-01"}, "after": {"to_on": "2026-02-02"}},
         [("Last day", "2 February 2026", "1 January 2026")]),
        ("end_mandate", {"to_on": "2026-02-02", "before": None}, [("Last day", "2 February 2026", "")]),
        ("set_members", {"was": 5, "members": 7}, [("Members", "7", "5")]),
        ("move_meeting", {"from": "2026-01-01", "to": "2026-01-02", "from_hour": "18:00", "to_hour": "19:00",
                          "from_place": TYPED, "to_place": TYPED, "leaves_period": False},
         [("Day", "2 January 2026", "1 January 2026"), ("Hour", "19:00", "18:00"),
          ("Counts for another period", "no", "")]),
        ("declaration.not_held", {"reason": "quorum", "late": True, "declaration": 4, "receipt": "TJ-1"},
         [("Reason", "The quorum was not reached", ""), ("Declared late", "yes", ""), ("Receipt", "TJ-1", "")]),
        ("edit_unit", {"to_on": ["x"], "members": {"a": 1}, "receipt": 5, "late": "x", "parent": "x", "reason": "z"},
         []),
        ("directive.amended", {"period_type": "quarterly", "was": {"period_type": "monthly"}, "ladder": "x"},
         [("How often", "Quarterly", "Monthly")]),
    ],
)  # fmt: skip
def test_details_are_said_in_words(act: str, detail: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    with translation.override("en"):
        shown = shown_changes([row_of(act, detail)])[0]
    assert [(value.label, value.after, value.before) for value in shown.values] == expected


def test_what_is_not_shown_has_its_reason_and_is_nowhere_shown() -> None:
    assert all(len(reason) > 10 for reason in NOT_SHOWN.values())
    assert NOT_SHOWN.keys() & FIELDS.keys() == set()
    assert Person._meta.get_field("phone").name not in FIELDS
    assert set(OF_ACT) <= set(ACTS)
