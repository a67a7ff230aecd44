"""The Django application."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.organisation.units"
    label = "units"
    default_auto_field = "django.db.models.BigAutoField"
