"""The message that spreads a date."""

from datetime import date
from urllib.parse import unquote

from django.utils import translation

from tajadur.activity.meetings.queries.sharing import share_link, share_text
from tests.factories.party import Party, acting, holder
from tests.factories.programme import meeting_on


def test_the_message_gives_the_place_and_the_hour_and_no_name(party: Party) -> None:
    branch = party.branches[0][0][0]
    account = holder(unit=branch)
    meeting = meeting_on(date(2026, 6, 6), unit=branch, by=acting(account, date(2026, 5, 21)), place="المقر & القاعة")
    with translation.override("fr"):
        text = share_text(meeting, "samedi 6 juin 2026")
    assert "samedi 6 juin 2026" in text and "18:30" in text and "المقر & القاعة" in text
    assert "Bureau de section" in text and branch.name_latin in text
    assert account.person is not None
    for name in (account.person.name_ar, account.person.name_latin, account.username):
        assert name not in text
    link = share_link(text)
    assert link.startswith("https://wa.me/?text=") and unquote(link.partition("=")[2]) == text
    assert "&" not in link.partition("=")[2] and "\n" not in link
