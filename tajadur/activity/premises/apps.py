"""The Django application."""

from django.apps import AppConfig


class PremisesConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.premises"
    label = "premises"
    default_auto_field = "django.db.models.BigAutoField"
