"""The Django application."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.training"
    label = "training"
    default_auto_field = "django.db.models.BigAutoField"
