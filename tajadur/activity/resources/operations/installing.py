"""The kinds of resources of the standard party: an administrator may later rename them."""

from django.db import transaction

from ..models import ResourceKind

# code, with an amount, (ar, fr, en)
KINDS: tuple[tuple[str, bool, tuple[str, str, str]], ...] = (
    ("activity", True, ("دعم نشاط", "Soutien à une activité", "Support for an activity")),
    ("premises", True, ("كراء مقر وتجهيزه", "Location et équipement d’un local", "Rent and fitting of premises")),
    ("equipment", True, ("عتاد ومعدات", "Matériel et équipement", "Equipment")),
    ("travel", True, ("تنقل", "Déplacements", "Travel")),
    ("print", False, ("مطبوعات ومواد تواصلية", "Imprimés et supports de communication", "Printed material")),
    ("training", False, ("تأطير وتكوين", "Encadrement et formation", "Trainers and training")),
)


@transaction.atomic
def install_kinds() -> int:
    """Lay down the kinds that are missing; returns how many. Safe to run again; renamed ones stay so."""
    made = 0
    for rank, (code, with_amount, names) in enumerate(KINDS, 1):
        named = {f"name_{language}": name for language, name in zip(("ar", "fr", "en"), names, strict=True)}
        values = {"with_amount": with_amount, "rank": rank, **named}
        made += ResourceKind.objects.get_or_create(code=code, defaults=values)[1]
    return made
