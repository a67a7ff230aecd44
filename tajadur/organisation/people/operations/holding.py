"""The rules about holding posts where they bite: before a mandate is written, whoever writes it."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from tajadur.foundation.errors import BadInput, NeedsConfirmation
from tajadur.foundation.text import clean_line
from tajadur.organisation.profile.models import HoldingRule
from tajadur.organisation.profile.queries import holding_rules_from
from tajadur.permissions.actors import Actor, Grant
from tajadur.registry.audit.operations import log_actions
from tajadur.rules.holding import Breach, HeldPost, HoldingEffect, judged_new
from tajadur.rules.identity import looks_like_identity_number

from ..models import HeldAgainstRule, Mandate, Person, Post
from ..vocabulary import MandateStatus

ASKS, REFUSES = "holding_asks", "holding_refuses"
REASON_LIMIT = 300
_COLUMNS = (
    "pk", "person_id", "from_on", "to_on", "interim", "post__body_id",
    "post__post_type_id", "post__post_type__body_type_id", "post__unit__path",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beginning:
    """A mandate about to be written: of ``who``, a person's id, or any other key for somebody not recorded yet.

    ``ends_body``: what the person holds in the same body ends the day before, as after an election.
    """

    who: int | str
    post: Post
    from_on: date
    to_on: date | None
    interim: bool = False
    key: Hashable = "new"
    ends_body: bool = False

    @classmethod
    def of(cls, mandate: Mandate, *, ends_body: bool = False) -> "Beginning":
        """A mandate that may have its row already."""
        days = (mandate.from_on, mandate.to_on, mandate.interim)
        return cls(mandate.person_id, mandate.post, *days, key=mandate.pk or id(mandate), ends_body=ends_body)

    @property
    def held(self) -> HeldPost:
        """As the rules see it."""
        return HeldPost(
            key=self.key,
            post_type_id=self.post.post_type_id,
            body_type_id=self.post.post_type.body_type_id,
            path=self.post.unit.path,
            from_on=self.from_on,
            to_on=self.to_on,
            interim=self.interim,
        )


@dataclass(frozen=True, slots=True)
class AgainstRule:
    """What a beginning would be against: the rule, who, and the keys of the mandates together."""

    rule: HoldingRule
    who: int | str
    breach: Breach

    @property
    def asks(self) -> bool:
        """May it be confirmed with a reason?"""
        return self.rule.effect == HoldingEffect.ASKS

    @property
    def problem(self) -> BadInput:
        """The sentence that names the rule and its source."""
        params = {"rule": self.rule.sentence, "source": self.rule.source, "day": self.breach.on}
        return NeedsConfirmation("", ASKS, **params) if self.asks else BadInput("", REFUSES, **params)


def against_rules(
    beginnings: Sequence[Beginning], *, ended: Mapping[int, date] | None = None, hold: bool = False
) -> list[AgainstRule]:
    """What the beginnings would be against, person by person; nothing is written.

    ``ended``: mandates that end on a day with them. ``hold`` locks the persons, so that two acts at once see each
    other. One query without a rule, two or three with rules.
    """
    if not beginnings:
        return []
    rules = holding_rules_from(min(beginning.from_on for beginning in beginnings))
    if not rules:
        return []
    by_key, terms = {rule.pk: rule for rule in rules}, [rule.terms for rule in rules]
    of_person: dict[int | str, list[Beginning]] = {}
    for beginning in beginnings:
        of_person.setdefault(beginning.who, []).append(beginning)
    person_ids = [who for who in of_person if isinstance(who, int)]
    if hold:
        list(Person.objects.select_for_update().filter(pk__in=person_ids).order_by("pk").values_list("pk"))
    recorded = _recorded(person_ids)
    breaches = []
    for who, own in of_person.items():
        keys = {beginning.key for beginning in own}
        kept = [_cut(row, own, ended or {}) for row in recorded.get(who, ()) if row.pk not in keys]
        held = [post for post in kept if post] + [beginning.held for beginning in own]
        breaches += [AgainstRule(by_key[breach.rule], who, breach) for breach in judged_new(terms, held, keys)]
    return breaches


def stop_at_rules(breaches: Iterable[AgainstRule], reason: str, *, only_ask: bool = False) -> str:
    """The reason, cleaned, once nothing stands in the way any more; "" where nothing is against a rule.

    ``only_ask``: what refuses is asked too. Raises BadInput ``holding_refuses``; NeedsConfirmation ``holding_asks``
    while there is no reason, ``identity_number``.
    """
    against = list(breaches)
    if not against:
        return ""
    if not only_ask and (refusing := [each.problem for each in against if not each.asks]):
        raise BadInput.of(*_once(refusing))
    text = clean_line(reason, field="rule_reason", limit=REASON_LIMIT)
    if numbers := looks_like_identity_number(text):
        raise BadInput("rule_reason", "identity_number", found=numbers[0])
    if not text:
        params = [each.problem.params for each in against]
        raise NeedsConfirmation.of(*_once([NeedsConfirmation("", ASKS, **each) for each in params]))
    return text


def checked_rules(mandate: Mandate, reason: str) -> tuple[list[AgainstRule], str]:
    """What one mandate would be against and the reason given. Raises as ``stop_at_rules``."""
    breaches = against_rules([Beginning.of(mandate)], hold=True)
    return breaches, stop_at_rules(breaches, reason)


def note_reasons(
    noted: Collection[tuple[AgainstRule, Mandate]], reason: str, *, by: Actor, grant: Grant | None, at: datetime
) -> None:
    """Keep why, by mandate and rule, and who said so. Two statements, whatever their number."""
    if not noted:
        return
    HeldAgainstRule.objects.bulk_create(
        HeldAgainstRule(mandate_id=mandate.pk, rule=each.rule, reason=reason, noted_at=at) for each, mandate in noted
    )
    about: list[tuple[int | None, int, dict[str, Any]]] = [
        (mandate.post.unit_id, mandate.pk, {"rule": each.rule.pk}) for each, mandate in noted
    ]
    log_actions(act="hold_against_rule", by=by, at=at, grant=grant, kind="mandate", about=about)


def paired(breaches: Iterable[AgainstRule], mandates: Sequence[Mandate]) -> list[tuple[AgainstRule, Mandate]]:
    """Each with the first of the mandates of that person."""
    of_person = {mandate.person_id: mandate for mandate in reversed(mandates)}
    return [(each, of_person[each.who]) for each in breaches if isinstance(each.who, int) and each.who in of_person]


def against_rules_together(stays: Person, goes: Person) -> list[tuple[AgainstRule, Mandate]]:
    """What the mandates of two records are against once they are one person's, and neither was alone; each with the
    last of these mandates."""
    rows = Mandate.objects.filter(person__in=(stays, goes), standing=MandateStatus.CONFIRMED)
    mandates = list(rows.select_related("post__post_type", "post__unit").order_by("from_on", "pk"))
    theirs = [mandate.pk for mandate in mandates if mandate.person_id == goes.pk]
    own = {mandate.pk for mandate in mandates} - set(theirs)
    together = [replace(Beginning.of(mandate), who=stays.pk) for mandate in mandates]
    breaches = against_rules(together, hold=True)
    both = [each for each in breaches if each.breach.held & own and each.breach.held & set(theirs)]
    return [(each, [mandate for mandate in mandates if mandate.pk in each.breach.held][-1]) for each in both]


def _recorded(person_ids: Collection[int]) -> dict[int | str, list[Any]]:
    rows: dict[int | str, list[Any]] = {}
    confirmed = Mandate.objects.filter(person__in=person_ids, standing=MandateStatus.CONFIRMED)
    for row in confirmed.order_by("from_on", "pk").values_list(*_COLUMNS, named=True) if person_ids else ():
        rows.setdefault(row.person_id, []).append(row)
    return rows


def _cut(row: Any, own: Sequence[Beginning], ended: Mapping[int, date]) -> HeldPost | None:
    """A recorded mandate as it would be afterwards; None where nothing of it would be left."""
    to_on = row.to_on
    ends = [beginning.from_on - timedelta(days=1) for beginning in own
            if beginning.ends_body and beginning.post.body_id == row.post__body_id]  # fmt: skip
    for last in (*ends, *([ended[row.pk]] if row.pk in ended else ())):
        to_on = last if to_on is None else min(to_on, last)
    if to_on is not None and to_on < row.from_on:
        return None
    return HeldPost(
        key=row.pk,
        post_type_id=row.post__post_type_id,
        body_type_id=row.post__post_type__body_type_id,
        path=row.post__unit__path,
        from_on=row.from_on,
        to_on=to_on,
        interim=row.interim,
    )


def _once(problems: Iterable[BadInput]) -> list[BadInput]:
    """Each rule once, whoever is against it, with the first day."""
    by_rule: dict[str, BadInput] = {}
    for problem in problems:
        by_rule.setdefault(str(problem.params["rule"]), problem)
    return list(by_rule.values())
