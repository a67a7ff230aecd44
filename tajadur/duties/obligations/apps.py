"""The Django application."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.duties.obligations"
    label = "obligations"
    default_auto_field = "django.db.models.BigAutoField"
