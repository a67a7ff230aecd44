"""The Django application."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Named once, with the label its tables carry."""

    name = "tajadur.registry.audit"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
