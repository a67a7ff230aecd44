"""What did not leave yet goes with the post: whoever lost it gets nothing more, whoever holds it gets it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tajadur.delivery.digests import gather_digests
from tajadur.delivery.outside import OutsideTransport
from tajadur.delivery.sending import send_waiting
from tajadur.delivery.smtp import SmtpTransport
from tajadur.organisation.people.models import Mandate, Person
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.organisation.units.models import Unit
from tajadur.registry.notices.models import ChannelConfig, Delivery, DeliveryItem
from tests.factories.channels import channel
from tests.factories.gateway import http_gateway
from tests.factories.letters import AT, ON, remind
from tests.factories.mail import smtp_catcher
from tests.factories.party import Party, holder, make_mandate, make_post
from tests.factories.push_service import Browser, device_of, push_on, push_service

BEFORE = AT - timedelta(days=30)
PHONES = {"old": "+212600000001", "new": "+212600000002", "other": "+212600000003"}


class Way:
    """One channel: who takes it, what it brought to whom, a server that refuses or takes."""

    def __init__(self, name: str, server: Any) -> None:
        self.name, self.server, self.persons = name, server, dict[str, Person]()
        self.config: ChannelConfig | None = channel(server.url) if name == "other" else None

    def join(self, word: str, person: Person) -> None:
        """The person takes the channel."""
        self.persons[word] = person
        Person.objects.filter(pk=person.pk).update(email=f"{word}@example.org" if self.name == "email" else "")
        if self.name == "other":
            person.channels.create(config=self.config, address=PHONES[word], consented_at=BEFORE)
        elif self.name == "push":
            device_of(person, Browser(), endpoint=f"{self.server.origin}/{word}", at=BEFORE)

    def refuse(self, wanted: bool) -> None:
        """The server refuses, and that is certain; or it takes."""
        if self.name == "email":
            self.server.rcpt_answer = "451 later" if wanted else ""
        else:
            self.server.status = 503 if wanted else 201

    def send(self, at: Any = AT) -> None:
        """One run of the pass."""
        Delivery.objects.filter(channel=self.name, state="pending").update(not_before=AT)
        transport = {
            "email": SmtpTransport,
            "other": OutsideTransport,
            "push": getattr(self.server, "transport", None),
        }[self.name]
        assert transport is not None
        send_waiting(transport=transport(), channel=self.name, at=at)

    @property
    def reached(self) -> list[str]:
        """Who got something, in order of time."""
        if self.name == "email":
            return [address.partition("@")[0] for address in self.server.recipients]
        if self.name == "other":
            words = {phone: word for word, phone in PHONES.items()}
            return [words[phone] for phone, _ in self.server.taken if self.server.status < 300]
        return [taken.path.rpartition("/")[2] for taken in self.server.taken if self.server.status < 300]


@pytest.fixture(params=["email", "other", "push"])
def way(request: pytest.FixtureRequest, db: None, tmp_path: Path) -> Iterator[Way]:
    opened: Any
    match request.param:
        case "email":
            opened = smtp_catcher()
        case "other":
            opened = http_gateway()
        case _:
            push_on(BEFORE)
            opened = push_service(tmp_path)
    with opened as server:
        yield Way(request.param, server)


@pytest.fixture
def old(party: Party, way: Way) -> Person:
    """The secretary of the first province."""
    person = holder(unit=party.provinces[0][0], username="old").person
    assert person is not None
    way.join("old", person)
    return person


def end(person: Person, *, on: date = ON - timedelta(days=1)) -> None:
    Mandate.objects.filter(person=person).update(to_on=on)


def take_over(way: Way, unit: Unit, word: str = "new", *, on: date = ON) -> Person:
    person = holder(unit=unit, username=word, from_on=on).person
    assert person is not None
    way.join(word, person)
    return person


def states(way: Way) -> list[str]:
    return list(Delivery.objects.filter(channel=way.name).order_by("pk").values_list("state", flat=True))


def test_a_message_that_waits_goes_to_whoever_took_the_post(party: Party, way: Way, old: Person) -> None:
    unit = party.provinces[0][0]
    remind(unit)
    gather_digests(on=ON, at=AT)
    end(old)
    take_over(way, unit)
    gather_digests(on=ON, at=AT)
    way.send()
    assert (way.reached, states(way)) == (["new"], ["cancelled", "sent"])


def test_a_post_lost_between_gathering_and_sending_keeps_the_message_back(party: Party, way: Way, old: Person) -> None:
    unit = party.provinces[0][0]
    remind(unit)
    gather_digests(on=ON, at=AT)
    end(old)
    take_over(way, unit)
    way.send()
    assert way.reached == []
    gather_digests(on=ON, at=AT)
    way.send()
    assert (way.reached, states(way)) == (["new"], ["cancelled", "sent"])


def test_a_second_try_follows_the_post_too(party: Party, way: Way, old: Person) -> None:
    unit = party.provinces[0][0]
    remind(unit)
    gather_digests(on=ON, at=AT)
    way.refuse(True)
    way.send()
    assert states(way) == ["pending"]
    way.refuse(False)
    way.server.taken.clear()
    end(old)
    way.send()
    assert (way.reached, states(way)) == ([], ["cancelled"])
    take_over(way, unit)
    gather_digests(on=ON, at=AT)
    way.send()
    assert way.reached == ["new"]


def test_what_waits_for_a_holder_goes_to_the_first_one(party: Party, way: Way, old: Person) -> None:
    unit, later = party.provinces[0][0], AT + timedelta(days=3)
    remind(unit)
    gather_digests(on=ON, at=AT)
    end(old)
    gather_digests(on=ON, at=AT)
    assert states(way) == ["cancelled"]
    take_over(way, unit, on=later.date())
    gather_digests(on=later.date(), at=later)
    way.send(later)
    assert way.reached == ["new"]


def test_a_holder_among_several_is_replaced_without_a_second_message_to_the_others(
    party: Party, way: Way, old: Person
) -> None:
    unit = party.provinces[0][0]
    post = make_post(unit=unit)
    other = take_over(way, party.provinces[1][0], "other")
    Mandate.objects.update(exclusive=False)
    Mandate.objects.create(person=other, post=post, from_on=ON - timedelta(days=9), exclusive=False)
    remind(unit)
    gather_digests(on=ON, at=AT)
    end(old)
    take_over(way, unit)
    gather_digests(on=ON, at=AT)
    way.send()
    assert sorted(way.reached) == ["new", "other"]


def test_of_two_posts_the_one_kept_is_still_told(party: Party, way: Way, old: Person) -> None:
    lost, kept = party.provinces[0][0], party.provinces[1][0]
    make_mandate(person=old, post=make_post(unit=kept), from_on=ON - timedelta(days=9))
    remind(lost, subject=1)
    remind(kept, subject=2)
    gather_digests(on=ON, at=AT)
    Mandate.objects.filter(person=old, post__unit=lost).update(to_on=ON - timedelta(days=1))
    take_over(way, lost)
    way.send()
    assert way.reached == ["old"]
    told = DeliveryItem.objects.filter(channel=way.name, delivery__state="sent").values_list(
        "notice__subject_id", "person"
    )
    assert list(told) == [(2, old.pk)]
    gather_digests(on=ON, at=AT)
    way.send()
    assert way.reached == ["old", "new"]


@pytest.mark.parametrize(
    "lose",
    [
        lambda person, unit: Mandate.objects.filter(person=person).update(standing=MandateStatus.PROPOSED),
        lambda person, unit: Mandate.objects.filter(person=person).delete(),
        lambda person, unit: Unit.objects.filter(pk=unit.pk).update(closed_on=ON),
    ],
    ids=["not confirmed any more", "taken back", "unit closed"],
)
def test_however_the_post_is_lost_nothing_more_leaves(
    party: Party, way: Way, old: Person, lose: Callable[[Person, Unit], Any]
) -> None:
    unit = party.provinces[0][0]
    remind(unit)
    gather_digests(on=ON, at=AT)
    lose(old, unit)
    way.send()
    gather_digests(on=ON, at=AT)
    way.send()
    assert (way.reached, set(states(way))) == ([], {"cancelled"})


def test_a_post_given_back_is_told_again(party: Party, way: Way, old: Person) -> None:
    unit = party.provinces[0][0]
    remind(unit)
    gather_digests(on=ON, at=AT)
    end(old)
    way.send()
    gather_digests(on=ON, at=AT)
    Mandate.objects.update(to_on=None)
    gather_digests(on=ON, at=AT)
    way.send()
    assert way.reached == ["old"]


def test_the_new_holder_has_it_in_the_inbox_and_nothing_that_left_is_told_twice(
    party: Party, way: Way, old: Person
) -> None:
    unit = party.provinces[0][0]
    remind(unit, subject=1)
    gather_digests(on=ON, at=AT)
    way.send()
    remind(unit, subject=2)
    gather_digests(on=ON, at=AT)
    end(old)
    new = take_over(way, unit)
    tomorrow = AT + timedelta(days=1)
    gather_digests(on=tomorrow.date(), at=tomorrow)
    way.send(tomorrow)
    assert way.reached == ["old", "new"]
    inbox = DeliveryItem.objects.filter(channel="in_app", person=new).values_list("notice__subject_id", flat=True)
    assert list(inbox) == [2]
