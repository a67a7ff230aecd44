"""The checklist an election begins with where no election of its kind was issued before: a proposal, edited at will."""

from dataclasses import dataclass

from tajadur.rules.elections import ItemScope

from ..vocabulary import ItemEvidence

C, P, R, N = ItemScope.CONSTITUENCY, ItemScope.PROVINCE, ItemScope.REGION, ItemScope.NATION


@dataclass(frozen=True, slots=True)
class StandardItem:
    """An item of it: its names (ar, fr, en), days before the voting day, scope, proof and weight."""

    names: tuple[str, str, str]
    days_before: int
    scope: ItemScope
    evidence: ItemEvidence
    weight: int


STANDARD_ITEMS = (
    StandardItem(("تعيين منسق الدائرة بمقرر", "Coordinateur désigné par décision", "Coordinator named by decision"),
                 330, C, ItemEvidence.REFERENCE, 5),
    StandardItem(("تقييم نتائج الانتخابات السابقة", "Bilan des élections précédentes", "Review of the last elections"),
                 300, P, ItemEvidence.NOTE, 3),
    StandardItem(("لقاء جهوي حول الاستعداد", "Rencontre régionale sur la préparation",
                  "Regional meeting on the preparation"), 285, R, ItemEvidence.NOTE, 2),
    StandardItem(("تشخيص الدائرة", "Diagnostic de la circonscription", "Diagnosis of the constituency"),
                 270, C, ItemEvidence.NOTE, 2),
    StandardItem(("اجتماع إقليمي لإطلاق التحضير", "Réunion provinciale de lancement", "Provincial launch meeting"),
                 180, P, ItemEvidence.NOTE, 3),
    StandardItem(("تحديد عدد مكاتب التصويت والحاجة من الممثلين", "Bureaux de vote et besoin de représentants recensés",
                  "Polling stations and representatives needed are counted"), 150, C, ItemEvidence.COUNT, 3),
    StandardItem(("البرنامج الوطني جاهز", "Programme national prêt", "National programme ready"),
                 120, N, ItemEvidence.REFERENCE, 4),
    StandardItem(("خلية قانونية وطنية للانتخابات", "Cellule juridique nationale", "National legal cell"),
                 120, N, ItemEvidence.NOTE, 3),
    StandardItem(("اختيار المرشحات والمرشحين بمحضر", "Candidatures choisies, avec procès-verbal",
                  "Candidates chosen, with minutes"), 90, C, ItemEvidence.REFERENCE, 5),
    StandardItem(("لقاء جهوي لمنسقي الدوائر", "Rencontre régionale des coordinateurs",
                  "Regional meeting of coordinators"), 75, R, ItemEvidence.NOTE, 2),
    StandardItem(("برنامج محلي مكتوب", "Programme local écrit", "Local programme in writing"),
                 60, C, ItemEvidence.NOTE, 2),
    StandardItem(("فتح الحساب البنكي للحملة", "Compte bancaire de campagne ouvert", "Campaign bank account opened"),
                 45, P, ItemEvidence.REFERENCE, 4),
    StandardItem(("تكوين جهوي في القانون الانتخابي", "Formation régionale au droit électoral",
                  "Regional training in electoral law"), 40, R, ItemEvidence.COUNT, 2),
    StandardItem(("ملفات الترشيح كاملة", "Dossiers de candidature complets", "Candidacy papers complete"),
                 30, C, ItemEvidence.NOTE, 5),
    StandardItem(("إيجاد ممثلي مكاتب التصويت", "Représentants aux bureaux de vote trouvés",
                  "Polling-station representatives found"), 25, C, ItemEvidence.COUNT, 4),
    StandardItem(("إيداع الترشيحات", "Candidatures déposées", "Candidacies filed"), 14, C, ItemEvidence.REFERENCE, 5),
    StandardItem(("تكوين ممثلي مكاتب التصويت", "Représentants formés", "Representatives trained"),
                 7, C, ItemEvidence.COUNT, 4),
    StandardItem(("خلية تتبع يوم الاقتراع", "Cellule de suivi du jour du scrutin", "Cell for the voting day"),
                 3, P, ItemEvidence.NOTE, 3),
)  # fmt: skip
