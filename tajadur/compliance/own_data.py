"""All that is kept about one person, table by table: what they see, and take along (law 09-08, art. 7).

What a person did in an office stands in the record of the unit under their post, and is no part of this; the log says
of each act that it was theirs.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tajadur.compliance.register import REGISTER, RegisterEntry
from tajadur.permissions.actors import Actor
from tajadur.rules.retention import ADDRESS_DAYS, DRAFT_DAYS, PERSON_MONTHS, READ_LOG_MONTHS

# Kept, and given to nobody: whoever holds them comes in, or sends, in the place of the person.
SECRET = frozenset({"password", "token_digest", "mark_digest", "p256dh", "auth", "endpoint"})
# Of whom an act was, and what was typed for a unit: not of the one who did it.
_OF_OTHERS = frozenset({"values", "reason", "payload"})
# How a table knows the person: by the person's id, by the account's, or by what belongs to the person.
_PERSON, _ACCOUNT = "person", "account"


@dataclass(frozen=True, slots=True)
class KeptTable:
    """Rows of ``model`` whose ``columns`` (any of them) hold the id of the person, or of the account.

    ``without``: columns that tell of others, or of a unit whose record the person may read no more.
    """

    model: str
    columns: tuple[str, ...]
    by: str = _PERSON
    without: frozenset[str] = frozenset()

    def rows_of(self, actor: Actor) -> list[dict[str, Any]]:
        """The rows with their stored columns, but for the secret ones."""
        owner = actor.person_id if self.by == _PERSON else actor.account_id
        if owner is None:
            return []
        model: type[Model] = apps.get_model(self.model)
        names = [field.attname for field in model._meta.concrete_fields if field.name not in SECRET | self.without]
        wanted = Q(*((column, owner) for column in self.columns), _connector=Q.OR)
        return list(model._default_manager.filter(wanted).order_by("pk").values(*names))


@dataclass(frozen=True, slots=True)
class KeptThing:
    """A kind of thing that is kept, under the name by which a person knows it, and how long.

    ``entry``: what the register of processing says of it (law 09-08, art. 23).
    """

    code: str
    entry: RegisterEntry
    label: str | Promise
    until: Callable[[], str]
    tables: tuple[KeptTable, ...]


def _after_the_last_office() -> str:
    return ngettext(
        "until %(months)s month after your last office and your last visit; then nobody reads any more who it was",
        "until %(months)s months after your last office and your last visit; then nobody reads any more who it was",
        PERSON_MONTHS,
    ) % {"months": PERSON_MONTHS}


def _for_good() -> str:
    return gettext("for good: nobody changes or removes it")


def _with_unit() -> str:
    return ngettext(
        "as long as the record it belongs to; a draft for %(days)s day after its time",
        "as long as the record it belongs to; a draft for %(days)s days after its time",
        DRAFT_DAYS,
    ) % {"days": DRAFT_DAYS}


def _until_withdrawn() -> str:
    return gettext("until you withdraw it")


def _address_for_days() -> str:
    return ngettext(
        "for good; the address a letter went to for %(days)s day",
        "for good; the address a letter went to for %(days)s days",
        ADDRESS_DAYS,
    ) % {"days": ADDRESS_DAYS}


def _for_months() -> str:
    months = READ_LOG_MONTHS
    return ngettext("for %(months)s month", "for %(months)s months", months) % {"months": months}


THINGS: tuple[KeptThing, ...] = (
    KeptThing(
        "person",
        REGISTER["person"],
        _("Your details"),
        _after_the_last_office,
        (KeptTable("people.Person", ("pk", "merged_into_id")),),
    ),
    KeptThing(
        "mandates",
        REGISTER["mandates"],
        _("Your mandates, and what was said of them"),
        _for_good,
        (
            KeptTable("people.Mandate", ("person_id",)),
            KeptTable("people.ShortenedMandate", ("mandate__person_id",)),
            KeptTable("people.HeldAgainstRule", ("mandate__person_id",)),
            KeptTable("congresses.Elected", ("person_id",)),
        ),
    ),
    KeptThing(
        "account",
        REGISTER["account"],
        _("Your account, its addresses and the links by which you came in"),
        _after_the_last_office,
        (
            KeptTable("people.Account", ("pk",), _ACCOUNT),
            KeptTable("account.EmailAddress", ("user_id",), _ACCOUNT),
            KeptTable("people.FormerAddress", ("person_id",)),
            KeptTable("people.Invitation", ("person_id",)),
            KeptTable("people.FeedToken", ("account_id",), _ACCOUNT),
        ),
    ),
    KeptThing(
        "notified",
        REGISTER["notified"],
        _("How you are notified: hours, channels, devices"),
        _until_withdrawn,
        (
            KeptTable("people.NotificationPreferences", ("person_id",)),
            KeptTable("people.PersonChannel", ("person_id",)),
            KeptTable("notices.PushDevice", ("person_id",)),
        ),
    ),
    KeptThing(
        "told",
        REGISTER["told"],
        _("What you were told, when, and over which channel"),
        _address_for_days,
        (
            KeptTable("notices.Notice", ("person_id",)),
            KeptTable("notices.Delivery", ("person_id",)),
            KeptTable("notices.DeliveryItem", ("person_id",)),
        ),
    ),
    KeptThing(
        "training",
        REGISTER["training"],
        _("The training you attended, as you agreed"),
        _until_withdrawn,
        (
            KeptTable("training.TrainingConsent", ("person_id",)),
            KeptTable("training.PersonAttendance", ("consent__person_id",)),
        ),
    ),
    KeptThing(
        "decided",
        REGISTER["decided"],
        _("Acts of two persons that concern you, that you asked for or decided"),
        _for_good,
        (
            KeptTable("people.PendingAct", ("about_id",)),
            KeptTable("people.PendingAct", ("asked_by_id", "decided_by_id"), without=_OF_OTHERS),
            KeptTable("people.Merge", ("stays_id", "goes_id")),
            KeptTable("congresses.StageChange", ("asked_by_id", "decided_by_id"), without=_OF_OTHERS),
        ),
    ),
    KeptThing(
        "did",
        REGISTER["did"],
        _("What you did: the log of acts"),
        _for_good,
        (KeptTable("journal.AuditEntry", ("person_id",)),),
    ),
    KeptThing(
        "read",
        REGISTER["read"],
        _("What you read of others, and who opened your details"),
        _for_months,
        (
            KeptTable("journal.Reading", ("person_id", "read_person_id")),
            KeptTable("journal.Consultation", ("account_id",), _ACCOUNT),
        ),
    ),
    KeptThing(
        "typed",
        REGISTER["typed"],
        _("Drafts you kept last, and files you attached"),
        _with_unit,
        (
            KeptTable("meetings.Draft", ("saved_by_id",), _ACCOUNT, _OF_OTHERS),
            KeptTable("census.AnswersDraft", ("saved_by_id",), _ACCOUNT, _OF_OTHERS),
            KeptTable("files.StoredFile", ("account_id",), _ACCOUNT),
            KeptTable("exports.Export", ("account_id",), _ACCOUNT),
            KeptTable("exports.Export", ("person_id",)),
            KeptTable("exports.Export", ("account_id",), _ACCOUNT),
        ),
    ),
)


def own_data(actor: Actor) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """(code of the thing, name of the table, its rows) for each table; one query each."""
    for thing in THINGS:
        for table in thing.tables:
            yield thing.code, table.model, table.rows_of(actor)
