"""The Django application."""

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.activity.elections"
    label = "elections"
    default_auto_field = "django.db.models.BigAutoField"
