"""Laying down the party's own words. Everything here is data an administrator may later rename."""

from datetime import date

from tajadur.foundation.arabic import FOLDING

from ..models import BodyType, BodyTypeSettings, PostType, PreparationStep, Profile, UnitKind
from ..vocabulary import Tree
from .posts import AREA_TREES, POST_TYPES
from .standard import BODY_TYPES, KINDS, PARTY, PREPARATION_STEPS, PREPARED, SETTINGS_FROM


def install_profile(*, installed_on: date) -> Profile:
    """Lay down the profile and the standard kinds, bodies and posts that are missing. Safe to run again.

    ``installed_on`` is kept from the first run: nothing due before it is ever mailed.
    """
    profile, _ = Profile.objects.get_or_create(
        id=1,
        defaults={
            "installed_on": installed_on,
            "names_folded": FOLDING,
            **_named(PARTY),
        },
    )
    kinds: dict[str, UnitKind] = {}
    for code, tree, parent, names, plurals in KINDS:
        above = kinds[parent] if parent else None
        kinds[code], _ = UnitKind.objects.get_or_create(
            code=code,
            defaults={
                "tree": tree,
                "parent": above,
                "rank": above.rank + 1 if above else 0,
                **_named(names),
                **{f"plural_{language}": text for language, text in zip(("ar", "fr", "en"), plurals, strict=True)},
            },
        )
    bodies: dict[tuple[str, str], BodyType] = {}
    for kind, code, names, usual, settings in BODY_TYPES:
        body_type, _ = BodyType.objects.get_or_create(
            unit_kind=kinds[kind], code=code, defaults={**_named(names), **usual}
        )
        BodyTypeSettings.objects.get_or_create(body_type=body_type, from_on=SETTINGS_FROM, defaults=settings)
        bodies[kind, code] = body_type
    for place in PREPARED:
        for position, (code, days_before, names) in enumerate(PREPARATION_STEPS, 1):
            PreparationStep.objects.get_or_create(
                body_type=bodies[place],
                code=code,
                defaults={"position": position, "days_before": days_before, **_named(names)},
            )
    for rank, (kind, body, code, office, single, names) in enumerate(POST_TYPES):
        PostType.objects.get_or_create(
            body_type=bodies[kind, body],
            code=code,
            defaults={
                "area_tree": AREA_TREES.get(code, Tree.TERRITORY),
                "office": office,
                "single_holder": single,
                "rank": rank,
                **_named(names),
            },
        )
    return profile


def _named(names: tuple[str, str, str]) -> dict[str, str]:
    return {"name_ar": names[0], "name_fr": names[1], "name_en": names[2]}
