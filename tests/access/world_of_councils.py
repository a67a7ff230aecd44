"""Preparation and minutes in the world of the walk: the offices of the targets are asked what councils are asked."""

from tajadur.organisation.profile.models import BodyTypeSettings, PreparationStep
from tajadur.organisation.units.models import Body


def lay_preparation(body: Body) -> int:
    """The step of a checklist for meetings of a body, whose minutes are adopted."""
    names = {"name_ar": "تحديد جدول الأعمال", "name_fr": "Ordre du jour arrêté", "name_en": "Agenda settled"}
    step, _ = PreparationStep.objects.get_or_create(
        body_type=body.body_type, code="agenda", defaults={"position": 1, "days_before": 5, **names}
    )
    BodyTypeSettings.objects.filter(body_type=body.body_type).update(adopts_minutes=True)
    return step.pk
