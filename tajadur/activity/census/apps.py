"""The Django application."""

from django.apps import AppConfig


class CensusConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.census"
    label = "census"
    default_auto_field = "django.db.models.BigAutoField"
