"""Pages of packs: the list, one of them, its decisions and comments, what is refused, the file; who reads what."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tajadur.activity.packs.models import Pack, PackComment, PackSheet
from tajadur.activity.packs.nightly import follow_packs
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tests.factories.cases import make_case
from tests.factories.duties import opened
from tests.factories.packs import coordinator, drafted, pole_meeting, sent
from tests.factories.party import Party, holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def leader(party: Party, today: date) -> Account:
    opened(on=today)
    make_case(party.regions[0], on=today)
    return coordinator(party)


def of(account: Account, language: str = "en") -> Client:
    client = Client()
    client.force_login(account)
    client.cookies["language"] = language
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_without_a_meeting_the_list_says_so_and_offers_to_make_one(leader: Account, today: date) -> None:
    client = of(leader)
    shown = page(client, "/packs/")
    assert "The pole has no meeting programmed" in shown and "No pack yet" in shown
    answer = client.post("/packs/make/")
    pack = Pack.objects.get()
    assert answer.headers["Location"] == f"/packs/{pack.pk}/" and pack.for_on == today
    assert "made on demand, without a meeting" in page(client, "/packs/")


def test_the_next_meeting_stands_on_the_list_with_the_day_of_its_pack(
    party: Party, leader: Account, today: date
) -> None:
    pole_meeting(party, today + timedelta(days=9))
    client = of(leader)
    assert "Its pack is made on" in page(client, "/packs/")
    client.post("/packs/make/")
    assert "Its pack is made on" not in page(client, "/packs/") and "Its pack" in page(client, "/packs/")


def test_it_is_written_commented_sent_and_then_stays(party: Party, leader: Account, today: date) -> None:
    client = of(leader)
    client.post("/packs/make/")
    pack = Pack.objects.get()
    here = f"/packs/{pack.pk}/"
    assert "agree on a remedy" in page(client, here)
    form = page(client, f"{here}decisions/")
    assert "agree on a remedy" not in form and "convenir" in form  # in Arabic and in French, the languages of the page
    row = pack.decisions.get()
    typed = {"version": "1", "decision_1": row.pk, "text_ar_1": "قرار الاجتماع", "text_fr_1": "Décision de la réunion"}
    assert client.post(f"{here}decisions/", typed).headers["Location"] == here
    assert client.post(f"{here}comment/", {"text": "To be <b>looked</b> at"}).headers["Location"] == here
    assert "&lt;b&gt;looked" in page(client, here)
    assert client.post(f"{here}send/", {"version": "1"}).status_code == 302
    assert Pack.objects.get().standing == "draft"  # it was changed since: version 2
    client.post(f"{here}send/", {"version": "2"})
    shown = page(client, here)
    assert "kept as they were" in shown and "Décision de la réunion" in shown and "Write the decisions" not in shown
    assert client.get(f"{here}decisions/").status_code == 302
    late = client.post(
        f"{here}decisions/", {"version": "2", "text_ar_1": "قرار متأخر", "text_fr_1": "Décision tardive"}
    )
    assert late.status_code == 409 and "Décision tardive" in late.content.decode()  # what was typed is kept
    assert "Make it of today" not in page(client, "/packs/")  # that of today is sent
    assert client.post(f"{here}comment/", {"text": "After"}).status_code == 302 and PackComment.objects.count() == 2


def test_words_as_proposed_are_not_noted_as_written(leader: Account) -> None:
    client = of(leader, "fr")
    client.post("/packs/make/")
    pack = Pack.objects.get()
    form = client.get(f"/packs/{pack.pk}/decisions/").context["form"]
    typed = {name: field.initial or "" for name, field in form.fields.items()}
    assert client.post(f"/packs/{pack.pk}/decisions/", typed).status_code == 302
    assert Pack.objects.get().version == 1 and pack.decisions.get().text_ar == ""


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"text_ar_1": "قرار"}, "Write this decision in Arabic and in French"),
        ({"text_ar_1": "x" * 261, "text_fr_1": "Décision"}, "261 characters"),
        ({"text_ar_1": "AB123456", "text_fr_1": "Décision"}, "looks like an identity number"),
        ({"version": "nonsense", "text_ar_1": "قرار", "text_fr_1": "Décision"}, "Somebody changed this pack"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_kept(
    leader: Account, typed: dict[str, str], sentence: str
) -> None:
    client = of(leader)
    client.post("/packs/make/")
    pack = Pack.objects.get()
    answer = client.post(f"/packs/{pack.pk}/decisions/", {"version": "1", "decision_1": "zz", **typed})
    shown = answer.content.decode()
    assert answer.status_code in (409, 422) and sentence in shown and typed["text_ar_1"] in shown
    assert pack.decisions.get().text_ar == "" and Pack.objects.get().version == 1


def test_the_meeting_and_its_pack_lead_to_each_other(party: Party, leader: Account, today: date) -> None:
    meeting = pole_meeting(party, today + timedelta(days=2))
    pack, client = sent(leader, today), of(leader)
    follow_packs(on=today, at=clock.now())
    assert f'href="/meetings/{meeting.pk}/"' in page(client, f"/packs/{pack.pk}/")
    shown = page(client, f"/meetings/{meeting.pk}/")
    assert f'href="/packs/{pack.pk}/"' in shown and pack.decisions.get().text_ar in shown


def test_an_empty_comment_is_refused(leader: Account, today: date) -> None:
    client = of(leader)
    pack = drafted(None, today)
    answer = client.post(f"/packs/{pack.pk}/comment/", {"text": " "})
    assert answer.status_code == 422 and "Write the comment." in answer.content.decode()
    assert not PackComment.objects.exists()


def test_the_file_of_a_pack_that_was_sent_is_the_one_that_was_kept(leader: Account, today: date) -> None:
    client = of(leader)
    draft = drafted(None, today)
    assert client.get(f"/packs/{draft.pk}/sheet/fr/").content.startswith(b"%PDF")
    pack = sent(leader, today)
    PackSheet.objects.filter(language="fr").update(pdf=b"%PDF kept")
    answer = client.get(f"/packs/{pack.pk}/sheet/fr/")
    assert answer.content == b"%PDF kept" and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert f"pack-{today}-fr.pdf" in answer.headers["Content-Disposition"]
    for language in ("en", "xx"):
        assert client.get(f"/packs/{pack.pk}/sheet/{language}/").status_code == 404


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_each_language_reads_it_whole(leader: Account, today: date, language: str) -> None:
    pack = sent(leader, today)
    shown = page(of(leader, language), f"/packs/{pack.pk}/")
    assert shown.count('class="tile"') == 7


def test_headquarters_finds_it_in_the_menu_and_nobody_else_does(party: Party, leader: Account, today: date) -> None:
    pack = drafted(None, today)
    assert 'href="/packs/"' in page(of(leader), reverse("compliance:dashboard"))
    branch = of(holder(unit=party.branches[0][0][0]))
    assert 'href="/packs/"' not in page(branch, "/")
    for address in ("/packs/", f"/packs/{pack.pk}/", f"/packs/{pack.pk}/sheet/ar/"):
        assert branch.get(address).status_code == 404
    admin = of(holder(unit=party.national, body="headquarters", post="administrator"))
    assert admin.get("/packs/").status_code == 403
    bureau = of(holder(unit=party.national, body="bureau", post="member"))
    assert "Send it and keep" not in page(bureau, f"/packs/{pack.pk}/")


def test_the_list_takes_as_many_queries_whatever_its_length(party: Party, leader: Account, today: date) -> None:
    def queries() -> int:
        client = of(leader)
        page(client, "/packs/")
        with CaptureQueriesContext(connection) as caught:
            page(client, "/packs/")
        return len(caught)

    sent(leader, today - timedelta(days=60))
    few = queries()
    for ago in (40, 30, 20):
        sent(leader, today - timedelta(days=ago))
    assert queries() == few <= 8


def test_a_decision_named_twice_loses_neither_text(leader: Account) -> None:
    client = of(leader)
    client.post("/packs/make/")
    pack = Pack.objects.get()
    pk = str(pack.decisions.get().pk)
    typed = {
        "version": "1", "decision_1": pk, "text_ar_1": "قرار أول", "text_fr_1": "Première décision",
        "decision_2": pk, "text_ar_2": "قرار ثان", "text_fr_2": "Seconde décision",
    }  # fmt: skip
    client.post(f"/packs/{pack.pk}/decisions/", typed)
    assert list(pack.decisions.values_list("text_fr", flat=True)) == ["Première décision", "Seconde décision"]
