"""Laying down a party from its file: all of it in one transaction, on an installation that has none."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from tajadur.duties.directives.models import Directive, LadderStep
from tajadur.duties.directives.vocabulary import DirectiveStatus
from tajadur.foundation.arabic import FOLDING
from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import BadInput
from tajadur.foundation.installation import speak
from tajadur.foundation.locks import take_lock
from tajadur.organisation.people.operations.first import make_first_administrator
from tajadur.organisation.people.operations.posts import open_posts
from tajadur.organisation.profile.models import BodyType, BodyTypeSettings, PostType, PreparationStep, Profile, UnitKind
from tajadur.organisation.profile.operations.standard import PREPARATION_STEPS, SETTINGS_FROM
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.operations.installing import write_places
from tajadur.organisation.units.queries.places import TerritoryPlace
from tajadur.registry.audit.operations import log_action

from .party_file import Names, PartyFile


@dataclass(frozen=True, slots=True)
class PartyTally:
    """How much was laid down; ``is_new`` False when the same party was there already and nothing was touched."""

    is_new: bool
    units: int = 0
    bodies: int = 0
    posts: int = 0
    directives: int = 0


@transaction.atomic
def lay_down(party: PartyFile, *, opened_on: date, password: str, on: date, at: datetime) -> PartyTally:
    """Write the whole party: its words, units opened on ``opened_on``, posts, directives in force from ``on``, and its
    first administrator. Logged. Safe twice or at once: the same party is left as it is by now.

    Raises BadInput: party_exists (another one is there), account_taken.
    """
    take_lock("lay_down_party")  # of two runs at once, the second finds the party
    there = Profile.objects.filter(id=1).values_list("own_code", flat=True).first()
    if there is not None and there == party.code:
        return PartyTally(is_new=False)
    if there is not None or Unit.objects.exists() or UnitKind.objects.exists():
        raise BadInput("", "party_exists")
    shorts = {f"short_name_{language}": party.short_names[language][:60] for language in ("ar", "fr")}
    Profile.objects.create(
        id=1, installed_on=on, names_folded=FOLDING, **_named(party.names), **shorts, own_code=party.code,
        languages=",".join(party.languages), holidays_of=party.holidays_of, closed_rooms=",".join(party.closed_rooms),
    )  # fmt: skip
    kinds = _kinds(party)
    body_types = _body_types(party, kinds)
    PostType.objects.bulk_create(
        PostType(
            body_type=body_types[post.level, post.body], code=post.code, office=post.role,
            single_holder=post.is_single, rank=rank, **_named(post.names),
        )
        for rank, post in enumerate(party.posts)
    )  # fmt: skip
    places = [TerritoryPlace(unit.code, unit.level, unit.under, unit.name_ar, unit.name_latin) for unit in party.units]
    made, bodies, _ = write_places(places, {}, kinds, opened_on, aliases={})
    posts = open_posts(on=on)
    for rank, _directive in enumerate(party.directives, 1):
        _issue(party, rank, kinds, body_types, on)
    first = party.administrator
    make_first_administrator(
        username=first["username"], email=first["email"], name=first["name"], password=password, on=on, at=at
    )
    tally = PartyTally(True, len(made), bodies, posts, len(party.directives))
    log_action(act="lay_down_party", by=None, at=at, detail={"units": tally.units, "bodies": tally.bodies})
    transaction.on_commit(lambda: speak(None))  # the languages are asked for again
    return tally


def _kinds(party: PartyFile) -> dict[str, UnitKind]:
    kinds: dict[str, UnitKind] = {}
    for level in party.levels:
        kinds[level.code] = UnitKind.objects.create(
            code=level.code, tree=Tree.TERRITORY, parent=kinds.get(level.under), rank=level.rank,
            **_named(level.names), **{f"plural_{language}": text for language, text in level.plurals.items()},
        )  # fmt: skip
    return kinds


def _body_types(party: PartyFile, kinds: dict[str, UnitKind]) -> dict[tuple[str, str], BodyType]:
    made: dict[tuple[str, str], BodyType] = {}
    for body in party.bodies:
        row = BodyType.objects.create(unit_kind=kinds[body.level], code=body.code, **_named(body.names), **body.usual)
        BodyTypeSettings.objects.create(body_type=row, from_on=SETTINGS_FROM, **body.settings)
        made[body.level, body.code] = row
        if body.settings["convocation_days"]:
            PreparationStep.objects.bulk_create(
                PreparationStep(
                    body_type=row, code=code, position=position, days_before=days,
                    **_in_all(party, dict(zip(("ar", "fr", "en"), names, strict=True))),
                )
                for position, (code, days, names) in enumerate(PREPARATION_STEPS, 1)
            )  # fmt: skip
    return made


def _issue(
    party: PartyFile, rank: int, kinds: dict[str, UnitKind], body_types: dict[tuple[str, str], BodyType], on: date
) -> None:
    asked = party.directives[rank - 1]
    directive = Directive.objects.create(
        code=asked.code, unit_kind=kinds[asked.level], body_type=body_types.get((asked.level, asked.body)),
        fulfilment=asked.fulfilment, period_type=asked.period_type, report_days=asked.report_days,
        grace_days=asked.grace_days, released_by=asked.released_by, in_force_from=on, rank=rank,
        standing=DirectiveStatus.ISSUED, issued_at=instant(on, time(9)), **asked.dates, **_named(asked.names),
    )  # fmt: skip
    LadderStep.objects.bulk_create(LadderStep(directive=directive, **row) for row in asked.ladder)


def _named(names: Names) -> Names:
    return {f"name_{language}": text for language, text in names.items()}


def _in_all(party: PartyFile, names: Names) -> Names:
    default = names[party.languages[0]]
    return _named({language: text if language in party.languages else default for language, text in names.items()})
