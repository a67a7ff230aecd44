"""The stages every congress goes through, as seeded: an administrator may later rename or re-date them."""

from dataclasses import dataclass

from django.db import transaction

from tajadur.organisation.profile.models import PostType
from tajadur.rules.stages import StageAnchor

from ..models import StageTemplate
from ..vocabulary import CALL, DATE, DECLARED, DELEGATES, HELD, EvidenceKind


@dataclass(frozen=True, slots=True)
class StageSeed:
    """One line of the table: ``names`` in Arabic, French and English; ``level`` is the kind of unit responsible."""

    code: str
    names: tuple[str, str, str]
    offset: int
    usual_days: int
    evidence: str
    after: tuple[str, ...] = ()
    anchor: str = StageAnchor.EVENT
    level: str = "region"


SEEDS: tuple[StageSeed, ...] = (
    StageSeed("committee", ("تشكيل اللجنة التحضيرية", "Commission préparatoire formée", "Preparatory committee formed"),
         -120, 15, EvidenceKind.MEETING),
    StageSeed(DATE, ("تحديد التاريخ والمكان", "Date et lieu fixés", "Date and place fixed"),
         -105, 15, EvidenceKind.NOTE, ("committee",)),
    StageSeed("situation", ("ضبط وضعية الفروع", "Situation des sections arrêtée", "Branch situation settled"),
         -75, 30, EvidenceKind.COUNT, ("committee",)),
    StageSeed(CALL, ("توجيه الدعوة", "Convocation envoyée", "Call sent"),
         -60, 10, EvidenceKind.REFERENCE, (DATE,)),
    StageSeed(DELEGATES, ("انتخاب المؤتمرين بكل إقليم", "Délégués élus dans chaque province",
                     "Delegates elected in each province"),
         -30, 30, EvidenceKind.COUNT, ("situation", CALL), level="province"),
    StageSeed("documents", ("إرسال الوثائق", "Documents envoyés", "Documents sent"),
         -15, 10, EvidenceKind.REFERENCE, (CALL,)),
    StageSeed(HELD, ("انعقاد المؤتمر", "Congrès tenu", "Congress held"),
         0, 1, EvidenceKind.COUNT, (CALL, DELEGATES)),
    StageSeed("minutes", ("إيداع المحضر والنتائج", "Procès-verbal et résultats déposés", "Minutes and results filed"),
         10, 10, EvidenceKind.REFERENCE, (HELD,), StageAnchor.HELD),
    StageSeed(DECLARED, ("التصريح لدى السلطة", "Déclaration à l’autorité", "Declared to the authority"),
         30, 20, EvidenceKind.REFERENCE, (HELD,), StageAnchor.HELD),
)  # fmt: skip


@transaction.atomic
def install_stages() -> int:
    """Create the seeded stages that are missing; returns how many. Safe to run again; renamed ones stay so."""
    secretaries = {
        post.body_type.unit_kind.code: post
        for post in PostType.objects.filter(code="secretary", body_type__code="office").select_related(
            "body_type__unit_kind"
        )
    }
    made = 0
    for rank, seed in enumerate(SEEDS, 1):
        _, is_new = StageTemplate.objects.get_or_create(
            code=seed.code,
            defaults={
                **{f"name_{language}": name for language, name in zip(("ar", "fr", "en"), seed.names, strict=True)},
                "rank": rank,
                "anchor": seed.anchor,
                "offset": seed.offset,
                "after": list(seed.after),
                "usual_days": seed.usual_days,
                "evidence": seed.evidence,
                "responsible": secretaries.get(seed.level),
            },
        )
        made += is_new
    return made
